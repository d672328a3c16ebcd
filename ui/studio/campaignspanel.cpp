// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/campaignspanel.h"

#include "ui/studio/campaignsmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

CampaignsPanel::CampaignsPanel(CampaignDesk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_model(new CampaignsModel(this))
    , m_view(new ListTable)
    , m_new(new QAction(glyphIcon(Glyph::Add), tr("New campaign"), this))
    , m_formBox(new QWidget)
    , m_form(new QLineEdit)
    , m_trouble(makeLabel())
{
    m_new->setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_N);
    m_new->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_new, &QAction::triggered, this, [this] {
        m_form->clear();
        m_trouble->hide();
        m_formBox->show();
        m_form->setFocus(Qt::ShortcutFocusReason);
    });
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Campaigns"));
    m_view->setProperty("ground", u"window"_s);
    m_view->horizontalHeader()->hide();
    m_view->horizontalHeader()->setSectionResizeMode(
        CampaignsModel::NameColumn, QHeaderView::Stretch);
    m_view->horizontalHeader()->resizeSection(CampaignsModel::CountColumn, 48);
    m_view->setItemDelegateForColumn(
        CampaignsModel::NameColumn,
        new CellDelegate({.leftPadding = metrics::gap16, .rightPadding = 0}, m_view));
    m_view->setItemDelegateForColumn(
        CampaignsModel::CountColumn,
        new CellDelegate(
            {.secondary = true, .alignment = Qt::AlignRight, .rightPadding = metrics::gap12},
            m_view));
    makeForm();
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    auto* title = makeLabel(tr("Campaigns"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::gap16, 0, metrics::gap4, 0);
    row->addWidget(title, 1);
    row->addWidget(makeToolButton(m_new));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(m_formBox);
    layout->addWidget(m_view, 1);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"window"_s);
    setMinimumWidth(150);
    setFocusProxy(m_view);
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) {
            if (!m_showing && index.isValid())
                choose(m_model->idAt(index.row()));
        });
    connect(m_model, &CampaignsModel::modelReset, this, &CampaignsPanel::showCurrent);
}

CampaignsPanel::~CampaignsPanel()
{
    // What these tell while they go is not for one who is half gone.
    m_model->disconnect(this);
    m_view->selectionModel()->disconnect(this);
}

void CampaignsPanel::makeForm()
{
    m_form->setFont(fixedFont());
    m_form->setPlaceholderText(tr("spring-2027"));
    m_form->setAccessibleName(tr("Id of the campaign"));
    m_form->installEventFilter(this);
    m_trouble->setProperty("tone", u"error"_s);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    auto* title = makeSecondaryLabel(tr("Id of the new campaign"));
    title->setWordWrap(true);
    auto* column = new QVBoxLayout(m_formBox);
    column->setContentsMargins(metrics::gap12, 0, metrics::gap12, metrics::gap8);
    column->setSpacing(metrics::gap4);
    column->addWidget(title);
    column->addWidget(m_form);
    column->addWidget(m_trouble);
    m_formBox->hide();
    connect(m_form, &QLineEdit::returnPressed, this, &CampaignsPanel::takeName);
    connect(m_form, &QLineEdit::textEdited, m_trouble, &QWidget::hide);
}

void CampaignsPanel::takeName()
{
    const QByteArray id = m_form->text().trimmed().toUtf8();
    if (id.isEmpty() || id.size() > campaign::maxIdBytes) {
        m_trouble->setText(tr("An id has 1 to 256 bytes."));
        m_trouble->show();
        return;
    }
    leaveForm();
    if (m_model->rowOf(id) < 0)
        m_model->setDraft(id);
    choose(id);
    Q_EMIT firstVariableWanted();
}

void CampaignsPanel::leaveForm()
{
    m_formBox->hide();
    m_view->setFocus(Qt::OtherFocusReason);
}

bool CampaignsPanel::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_form && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        leaveForm();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void CampaignsPanel::choose(const QByteArray& id)
{
    if (m_current == id)
        return;
    m_current = id;
    showCurrent();
    Q_EMIT currentChanged(m_current);
}

void CampaignsPanel::showCurrent()
{
    m_showing = true;
    const int row = m_model->rowOf(m_current);
    if (row >= 0)
        m_view->setCurrentIndex(m_model->index(row, 0));
    else
        m_view->selectionModel()->clear();
    m_showing = false;
}

void CampaignsPanel::refresh()
{
    m_desk.list(this, [this](Result<std::vector<CampaignInfo>> campaigns) {
        if (!campaigns) {
            Q_EMIT failed(campaigns.error());
            return;
        }
        m_model->take(std::move(*campaigns));
        if (m_current.isEmpty() && m_model->rowCount() > 0)
            choose(m_model->rowOf(m_preferred) >= 0 ? m_preferred : m_model->idAt(0));
        Q_EMIT refreshed();
    });
}

void CampaignsPanel::setWritable(bool writable)
{
    m_new->setEnabled(writable);
    if (!writable)
        m_formBox->hide();
}

} // namespace stateroom::ui
