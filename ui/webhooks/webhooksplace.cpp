// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/webhooksplace.h"

#include "ui/model/errortext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/webhooks/endpointform.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/receiverpanel.h"
#include "ui/webhooks/webhookdesk.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds slowTime{15'000}; ///< longer than a sender waits for an answer

} // namespace

WebhooksPlace::WebhooksPlace(Service& service, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_listener({.clock = &m_clock, .slowTime = slowTime})
    , m_desk(new WebhookDesk(service.store(), this))
    , m_model(new EndpointsModel(service.store(), this))
    , m_view(new ListTable)
    , m_form(new EndpointForm)
    , m_endpoint(new EndpointPanel(*m_desk))
    , m_receiver(new ReceiverPanel(m_listener, *m_desk, *m_model, slowTime))
    , m_empty(new EmptyPlace)
    , m_notice(new NoticeBar)
    , m_pages(new QStackedWidget)
{
    makeActions();
    setUpView();
    arrange();
    setFocusProxy(m_view);
    connect(m_model, &EndpointsModel::refreshed, this, &WebhooksPlace::refreshed);
    connect(m_model, &EndpointsModel::failed, this, [this](const Error& error) {
        m_notice->tell(NoticeKind::Error, errorText(error));
    });
    connect(m_form, &EndpointForm::accepted, this, &WebhooksPlace::submit);
    connect(m_form, &EndpointForm::cancelled, this, &WebhooksPlace::leaveForm);
    connect(m_endpoint, &EndpointPanel::editWanted, this, &WebhooksPlace::startChange);
    connect(
        m_endpoint, &EndpointPanel::left, this, [this] { m_view->setFocus(Qt::OtherFocusReason); });
    refreshServer();
    showChosen();
}

WebhooksPlace::~WebhooksPlace()
{
    // What these tell while they go is not for one who is half gone.
    m_model->disconnect(this);
    m_view->selectionModel()->disconnect(this);
    // Its panel speaks to the listener, which would go before it.
    delete m_receiver;
}

void WebhooksPlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model->setAwake(true);
    refreshServer();
}

void WebhooksPlace::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_model->setAwake(false);
}

void WebhooksPlace::refreshServer()
{
    const QString url = m_service.url();
    m_endpoint->setUrl(url);
    m_receiver->setServing(!url.isEmpty());
    m_empty->setCommand(
        url.isEmpty()
            ? QString()
            : u"curl %1/v1/webhooks -H \"Authorization: Bearer $STATEROOM_KEY\" "
              "-H 'Content-Type: application/json' "
              "-d '{\"url\":\"http://localhost:3000/webhooks\",\"events\":[\"*\"]}'"_s.arg(url));
}

void WebhooksPlace::makeActions()
{
    m_new = new QAction(glyphIcon(Glyph::Add), tr("New webhook"), this);
    m_new->setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_W);
    m_new->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_new->setEnabled(m_desk->mayWrite());
    connect(m_new, &QAction::triggered, this, &WebhooksPlace::startNew);
    addAction(m_new);
    m_showReceiver = new QAction(glyphIcon(Glyph::Inbox), tr("Receiver"), this);
    m_showReceiver->setCheckable(true);
    m_showReceiver->setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_R);
    m_showReceiver->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_showReceiver, &QAction::triggered, this, [this] { showReceiver(true); });
    addAction(m_showReceiver);
    for (QAction* action : m_endpoint->endpointActions()) {
        m_view->addAction(action); // and so to its menu
        if (action->shortcutContext() != Qt::WidgetShortcut)
            addAction(action);
    }
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void WebhooksPlace::setUpView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Webhooks"));
    m_view->horizontalHeader()->hide();
    m_view->setProperty("ground", u"window"_s);
    m_view->setItemDelegateForColumn(
        EndpointsModel::UrlColumn,
        new CellDelegate(
            {.fixedFont = true, .elide = Qt::ElideMiddle, .leftPadding = metrics::gap16}, m_view));
    m_view->setItemDelegateForColumn(
        EndpointsModel::StateColumn,
        new CellDelegate(
            {.secondary = true, .alignment = Qt::AlignRight, .rightPadding = metrics::gap12},
            m_view));
    auto* header = m_view->horizontalHeader();
    header->setSectionResizeMode(EndpointsModel::UrlColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(EndpointsModel::StateColumn, QHeaderView::ResizeToContents);
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &WebhooksPlace::rowChosen);
    const auto take = [this](const QModelIndex& index) {
        if (m_showReceiver->isChecked())
            choose(m_model->at(index.row()).endpoint.id);
    };
    connect(m_view, &QAbstractItemView::clicked, this, take);
    connect(m_view, &QAbstractItemView::activated, this, [this, take](const QModelIndex& index) {
        take(index);
        m_endpoint->takeKeyboard();
    });
}

QWidget* WebhooksPlace::makeSide()
{
    auto* side = makePane(Ground::Window);
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    auto* title = makeLabel(tr("Webhooks"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    row->addWidget(title, 1);
    row->addWidget(makeToolButton(m_new));
    m_receiverButton = makeToolButton(m_showReceiver);
    m_receiverButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_receiverButton->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(metrics::gap8, metrics::gap8, metrics::gap8, metrics::gap8);
    foot->addWidget(m_receiverButton);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(m_view, 1);
    column->addWidget(makeHairline(Qt::Horizontal));
    column->addLayout(foot);
    side->setMinimumWidth(200);
    connect(m_receiver, &ReceiverPanel::listens, this, [this](bool isListening) {
        m_showReceiver->setIcon(
            glyphIcon(Glyph::Inbox, isListening ? GlyphTone::Accent : GlyphTone::Text));
        m_showReceiver->setText(isListening ? tr("Receiver, listening") : tr("Receiver"));
    });
    return side;
}

QWidget* WebhooksPlace::makeEmpty()
{
    m_empty->setAttribute(Qt::WA_StyledBackground);
    m_empty->setProperty("ground", u"surface"_s);
    m_empty->setTitle(tr("No webhooks yet"));
    m_empty->setSentence(
        tr("A webhook is a URL that is called when something happens to a record of the business "
           "API. Make one here, or from any program:"));
    auto* buttons = new QWidget;
    auto* make = new QPushButton(m_new->text());
    setStyleProperty(make, "primary", true);
    make->setAutoDefault(true); // Enter presses it too
    make->setToolTip(toolTipOf(*m_new));
    make->setEnabled(m_new->isEnabled());
    connect(make, &QPushButton::clicked, m_new, &QAction::trigger);
    auto* attempt = new QPushButton(tr("Try it with the built-in receiver"));
    attempt->setAutoDefault(true);
    attempt->setToolTip(toolTipOf(*m_showReceiver));
    connect(attempt, &QPushButton::clicked, this, [this] { showReceiver(true); });
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::gap8);
    row->addWidget(make);
    row->addWidget(attempt);
    m_empty->addBelow(buttons);
    return m_empty;
}

void WebhooksPlace::arrange()
{
    m_pages->addWidget(makeEmpty());
    m_pages->addWidget(m_form);
    m_pages->addWidget(m_endpoint);
    m_pages->addWidget(m_receiver);
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_pages, 1);
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setHandleWidth(1);
    columns->setChildrenCollapsible(false);
    columns->addWidget(makeSide());
    columns->addWidget(right);
    columns->setStretchFactor(1, 1);
    columns->setSizes({248, 900});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(columns);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
}

// The form

void WebhooksPlace::startNew()
{
    m_isAsking = true;
    m_form->startNew();
    showChosen();
    m_form->setFocus(Qt::OtherFocusReason);
}

void WebhooksPlace::startChange()
{
    const int row = m_model->rowOf(m_chosen);
    if (row < 0)
        return;
    m_isAsking = true;
    m_form->startChange(m_model->at(row));
    showChosen();
    m_form->setFocus(Qt::OtherFocusReason);
}

void WebhooksPlace::leaveForm()
{
    m_isAsking = false;
    showChosen();
    m_view->setFocus(Qt::OtherFocusReason);
}

void WebhooksPlace::submit(const JsonText& body)
{
    if (!m_form->webhook().isEmpty()) {
        m_desk->change(m_form->webhook(), body, [this](const Answered<bool>& changed) {
            written(changed ? QString() : changed.error());
        });
        return;
    }
    m_desk->add(body, [this](const Answered<webhooks::Registered>& made) {
        if (!made)
            return written(made.error());
        // It is shown, with its secret, when it is listed.
        m_showReceiver->setChecked(false);
        m_chosen = m_awaited = made->record.id;
        m_awaitedSecret = made->secret;
        m_model->refresh();
    });
}

void WebhooksPlace::written(const QString& trouble)
{
    m_form->setBusy(false);
    if (!trouble.isEmpty())
        return m_form->showTrouble(trouble);
    m_model->refresh();
    leaveForm();
}

// What is shown

void WebhooksPlace::choose(const QByteArray& webhook)
{
    m_showReceiver->setChecked(false);
    m_isAsking = false;
    m_chosen = webhook;
    showChosen();
}

void WebhooksPlace::showReceiver(bool show)
{
    m_showReceiver->setChecked(show);
    m_isAsking = false;
    showChosen();
    if (!show)
        return;
    m_receiver->takeKeyboard();
    showChosen(); // the keyboard has left the list, in which now no row is chosen
}

void WebhooksPlace::rowChosen(const QModelIndex& index, const QModelIndex& previous)
{
    if (m_isShowing || !index.isValid())
        return;
    // The keyboard has come to the list, which chooses nothing yet.
    if (m_showReceiver->isChecked() && !previous.isValid())
        return;
    choose(m_model->at(index.row()).endpoint.id);
}

void WebhooksPlace::refreshed()
{
    m_notice->clear();
    fitRows();
    if (!m_awaited.isEmpty() && m_model->rowOf(m_awaited) >= 0) {
        const QByteArray made = std::exchange(m_awaited, {});
        m_form->setBusy(false);
        leaveForm();
        m_endpoint->showSecret(made, std::exchange(m_awaitedSecret, {}));
        return;
    }
    if (m_awaited.isEmpty() && m_model->rowOf(m_chosen) < 0 && m_model->rowCount() > 0)
        m_chosen = m_model->at(0).endpoint.id;
    showChosen();
}

void WebhooksPlace::fitRows()
{
    m_view->clearSpans();
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->index(row, EndpointsModel::StateColumn).data().toString().isEmpty())
            m_view->setSpan(row, EndpointsModel::UrlColumn, 1, EndpointsModel::ColumnCount);
}

void WebhooksPlace::showChosen()
{
    const int row = m_model->rowOf(m_chosen);
    const bool isReceiver = m_showReceiver->isChecked();
    m_isShowing = true;
    if (row < 0 || (isReceiver && !m_view->hasFocus()))
        m_view->selectionModel()->clear();
    else if (!isReceiver)
        m_view->setCurrentIndex(m_model->index(row, 0));
    m_isShowing = false;
    if (row >= 0)
        m_endpoint->show(m_model->at(row));
    if (m_isAsking)
        m_pages->setCurrentWidget(m_form);
    else if (isReceiver)
        m_pages->setCurrentWidget(m_receiver);
    else
        m_pages->setCurrentWidget(row < 0 ? static_cast<QWidget*>(m_empty) : m_endpoint);
    for (QAction* action : m_endpoint->endpointActions())
        action->setVisible(row >= 0 && !isReceiver && !m_isAsking);
}

} // namespace stateroom::ui
