// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/differenceview.h"

#include "core/store/store.h"
#include "ui/model/errortext.h"

#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// The value of a version; nothing for a removal, for 0, and for one that is not held any more.
Result<std::optional<JsonText>> valueOf(Reader& reader, const EntryName& name, Version version)
{
    if (version.value() == 0)
        return std::nullopt;
    const auto change = reader.version(name, version);
    if (!change && change.error().code == ErrorCode::NotFound)
        return std::nullopt;
    if (!change)
        return failureOf(change);
    return change->value;
}

Result<ValueDifference>
compareIn(Reader& reader, const EntryName& name, Version before, Version after)
{
    const auto was = valueOf(reader, name, before);
    if (!was)
        return failureOf(was);
    const auto is = valueOf(reader, name, after);
    if (!is)
        return failureOf(is);
    return compareValues(*was, *is);
}

} // namespace

DifferenceView::DifferenceView(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_pane(new DifferencePane)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pane);
}

void DifferenceView::clear()
{
    ++m_generation;
    m_pane->clear();
}

void DifferenceView::compare(const EntryName& name, Version before, Version after)
{
    const quint64 generation = ++m_generation;
    m_pane->setTitle(
        before.value() == 0 ? u"v%1"_s.arg(after.value())
                            : u"v%1 → v%2"_s.arg(before.value()).arg(after.value()));
    m_store.read(
        [name, before, after](Reader& reader) { return compareIn(reader, name, before, after); },
        this,
        [this, generation](const Result<ValueDifference>& difference) {
            if (generation != m_generation)
                return;
            if (difference)
                m_pane->show(*difference);
            else
                m_pane->showTrouble(errorText(difference.error()));
        });
}

} // namespace stateroom::ui
