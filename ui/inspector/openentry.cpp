// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/openentry.h"

#include "core/json/jsonformat.h"
#include "core/store/store.h"
#include "ui/model/bywindow.h"

namespace stateroom::ui {

namespace {

/// What would grow beyond that by being laid out is shown compact.
JsonFormat shownFormat()
{
    JsonFormat format;
    format.maxBytes = 40 * 1024 * 1024;
    return format;
}

} // namespace

OpenEntry::OpenEntry(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_reload(Throttle::frame, [this] { reload(); })
{
}

void OpenEntry::open(const EntryName& name)
{
    close();
    m_name = name;
    ChangeFilter filter;
    filter.space = name.space;
    filter.key = name.key;
    // First listen, then read: nothing can fall between.
    m_subscription = m_store.feed().subscribe(
        filter, std::nullopt, this,
        {.changes = [this](const std::vector<ChangePtr>&) { m_reload.request(); },
         .reset = [this](Seq) { m_reload.request(); },
         .ended = [this](const Error& error) { Q_EMIT readFailed(error); }});
    reload();
}

void OpenEntry::close()
{
    ++m_generation;
    m_subscription.cancel();
    m_reload.cancel();
    m_name = EntryName();
    m_state.reset();
    m_reading = m_again = false;
}

void OpenEntry::reload()
{
    if (m_name.space.isNull())
        return;
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_store.read(
        [name = m_name](Reader& reader) { return readState(reader, name); }, this,
        [this, generation = m_generation](Result<EntryState> state) {
            if (generation != m_generation)
                return;
            m_reading = false;
            if (std::exchange(m_again, false))
                m_reload.request();
            if (!state) {
                Q_EMIT readFailed(state.error());
                return;
            }
            m_state = std::move(*state);
            Q_EMIT stateChanged();
        });
}

Result<EntryState> OpenEntry::readState(Reader& reader, const EntryName& name)
{
    EntryState state;
    const auto entry = reader.get(name);
    if (!entry)
        return failureOf(entry);
    // Two: a removal, and what it removed.
    const auto history = reader.history(name, 2);
    if (!history)
        return failureOf(history);
    if (!history->changes.empty()) {
        const Change& newest = history->changes.front();
        state.version = newest.version;
        state.at = newest.at();
        state.by = newest.by;
        state.expired = newest.op == ChangeOp::Expire;
        for (const Change& change : history->changes)
            if (!state.value)
                state.value = change.value;
    }
    if (*entry) {
        state.present = true;
        state.expired = false;
        state.version = (*entry)->version;
        state.at = (*entry)->writtenAt;
        state.value = (*entry)->value;
        state.expiresAt = (*entry)->expiresAt;
    }
    if (state.value)
        state.formatted = formatJson(*state.value, shownFormat());
    return state;
}

void OpenEntry::write(const EntryWrite& write)
{
    m_store.transact(
        byWindow(),
        [write](Transaction& transaction) {
            SetOptions options;
            options.expected = write.expected;
            options.expiresAt = write.expiresAt;
            options.as = write.as;
            return transaction.set(write.name, write.value, options);
        },
        this,
        [this, write](const Result<Version>& version) {
            if (version)
                Q_EMIT written(write, *version);
            else
                Q_EMIT writeFailed(write.name, version.error());
        });
}

void OpenEntry::remove(const EntryName& name, Version expected)
{
    m_store.transact(
        byWindow(),
        [name, expected](Transaction& transaction) { return transaction.remove(name, expected); },
        this,
        [this, name](const Result<std::optional<Version>>& removed) {
            // That it is gone is heard from the feed, as if another had removed it.
            if (!removed)
                Q_EMIT removeFailed(name, removed.error());
        });
}

bool OpenEntry::isReadOnly() const
{
    return m_store.mode() == StoreMode::Follow;
}

Timestamp OpenEntry::now() const
{
    return m_store.now();
}

} // namespace stateroom::ui
