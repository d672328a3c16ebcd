// SPDX-License-Identifier: GPL-3.0-or-later
// EntriesPanel: its head and its table.
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/parts.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSettings>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Keys often begin alike, so that their end tells more.
const CellLook keyLook{.fixedFont = true, .elide = Qt::ElideMiddle, .leftPadding = metrics::gap16};
const QString keyWidthKey = u"list/keyWidth"_s;
const QString sortKey = u"list/sort"_s;
const QString descendingKey = u"list/descending"_s;
const QString treeKey = u"list/tree"_s;
const QString delimiterKey = u"list/delimiter"_s;

} // namespace

QWidget* EntriesPanel::makeHead(QAction* newKey)
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    m_title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    m_count->hide();
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap12);
    layout->addWidget(m_title);
    layout->addWidget(m_count);
    layout->addStretch(1);
    layout->addWidget(makeToolButton(m_tree));
    layout->addWidget(makeToolButton(newKey));
    return head;
}

void EntriesPanel::setUpView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Keys"));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(EntriesModel::KeyColumn, keyLook);
    look(EntriesModel::ValueColumn, {.fixedFont = true});
    look(EntriesModel::VersionColumn, {.secondary = true, .alignment = Qt::AlignRight});
    look(
        EntriesModel::AgeColumn,
        {.secondary = true, .alignment = Qt::AlignRight, .rightPadding = metrics::gap16});
    look(
        EntriesModel::ExpiryColumn,
        {.secondary = true, .alignment = Qt::AlignRight, .rightPadding = metrics::gap16});
    setUpColumns();
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &EntriesPanel::chooseRow);
    connect(
        m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &EntriesPanel::updateChoice);
    // A row that is current already can be chosen again, after a new key was begun.
    connect(m_view, &ListTable::clicked, this, &EntriesPanel::chooseRow);
    connect(m_view, &ListTable::activated, this, &EntriesPanel::openRow);
    connect(m_view, &ListTable::sidestepped, this, &EntriesPanel::sidestep);
    connect(m_view, &ListTable::pressedAt, this, &EntriesPanel::pressSign);
    connect(m_view, &ListTable::typed, this, [this](const QString& text) {
        m_filter->takeKeyboard(text);
    });
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void EntriesPanel::setUpColumns()
{
    const QFontMetrics font(uiFont());
    auto* header = m_view->horizontalHeader();
    header->setMinimumSectionSize(48);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(EntriesModel::KeyColumn, QHeaderView::Interactive);
    header->setSectionResizeMode(EntriesModel::ValueColumn, QHeaderView::Stretch);
    header->resizeSection(EntriesModel::KeyColumn, 148);
    header->setSectionsClickable(true);
    const auto fit = [&](const QString& sample, int column) {
        const QString title =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() + u" ↓"_s;
        header->resizeSection(
            column, std::max(font.horizontalAdvance(sample), font.horizontalAdvance(title)) +
                        metrics::gap24);
    };
    fit(u"v99999"_s, EntriesModel::VersionColumn);
    fit(u"28. Sept"_s, EntriesModel::AgeColumn); // the longest, in any language
    fit(u"23:59:59"_s, EntriesModel::ExpiryColumn);
    m_view->setColumnHidden(EntriesModel::ExpiryColumn, true);
    connect(header, &QHeaderView::sectionClicked, this, &EntriesPanel::sortByColumn);
}

void EntriesPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateColumns();
}

void EntriesPanel::updateColumns()
{
    // Where there is little room the value is worth more than the version.
    constexpr int roomForAll = 400;
    const bool narrow = width() < roomForAll;
    if (narrow != m_view->isColumnHidden(EntriesModel::VersionColumn))
        m_view->setColumnHidden(EntriesModel::VersionColumn, narrow);
    // The column is there while something expires.
    if (m_model->hasExpiries() == m_view->isColumnHidden(EntriesModel::ExpiryColumn))
        m_view->setColumnHidden(EntriesModel::ExpiryColumn, !m_model->hasExpiries());
}

void EntriesPanel::restore(const QSettings& settings)
{
    if (const int width = settings.value(keyWidthKey).toInt(); width >= 48)
        m_view->horizontalHeader()->resizeSection(EntriesModel::KeyColumn, width);
    const QString delimiter = settings.value(delimiterKey, u"/"_s).toString();
    for (QAction* each : m_delimiters->actions())
        each->setChecked(each->data().toString() == delimiter);
    ListQuery query;
    query.sort = SortBy(std::clamp(settings.value(sortKey).toInt(), 0, int(SortBy::Age)));
    query.descending = settings.value(descendingKey).toBool();
    std::ignore = setQuery(query);
    m_tree->setChecked(settings.value(treeKey).toBool());
}

void EntriesPanel::save(QSettings& settings) const
{
    settings.setValue(
        keyWidthKey, m_view->horizontalHeader()->sectionSize(EntriesModel::KeyColumn));
    const bool tree = m_tree->isChecked();
    settings.setValue(sortKey, int(tree ? m_listSort : m_model->query().sort));
    settings.setValue(descendingKey, tree ? m_listDescending : m_model->query().descending);
    settings.setValue(treeKey, m_tree->isChecked());
    if (const QAction* delimiter = m_delimiters->checkedAction())
        settings.setValue(delimiterKey, delimiter->data());
}

// Trees

void EntriesPanel::sidestep(bool right)
{
    const QModelIndex index = m_view->currentIndex();
    if (!m_model->isGroup(index)) {
        if (const QModelIndex around = m_model->groupAround(index); !right && around.isValid())
            m_view->setCurrentIndex(around);
        return;
    }
    const bool open = m_model->isOpen(index);
    if (right != open)
        m_model->toggle(index);
    else if (right)
        m_view->setCurrentIndex(index.siblingAtRow(index.row() + 1));
    else if (const QModelIndex around = m_model->groupAround(index); around.isValid())
        m_view->setCurrentIndex(around);
}

void EntriesPanel::pressSign(const QModelIndex& index, const QPoint& place)
{
    if (!m_model->isGroup(index))
        return;
    const QRect cell = m_view->visualRect(index.siblingAtColumn(EntriesModel::KeyColumn));
    if (CellDelegate::signRect(cell, m_model->depthOf(index), keyLook)
            .adjusted(-4, -5, 4, 5)
            .contains(place))
        m_model->toggle(index);
}

} // namespace stateroom::ui
