// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/keyfeed.h"

#include "core/store/store.h"

namespace stateroom::ui {

namespace {

constexpr int firstRows = 60;            ///< a window full, so that it is seen at once
constexpr int pagesPerStretch = 10;      ///< some 10 ms of a reader's time
constexpr std::size_t mostHeld = 50'000; ///< changes held back; more are told after all

Result<KeyStretch> readStretch(Reader& reader, const Namespace& space, std::optional<Key> after)
{
    KeyStretch stretch;
    if (!after) {
        const auto page = reader.page(space, {.limit = firstRows});
        if (!page)
            return failureOf(page);
        for (const Entry& entry : page->entries)
            stretch.rows.push_back(EntryRow::of(entry));
    }
    // The first stretch is short: something to see comes before all else.
    const int pages = after ? pagesPerStretch : 1;
    stretch.more = true;
    for (int i = 0; i < pages && stretch.more; ++i) {
        auto page = reader.heads(space, {.after = after, .limit = Reader::maxPage});
        if (!page)
            return failureOf(page);
        if (!page->heads.empty())
            after = page->heads.back().key;
        stretch.heads.insert(
            stretch.heads.end(), std::make_move_iterator(page->heads.begin()),
            std::make_move_iterator(page->heads.end()));
        stretch.more = page->more;
    }
    return stretch;
}

} // namespace

KeyFeed::KeyFeed(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
    setInterval(Throttle::frame);
}

void KeyFeed::begin(const Namespace& space)
{
    ++m_generation;
    m_space = space;
    m_subscription.cancel();
    m_flush->cancel();
    m_pending.clear();
    m_duringRead.clear();
    m_last.reset();
    m_begun = m_reading = m_more = false;
    if (space.isNull())
        return;
    // First listen, then read: nothing can fall between.
    subscribe();
    m_more = true;
    readOn();
}

void KeyFeed::setInterval(Milliseconds interval)
{
    m_flush = std::make_unique<Throttle>(interval, [this] { flush(); });
    if (!m_pending.empty())
        m_flush->request();
}

void KeyFeed::setHeld(bool held)
{
    m_held = held;
    if (!held && !m_pending.empty())
        m_flush->request();
}

void KeyFeed::subscribe()
{
    ChangeFilter filter;
    filter.space = m_space;
    m_subscription = m_store.feed().subscribe(
        filter, std::nullopt, this,
        {.changes =
             [this](const std::vector<ChangePtr>& changes) {
                 for (const ChangePtr& change : changes)
                     m_pending[change->name.key] = change;
                 m_flush->request();
             },
         .reset = [this](Seq) { QTimer::singleShot(0, this, &KeyFeed::lost); },
         .ended = [this](const Error& error) { Q_EMIT failed(error); }});
}

void KeyFeed::readOn()
{
    m_reading = true;
    m_store.read(
        [space = m_space, after = m_last](Reader& reader) {
            return readStretch(reader, space, after);
        },
        this,
        [this, generation = m_generation](const Result<KeyStretch>& stretch) {
            if (generation == m_generation)
                take(stretch);
        });
}

void KeyFeed::take(const Result<KeyStretch>& stretch)
{
    m_reading = false;
    if (!stretch) {
        m_more = false;
        Q_EMIT failed(stretch.error());
        return;
    }
    m_begun = true;
    m_more = stretch->more;
    if (!stretch->heads.empty())
        m_last = stretch->heads.back().key;
    const quint64 generation = m_generation;
    Q_EMIT stretchRead(*stretch);
    if (generation != m_generation)
        return;
    KeyChanges missed = std::exchange(m_duringRead, {});
    // The next stretch is read later than these were written.
    std::erase_if(missed, [this](const auto& each) { return !isWithinReach(each.first); });
    if (m_more)
        readOn();
    if (!missed.empty())
        Q_EMIT changed(missed);
}

void KeyFeed::flush()
{
    if (m_held && m_pending.size() < mostHeld)
        return;
    KeyChanges changes = std::exchange(m_pending, {});
    for (auto it = changes.begin(); it != changes.end();) {
        if (isWithinReach(it->first)) {
            ++it;
            continue;
        }
        if (m_reading)
            m_duringRead[it->first] = it->second;
        it = changes.erase(it);
    }
    if (!changes.empty())
        Q_EMIT changed(changes);
}

bool KeyFeed::isWithinReach(const Key& key) const
{
    return m_begun && (!m_more || (m_last && !(*m_last < key)));
}

} // namespace stateroom::ui
