// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/operationwatch.h"

#include "core/store/store.h"

namespace stateroom::ui {

namespace {

constexpr Milliseconds lookInterval{100};
/// Changes that are looked at in one go.
constexpr int pageSize = 200;

/// Whether the key still is as the operation has left it.
Result<bool> stands(Reader& reader, OperationId operation, const EntryName& name)
{
    const auto newest = reader.history(name, 2);
    if (!newest)
        return failureOf(newest);
    for (const Change& change : newest->changes) {
        if (change.operation == operation)
            return true;
        if (change.op != ChangeOp::Expire)
            break;
    }
    return false;
}

} // namespace

OperationWatch::OperationWatch(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_look(lookInterval, [this] { look(); })
{
}

void OperationWatch::follow(OperationId operation, const Namespace& space)
{
    stop();
    m_operation = operation;
    m_upTo = Seq(operation.value() - 1); // it is numbered as its first change is
    ChangeFilter filter;
    filter.space = space;
    m_subscription = m_store.feed().subscribe(
        filter, std::nullopt, this,
        {.changes = [this](const std::vector<ChangePtr>&) { m_look.request(); },
         .reset = [this](Seq) { m_look.request(); },
         .ended = [](const Error&) {}});
    look(); // somebody may have written before the answer came
}

void OperationWatch::stop()
{
    ++m_generation;
    m_subscription.cancel();
    m_look.cancel();
    m_operation = OperationId();
    m_reading = m_again = false;
}

void OperationWatch::look()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_store.read(
        [operation = m_operation, after = m_upTo](Reader& reader) {
            return readOn(reader, operation, after);
        },
        this,
        [this, generation = m_generation](const Result<Standing>& standing) {
            if (generation != m_generation)
                return;
            m_reading = false;
            if (!standing)
                return; // what is not known is not ended
            if (standing->over) {
                const OperationId operation = m_operation;
                stop();
                Q_EMIT overtaken(operation);
                return;
            }
            const bool further = m_upTo < standing->upTo;
            m_upTo = standing->upTo;
            if (std::exchange(m_again, false) || further)
                m_look.request();
        });
}

Result<OperationWatch::Standing>
OperationWatch::readOn(Reader& reader, OperationId operation, Seq after)
{
    const auto page = reader.operation(operation, after, pageSize);
    if (!page)
        return failureOf(page);
    for (const Change& change : page->changes) {
        const auto still = stands(reader, operation, change.name);
        if (!still)
            return failureOf(still);
        if (*still)
            return Standing{after, false};
        after = change.seq;
    }
    return Standing{std::max(after, page->upTo), !page->more};
}

} // namespace stateroom::ui
