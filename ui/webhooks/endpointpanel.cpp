// SPDX-License-Identifier: GPL-3.0-or-later
// How it looks; what it does is in endpointactions.cpp.
#include "ui/webhooks/endpointpanel.h"

#include "core/business/catalogue.h"
#include "core/service/curl.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/model/timetext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/deliverytext.h"
#include "ui/webhooks/webhookdesk.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/columnfit.h"
#include "ui/widgets/detailhead.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int headHeight = 52;

/// The webhook's own words about itself, on a line.
QString factsOf(const EndpointInfo& info)
{
    QStringList facts;
    if (info.endpoint.events.contains("*"))
        facts << EndpointPanel::tr("every event");
    else
        for (const QByteArray& event : info.endpoint.events)
            facts << displayText(event);
    const auto metadata = JsonView(info.record).member("metadata");
    if (metadata && metadata->type() == JsonType::Object)
        facts << plainText(valuePreview(*metadata));
    facts << displayText(info.endpoint.id);
    return facts.join(u" · "_s);
}

/// A line that makes an event which this webhook wants.
QByteArray firstEventCurl(const webhooks::Endpoint& endpoint, const QString& url)
{
    if (url.isEmpty())
        return {};
    for (const business::Resource& resource : business::catalogue().resources())
        for (const business::EventRule& rule : resource.events)
            if (rule.field.isEmpty() && endpoint.wants(rule.event))
                return "curl " + url.toUtf8() + "/v1/" + resource.name +
                       " -H \"Authorization: Bearer $STATEROOM_KEY\"" +
                       " -H 'Content-Type: application/json' -d " +
                       shellQuoted(resource.sample.bytes());
    return {};
}

} // namespace

EndpointPanel::EndpointPanel(WebhookDesk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_model(new DeliveriesModel(desk.store(), this))
    , m_view(new ListTable)
    , m_line(new ElidedLabel(Qt::ElideMiddle))
    , m_facts(new ElidedLabel(Qt::ElideRight))
    , m_notice(new NoticeBar)
    , m_disabled(new NoticeBar)
    , m_secret(new NoticeBar)
    , m_states(new ChoiceBox)
    , m_empty(new EmptyPlace)
    , m_showAll(new QPushButton(tr("Show all deliveries")))
    , m_pages(new QStackedWidget)
{
    makeEndpointActions();
    makeDeliveryActions();
    makeFilter();
    setUpView();
    arrange();
    setFocusProxy(m_view);
    m_seconds.setInterval(std::chrono::seconds(1));
    connect(&m_seconds, &QTimer::timeout, m_model, &DeliveriesModel::tick);
    connect(m_model, &DeliveriesModel::refreshed, this, &EndpointPanel::deliveriesChanged);
    connect(m_model, &DeliveriesModel::modelReset, this, &EndpointPanel::chosen);
    connect(m_model, &DeliveriesModel::failed, this, [this](const Error& error) {
        tell(errorText(error));
    });
    connect(
        m_model, &DeliveriesModel::dataChanged, this,
        [this](const QModelIndex& first, const QModelIndex& last) {
            const int row = m_view->currentIndex().row();
            // A countdown that moves changes one column.
            if (first.column() == 0 && row >= first.row() && row <= last.row())
                chosen();
        });
    updateActions();
}

EndpointPanel::~EndpointPanel()
{
    // What these tell while they go is not for one who is half gone.
    m_model->disconnect(this);
    m_view->selectionModel()->disconnect(this);
}

void EndpointPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_seconds.start();
    m_model->tick();
}

void EndpointPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_seconds.stop();
}

QWidget* EndpointPanel::makeHead()
{
    m_line->setFont(fixedFont(TextSize::Title));
    const QList<QWidget*> right = QList<QWidget*>{m_states} + makeWordedButtons({m_test});
    QList<QWidget*> signs;
    for (QAction* action : {m_edit, m_toggle, m_copySecret, m_remove})
        signs << makeToolButton(action);
    return makeDetailHead(headHeight, m_line, m_facts, right + signs);
}

void EndpointPanel::makeFilter()
{
    using webhooks::DeliveryFilter;
    using webhooks::DeliveryState;
    m_states->setFixedHeight(metrics::controlHeight);
    m_states->setAccessibleName(tr("Filter deliveries"));
    m_states->addItem(tr("Any state"), int(DeliveryFilter::Any));
    const auto add = [this](DeliveryState state, DeliveryFilter passes) {
        const QString text = stateText(state);
        m_states->addItem(text.first(1).toUpper() + text.sliced(1), int(passes));
    };
    add(DeliveryState::Waiting, DeliveryFilter::Open); // those that are tried again wait, too
    add(DeliveryState::Delivered, DeliveryFilter::Delivered);
    add(DeliveryState::Failed, DeliveryFilter::Failed);
    add(DeliveryState::Abandoned, DeliveryFilter::Abandoned);
    connect(m_states, &ChoiceBox::currentIndexChanged, this, &EndpointPanel::filter);
    m_filter = new QAction(glyphIcon(Glyph::Filter), tr("Filter deliveries"), this);
    m_filter->setShortcut(QKeySequence::Find);
    m_filter->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_filter);
    connect(m_filter, &QAction::triggered, m_states, [this] {
        m_states->setFocus(Qt::ShortcutFocusReason);
    });
    m_states->setToolTip(toolTipOf(*m_filter));
    m_showAll->setAutoDefault(true); // Enter presses it too
    connect(m_showAll, &QPushButton::clicked, this, [this] {
        m_states->setFocus(Qt::OtherFocusReason); // which stays
        m_states->setCurrentIndex(0);
    });
}

void EndpointPanel::filter()
{
    m_compare->setChecked(false); // what it compares with may not be listed any more
    m_model->setFilter(webhooks::DeliveryFilter(m_states->currentData().toInt()));
    updateEmpty();
}

void EndpointPanel::setUpView()
{
    using Model = DeliveriesModel;
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Deliveries"));
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(Model::TimeColumn, {.fixedFont = true, .secondary = true, .leftPadding = metrics::gap16});
    look(Model::EventColumn, {.fixedFont = true});
    look(Model::RecordColumn, {.fixedFont = true, .secondary = true, .elide = Qt::ElideMiddle});
    look(Model::StateColumn, {});
    for (const int column : {Model::TriesColumn, Model::StatusColumn})
        look(column, {.secondary = true, .alignment = Qt::AlignRight});
    look(
        Model::NextColumn,
        {.secondary = true, .alignment = Qt::AlignRight, .rightPadding = metrics::gap16});
    const auto fixed = [](const QString& sample) {
        return roomFor(sample, fixedFont()) + 2 * metrics::gap8;
    };
    int state = 0;
    for (const auto each :
         {webhooks::DeliveryState::Waiting, webhooks::DeliveryState::Retrying,
          webhooks::DeliveryState::Delivered, webhooks::DeliveryState::Failed,
          webhooks::DeliveryState::Abandoned})
        state = std::max(state, roomFor(stateText(each), uiFont()));
    state += 3 * metrics::gap8 + metrics::iconSize; // the sign of trouble, and what parts them
    const int time = fixed(u"00:00:00.000"_s) + metrics::gap8;
    const int event = fixed(u"conversation.escalated"_s);
    const int tries = fixed(u"99"_s);
    const int status = fixed(u"200"_s);
    const int next = fixed(u"23:59:59"_s) + metrics::gap8;
    std::vector<ColumnNeed> needs(Model::ColumnCount);
    needs[Model::TimeColumn] = {.least = time, .best = time};
    needs[Model::EventColumn] = {.least = fixed(u"order.shi…"_s), .best = event};
    needs[Model::RecordColumn] = {
        .least = fixed(u"ord_…00001"_s),
        .best = fixed(u"conv_0123456789abcdefghij"_s),
        .grows = true};
    needs[Model::StateColumn] = {.least = state, .best = state};
    needs[Model::TriesColumn] = {.least = tries, .best = tries, .rank = 1};
    needs[Model::StatusColumn] = {.least = status, .best = status};
    needs[Model::NextColumn] = {.least = next, .best = next};
    (new ColumnFit(*m_view))->setNeeds(std::move(needs));
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &EndpointPanel::chosen);
}

void EndpointPanel::arrange()
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    m_empty->addBelow(m_showAll);
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    m_detail = new DeliveryDetail({m_compare, m_curl, m_again});
    m_detail->hide();
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setHandleWidth(1);
    rows->setChildrenCollapsible(false);
    rows->addWidget(m_pages);
    rows->addWidget(m_detail);
    rows->setStretchFactor(0, 1);
    rows->setSizes({280, 360});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeHairline(Qt::Horizontal));
    layout->addWidget(m_disabled);
    layout->addWidget(m_secret);
    layout->addWidget(m_notice);
    layout->addWidget(rows, 1);
    auto* escape = new QShortcut(Qt::Key_Escape, m_notice);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &EndpointPanel::leaveQuestion);
}

void EndpointPanel::show(const EndpointInfo& info)
{
    const bool isOther = info.endpoint.id != m_info.endpoint.id;
    m_info = info;
    if (isOther) {
        m_notice->clear();
        m_compare->setChecked(false);
        m_states->setCurrentIndex(0);
        m_wanted.clear();
        m_sentNow.clear();
        showFreshSecret();
    }
    showHead();
    m_model->setEnabled(info.endpoint.enabled);
    m_model->show(info.endpoint.id);
    updateEmpty();
    updateActions();
}

void EndpointPanel::showHead()
{
    const webhooks::Endpoint& endpoint = m_info.endpoint;
    m_line->setText(displayText(endpoint.url));
    m_facts->setText(factsOf(m_info));
    m_toggle->setText(endpoint.enabled ? tr("Disable") : tr("Enable again"));
    m_toggle->setIcon(glyphIcon(endpoint.enabled ? Glyph::Pause : Glyph::Play));
    if (endpoint.enabled) {
        m_disabled->clear();
        return;
    }
    const QString text = disabledText(endpoint);
    if (text == m_disabled->text())
        return; // who is about to press its button finds it where it was
    const bool lacksSecret =
        webhooks::disabledReasonOf(endpoint.disabledReason) == webhooks::DisabledReason::NoSecret;
    QList<NoticeAction> actions;
    if (lacksSecret && m_desk.mayWrite())
        actions << NoticeAction{tr("Make a secret"), [this] { renewSecret(); }};
    else if (m_desk.mayWrite())
        actions << NoticeAction{tr("Enable it again"), [this] { toggle(); }};
    m_disabled->tell(NoticeKind::Warning, text, actions);
}

void EndpointPanel::takeKeyboard()
{
    if (m_model->rowCount() == 0)
        return;
    if (!m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_model->index(0, 0));
    m_view->setFocus(Qt::OtherFocusReason);
}

void EndpointPanel::setUrl(const QString& url)
{
    m_url = url;
    updateEmpty();
}

void EndpointPanel::updateEmpty()
{
    m_pages->setCurrentIndex(m_model->isLoaded() && m_model->rowCount() == 0 ? 1 : 0);
    const bool isFiltered = m_model->filter() != webhooks::DeliveryFilter::Any;
    m_showAll->setVisible(isFiltered);
    if (isFiltered) {
        m_empty->setTitle(tr("No delivery passes the filter"));
        m_empty->setSentence({});
        m_empty->setCommand({});
        return;
    }
    m_empty->setTitle(tr("No deliveries yet"));
    const bool isEnabled = m_info.endpoint.enabled;
    const QByteArray command = firstEventCurl(m_info.endpoint, m_url);
    m_empty->setSentence(
        !isEnabled          ? tr("A webhook that is disabled gets no events.")
        : command.isEmpty() ? tr("What is sent appears here. Send a test event to try it.")
                            : tr("What is sent appears here. Send a test event to try it, or let "
                                 "something happen:"));
    m_empty->setCommand(isEnabled ? QString::fromUtf8(command) : QString());
}

} // namespace stateroom::ui
