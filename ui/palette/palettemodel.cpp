// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palettemodel.h"

#include "ui/model/displaytext.h"
#include "ui/model/fuzzymatch.h"
#include "ui/model/keyfilter.h"
#include "ui/model/roles.h"

#include <QAction>

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

PaletteModel::PaletteModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void PaletteModel::setText(const QString& text, const QList<QAction*>& actions)
{
    std::vector<std::pair<int, Row>> fitting;
    for (QAction* action : actions) {
        const QString name = action->text().remove(u'&');
        if (const auto match = fuzzyMatch(text, name))
            fitting.emplace_back(match->score, Row{action, {}, name, match->marks});
    }
    std::stable_sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) {
        return a.first > b.first;
    });
    beginResetModel();
    m_text = text;
    m_rows.clear();
    for (auto& [score, row] : fitting)
        m_rows.push_back(std::move(row));
    endResetModel();
}

void PaletteModel::addKeys(const QList<EntryName>& names)
{
    if (names.isEmpty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(names.size()) - 1);
    const auto filter = KeyFilter::parse(m_text);
    for (const EntryName& name : names) {
        const QString text = keyDisplayText(name.key.bytes());
        m_rows.push_back({nullptr, name, text, filter ? filter->marksIn(text) : TextMarks()});
    }
    endInsertRows();
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case MarksRole:
        return QVariant::fromValue(row.marks);
    case IsKeyRole:
        return !row.name.space.isNull();
    case ShortcutRole:
        if (!row.name.space.isNull())
            return displayText(row.name.space.text());
        return row.action != nullptr ? row.action->shortcut().toString(QKeySequence::NativeText)
                                     : QString();
    case Qt::AccessibleTextRole:
        return QString(row.text + u", "_s + data(index, ShortcutRole).toString());
    }
    return {};
}

QAction* PaletteModel::actionAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[std::size_t(index.row())].action.data() : nullptr;
}

EntryName PaletteModel::nameAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[std::size_t(index.row())].name : EntryName();
}

} // namespace stateroom::ui
