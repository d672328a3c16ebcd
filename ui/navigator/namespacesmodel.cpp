// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigator/namespacesmodel.h"

#include "core/store/store.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds refreshInterval{250};
constexpr Milliseconds markTime{3000};

struct NamespaceText {
    Q_DECLARE_TR_FUNCTIONS(NamespaceText)
};

/// The APIs in the order in which their documents stand; other kinds follow by name.
int rankOf(QByteArrayView kind)
{
    constexpr std::array<const char*, 5> order{
        "workflow", "integration", "campaign", "participants", "business"};
    const auto found = std::find(order.begin(), order.end(), kind);
    return int(found - order.begin());
}

QString headingOf(const QByteArray& kind)
{
    if (kind == "workflow")
        //: Heading over the namespaces of the workflow API
        return NamespaceText::tr("Workflows");
    if (kind == "integration")
        //: Heading over the namespaces of the integration API
        return NamespaceText::tr("Integration");
    if (kind == "campaign")
        //: Heading over the namespaces of the campaign API
        return NamespaceText::tr("Campaigns");
    if (kind == "participants")
        //: Heading over what the campaign API keeps per person
        return NamespaceText::tr("Participants");
    if (kind == "business")
        //: Heading over the resources of the business API
        return NamespaceText::tr("Business");
    if (kind == "variables")
        //: Heading over the definitions of the campaigns' variables
        return NamespaceText::tr("Variables");
    QString other = displayText(kind);
    other[0] = other[0].toUpper();
    return other;
}

} // namespace

QString namespaceTitle(const Namespace& space)
{
    if (space.name().isEmpty())
        //: The namespace that has no name of its own
        return NamespaceText::tr("global");
    return displayText(space.name());
}

NamespacesModel::NamespacesModel(Store& store, QObject* parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_refresh(refreshInterval, [this] { readAgain(); })
{
    m_clock.start();
    m_forget.setInterval(markTime / 4);
    connect(&m_forget, &QTimer::timeout, this, &NamespacesModel::forgetChanges);
    follow();
    readAgain();
}

int NamespacesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant NamespacesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const bool heading = row.space.isNull();
    switch (role) {
    case Qt::DisplayRole:
        return heading ? headingOf(row.kind) : namespaceTitle(row.space);
    case Qt::ToolTipRole:
        return heading ? QString() : plainToolTip(displayText(row.space.text()));
    case Qt::AccessibleTextRole:
        if (heading)
            return headingOf(row.kind);
        if (row.count == 0 &&
            std::find(m_standing.begin(), m_standing.end(), row.space) != m_standing.end())
            //: Read aloud: the name of a collection
            return tr("%1, no records").arg(namespaceTitle(row.space));
        if (row.count == 0)
            //: Read aloud: the name of a namespace in which no keys are left
            return tr("%1, emptied").arg(namespaceTitle(row.space));
        //: Read aloud: the name of a namespace and how many keys it has
        return tr("%1, %Ln keys", nullptr, int(row.count)).arg(namespaceTitle(row.space));
    case NamespaceRole:
        return heading ? QByteArray() : row.space.text();
    case CountRole:
        return row.count;
    case HeadingRole:
        return heading;
    case ChangedRole:
        return !heading && m_changed.contains(row.space);
    case DraftRole:
        return !heading && m_drafts.contains(row.space);
    }
    return {};
}

Qt::ItemFlags NamespacesModel::flags(const QModelIndex& index) const
{
    if (!index.isValid() || m_rows[std::size_t(index.row())].space.isNull())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QHash<int, QByteArray> NamespacesModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert(NamespaceRole, "namespace");
    names.insert(CountRole, "count");
    names.insert(HeadingRole, "heading");
    names.insert(ChangedRole, "changed");
    names.insert(DraftRole, "draft");
    return names;
}

QModelIndex NamespacesModel::indexOf(const Namespace& space) const
{
    if (space.isNull())
        return {};
    const Row wanted{space.kind().toByteArray(), space, 0};
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), wanted, comesBefore);
    if (found == m_rows.end() || !(found->space == space))
        return {};
    return index(int(found - m_rows.begin()));
}

QModelIndex NamespacesModel::firstWithKeys() const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [](const Row& row) {
        return !row.space.isNull() && row.count > 0;
    });
    return index(found == m_rows.end() ? 1 : int(found - m_rows.begin()));
}

Namespace NamespacesModel::at(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[std::size_t(index.row())].space : Namespace();
}

qint64 NamespacesModel::keyCount(const Namespace& space) const
{
    const QModelIndex found = indexOf(space);
    return found.isValid() ? m_rows[std::size_t(found.row())].count : 0;
}

void NamespacesModel::setShowsEmptied(bool shows)
{
    if (std::exchange(m_showsEmptied, shows) != shows)
        readAgain();
}

void NamespacesModel::setDrafts(const QSet<Namespace>& spaces)
{
    if (spaces == m_drafts)
        return;
    m_drafts = spaces;
    if (m_loaded)
        showRows();
}

void NamespacesModel::setStanding(std::vector<Namespace> spaces)
{
    m_standing = std::move(spaces);
    if (m_loaded)
        showRows();
}

void NamespacesModel::showStanding()
{
    m_showsStanding = true;
    if (m_loaded)
        showRows();
}

void NamespacesModel::follow()
{
    m_subscription = m_store.feed().subscribe(
        ChangeFilter(), std::nullopt, this,
        {.changes = [this](const std::vector<ChangePtr>& changes) { noteChanges(changes); },
         .reset = [this](Seq) { m_refresh.request(); },
         .ended = [this](const Error& error) { Q_EMIT failed(error); }});
}

void NamespacesModel::noteChanges(const std::vector<ChangePtr>& changes)
{
    const qint64 now = m_clock.elapsed();
    const Namespace* former = nullptr;
    for (const ChangePtr& change : changes) {
        const Namespace& space = change->name.space;
        if (former == nullptr || !(*former == space))
            m_changed.insert(space, now);
        former = &space;
    }
    if (!m_forget.isActive())
        m_forget.start();
    m_refresh.request();
}

void NamespacesModel::forgetChanges()
{
    const qint64 over = m_clock.elapsed() - markTime.count();
    QList<Namespace> quiet;
    for (auto each = m_changed.cbegin(); each != m_changed.cend(); ++each)
        if (each.value() <= over)
            quiet.append(each.key());
    for (const Namespace& space : quiet) {
        m_changed.remove(space);
        if (const QModelIndex row = indexOf(space); row.isValid())
            Q_EMIT dataChanged(row, row, {ChangedRole});
    }
    if (m_changed.isEmpty())
        m_forget.stop();
}

void NamespacesModel::readAgain()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_store.read(
        [emptied = m_showsEmptied](Reader& reader) { return readContents(reader, emptied); }, this,
        [this, emptied = m_showsEmptied](Result<Contents> contents) {
            m_reading = false;
            if (emptied != m_showsEmptied) {
                readAgain(); // who chose otherwise meanwhile is not to see this
                return;
            }
            if (std::exchange(m_again, false))
                m_refresh.request();
            if (!contents) {
                Q_EMIT failed(contents.error());
                return;
            }
            m_loaded = true;
            m_read = std::move(contents->spaces);
            m_hasEmptied = contents->hasEmptied;
            showRows();
        });
}

Result<NamespacesModel::Contents> NamespacesModel::readContents(Reader& reader, bool withEmptied)
{
    auto infos = reader.namespaces();
    if (!infos)
        return failureOf(infos);
    const auto position = reader.position();
    if (!position)
        return failureOf(position);
    Contents contents;
    for (NamespaceInfo& info : *infos) {
        if (info.space.isSystem())
            continue;
        if (info.keys == 0) {
            // When the last removal passes the floor, history has forgotten all of its keys.
            if (info.lastChange <= position->floor)
                continue;
            contents.hasEmptied = true;
            if (!withEmptied)
                continue;
        }
        contents.spaces.push_back(std::move(info));
    }
    return contents;
}

void NamespacesModel::showRows()
{
    mergeRows(rowsOf(m_read));
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), {ChangedRole, DraftRole});
    Q_EMIT refreshed();
}

std::vector<NamespacesModel::Row>
NamespacesModel::rowsOf(const std::vector<NamespaceInfo>& infos) const
{
    std::vector<Row> rows;
    std::map<QByteArray, qint64> kinds;
    const auto add = [&](const Namespace& space, qint64 keys) {
        const QByteArray kind = space.kind().toByteArray();
        rows.push_back({kind, space, keys});
        kinds[kind] += keys > 0 ? 1 : 0;
    };
    QSet<Namespace> drafts = m_drafts;
    for (const NamespaceInfo& info : infos) {
        add(info.space, info.keys);
        drafts.remove(info.space);
    }
    for (const Namespace& space : std::as_const(drafts))
        add(space, 0);
    if (m_showsStanding || !rows.empty())
        for (const Namespace& space : m_standing)
            if (std::none_of(
                    rows.begin(), rows.end(), [&](const Row& row) { return row.space == space; }))
                add(space, 0);
    for (const auto& [kind, count] : kinds)
        rows.push_back({kind, Namespace(), count});
    std::sort(rows.begin(), rows.end(), comesBefore);
    return rows;
}

bool NamespacesModel::comesBefore(const Row& a, const Row& b)
{
    const int rankA = rankOf(a.kind);
    const int rankB = rankOf(b.kind);
    // A heading's namespace is null, and so comes first.
    return std::tie(rankA, a.kind, a.space.text()) < std::tie(rankB, b.kind, b.space.text());
}

void NamespacesModel::mergeRows(std::vector<Row> wanted)
{
    std::size_t at = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i, ++at) {
        while (at < m_rows.size() && comesBefore(m_rows[at], wanted[i])) {
            beginRemoveRows({}, int(at), int(at));
            m_rows.erase(m_rows.begin() + std::ptrdiff_t(at));
            endRemoveRows();
        }
        if (at < m_rows.size() && !comesBefore(wanted[i], m_rows[at])) {
            if (std::exchange(m_rows[at].count, wanted[i].count) != wanted[i].count)
                Q_EMIT dataChanged(index(int(at)), index(int(at)));
            continue;
        }
        // All new rows that stand together are one insertion.
        std::size_t end = i + 1;
        while (end < wanted.size() && (at == m_rows.size() || comesBefore(wanted[end], m_rows[at])))
            ++end;
        beginInsertRows({}, int(at), int(at + (end - i) - 1));
        m_rows.insert(
            m_rows.begin() + std::ptrdiff_t(at), wanted.begin() + std::ptrdiff_t(i),
            wanted.begin() + std::ptrdiff_t(end));
        endInsertRows();
        at += end - i - 1;
        i = end - 1;
    }
    if (at < m_rows.size()) {
        beginRemoveRows({}, int(at), int(m_rows.size()) - 1);
        m_rows.resize(at);
        endRemoveRows();
    }
}

} // namespace stateroom::ui
