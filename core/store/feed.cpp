// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/feed.h"

#include "core/base/mailbox.h"
#include "core/base/mutex.h"
#include "core/store/store.h"

#include <QPointer>
#include <QThread>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// The context of letters that concern a whole thread: lives as long as that.
QPointer<QObject> contextOfThisThread()
{
    thread_local QObject context;
    return &context;
}

LogSource logOf(Store& store)
{
    return [&store](
               Seq after, const ChangeFilter& filter, int limit, QObject* context,
               std::function<void(Result<LogPage>)> done) {
        store.read(
            [after, filter, limit](Reader& reader) { return reader.changes(after, filter, limit); },
            context, std::move(done));
    };
}

} // namespace

/// What the feed shares with its subscriptions, which may outlive it.
class ChangeFeed::Desk final : public std::enable_shared_from_this<Desk> {
public:
    Desk(LogSource source, FeedLimits limits)
        : hub(limits)
        , m_source(std::move(source))
    {
    }

    std::shared_ptr<FeedHub::Receiver> receiverOfThisThread();
    /// Does nothing after close(): then the subscribers have been told that it ended.
    void read(
        const FeedHub::Replay& replay, const ChangeFilter& filter, QObject* context,
        std::function<void(Result<LogPage>)> done);
    void close(const Error& why);

    FeedHub hub;

private:
    Mutex m_receiversMutex; // nothing else is locked while it is held
    // By mailbox. A receiver keeps its mailbox alive, so that an
    // address is not met again while its entry still holds.
    std::unordered_map<const Mailbox*, std::weak_ptr<FeedHub::Receiver>>
        m_receivers GUARDED_BY(m_receiversMutex);

    Mutex m_sourceMutex; // held during a call of the source, so that close() waits for that
    LogSource m_source GUARDED_BY(m_sourceMutex); // empty after close()
};

/// One subscription's part that lives in its thread.
class FeedSubscriber final : public FeedHub::Subscriber {
public:
    FeedSubscriber(
        std::shared_ptr<ChangeFeed::Desk> desk, ChangeFilter filter, QObject* context,
        FeedHandlers handlers);
    ~FeedSubscriber() override { m_desk->hub.remove(*this); }

    bool isActive() const { return !m_ended; }
    /// No callback after this. What the handlers hold goes, once none of them is running.
    void end();
    void deliver(const FeedHub::Delivery& delivery);
    /// Reads on in the log, if the hub wants that and it is not being read.
    void replayOn();

private:
    void readSlice(quint64 ticket, const Result<LogPage>& page);
    template <class Handler, class Argument>
    void tell(Handler FeedHandlers::*handler, const Argument& argument);

    const std::shared_ptr<ChangeFeed::Desk> m_desk;
    const QPointer<QObject> m_context;
    FeedHandlers m_handlers;
    int m_running = 0; // handlers on the stack: they may spin an event loop
    bool m_replaying = false;
    bool m_ended = false;
    QObject m_guard; // ends the connection to the context
};

std::shared_ptr<FeedHub::Receiver> ChangeFeed::Desk::receiverOfThisThread()
{
    const auto mailbox = Mailbox::ofThisThread();
    const Lock lock(m_receiversMutex);
    std::erase_if(m_receivers, [](const auto& entry) { return entry.second.expired(); });
    auto& entry = m_receivers[mailbox.get()];
    if (auto known = entry.lock())
        return known;

    // The letter holds nothing alive: a thread may end without reading it.
    const auto letter = std::make_shared<Mailbox::Letter>();
    auto receiver = std::make_shared<FeedHub::Receiver>(
        [mailbox, context = contextOfThisThread(), letter] { mailbox->post(context, *letter); });
    *letter = [desk = weak_from_this(), weak = std::weak_ptr(receiver)] {
        const auto self = desk.lock();
        const auto woken = weak.lock();
        if (!self || !woken)
            return;
        self->hub.deliver(*woken, [](FeedHub::Delivery& delivery) {
            static_cast<FeedSubscriber&>(*delivery.subscriber).deliver(delivery);
        });
    };
    entry = receiver;
    return receiver;
}

void ChangeFeed::Desk::read(
    const FeedHub::Replay& replay, const ChangeFilter& filter, QObject* context,
    std::function<void(Result<LogPage>)> done)
{
    const Lock lock(m_sourceMutex);
    if (m_source)
        m_source(replay.after, filter, hub.limits().slice, context, std::move(done));
}

void ChangeFeed::Desk::close(const Error& why)
{
    hub.close(why);
    LogSource source;
    const Lock lock(m_sourceMutex);
    source.swap(m_source);
}

FeedSubscriber::FeedSubscriber(
    std::shared_ptr<ChangeFeed::Desk> desk, ChangeFilter filter, QObject* context,
    FeedHandlers handlers)
    : Subscriber(std::move(filter), desk->receiverOfThisThread())
    , m_desk(std::move(desk))
    , m_context(context)
    , m_handlers(std::move(handlers))
{
    QObject::connect(context, &QObject::destroyed, &m_guard, [this] { end(); });
}

void FeedSubscriber::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_desk->hub.remove(*this);
    // Taken out first: what they hold may be this subscription's own handle.
    FeedHandlers gone;
    if (m_running == 0)
        std::swap(gone, m_handlers);
}

template <class Handler, class Argument>
void FeedSubscriber::tell(Handler FeedHandlers::*handler, const Argument& argument)
{
    if (m_ended || !(m_handlers.*handler))
        return;
    ++m_running;
    (m_handlers.*handler)(argument);
    --m_running;
    FeedHandlers gone;
    if (m_running == 0 && m_ended)
        std::swap(gone, m_handlers);
}

void FeedSubscriber::deliver(const FeedHub::Delivery& delivery)
{
    if (delivery.reset)
        tell(&FeedHandlers::reset, *delivery.reset);
    if (!delivery.changes.empty())
        tell(&FeedHandlers::changes, delivery.changes);
    if (delivery.ended) {
        tell(&FeedHandlers::ended, *delivery.ended);
        end();
    }
    replayOn();
}

void FeedSubscriber::replayOn()
{
    if (m_replaying || m_ended)
        return;
    const auto replay = m_desk->hub.nextReplay(*this);
    if (!replay || (m_handlers.ready && !m_handlers.ready()))
        return;
    m_replaying = true;
    // Weak, since an answer that nobody reads is destroyed in any thread.
    const std::weak_ptr<Subscriber> weak = weak_from_this();
    m_desk->read(
        *replay, filter(), m_context, [weak, ticket = replay->ticket](const Result<LogPage>& page) {
            if (const auto self = weak.lock())
                static_cast<FeedSubscriber&>(*self).readSlice(ticket, page);
        });
}

void FeedSubscriber::readSlice(quint64 ticket, const Result<LogPage>& page)
{
    FeedHub& hub = m_desk->hub;
    if (!page) {
        const ErrorCode code = page.error().code;
        if (code == ErrorCode::Compacted || code == ErrorCode::InvalidInput)
            hub.restart(*this, ticket);
        else
            hub.fail(*this, ticket, page.error());
    } else if (hub.isCurrent(*this, ticket)) {
        std::vector<ChangePtr> changes;
        changes.reserve(page->changes.size());
        for (const Change& change : page->changes)
            changes.push_back(std::make_shared<const Change>(change));
        if (!changes.empty())
            tell(&FeedHandlers::changes, changes);
        hub.replayed(*this, ticket, page->upTo, page->more);
    }
    // Not earlier: a handler with an event loop of its own must not be overtaken.
    m_replaying = false;
    replayOn();
}

Subscription& Subscription::operator=(Subscription&& other) noexcept
{
    if (this != &other) {
        cancel();
        m_state = std::move(other.m_state);
    }
    return *this;
}

Subscription::~Subscription()
{
    cancel();
}

bool Subscription::isActive() const
{
    return m_state && m_state->isActive();
}

void Subscription::cancel()
{
    if (const auto state = std::exchange(m_state, nullptr))
        state->end();
}

void Subscription::resume()
{
    if (m_state)
        m_state->replayOn();
}

ChangeFeed::ChangeFeed(Store& store)
    : ChangeFeed(logOf(store))
{
}

ChangeFeed::ChangeFeed(LogSource source, FeedLimits limits)
    : m_desk(std::make_shared<Desk>(std::move(source), limits))
{
}

ChangeFeed::~ChangeFeed()
{
    close({ErrorCode::Cancelled, u"The store was closed."_s, {}});
}

Subscription ChangeFeed::subscribe(
    ChangeFilter filter, std::optional<Seq> since, QObject* context, FeedHandlers handlers)
{
    Q_ASSERT(context && context->thread() == QThread::currentThread());
    auto subscriber =
        std::make_shared<FeedSubscriber>(m_desk, std::move(filter), context, std::move(handlers));
    m_desk->hub.add(*subscriber, since);
    subscriber->replayOn();
    return Subscription(std::move(subscriber));
}

Seq ChangeFeed::position() const
{
    return m_desk->hub.position();
}

bool ChangeFeed::isWatched(const EntryName& name) const
{
    return m_desk->hub.isWatched(name);
}

void ChangeFeed::publish(const std::vector<ChangePtr>& changes)
{
    m_desk->hub.publish(changes);
}

void ChangeFeed::start(Seq position)
{
    m_desk->hub.start(position);
}

void ChangeFeed::resetAll(Seq from)
{
    m_desk->hub.resetAll(from);
}

void ChangeFeed::close(const Error& why)
{
    m_desk->close(why);
}

} // namespace stateroom
