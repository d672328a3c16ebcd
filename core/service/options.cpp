// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/options.h"

#include "core/base/version.h"

#include <QCommandLineParser>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

using Definition = OptionDefinition;
using Kind = OptionDefinition::Kind;

const std::vector<Definition>& definitions()
{
    static const std::vector<Definition> all = {
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

Failure wrong(const QString& name, const QString& why)
{
    return fail(ErrorCode::InvalidInput, u"--"_s + name + u": "_s + why);
}

QString environmentName(const QString& option)
{
    return u"STATEROOM_"_s + QString(option).replace(u'-', u'_').toUpper();
}

/// Values by option, from the first place that has the option at all.
using Values = QHash<QString, QStringList>;

Result<QStringList> fromJson(const Definition& definition, const QJsonValue& value)
{
    const auto textOf = [](const QJsonValue& item) -> std::optional<QString> {
        if (item.isString())
            return item.toString();
        if (item.isDouble() && item.toInteger(-1) >= 0)
            return QString::number(item.toInteger());
        return std::nullopt;
    };
    if (definition.kind == Kind::Flag) {
        if (!value.isBool())
            return wrong(definition.name, u"the configuration file must say true or false."_s);
        return value.toBool() ? QStringList(u"true"_s) : QStringList(u"false"_s);
    }
    const bool list = definition.kind == Kind::List && value.isArray();
    const QJsonArray items = list ? value.toArray() : QJsonArray{value};
    QStringList texts;
    for (const QJsonValue& item : items) {
        const auto text = textOf(item);
        if (!text)
            return wrong(
                definition.name,
                u"the configuration file must have a text or a whole number here."_s);
        texts << *text;
    }
    return texts;
}

Result<void> addFile(Values& values, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(u"config"_s, u"cannot read "_s + path + u": "_s + file.errorString() + u'.');
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return wrong(
            u"config"_s, path + u" is not a JSON object"_s +
                             (error.error == QJsonParseError::NoError
                                  ? u"."_s
                                  : u": "_s + error.errorString() + u" at byte "_s +
                                        QString::number(error.offset) + u'.'));
    const QJsonObject object = document.object();
    for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
        const auto& all = definitions();
        const auto definition = std::find_if(
            all.begin(), all.end(), [&](const Definition& d) { return d.name == member.key(); });
        if (definition == all.end())
            return wrong(
                u"config"_s, path + u": there is no option \""_s + member.key() + u"\"."_s);
        if (values.contains(definition->name))
            continue;
        auto texts = fromJson(*definition, *member);
        if (!texts)
            return failureOf(texts);
        values.insert(definition->name, *texts);
    }
    return {};
}

void addEnvironment(Values& values, const QProcessEnvironment& environment)
{
    for (const Definition& definition : definitions()) {
        // An empty variable is as none: that is how scripts and containers leave one out.
        const QString value = environment.value(environmentName(definition.name));
        if (values.contains(definition.name) || value.isEmpty())
            continue;
        QStringList parts(value);
        if (definition.kind == Kind::List) {
            parts = value.split(u',', Qt::SkipEmptyParts);
            for (QString& part : parts)
                part = part.trimmed();
        }
        values.insert(definition.name, parts);
    }
}

Result<qint64>
number(const Values& values, const QString& name, qint64 standard, qint64 least, qint64 most)
{
    if (!values.contains(name))
        return standard;
    bool ok = false;
    const qint64 value = values.value(name).last().toLongLong(&ok);
    if (!ok || value < least || value > most)
        return wrong(
            name, u"must be a whole number from "_s + QString::number(least) + u" to "_s +
                      QString::number(most) + u", not \""_s + values.value(name).last() + u"\"."_s);
    return value;
}

Result<bool> flag(const Values& values, const QString& name)
{
    if (!values.contains(name))
        return false;
    const QString value = values.value(name).last().toLower();
    if (value == "1"_L1 || value == "true"_L1 || value == "yes"_L1 || value == "on"_L1)
        return true;
    if (value.isEmpty() || value == "0"_L1 || value == "false"_L1 || value == "no"_L1 ||
        value == "off"_L1)
        return false;
    return wrong(name, u"must be true or false, not \""_s + value + u"\"."_s);
}

Result<void> readAddresses(const Values& values, bool requireKeys, HttpServerOptions& http)
{
    if (!values.contains(u"host"_s))
        return {};
    const QString host = values.value(u"host"_s).last();
    if (host == "localhost"_L1)
        return {};
    const QHostAddress address(host);
    if (address.isNull())
        return wrong(u"host"_s, u"\""_s + host + u"\" is not an IP address."_s);
    http.addresses = {address};
    if (address.isLoopback())
        return {};
    // Without keys, whoever reached the server could do everything.
    if (!requireKeys)
        return wrong(
            u"host"_s, host + u" is not a loopback address; other machines are served only with "
                              u"--require-keys, where every API needs a key."_s);
    // No name that an attacker could point here (DNS rebinding): the address itself.
    if (address != QHostAddress(QHostAddress::AnyIPv4) &&
        address != QHostAddress(QHostAddress::AnyIPv6) &&
        address != QHostAddress(QHostAddress::Any))
        http.origins.allowedHosts
            << (address.protocol() == QAbstractSocket::IPv6Protocol
                    ? '[' + address.toString().toLatin1() + ']'
                    : address.toString().toLatin1());
    return {};
}

/// Why it is no name that a client could call, or a certificate be for; empty: it may be.
QString flawInHost(const QString& host)
{
    if (host.isEmpty() || host.contains(u'/') || host.contains(u' '))
        return u"is not a host name."_s;
    if (host.contains(u'*'))
        return u"has a wildcard: each name is to be given by itself."_s;
    const bool isAscii =
        std::all_of(host.begin(), host.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii)
        return {};
    const QByteArray ascii = QUrl::toAce(host);
    return ascii.isEmpty() ? u"is not a host name."_s
                           : u"is called %1 by clients: give that."_s.arg(QLatin1StringView(ascii));
}

Result<void> readOrigins(const Values& values, OriginRules& rules)
{
    const QStringList hosts = values.value(u"allow-host"_s);
    for (const QString& host : hosts) {
        if (const QString flaw = flawInHost(host); !flaw.isEmpty())
            return wrong(u"allow-host"_s, u"\""_s + host + u"\" "_s + flaw);
        rules.allowedHosts << host.toLower().toLatin1();
    }
    const QStringList origins = values.value(u"allow-origin"_s);
    for (const QString& origin : origins) {
        const QUrl url(origin, QUrl::StrictMode);
        const bool bare = url.path().isEmpty() && !url.hasQuery() && !url.hasFragment();
        if (!url.isValid() || url.scheme().isEmpty() || url.host().isEmpty() || !bare)
            return wrong(
                u"allow-origin"_s,
                u"\""_s + origin + u"\" is not an origin such as https://app.example."_s);
        rules.allowedOrigins << origin.toLower().toLatin1();
    }
    return {};
}

Result<void> readHistory(const Values& values, HistoryPolicy& history)
{
    using Days = std::chrono::duration<qint64, std::ratio<24 * 3600>>;
    const qint64 standard = std::chrono::floor<Days>(history.age).count();
    auto days = number(values, u"history-days"_s, standard, 1, 36'500);
    if (!days)
        return failureOf(days);
    history.age = Days(*days);
    auto bytes =
        number(values, u"history-bytes"_s, history.bytes, qint64(1) << 20, qint64(1) << 50);
    if (!bytes)
        return failureOf(bytes);
    history.bytes = *bytes;
    return {};
}

Result<void> readStore(const Values& values, StoreOptions& store)
{
    const QString directory = values.value(u"data"_s).value(0);
    if (values.contains(u"data"_s) && directory.isEmpty())
        return wrong(u"data"_s, u"needs a directory."_s);
    // What Qt cannot decode it replaces: two such names would be one directory, and neither of
    // them.
    if (directory.contains(QChar::ReplacementCharacter))
        return wrong(u"data"_s, u"must be a name that can be decoded (UTF-8)."_s);
    store.directory = directory.isEmpty() ? defaultDataDirectory() : directory;
    auto ephemeral = flag(values, u"ephemeral"_s);
    if (!ephemeral)
        return failureOf(ephemeral);
    if (*ephemeral)
        store.mode = StoreMode::Ephemeral;
    const QString durability = values.value(u"durability"_s).value(0, u"full"_s);
    if (durability != "full"_L1 && durability != "relaxed"_L1)
        return wrong(u"durability"_s, u"must be full or relaxed, not \""_s + durability + u"\"."_s);
    if (*ephemeral && values.contains(u"durability"_s) && durability == "full"_L1)
        return wrong(
            u"durability"_s, u"cannot be full together with --ephemeral, which keeps nothing."_s);
    if (durability == "relaxed"_L1 || *ephemeral)
        store.durability = Durability::Relaxed;
    return readHistory(values, store.history);
}

Result<void> readHttp(const Values& values, bool requireKeys, HttpServerOptions& http)
{
    auto port = number(values, u"port"_s, 7474, 0, 65535);
    if (!port)
        return failureOf(port);
    http.port = quint16(*port);
    const int fitting = std::clamp(QThread::idealThreadCount() / 2, 1, 4);
    auto threads = number(values, u"http-threads"_s, fitting, 1, 64);
    if (!threads)
        return failureOf(threads);
    http.threads = int(*threads);
    auto body = number(values, u"max-body"_s, http.limits.maxBody, 1, qint64(1) << 30);
    if (!body)
        return failureOf(body);
    http.limits.maxBody = *body;
    http.limits.maxBufferedBodies = std::max(http.limits.maxBufferedBodies, 4 * *body);
    auto connections = number(values, u"max-connections"_s, http.limits.maxConnections, 1, 100'000);
    if (!connections)
        return failureOf(connections);
    http.limits.maxConnections = int(*connections);
    if (auto addresses = readAddresses(values, requireKeys, http); !addresses)
        return addresses;
    return readOrigins(values, http.origins);
}

/// As certificates hold names; addresses in brackets are no names.
bool isCertifiable(const QByteArray& host)
{
    const QByteArray name = host.left(host.startsWith('[') ? 0 : host.indexOf(':'));
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

Result<void> readTls(const Values& values, ServiceOptions& service)
{
    auto isWanted = flag(values, u"tls"_s);
    if (!isWanted)
        return failureOf(isWanted);
    auto port = number(values, u"tls-port"_s, TlsOptions().port, 0, 65535);
    if (!port)
        return failureOf(port);
    if (*isWanted)
        service.tlsPort = quint16(*port);
    else if (values.contains(u"tls-port"_s))
        return wrong(u"tls-port"_s, u"does nothing without --tls."_s);
    if (*isWanted && *port != 0 && *port == service.http.port)
        return wrong(u"tls-port"_s, u"must differ from --port: each port speaks one of both."_s);
    const auto& hosts = service.http.origins.allowedHosts;
    const auto odd = std::find_if_not(hosts.begin(), hosts.end(), isCertifiable);
    if (*isWanted && odd != hosts.end())
        return wrong(
            u"allow-host"_s,
            u"\""_s + QString::fromLatin1(*odd) +
                u"\" cannot be certified (--tls): such names have letters, digits, - and . only."_s);
    return {};
}

Result<void> readCampaign(const Values& values, ServiceOptions& service)
{
    constexpr qint64 most = 1'000; // each runtime call looks at all of them
    auto limit = number(values, u"variable-limit"_s, service.campaignLimits.perScope, 0, most);
    if (!limit)
        return failureOf(limit);
    service.campaignLimits.perScope = int(*limit);
    const QString status = values.value(u"variable-limit-status"_s).value(0, u"409"_s);
    if (status != "409"_L1 && status != "403"_L1)
        return wrong(
            u"variable-limit-status"_s, u"must be 409 or 403, not \""_s + status + u"\"."_s);
    service.campaignLimits.forbids = status == "403"_L1;
    const auto list = [&values](const QString& name) {
        QByteArrayList texts;
        for (const QString& text : values.value(name))
            texts << text.toUtf8();
        return texts;
    };
    service.tokenPolicy = {
        list(u"token-issuer"_s), list(u"token-campaign"_s), list(u"token-app"_s)};
    return {};
}

Result<void> readHooks(const Values& values, HookLimits& hooks)
{
    auto seconds = number(values, u"hook-seconds"_s, 5, 1, 3'600);
    if (!seconds)
        return failureOf(seconds);
    hooks.time = std::chrono::seconds(*seconds);
    auto memory = number(values, u"hook-memory"_s, hooks.memory >> 20, 16, 65'536);
    if (!memory)
        return failureOf(memory);
    hooks.memory = *memory << 20;
    return {};
}

Result<void> readWebhooks(const Values& values, webhooks::AddressRules& rules)
{
    auto allowPrivate = flag(values, u"webhooks-allow-private"_s);
    if (!allowPrivate)
        return failureOf(allowPrivate);
    rules.allowPrivate = *allowPrivate;
    return {};
}

} // namespace

Result<ProgramOptions> parseOptions(
    const QString& program, const QString& summary, const QStringList& arguments,
    const QProcessEnvironment& environment, const Clock& clock)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary +
        u" Each option is also read from the environment (--http-threads as "
        u"STATEROOM_HTTP_THREADS) and from the file that --config names. STATEROOM_KEYS sets API "
        u"keys for this run: integration=TOKEN,business=TOKEN:starter. STATEROOM_JWT_SECRET sets "
        u"what "
        u"signs user tokens."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this help."_s);
    const QCommandLineOption version({u"v"_s, u"version"_s}, u"Show the version."_s);
    const QCommandLineOption config(
        u"config"_s, u"Read a JSON object with options from FILE."_s, u"FILE"_s);
    parser.addOptions({help, version, config});
    for (const Definition& definition : definitions())
        parser.addOption({definition.name, definition.description, definition.value});

    ProgramOptions options;
    if (!parser.parse(arguments)) // the text is a sentence with its full stop
        return fail(
            ErrorCode::InvalidInput, parser.errorText(), u"Try "_s + program + u" --help."_s);
    if (parser.isSet(help))
        options.printAndExit = parser.helpText();
    else if (parser.isSet(version))
        options.printAndExit = program + u' ' + QLatin1StringView(versionText) + u'\n';
    if (!options.printAndExit.isEmpty())
        return options;
    if (!parser.positionalArguments().isEmpty())
        return fail(
            ErrorCode::InvalidInput,
            u"Unexpected argument \""_s + parser.positionalArguments().first() + u"\"."_s,
            u"Try "_s + program + u" --help."_s);

    Values values;
    for (const Definition& definition : definitions()) {
        if (!parser.isSet(definition.name))
            continue;
        values.insert(
            definition.name, definition.kind == Kind::Flag ? QStringList(u"true"_s)
                                                           : parser.values(definition.name));
    }
    addEnvironment(values, environment);
    const QString path =
        parser.isSet(config) ? parser.value(config) : environment.value(u"STATEROOM_CONFIG"_s);
    if (!path.isEmpty()) {
        if (auto added = addFile(values, path); !added)
            return failureOf(added);
    }

    options.service.store.clock = &clock;
    options.service.givenKeys = environment.value(u"STATEROOM_KEYS"_s);
    options.service.makeFirstKeys = true;
    options.service.seed = values.value(u"seed"_s).value(0);
    options.service.tokenSecret = environment.value(u"STATEROOM_JWT_SECRET"_s).toUtf8();
    options.service.http.clock = &clock;
    if (auto read = readStore(values, options.service.store); !read)
        return failureOf(read);
    auto requireKeys = flag(values, u"require-keys"_s);
    if (!requireKeys)
        return failureOf(requireKeys);
    options.service.requireKeys = *requireKeys;
    if (auto read = readHttp(values, *requireKeys, options.service.http); !read)
        return failureOf(read);
    if (auto read = readTls(values, options.service); !read)
        return failureOf(read);
    if (auto read = readCampaign(values, options.service); !read)
        return failureOf(read);
    if (auto read = readHooks(values, options.service.hooks); !read)
        return failureOf(read);
    if (auto read = readWebhooks(values, options.service.webhooks.rules); !read)
        return failureOf(read);
    auto logRequests = flag(values, u"log-requests"_s);
    if (!logRequests)
        return failureOf(logRequests);
    options.logRequests = *logRequests;
    return options;
}

const std::vector<OptionDefinition>& programOptions()
{
    return definitions();
}

} // namespace stateroom
