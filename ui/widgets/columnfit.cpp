// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/columnfit.h"

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>

namespace stateroom::ui {

ColumnFit::ColumnFit(QTableView& view)
    : QObject(&view)
    , m_view(view)
{
    auto* header = view.horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(32);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    view.viewport()->installEventFilter(this);
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (!m_fitting)
            noteResized(column, width);
    });
}

void ColumnFit::setNeeds(std::vector<ColumnNeed> needs)
{
    m_columns.clear();
    for (const ColumnNeed& need : needs)
        m_columns.push_back({need, std::nullopt, 0, 0});
    fitContents();
}

void ColumnFit::fitContents()
{
    {
        // Of a hidden one nothing is known.
        const QScopedValueRollback fitting(m_fitting, true);
        if (!anyDrawn())
            for (int column = 0; column < int(m_columns.size()); ++column)
                m_view.setColumnHidden(column, false);
        for (int column = 0; column < int(m_columns.size()); ++column)
            if (!m_view.isColumnHidden(column))
                measure(column);
    }
    fit();
}

void ColumnFit::measure(int column)
{
    const QAbstractItemView& view = m_view; // where it is public
    Column& each = m_columns[std::size_t(column)];
    each.title = m_view.horizontalHeader()->sectionSizeHint(column);
    if (each.need.best == 0 || each.need.whole)
        each.seen = std::min(view.sizeHintForColumn(column), ColumnNeed::most);
}

bool ColumnFit::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(object, event);
}

/// Those before it keep their widths too, or it would move away from under the pointer.
void ColumnFit::noteResized(int column, int width)
{
    if (column >= int(m_columns.size()))
        return;
    for (int before = 0; before < column; ++before)
        m_columns[std::size_t(before)].drawn = m_view.columnWidth(before);
    m_columns[std::size_t(column)].drawn = width;
    fit();
}

int ColumnFit::leastOf(const Column& column) const
{
    const int least = std::max(column.need.least, column.title);
    return column.drawn.value_or(column.need.whole ? std::max(least, column.seen) : least);
}

int ColumnFit::bestOf(const Column& column) const
{
    const int best = column.need.best > 0 ? column.need.best : column.seen;
    return column.drawn.value_or(std::max(best, leastOf(column)));
}

bool ColumnFit::anyDrawn() const
{
    return std::any_of(m_columns.begin(), m_columns.end(), [](const Column& column) {
        return column.drawn.has_value();
    });
}

/// Which columns are there. Once the user has drawn one, all stay that are.
void ColumnFit::chooseShown(int room)
{
    if (anyDrawn())
        return;
    std::vector<bool> shown(m_columns.size(), true);
    int wanted = 0;
    for (const Column& column : m_columns)
        wanted += leastOf(column);
    while (wanted > room) {
        std::size_t first = m_columns.size();
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (shown[i] && m_columns[i].need.rank > 0 &&
                (first == m_columns.size() || m_columns[i].need.rank >= m_columns[first].need.rank))
                first = i;
        if (first == m_columns.size())
            break;
        shown[first] = false;
        wanted -= leastOf(m_columns[first]);
    }
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        if (m_view.isColumnHidden(int(i)) == shown[i])
            m_view.setColumnHidden(int(i), !shown[i]);
}

void ColumnFit::fit()
{
    const int room = m_view.viewport()->width();
    if (m_fitting || m_columns.empty() || room <= 0 ||
        m_view.horizontalHeader()->count() < int(m_columns.size()))
        return;
    const QScopedValueRollback fitting(m_fitting, true);
    chooseShown(room);
    // The last one keeps more distance, and another one may be the last now.
    for (int i = int(m_columns.size()) - 1; i >= 0; --i)
        if (!m_view.isColumnHidden(i)) {
            measure(i);
            break;
        }
    std::vector<int> shown;
    int least = 0;
    int more = 0;
    int growing = -1;
    for (int i = 0; i < int(m_columns.size()); ++i) {
        if (m_view.isColumnHidden(i))
            continue;
        const Column& column = m_columns[std::size_t(i)];
        shown.push_back(i);
        least += leastOf(column);
        more += bestOf(column) - leastOf(column);
        if (column.need.grows && !column.drawn)
            growing = i;
    }
    if (shown.empty())
        return;
    if (growing < 0)
        growing = shown.back();
    const int left = std::max(room - least, 0);
    std::vector<int> widths;
    int taken = 0;
    for (const int i : shown) {
        const Column& column = m_columns[std::size_t(i)];
        const int wish = bestOf(column) - leastOf(column);
        const int given = more <= left ? wish : int(qint64(wish) * left / more);
        widths.push_back(leastOf(column) + given);
        taken += widths.back();
    }
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const int rest = shown[i] == growing ? std::max(room - taken, 0) : 0;
        m_view.horizontalHeader()->resizeSection(shown[i], widths[i] + rest);
    }
}

} // namespace stateroom::ui
