// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/historymodel.h"

#include "core/store/store.h"
#include "ui/model/bywindow.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"

#include <QHash>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 50;
/// Values are read with each change; of large ones fewer are asked for at once.
constexpr int largePageSize = 4;
constexpr qsizetype largeValue = 512 * 1024;

/// The label that an API key has, or had. Empty when it is not known.
QString labelOf(Reader& reader, const QByteArray& keyId)
{
    const auto found = reader.history({Namespace("system", "keys"), Key(keyId)}, 2);
    if (!found)
        return {};
    for (const Change& change : found->changes)
        if (change.value)
            if (const auto label = JsonView(*change.value).member("label"))
                return label->toString().value_or(QString());
    return {};
}

} // namespace

HistoryModel::HistoryModel(Store& store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{
}

void HistoryModel::open(const EntryName& name)
{
    if (name == m_name) {
        refresh();
        return;
    }
    close();
    m_name = name;
    read(std::nullopt);
}

void HistoryModel::close()
{
    ++m_generation;
    m_reading = m_again = m_more = false;
    m_name = EntryName();
    beginResetModel();
    m_rows.clear();
    m_mark = Version();
    endResetModel();
}

void HistoryModel::refresh()
{
    if (m_name.space.isNull())
        return;
    if (m_reading)
        m_again = true;
    else
        read(std::nullopt);
}

void HistoryModel::read(std::optional<Version> before)
{
    m_reading = true;
    m_store.read(
        [name = m_name, before](Reader& reader) { return readPage(reader, name, before); }, this,
        [this, before, generation = m_generation](Result<Page> page) {
            if (generation != m_generation)
                return;
            // Not before the rows are there: who hears of them may ask for more at once.
            if (page && before) {
                m_more = page->more;
                if (!page->rows.empty()) {
                    const int first = rowCount();
                    beginInsertRows({}, first, first + int(page->rows.size()) - 1);
                    m_rows.insert(m_rows.end(), page->rows.begin(), page->rows.end());
                    endInsertRows();
                }
            } else if (page) {
                takeTop(std::move(*page));
            }
            m_reading = false;
            if (std::exchange(m_again, false))
                refresh();
            Q_EMIT loaded();
        });
}

Result<HistoryModel::Page>
HistoryModel::readPage(Reader& reader, const EntryName& name, std::optional<Version> before)
{
    const auto newest = reader.history(name, 2);
    if (!newest)
        return failureOf(newest);
    qsizetype largest = 0;
    for (const Change& change : newest->changes)
        if (change.value)
            largest = std::max(largest, change.value->bytes().size());
    const auto history =
        reader.history(name, largest > largeValue ? largePageSize : pageSize, before);
    if (!history)
        return failureOf(history);
    QHash<QByteArray, QString> labels;
    Page page;
    page.more = history->more;
    for (const Change& change : history->changes) {
        Row row{change.version, change.op, change.at(), change.expiresAt, change.by, {}, {}};
        if (!change.by.keyId.isEmpty()) {
            if (!labels.contains(change.by.keyId))
                labels.insert(change.by.keyId, labelOf(reader, change.by.keyId));
            row.label = labels.value(change.by.keyId);
        }
        if (change.value)
            row.preview = valuePreview(*change.value);
        page.rows.push_back(std::move(row));
    }
    return page;
}

void HistoryModel::takeTop(Page page)
{
    const Version known = m_rows.empty() ? Version() : m_rows.front().version;
    const auto behind = std::find_if(page.rows.begin(), page.rows.end(), [known](const Row& row) {
        return row.version <= known;
    });
    if (m_rows.empty() || behind == page.rows.end()) {
        // Nothing is known yet, or so much has come that the two do not join.
        beginResetModel();
        m_rows = std::move(page.rows);
        m_more = page.more;
        endResetModel();
        return;
    }
    const int added = int(behind - page.rows.begin());
    if (added == 0)
        return;
    beginInsertRows({}, 0, added - 1);
    m_rows.insert(m_rows.begin(), page.rows.begin(), behind);
    endInsertRows();
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HistoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case VersionColumn:
            return row.version == m_mark ? u"◆ v%1"_s.arg(row.version.value())
                                         : u"v%1"_s.arg(row.version.value());
        case WhatColumn:
            return changeWord(row.op);
        case WhenColumn:
            return agoText(row.at, m_store.now());
        case WhoColumn:
            return who(row);
        case ValueColumn:
            return plainText(row.preview);
        }
        return {};
    case SpansRole:
        return index.column() == ValueColumn ? QVariant::fromValue(row.preview) : QVariant();
    case Qt::ToolTipRole:
        switch (index.column()) {
        case WhenColumn:
            return exactTimeText(row.at);
        case WhoColumn: {
            QStringList parts{who(row)};
            if (!row.by.keyId.isEmpty())
                parts << tr("API key %1").arg(displayText(row.by.keyId));
            if (!row.by.requestId.isEmpty() && !isByWindow(row.by))
                parts << tr("Request %1").arg(displayText(row.by.requestId));
            parts.removeDuplicates(); // who is known by nothing else
            parts.removeAll(QString());
            return plainToolTip(parts.join(u'\n'));
        }
        case WhatColumn:
            return changeWord(row.op);
        case ValueColumn:
            return plainToolTip(plainText(row.preview));
        }
        return {};
    }
    return {};
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VersionColumn:
        return tr("Version", "column");
    case WhatColumn:
        return tr("What", "column");
    case WhenColumn:
        return tr("When", "column");
    case WhoColumn:
        return tr("By", "column");
    case ValueColumn:
        return tr("Value", "column");
    }
    return {};
}

QString HistoryModel::who(const Row& row) const
{
    if (row.op == ChangeOp::Expire)
        return expiryText();
    if (!row.label.isEmpty())
        return displayText(row.label);
    if (!row.by.keyId.isEmpty())
        return displayText(row.by.keyId);
    if (isByWindow(row.by))
        return windowText();
    return displayText(row.by.requestId);
}

QString HistoryModel::windowText()
{
    return tr("this window");
}

QString HistoryModel::expiryText()
{
    return tr("its expiry");
}

QByteArray HistoryModel::requestIdOf(int row) const
{
    const Attribution& by = rowAt(row).by;
    return isByWindow(by) ? QByteArray() : by.requestId;
}

bool HistoryModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more && !m_reading;
}

void HistoryModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent) && !m_rows.empty())
        read(m_rows.back().version);
}

int HistoryModel::rowOf(Version version) const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].version == version)
            return int(row);
    return -1;
}

void HistoryModel::setMark(Version version)
{
    m_mark = version;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, VersionColumn), index(rowCount() - 1, VersionColumn));
}

QString changeWord(ChangeOp op)
{
    switch (op) {
    case ChangeOp::Set:
        return HistoryModel::tr("set", "what a change did");
    case ChangeOp::Delete:
        return HistoryModel::tr("deleted", "what a change did");
    case ChangeOp::Expire:
        return HistoryModel::tr("expired", "what a change did");
    case ChangeOp::Restore:
        return HistoryModel::tr("restored", "what a change did");
    }
    Q_UNREACHABLE();
}

} // namespace stateroom::ui
