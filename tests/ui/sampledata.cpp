// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/sampledata.h"

#include <chrono>

namespace stateroom::ui {

using namespace std::chrono_literals;

namespace {

struct Sample {
    const char* space;
    const char* key;
    const char* json;
    Milliseconds afterwards;
};

/// In the order in which they are written, each some time after the one before.
const std::vector<Sample> past{
    {"workflow/onboarding", "config", R"({"region":"eu-central-1","retries":3})", 60h},
    {"workflow/onboarding", "owner", R"("team-growth")", 20h},
    {"integration/", "cursor", R"("2026-11-20T08:00:00Z#9931")", 3h},
    {"integration/imports/55cc", "lastPage", "118", 40min},
    {"integration/imports/55cc", "skipped", R"(["a91","b02","b77"])", 30min},
    {"workflow/wf-1", "budget", R"({"limit":2.50,"spent":1.10,"currency":"EUR"})", 22min},
    {"workflow/wf-1", "plan", R"(["collect sources","summarise","draft","review"])", 9min},
    {"workflow/wf-1", "sources",
     R"([{"id":1,"url":"https://example.org/a"},{"id":2,"url":"https://example.org/b"},{"id":3,"url":"https://example.org/c"}])",
     4min},
    {"workflow/wf-1", "locale", R"("de-DE")", 70s},
    {"workflow/wf-1", "done", "false", 40s},
    {"workflow/wf-1", "error", "null", 12s},
    {"workflow/wf-1", "title", R"("State of the Elbe: what 40 years of gauges tell")", 11s},
    {"business/agents", "agent_01HZX4T9Q2",
     R"({"id":"agent_01HZX4T9Q2","name":"Support","role":"triage","status":"active"})", 9s},
    {"business/conversations", "conv_01HZX4TB71", R"({"status":"open","channel":"chat"})", 8s},
    {"campaign/spring", "anna/checkout/step", "4", 7s},
    {"workflow/wf-1", "counter", "41", 5s},
    {"workflow/wf-1", "results", R"([{"score":0.91},{"score":0.88},{"score":0.42}])", 4s},
    {"workflow/wf-1", "status",
     R"({"step":"researching","progress":0.42,"agent":"scout-2","attempt":1,"notes":["two sources disagree","gauge 7 offline since May"],"window":{"from":"1984-01-01","to":"2024-12-31"},"checksum":12345678901234567890})",
     3s},
};

const std::vector<Sample> present{
    {"workflow/wf-1", "counter", "42", 380ms},
    {"workflow/wf-2", "status", R"({"step":"queued"})", 640ms},
    {"integration/", "cursor", R"("2026-11-22T11:58:41Z#10407")", 910ms},
    {"workflow/wf-2", "status", R"({"step":"planning"})", 270ms},
    {"workflow/wf-1", "status",
     R"({"step":"writing","progress":0.42,"agent":"scout-2","attempt":1,"notes":["two sources disagree","gauge 7 offline since May"],"window":{"from":"1984-01-01","to":"2024-12-31"},"checksum":12345678901234567890})",
     2100ms},
};

void writeAll(Store& store, ManualClock& clock, const std::vector<Sample>& samples)
{
    for (const Sample& sample : samples) {
        writeValue(store, sample.space, sample.key, sample.json);
        clock.advance(sample.afterwards);
    }
}

} // namespace

void writeSampleData(Store& store, ManualClock& clock)
{
    writeAll(store, clock, past);
}

void writeSampleChanges(Store& store, ManualClock& clock)
{
    writeAll(store, clock, present);
}

void writeSampleTree(Store& store, ManualClock& clock)
{
    for (int job = 1; job <= 9; ++job) {
        const QByteArray name = "job/000" + QByteArray::number(job);
        const QByteArray number = QByteArray::number(job * 7 % 10);
        writeValue(
            store, "workflow/crawl", name + "/state",
            job < 6 ? QByteArray(R"({"step":"done","pages":)") + number + "12}"
                    : QByteArray(R"({"step":"fetching","pages":)") + number + "}");
        writeValue(store, "workflow/crawl", name + "/cursor", "\"p" + number + "\"");
        clock.advance(Milliseconds(7'000 * job));
    }
    for (const char* key : {"limits", "owner", "שלום/מצב", "🙂 mood", "two\nlines"})
        writeValue(store, "workflow/crawl", key, R"({"rate":2.50,"parallel":4})");
    writeSampleData(store, clock);
}

void writeValue(Store& store, QByteArrayView space, const QByteArray& key, QByteArrayView json)
{
    const EntryName name{Namespace::parse(space).value(), Key(key)};
    const JsonText value = JsonText::parse(json).value();
    const auto version = store.transactAndWait(
        {{}, "scout-2"}, [&](Transaction& transaction) { return transaction.set(name, value); });
    if (!version)
        qFatal("%s", qPrintable(version.error().toString()));
}

void removeValue(Store& store, QByteArrayView space, const QByteArray& key)
{
    const EntryName name{Namespace::parse(space).value(), Key(key)};
    const auto version = store.transactAndWait(
        {}, [&](Transaction& transaction) { return transaction.remove(name); });
    if (!version)
        qFatal("%s", qPrintable(version.error().toString()));
}

} // namespace stateroom::ui
