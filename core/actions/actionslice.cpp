// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/actionslice.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 drySliceMs = 20;
/// Whatever the clock says.
constexpr int maxSteps = 10'000;

} // namespace

ActionSlice::ActionSlice(Transaction& transaction)
    : m_reader(transaction.read())
    , m_transaction(&transaction)
    , m_at(transaction.at())
{
}

ActionSlice::ActionSlice(Reader& reader, Timestamp now)
    : m_reader(reader)
    , m_transaction(nullptr)
    , m_at(now)
{
    m_timer.start();
}

bool ActionSlice::isOver()
{
    if (!std::exchange(m_begun, true))
        return false;
    if (m_steps >= maxSteps)
        return true;
    return m_transaction ? m_transaction->sliceIsOver() : m_timer.elapsed() >= drySliceMs;
}

Result<void>
ActionSlice::set(const EntryName& name, const JsonText& value, const SetOptions& options)
{
    ++m_steps;
    if (!m_transaction)
        return {};
    if (auto written = m_transaction->set(name, value, options); !written)
        return failureOf(written);
    return {};
}

Result<bool> ActionSlice::remove(const EntryName& name)
{
    ++m_steps;
    if (m_transaction) {
        auto removed = m_transaction->remove(name);
        if (!removed)
            return failureOf(removed);
        return removed->has_value();
    }
    auto held = m_reader.value(name);
    if (!held)
        return failureOf(held);
    return held->has_value();
}

Error detail::withOperation(Error error, OperationId operation)
{
    if (operation != OperationId(0))
        error.hint = u"What was done before is operation "_s + QString::number(operation.value()) +
                     u", which can be undone. "_s + error.hint;
    error.hint = error.hint.trimmed();
    return error;
}

} // namespace stateroom
