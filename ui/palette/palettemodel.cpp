// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palettemodel.h"

#include "ui/model/commandtraits.h"
#include "ui/model/displaytext.h"
#include "ui/model/keyfilter.h"
#include "ui/model/roles.h"
#include "ui/model/wordmatch.h"

#include <QAction>

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

PaletteModel::PaletteModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

std::optional<PaletteModel::Row> PaletteModel::rowOf(QAction* action, const QString& text)
{
    Row row;
    row.action = action;
    row.text = commandName(*action);
    const CommandTraits traits = commandTraits(*action);
    if (text.isEmpty()) {
        row.order = traits.careful ? 1 : 0; // the list does not begin with these
        return row;
    }
    const auto match = wordMatch(text, row.text);
    if (match && match->fit != WordFit::Within) {
        row.rank = match->fit == WordFit::Exact ? Rank::ExactAction : Rank::Action;
    } else if (const auto other = wordMatch(text, row.text + u' ' + traits.keywords);
               other && other->fit != WordFit::Within) {
        row.rank = Rank::KeywordAction;
        return row;
    } else if (!match) {
        return std::nullopt;
    }
    row.order = int(match->fit);
    row.marks = match->marks;
    return row;
}

PaletteModel::Row PaletteModel::rowOf(const EntryName& name)
{
    Row row;
    row.name = name;
    row.text = keyDisplayText(name.key.bytes());
    if (const auto filter = KeyFilter::parse(m_text))
        row.marks = filter->marksIn(row.text);
    rankByFit(row, {row.text, displayText(name.space.name()) + u'/' + row.text});
    return row;
}

PaletteModel::Row PaletteModel::rowOf(const Namespace& space)
{
    Row row;
    row.name.space = space;
    row.isSpace = true;
    row.text = displayText(space.name().isEmpty() ? space.text() : space.name());
    if (const auto filter = KeyFilter::parse(m_text))
        row.marks = filter->marksIn(row.text);
    rankByFit(row, {row.text, displayText(space.text())});
    return row;
}

void PaletteModel::rankByFit(Row& row, const QStringList& texts)
{
    row.order = int(WordFit::Within) + 1; // behind the actions of its rank
    for (const QString& text : texts)
        if (const auto match = wordMatch(m_text, text))
            row.order = std::min(row.order, int(match->fit));
    if (row.order == int(WordFit::Exact)) {
        row.rank = Rank::ExactKey;
    } else if (row.order <= int(WordFit::WordStart) && m_keysFirst < mostKeysFirst) {
        row.rank = row.order == int(WordFit::Prefix) ? Rank::FirstKey : Rank::WordKey;
        ++m_keysFirst;
    } else {
        row.order += int(WordFit::Within) + 1;
    }
}

bool PaletteModel::isBefore(const Row& a, const Row& b)
{
    return std::pair(a.rank, a.order) < std::pair(b.rank, b.order);
}

void PaletteModel::setText(const QString& text, const QList<QAction*>& actions)
{
    beginResetModel();
    m_text = text;
    m_keysFirst = 0;
    m_rows.clear();
    for (QAction* action : actions)
        if (auto row = rowOf(action, text))
            m_rows.push_back(std::move(*row));
    std::stable_sort(m_rows.begin(), m_rows.end(), isBefore);
    endResetModel();
}

void PaletteModel::addSpaces(const QList<Namespace>& spaces)
{
    for (const Namespace& space : spaces)
        insert(rowOf(space));
}

void PaletteModel::addKeys(const QList<EntryName>& names)
{
    for (const EntryName& name : names)
        insert(rowOf(name));
}

void PaletteModel::insert(Row row)
{
    const auto place = std::upper_bound(m_rows.begin(), m_rows.end(), row, isBefore);
    const auto at = int(place - m_rows.begin());
    beginInsertRows({}, at, at);
    m_rows.insert(place, std::move(row));
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
        return !row.name.space.isNull() && !row.isSpace;
    case IsSpaceRole:
        return row.isSpace;
    case ShortcutRole:
        if (row.isSpace)
            //: Behind the name of a namespace; %1 is its kind, such as workflow
            return tr("Namespace, %1").arg(displayText(row.name.space.kind()));
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

bool PaletteModel::isHarmless(const QModelIndex& index) const
{
    const QAction* action = actionAt(index);
    return action == nullptr || !commandTraits(*action).careful;
}

EntryName PaletteModel::nameAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[std::size_t(index.row())].name : EntryName();
}

} // namespace stateroom::ui
