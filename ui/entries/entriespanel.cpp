// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/entriespanel.h"

#include "ui/entries/entriesmodel.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

EntriesPanel::EntriesPanel(Store& store, QAction* newKey, QWidget* parent)
    : QWidget(parent)
    , m_model(new EntriesModel(store, this))
    , m_view(new ListTable)
    , m_title(new ElidedLabel(Qt::ElideMiddle))
    , m_count(makeSecondaryLabel())
    , m_notice(new NoticeBar)
    , m_empty(new EmptyPlace)
    , m_pages(new QStackedWidget)
{
    // First of all who hear of it: when the chosen row goes, the view chooses another by itself.
    connect(
        m_model, &EntriesModel::rowsAboutToBeRemoved, this, [this] { m_changingByItself = true; });
    connect(
        m_model, &EntriesModel::modelAboutToBeReset, this, [this] { m_changingByItself = true; });
    setUpView();
    connect(m_model, &EntriesModel::rowsRemoved, this, &EntriesPanel::afterRemoval);
    connect(m_model, &EntriesModel::modelReset, this, &EntriesPanel::afterRemoval);
    connect(m_model, &EntriesModel::rowsInserted, this, &EntriesPanel::afterPage);
    connect(m_model, &EntriesModel::pageLoaded, this, &EntriesPanel::afterPage);
    connect(m_model, &EntriesModel::failed, this, &EntriesPanel::showFailure);

    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead(newKey));
    layout->addWidget(m_notice);
    layout->addWidget(m_pages, 1);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    setMinimumWidth(350);

    m_ages.setInterval(std::chrono::seconds(1));
    connect(&m_ages, &QTimer::timeout, m_model, &EntriesModel::refreshAges);
    m_ages.start();
}

void EntriesPanel::show(const Namespace& space, const std::optional<Key>& key)
{
    m_current = key;
    m_chooseFirst = !key;
    m_notice->clear();
    m_title->setText(displayText(space.name().isEmpty() ? space.text() : space.name()));
    m_title->setToolTip(plainToolTip(displayText(space.text())));
    if (space == m_model->space())
        afterPage();
    else
        m_model->setNamespace(space);
    updateContents();
}

void EntriesPanel::setTotal(qint64 keys)
{
    m_count->setText(tr("%Ln keys", nullptr, int(std::min<qint64>(keys, INT_MAX))));
    m_count->setVisible(!m_model->space().isNull());
}

void EntriesPanel::clearChoice()
{
    m_current.reset();
    m_chooseFirst = false;
    selectCurrentRow();
}

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
    layout->addWidget(makeToolButton(newKey));
    return head;
}

void EntriesPanel::setUpView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Keys"));
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(EntriesModel::KeyColumn, {.fixedFont = true, .leftPadding = metrics::gap16});
    look(EntriesModel::ValueColumn, {.fixedFont = true});
    look(EntriesModel::VersionColumn, {.secondary = true, .alignment = Qt::AlignRight});
    look(
        EntriesModel::AgeColumn,
        {.secondary = true, .alignment = Qt::AlignRight, .rightPadding = metrics::gap16});

    const QFontMetrics font(uiFont());
    auto* header = m_view->horizontalHeader();
    header->setMinimumSectionSize(48);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(EntriesModel::KeyColumn, QHeaderView::Interactive);
    header->setSectionResizeMode(EntriesModel::ValueColumn, QHeaderView::Stretch);
    header->resizeSection(EntriesModel::KeyColumn, 148);
    const auto width = [&](const QString& sample, int column) {
        const QString title =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        return std::max(font.horizontalAdvance(sample), font.horizontalAdvance(title)) +
               metrics::gap24;
    };
    header->resizeSection(
        EntriesModel::VersionColumn, width(u"v99999"_s, EntriesModel::VersionColumn));
    header->resizeSection(EntriesModel::AgeColumn, width(u"59 min"_s, EntriesModel::AgeColumn));

    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &EntriesPanel::chooseRow);
    // A row that is current already can be chosen again, after a new key was begun.
    connect(m_view, &ListTable::clicked, this, &EntriesPanel::chooseRow);
    connect(m_view, &ListTable::activated, this, [this](const QModelIndex& index) {
        chooseRow(index);
        Q_EMIT activated();
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &EntriesPanel::prefetch);

    auto* copy = new QAction(tr("Copy key"), m_view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &EntriesPanel::copyKey);
    m_view->addAction(copy);

    auto* edit = new QAction(tr("Edit value"), m_view);
    edit->setShortcut(Qt::Key_F2);
    edit->setShortcutContext(Qt::WidgetShortcut);
    connect(edit, &QAction::triggered, this, &EntriesPanel::activated);
    m_view->addAction(edit);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void EntriesPanel::chooseRow(const QModelIndex& index)
{
    if (m_changingByItself || !index.isValid())
        return;
    const Key key = m_model->keyAt(index);
    if (m_current == key)
        return;
    m_current = key;
    m_chooseFirst = false;
    Q_EMIT chosen({m_model->space(), key});
}

void EntriesPanel::afterPage()
{
    updateContents();
    if (m_current) {
        selectCurrentRow();
    } else if (m_chooseFirst && m_model->rowCount() > 0) {
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_model->index(0, EntriesModel::KeyColumn));
        chooseRow(m_view->currentIndex());
    }
}

void EntriesPanel::afterRemoval()
{
    m_changingByItself = false;
    updateContents();
    selectCurrentRow();
}

void EntriesPanel::selectCurrentRow()
{
    const QModelIndex row = m_current ? m_model->indexOf(*m_current) : QModelIndex();
    if (!row.isValid())
        m_view->clearSelection(); // the keyboard stays where it is
    else if (!m_view->selectionModel()->isRowSelected(row.row()))
        m_view->setCurrentIndex(row);
}

void EntriesPanel::prefetch()
{
    const auto* bar = m_view->verticalScrollBar();
    if (bar->maximum() - bar->value() < 3 * bar->pageStep())
        m_model->fetchMore({});
}

void EntriesPanel::showFailure(const Error& error)
{
    m_notice->tell(NoticeKind::Error, errorText(error), {{tr("Try again"), [this] {
                                                              m_notice->clear();
                                                              m_model->reload();
                                                          }}});
}

void EntriesPanel::updateContents()
{
    const bool empty = m_model->isComplete() && m_model->rowCount() == 0;
    if (empty) {
        m_empty->setTitle(tr("No keys"));
        m_empty->setSentence(tr("What programs write to %1 appears here.")
                                 .arg(displayText(m_model->space().text())));
    }
    m_pages->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_view);
}

void EntriesPanel::copyKey()
{
    if (m_view->currentIndex().isValid())
        QGuiApplication::clipboard()->setText(
            QString::fromUtf8(m_model->keyAt(m_view->currentIndex()).bytes()));
}

} // namespace stateroom::ui
