// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/liveanswers.h"

#include "core/json/jsonview.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds patience{500};
constexpr qint64 mostKeys = 200;

QString textOf(const JsonView& object, QByteArrayView name)
{
    const auto member = object.member(name);
    return member ? member->toString().value_or(QString()) : QString();
}

std::vector<Candidate> candidatesOf(
    const JsonText& answer, QByteArrayView list, QByteArrayView name, QByteArrayView meaning)
{
    std::vector<Candidate> candidates;
    if (const auto items = JsonView(answer).member(list)) {
        items->forEachElement([&](const JsonView& item) {
            const QString text = item.type() == JsonType::String
                                     ? item.toString().value_or(QString())
                                     : textOf(item, name);
            candidates.push_back({text, meaning.isEmpty() ? QString() : textOf(item, meaning)});
            return true;
        });
    }
    return candidates;
}

} // namespace

LiveNames liveNamesOf(std::function<Outcome<Server>()> findServer, Interruption& interruption)
{
    return
        [findServer = std::move(findServer), &interruption](
            WordKind kind, const QString& space, const QString& prefix) -> std::vector<Candidate> {
            const auto server = findServer();
            if (!server)
                return {};
            HttpCallerOptions options;
            options.connectTimeout = options.silence = patience;
            ControlClient client(*server, interruption, options);
            const auto ask = [&client](const CallTarget& target) {
                return client.get(target).value_or(JsonText());
            };
            switch (kind) {
            case WordKind::Namespace:
                return candidatesOf(ask(CallTarget("namespaces")), "namespaces", "namespace", {});
            case WordKind::Key: {
                CallTarget target("namespaces");
                target.segment(space.toUtf8()).word("entries").query("values", "false");
                target.number("limit", mostKeys).query("prefix", prefix.toUtf8());
                return candidatesOf(ask(target), "entries", "key", {});
            }
            case WordKind::KeyId:
                return candidatesOf(ask(CallTarget("keys")), "keys", "id", "label");
            case WordKind::WebhookId:
                return candidatesOf(ask(CallTarget("webhooks")), "webhooks", "id", "url");
            case WordKind::Api:
            case WordKind::File:
            case WordKind::Directory:
            case WordKind::Other:
                break;
            }
            return {};
        };
}

} // namespace stateroom::cli
