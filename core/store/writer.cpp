// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/writer.h"

#include "core/store/feed.h"

#include <algorithm>
#include <future>
#include <iterator>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// As many as share a commit at most: the last of them should not wait for long.
constexpr size_t maxBatch = 256;
constexpr Milliseconds dueSlice{5}; ///< as long as passing what a full batch has appended takes

} // namespace

Writer::Writer(StoreState& state, ChangeFeed& feed, Hooks hooks)
    : m_state(state)
    , m_feed(feed)
    , m_clock(*state.options().clock)
    , m_hooks(std::move(hooks))
{
}

Writer::~Writer()
{
    stop();
}

Result<void> Writer::start()
{
    // The connection belongs to the thread that opens it.
    std::promise<Result<void>> opened;
    auto outcome = opened.get_future();
    m_thread = std::thread([this, &opened] {
        auto ledger = Ledger::open(m_state);
        if (!ledger) {
            opened.set_value(failureOf(ledger));
            return;
        }
        m_ledger = std::move(*ledger);
        auto next = m_ledger->nextExpiry();
        if (!next) {
            opened.set_value(failureOf(next));
            m_ledger.reset();
            return;
        }
        m_nextExpiry = *next;
        // A disk that is full is no reason not to start: what is not built is not used.
        if (auto built = m_ledger->bringFieldIndexUpToDate(); !built)
            noteFailure(built.error());
        m_compactor = std::make_unique<Compactor>(*m_ledger, m_state.options().history, m_clock);
        m_transaction.reset(new Transaction(*m_ledger, m_feed, m_clock));
        m_feed.start(m_ledger->last());
        opened.set_value({});
        run();
        m_transaction.reset();
        m_compactor.reset();
        m_ledger.reset();
    });
    auto result = outcome.get();
    if (!result)
        m_thread.join();
    return result;
}

void Writer::stop()
{
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

void Writer::run()
{
    while (auto items = m_queue.take(maxBatch, waitTime())) {
        setBulkAside(*items);
        if (!items->empty())
            runBatch(*items);
        runBulkSlice();
        seal();
        auto more = housekeeping(dueSlice);
        if (!more)
            noteFailure(more.error());
        m_housekeepingLeft = more && *more;
        m_housekeepingFailed = !more;
    }
    while (!m_bulk.empty()) // each is given up when its slice is over
        runBulkSlice();
}

void Writer::setBulkAside(std::vector<Item>& items)
{
    const auto bulk = std::stable_partition(
        items.begin(), items.end(), [](const Item& item) { return !item.operation; });
    std::move(bulk, items.end(), std::back_inserter(m_bulk));
    items.erase(bulk, items.end());
}

/// A slice of one of them, each in its turn, in a commit of its own: nobody's write waits for more
/// than one.
void Writer::runBulkSlice()
{
    if (m_bulk.empty())
        return;
    std::vector<Item> items;
    items.push_back(std::move(m_bulk.front()));
    m_bulk.pop_front();
    runBatch(items);
}

std::chrono::milliseconds Writer::waitTime()
{
    constexpr Milliseconds idle{60'000};
    // The wall clock may jump, so what is due is looked at again before long.
    constexpr Milliseconds look{250};
    if (m_housekeepingLeft || !m_bulk.empty())
        return Milliseconds(0);
    if (m_unsealed)
        return look;
    if (!m_nextExpiry || !m_state.health().writable)
        return idle;
    if (m_housekeepingFailed)
        return look;
    return std::clamp(*m_nextExpiry - m_state.now(), Milliseconds(0), look);
}

void Writer::publish()
{
    std::vector<Change> changes = std::exchange(m_ledger->changes(), {});
    if (changes.empty())
        return;
    qint64 bytes = 0;
    std::vector<ChangePtr> shared;
    shared.reserve(changes.size());
    for (Change& change : changes) {
        if (leavesValue(change.op) && change.expiresAt &&
            (!m_nextExpiry || *change.expiresAt < *m_nextExpiry))
            m_nextExpiry = change.expiresAt;
        bytes += Ledger::sizeOf(
            change.name.key.bytes().size(), change.value ? change.value->bytes().size() : 0);
        shared.push_back(std::make_shared<const Change>(std::move(change)));
    }
    m_state.changes.fetch_add(std::ssize(shared), std::memory_order_relaxed);
    // Besides what it says, a change costs the pages that it touches.
    const qint64 pages = std::ssize(shared) * 4096;
    m_feed.publish(std::move(shared));
    if (m_hooks.committed)
        m_hooks.committed(bytes + pages);
}

void Writer::answer(std::vector<Item>& items, std::vector<Result<bool>>& outcomes)
{
    for (size_t i = 0; i < items.size(); ++i) {
        Item& item = items[i];
        Result<bool>& outcome = outcomes[i];
        if (outcome)
            m_state.transactions.fetch_add(1, std::memory_order_relaxed);
        const bool again = outcome && *outcome && item.operation;
        if (again && !item.completion.isAbandoned() && !m_queue.isClosed()) {
            m_bulk.push_back(std::move(item));
            continue;
        }
        if (!outcome)
            item.completion.complete(failureOf(outcome));
        else if (again)
            item.completion.complete(
                fail(ErrorCode::Cancelled, u"The work was given up before its end."_s));
        else
            item.completion.complete(item.operation.value_or(OperationId(0)));
    }
}

/// What has been found out about the file for good.
void Writer::noteFailure(const Error& error)
{
    if (error.code == ErrorCode::DamagedFile)
        m_state.declareUnwritable(error);
}

} // namespace stateroom
