// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/samples.h"

#include "core/store/store.h"

#include <chrono>

namespace stateroom::ui {

namespace {

struct Sample {
    const char* space;
    const char* key;
    const char* json;
    std::chrono::seconds lifetime{0}; ///< 0: for ever
};

using namespace std::chrono_literals;

/// Some keys twice, so that there is a history to look at.
constexpr std::array samples{
    Sample{"workflow/sample-research", "status", R"({"step":"collecting","progress":0.1})"},
    Sample{
        "workflow/sample-research", "plan", R"(["collect sources","summarise","draft","review"])"},
    Sample{
        "workflow/sample-research", "sources/1",
        R"({"url":"https://example.org/a","pages":12,"read":true})"},
    Sample{
        "workflow/sample-research", "sources/2",
        R"({"url":"https://example.org/b","pages":4,"read":false})"},
    Sample{
        "workflow/sample-research", "status",
        R"({"step":"summarising","progress":0.42,"agent":"scout-2","notes":["two sources disagree"]})"},
    Sample{"workflow/sample-research", "budget", R"({"limit":2.50,"spent":1.10,"currency":"EUR"})"},
    Sample{"workflow/sample-research", "lock", R"({"holder":"scout-2"})", 15min},
    Sample{"workflow/sample-onboarding", "step", "3"},
    Sample{"workflow/sample-onboarding", "user", R"({"name":"Ada","locale":"en-GB"})"},
    Sample{"workflow/sample-onboarding", "step", "4"},
    Sample{"integration/", "sample-cursor", R"("2026-11-20T08:00:00Z#9931")"},
    Sample{"integration/imports/sample", "lastPage", "118"},
    Sample{"integration/imports/sample", "skipped", R"(["a91","b02","b77"])"},
};

Result<int> writeAll(Transaction& transaction)
{
    for (const Sample& sample : samples) {
        const auto space = Namespace::parse(sample.space);
        const auto value = JsonText::parse(QByteArray(sample.json));
        if (!space || !value)
            return fail(ErrorCode::Internal, QStringLiteral("A sample is not JSON."));
        SetOptions options;
        if (sample.lifetime.count() > 0)
            options.expiresAt =
                Timestamp(transaction.at().value() + Milliseconds(sample.lifetime).count());
        const auto version = transaction.set({*space, Key(sample.key)}, *value, options);
        if (!version)
            return failureOf(version);
    }
    return int(samples.size());
}

} // namespace

void writeSamples(Store& store, QObject* context, std::function<void(Result<int>)> done)
{
    store.transact({}, writeAll, context, std::move(done));
}

} // namespace stateroom::ui
