// SPDX-License-Identifier: GPL-3.0-or-later
// The log: page by page, and as a stream.
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/routes.h"
#include "core/api/streaming.h"

namespace stateroom::control {

namespace {

/// `namespace` and `key`.
ChangeFilter filterOf(Arguments& query)
{
    ChangeFilter filter;
    if (const auto space = query.text("namespace"))
        filter.space = query.space(*space);
    if (const auto key = query.text("key")) {
        filter.key = Key(*key);
        if (!filter.space)
            query.refuse(invalid("A \"key\" needs its \"namespace\"."));
    }
    return filter;
}

void changes(const Desk& desk, const Request& request, const Reply& reply)
{
    Arguments query = Arguments::ofQuery(request);
    ChangeFilter filter = filterOf(query);
    const auto since = query.number("since", 0);
    const int limit = listLimit(query);
    if (query.refusal())
        return reply.send(*query.refusal());
    desk.store.read(
        [filter = std::move(filter), since, limit](Reader& reader) -> Result<Response> {
            auto position = reader.position();
            if (!position)
                return failureOf(position);
            auto page = reader.changes(since ? Seq(*since) : position->floor, filter, limit);
            if (!page)
                return failureOf(page);
            std::erase_if(
                page->changes, [](const Change& change) { return change.name.space.isSystem(); });
            const QByteArray list = arrayOf(page->changes, [](const Change& change) {
                return changeObject(change, Naming::Full).take();
            });
            return Response::json(
                200, JsonObject()
                         .addRaw("changes", list)
                         .add("nextSince", page->upTo.value())
                         .addFlag("more", page->more)
                         .take());
        },
        reply.context(),
        [reply](Result<Response> response) {
            reply.send(response ? std::move(*response) : errorAnswer(response.error()));
        });
}

/// One stream of changes; lives as long as its answer.
class Watch : public std::enable_shared_from_this<Watch> {
public:
    Watch(ChangeFilter filter, QByteArray prefix)
        : m_filter(std::move(filter))
        , m_prefix(std::move(prefix))
    {
    }

    void follow(Store& store, std::optional<Seq> since, QObject* context)
    {
        FeedHandlers handlers;
        handlers.changes = [this](const std::vector<ChangePtr>& changes) {
            for (const ChangePtr& change : changes)
                send(*change);
        };
        handlers.reset = [this](Seq from) {
            m_stream.send({JsonObject().add("from", from.value()).take(), std::nullopt, "reset"});
        };
        handlers.ended = [this](const Error&) { m_stream.end(); };
        handlers.ready = [this] {
            return mayGoOn(m_stream, [self = weak_from_this()] {
                if (const auto watch = self.lock())
                    watch->m_subscription.resume();
            });
        };
        m_subscription = store.feed().subscribe(m_filter, since, context, std::move(handlers));
    }
    void sendTo(EventStream stream) { m_stream = std::move(stream); }

private:
    void send(const Change& change)
    {
        if (change.name.space.isSystem() || !change.name.key.bytes().startsWith(m_prefix))
            return;
        m_stream.send(
            {changeObject(change, Naming::Full).take(),
             QByteArray::number(change.seq.value()),
             {}});
    }

    const ChangeFilter m_filter;
    const QByteArray m_prefix;
    EventStream m_stream;
    Subscription m_subscription;
};

void watch(const Desk& desk, const Request& request, const Reply& reply)
{
    Arguments query = Arguments::ofQuery(request);
    ChangeFilter filter = filterOf(query);
    const QByteArray prefix = query.text("prefix").value_or(QByteArray());
    if (!prefix.isEmpty() && !filter.space)
        query.refuse(invalid("A \"prefix\" needs its \"namespace\"."));
    auto since = resumePoint(request);
    if (!since)
        query.refuse(errorAnswer(since.error()));
    if (query.refusal())
        return reply.send(*query.refusal());
    auto stream = std::make_shared<Watch>(std::move(filter), prefix);
    // Before the head: who has read it may count on being told of every change from then on.
    stream->follow(desk.store, *since, reply.context());
    const EventStream events = EventStream::start(reply);
    if (!events.isOpen())
        return;
    stream->sendTo(events);
    // The stream's end, whatever its cause, is the watch's.
    QObject::connect(events.context(), &QObject::destroyed, events.context(), [stream] {});
}

} // namespace

void addLogRoutes(Routes& routes, const DeskPtr& desk)
{
    routes.add("listChanges", [desk](const Request& request, const Reply& reply) {
        changes(*desk, request, reply);
    });
    routes.add("watchChanges", [desk](const Request& request, const Reply& reply) {
        watch(*desk, request, reply);
    });
}

} // namespace stateroom::control
