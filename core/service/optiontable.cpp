// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/datadirectory.h"
#include "core/service/options.h"

namespace stateroom {

using namespace Qt::StringLiterals;

const std::vector<OptionDefinition>& programOptions()
{
    using Kind = OptionDefinition::Kind;
    static const std::vector<OptionDefinition> all = {
        {u"data"_s, Kind::Text, u"DIR"_s,
         u"Keep the data in DIR (default: "_s + defaultDataDirectory() + u")."_s},
        {u"port"_s, Kind::Text, u"N"_s, u"Listen on port N; 0 takes any that is free (7474)."_s},
        {u"tls"_s,
         Kind::Flag,
         {},
         u"Serve HTTPS, too, certified by an authority of its own that is made in DATA/tls; how "
         u"clients are told to trust it is printed at the start."_s},
        {u"tls-port"_s, Kind::Text, u"N"_s,
         u"Listen on port N for --tls; 0 takes any that is free (7475)."_s},
        {u"host"_s, Kind::Text, u"ADDRESS"_s,
         u"Listen on this address instead of 127.0.0.1 and ::1; one that other machines can reach "
         u"needs --require-keys."_s},
        {u"require-keys"_s,
         Kind::Flag,
         {},
         u"Let the workflow API need a key, as the others do."_s},
        {u"allow-host"_s, Kind::List, u"NAME"_s,
         u"Also answer requests to this host name (NAME or NAME:PORT); may be repeated."_s},
        {u"allow-origin"_s, Kind::List, u"ORIGIN"_s,
         u"Also let web pages of this origin call (https://app.example); may be repeated."_s},
        {u"http-threads"_s, Kind::Text, u"N"_s,
         u"Serve HTTP in N threads (one for two processors, at most 4)."_s},
        {u"durability"_s, Kind::Text, u"full|relaxed"_s,
         u"full: a write is answered when it is on the disk. relaxed: sooner; a crash of the "
         u"machine may lose the newest (full)."_s},
        {u"history-days"_s, Kind::Text, u"N"_s,
         u"Keep every change for N days, unless that is more than --history-bytes (30)."_s},
        {u"history-bytes"_s, Kind::Text, u"BYTES"_s,
         u"Keep every change in so many bytes of log; of older ones the newest 100 versions of a "
         u"key stay (1073741824)."_s},
        {u"ephemeral"_s,
         Kind::Flag,
         {},
         u"Keep everything in a temporary place, gone at the end."_s},
        {u"seed"_s, Kind::Text, u"FILE"_s,
         u"Load this export first (NDJSON, as GET /_stateroom/v1/export gives it)."_s},
        {u"max-body"_s, Kind::Text, u"BYTES"_s, u"Refuse larger request bodies (16777216)."_s},
        {u"max-connections"_s, Kind::Text, u"N"_s, u"Refuse more connections at once (1024)."_s},
        {u"variable-limit"_s, Kind::Text, u"N"_s,
         u"Let a scope of a campaign have at most N variables (10)."_s},
        {u"variable-limit-status"_s, Kind::Text, u"409|403"_s,
         u"What one variable too many is answered with (409)."_s},
        {u"hook-seconds"_s, Kind::Text, u"N"_s,
         u"End a hook script that takes longer than N seconds (5)."_s},
        {u"hook-memory"_s, Kind::Text, u"MIB"_s,
         u"End a hook script that needs more than so many MiB of memory (256)."_s},
        {u"webhooks-allow-private"_s,
         Kind::Flag,
         {},
         u"Send webhooks to addresses of private networks, too."_s},
        {u"token-issuer"_s, Kind::List, u"ISS"_s,
         u"Take user tokens of this issuer only; may be repeated."_s},
        {u"token-campaign"_s, Kind::List, u"ID"_s,
         u"Take user tokens for this campaign only; may be repeated."_s},
        {u"token-app"_s, Kind::List, u"ID"_s,
         u"Take user tokens for this app only; may be repeated."_s},
        {u"log-requests"_s, Kind::Flag, {}, u"Write a line for each request to stderr."_s},
    };
    return all;
}

} // namespace stateroom
