// SPDX-License-Identifier: GPL-3.0-or-later
// The part of EntriesModel that tells what its cells show.
#include "core/store/store.h"
#include "ui/entries/entriesmodel.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;

QVariant EntriesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    const TreeLine* line = lineAt(row);
    const bool group = line != nullptr && line->count > 0;
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case SpansRole:
        if (column == ValueColumn && !group)
            if (const EntryRow* known = rowAt(row))
                return QVariant::fromValue(known->preview);
        return {};
    case MarksRole:
        return column == KeyColumn && !m_filter.isEmpty()
                   ? QVariant::fromValue(m_filter.marksIn(keyText(row)))
                   : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(row, column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            (column >= VersionColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case KeyRole:
        return group ? QVariant() : shown().keyAt(positionAt(row)).toByteArray();
    case DraftRole:
        return !group && !m_drafts.isEmpty() && m_drafts.contains(keyAt(index));
    case CountRole:
        return group ? QVariant(line->count) : QVariant();
    case DepthRole:
        return line != nullptr ? QVariant(int(line->depth)) : QVariant();
    case ExpandedRole:
        return group ? QVariant(line->expanded) : QVariant();
    case GlowRole:
        if (const auto since = m_glow.isEmpty() ? m_glow.end() : m_glow.find(keyAt(index));
            since != m_glow.end() && !group)
            return 1.0 - double(m_clock.elapsed() - *since) / double(glow.count());
        return {};
    }
    return {};
}

QVariant EntriesModel::display(int row, int column) const
{
    const TreeLine* line = lineAt(row);
    if (column == KeyColumn)
        return keyText(row);
    if (line != nullptr && line->count > 0)
        return column == ValueColumn ? QVariant(tr("%Ln keys", nullptr, line->count)) : QVariant();
    if (column == VersionColumn)
        return u"v%1"_s.arg(shown().versionAt(positionAt(row)).value());
    const EntryRow* known = rowAt(row);
    if (known == nullptr)
        return {}; // will be here in a moment
    switch (column) {
    case ValueColumn:
        return plainText(known->preview);
    case AgeColumn:
        return ageText(known->writtenAt, m_store.now());
    case ExpiryColumn:
        return known->expiresAt ? countdownText(*known->expiresAt, m_store.now()) : QString();
    }
    return {};
}

QString EntriesModel::keyText(int row) const
{
    const QByteArrayView key = shown().keyAt(positionAt(row));
    const TreeLine* line = lineAt(row);
    if (line == nullptr)
        return keyDisplayText(key);
    const auto end = line->count > 0 ? qsizetype(line->length) : key.size();
    const auto own = key.first(end).sliced(line->above);
    return keyDisplayText(own.isEmpty() ? key : own);
}

QString EntriesModel::toolTip(int row, int column) const
{
    const TreeLine* line = lineAt(row);
    const QByteArray key = shown().keyAt(positionAt(row)).toByteArray();
    if (line != nullptr && line->count > 0)
        return keyDisplayText(QByteArrayView(key).first(line->length));
    const EntryRow* known = rowAt(row);
    switch (column) {
    case KeyColumn:
        //: Tooltip of a key whose edit has not been saved
        return m_drafts.contains(Key(key)) ? tr("%1 has an unsaved edit").arg(keyDisplayText(key))
                                           : keyDisplayText(key);
    case ValueColumn:
        return known != nullptr ? plainText(known->preview) : QString();
    case ExpiryColumn:
        return known != nullptr && known->expiresAt ? exactTimeText(*known->expiresAt) : QString();
    default:
        return known != nullptr ? exactTimeText(known->writtenAt) : QString();
    }
}

QVariant EntriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            (section >= VersionColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return columnTitle(section) + sortSign(section);
}

QString EntriesModel::sortSign(int section) const
{
    const bool sorted = (section == KeyColumn && m_query.sort == SortBy::Key) ||
                        (section == VersionColumn && m_query.sort == SortBy::Version) ||
                        (section == AgeColumn && m_query.sort == SortBy::Age);
    // Of all keys in their order nothing needs to be said.
    if (!sorted || (m_query.sort == SortBy::Key && !m_query.descending))
        return {};
    const bool upwards = (m_query.sort == SortBy::Version) == m_query.descending;
    return upwards ? u" ↑"_s : u" ↓"_s;
}

QString EntriesModel::columnTitle(int section)
{
    switch (section) {
    case KeyColumn:
        return tr("Key", "column");
    case ValueColumn:
        return tr("Value", "column");
    case VersionColumn:
        //: Column with an entry's version; narrow
        return tr("Version", "column");
    case AgeColumn:
        //: Column that says how long ago an entry was written; narrow
        return tr("Age", "column");
    case ExpiryColumn:
        //: Column that counts down to the moment when an entry expires; narrow
        return tr("Expires", "column");
    }
    return {};
}

QHash<int, QByteArray> EntriesModel::roleNames() const
{
    auto names = QAbstractTableModel::roleNames();
    names.insert(SpansRole, "spans");
    names.insert(KeyRole, "key");
    names.insert(DraftRole, "draft");
    names.insert(MarksRole, "marks");
    names.insert(CountRole, "count");
    names.insert(DepthRole, "depth");
    names.insert(ExpandedRole, "expanded");
    names.insert(GlowRole, "glow");
    return names;
}

} // namespace stateroom::ui
