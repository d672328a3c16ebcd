// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/openentry.h"

#include "core/actions/actionslice.h"
#include "core/business/records.h"
#include "core/business/recordtext.h"
#include "core/json/jsonformat.h"
#include "core/store/store.h"
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"
#include "ui/model/bywindow.h"
#include "ui/model/recordspace.h"

namespace stateroom::ui {

namespace {

/// What would grow beyond that by being laid out is shown compact.
JsonFormat shownFormat()
{
    JsonFormat format;
    format.maxBytes = 40 * 1024 * 1024;
    return format;
}

/// A record whose key is free again, under the name that it had.
business::Outcome<business::RecordChange>
createAnew(Transaction& transaction, const business::Resource& resource, const EntryWrite& write)
{
    using namespace business;
    if (auto problems = judge(resource, write.value, RecordWrite::Create); !problems.empty())
        return tl::unexpected<std::variant<Error, Refusal>>(refuse(std::move(problems)).value());
    const QByteArray& id = write.name.key.bytes();
    JsonText text = composeRecord(
        resource, id, write.value, std::nullopt, RecordWrite::Create, transaction.at());
    auto version = transaction.set(write.name, text, {.expected = Version(0)});
    if (!version)
        return failureOf(version);
    RecordChange change{{id, std::move(text), *version}, {}};
    change.events = eventsOf(resource, std::nullopt, change.record.value);
    return change;
}

business::Outcome<business::RecordChange> changeOrCreate(
    Transaction& transaction, const business::Resource& resource, const EntryWrite& write)
{
    const QByteArray& id = write.name.key.bytes();
    if (id.isEmpty())
        return createRecord(transaction, resource, write.value);
    if (write.expected.value() == 0)
        return createAnew(transaction, resource, write);
    return changeRecord(
        transaction, resource, id, write.value, business::RecordWrite::Replace, write.expected);
}

/// As a client's call does it, with its events.
business::Outcome<business::RecordChange>
putRecord(Transaction& transaction, const business::Resource& resource, const EntryWrite& write)
{
    auto change = changeOrCreate(transaction, resource, write);
    if (!change)
        return change;
    if (auto queued = webhooks::publish(transaction, resource, *change); !queued)
        return failureOf(queued);
    return change;
}

/// Records that have no form here are judged, and completed, all the same.
Result<JsonText> valueToWrite(Transaction& transaction, const EntryWrite& write)
{
    const auto* resource = business::catalogue().resourceOf(write.name.space);
    if (!resource || write.as != ChangeOp::Set || write.keepsEdit)
        return write.value;
    return business::recordFrom(
        transaction.read(), *resource, write.name.key.bytes(), write.value, transaction.at());
}

/// A webhook that is written here gets a secret, as one does that is registered; else it would be
/// disabled for want of one. False: it has one, or this is none.
Result<bool> giveSecret(Transaction& transaction, const EntryWrite& write)
{
    if (write.name.space != webhooks::endpointSpace() || write.as != ChangeOp::Set)
        return false;
    const QByteArray& id = write.name.key.bytes();
    const auto secret = webhooks::readSecret(transaction.read(), id);
    if (!secret)
        return failureOf(secret);
    if (!secret->isEmpty())
        return false;
    const auto made = webhooks::renewSecret(transaction, id);
    if (made)
        return true;
    const auto* error = std::get_if<Error>(&made.error());
    return error ? fail(*error) : Result<bool>(false); // which it is not: it was just written
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
    // A value from history, or one that stays, is what it was.
    if (const business::Resource* resource = recordsIn(write.name.space);
        resource != nullptr && write.as == ChangeOp::Set && !write.keepsEdit) {
        writeRecord(*resource, write);
        return;
    }
    struct Written {
        Version version;
        JsonText value;
        bool gaveSecret = false;
    };
    m_store.transact(
        byWindow(),
        [write](Transaction& transaction) -> Result<Written> {
            auto value = valueToWrite(transaction, write);
            if (!value)
                return failureOf(value);
            SetOptions options;
            options.expected = write.expected;
            options.expiresAt = write.expiresAt;
            options.as = write.as;
            auto version = transaction.set(write.name, *value, options);
            if (!version)
                return failureOf(version);
            const auto gave = giveSecret(transaction, write);
            if (!gave)
                return failureOf(gave);
            return Written{*version, std::move(*value), *gave};
        },
        this,
        [this, write](const Result<Written>& done) {
            if (!done) {
                Q_EMIT writeFailed(write.name, done.error());
                return;
            }
            EntryWrite stands = write;
            stands.gaveSecret = done->gaveSecret;
            if (done->value != write.value) {
                stands.recordName = write.name;
                stands.recordText = done->value;
                stands.formatted = formatJson(done->value, shownFormat());
            }
            Q_EMIT written(stands, done->version);
        });
}

void OpenEntry::writeRecord(const business::Resource& resource, const EntryWrite& write)
{
    using Written = std::pair<EntryWrite, Version>;
    using Answer = std::variant<Written, business::Refusal>;
    m_store.transact(
        byWindow(),
        [write, &resource](Transaction& transaction) -> Result<Answer> {
            auto change = putRecord(transaction, resource, write);
            if (!change && std::holds_alternative<Error>(change.error()))
                return fail(std::get<Error>(change.error()));
            if (!change)
                return Answer(std::get<business::Refusal>(change.error()));
            EntryWrite written = write;
            written.recordName = EntryName{write.name.space, Key(change->record.id)};
            written.recordText = change->record.value;
            return Answer(Written(std::move(written), change->record.version));
        },
        this,
        [this, write](Result<Answer> answer) {
            if (!answer) {
                Q_EMIT writeFailed(write.name, answer.error());
            } else if (auto* written = std::get_if<Written>(&*answer)) {
                written->first.formatted = formatJson(*written->first.recordText, shownFormat());
                Q_EMIT this->written(written->first, written->second);
            } else {
                const auto& refusal = std::get<business::Refusal>(*answer);
                // That it is gone is a conflict like any other.
                if (refusal.kind == business::RefusalKind::Missing && refusal.field.isEmpty())
                    Q_EMIT writeFailed(write.name, fail(ErrorCode::Conflict, {}).value());
                else
                    Q_EMIT writeRefused(write.name, refusal);
            }
        });
}

void OpenEntry::remove(const EntryName& name, Version expected)
{
    struct State {};
    const auto step = [name, expected](ActionSlice& slice, State&) -> Result<bool> {
        const auto removed = slice.transaction()->remove(name, expected);
        if (!removed)
            return failureOf(removed);
        return false;
    };
    // An operation, as a removal of many is, so that it can be undone as they are.
    runAction<State>(
        m_store, byWindow(), false, {}, step, this,
        [this, name](const Result<State>& done, OperationId operation) {
            // That it is gone is heard from the feed, as if another had removed it.
            if (!done)
                Q_EMIT removeFailed(name, done.error());
            else if (operation != OperationId())
                Q_EMIT removed(name, operation);
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
