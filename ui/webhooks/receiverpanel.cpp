// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/receiverpanel.h"

#include "core/json/jsonobject.h"
#include "core/service/curl.h"
#include "ui/model/commandtraits.h"
#include "ui/model/errortext.h"
#include "ui/model/valuepreview.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/messageview.h"
#include "ui/webhooks/receiverhead.h"
#include "ui/webhooks/receivermodel.h"
#include "ui/webhooks/receivertext.h"
#include "ui/webhooks/webhookdesk.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/columnfit.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using namespace webhooks;

namespace {

JsonText bodyOfOwn(const QString& url)
{
    JsonObject body;
    body.add("url", JsonText::fromString(url))
        .addRaw("events", R"(["*"])")
        .addRaw("metadata", R"({"stateroom_receiver":true})");
    return JsonText::fromValidated(body.take());
}

JsonText patchOfOwn(const QString& url)
{
    JsonObject patch;
    patch.add("url", JsonText::fromString(url)).addText("status", "enabled");
    return JsonText::fromValidated(patch.take());
}

} // namespace

ReceiverPanel::ReceiverPanel(
    Receiver& receiver, WebhookDesk& desk, EndpointsModel& endpoints, Milliseconds slowTime,
    QWidget* parent)
    : QWidget(parent)
    , m_receiver(receiver)
    , m_desk(desk)
    , m_endpoints(endpoints)
    , m_model(new ReceiverModel(receiver, this))
    , m_view(new ListTable)
    , m_notice(new NoticeBar)
    , m_verdict(new NoticeBar)
    , m_message(new MessageView(tr("Request")))
    , m_detail(new QWidget)
    , m_empty(new EmptyPlace)
    , m_pages(new QStackedWidget)
{
    makeActions();
    m_stepButton = makeStepButton(m_step);
    m_head = new ReceiverHead(m_step, {m_clear, m_stop}, slowTime);
    setUpView();
    arrange();
    connect(m_head, &ReceiverHead::answerChosen, &m_receiver, &Receiver::setAnswer);
    connect(m_head, &ReceiverHead::secretGiven, this, &ReceiverPanel::useSecret);
    connect(m_model, &ReceiverModel::refreshed, this, &ReceiverPanel::refreshed);
    connect(m_model, &ReceiverModel::dataChanged, this, &ReceiverPanel::showCurrent);
    connect(m_model, &ReceiverModel::modelReset, this, &ReceiverPanel::showCurrent);
    connect(&m_endpoints, &EndpointsModel::refreshed, this, &ReceiverPanel::readOwnSecret);
    updateState();
}

ReceiverPanel::~ReceiverPanel()
{
    // What these tell while they go is not for one who is half gone.
    m_model->disconnect(this);
    m_view->selectionModel()->disconnect(this);
}

void ReceiverPanel::makeActions()
{
    const auto make = [this](Glyph glyph, const QString& text, const QKeySequence& keys) {
        auto* action = new QAction(glyphIcon(glyph), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        return action;
    };
    m_step = make(Glyph::Play, {}, Qt::CTRL | Qt::Key_Return);
    connect(m_step, &QAction::triggered, this, &ReceiverPanel::doStep);
    m_clear = make(Glyph::Delete, tr("Clear"), Qt::CTRL | Qt::Key_L);
    //: A command, where nothing else says what is cleared
    setCommandTraits(m_clear, {.name = tr("Clear what the receiver has got"), .careful = true});
    connect(m_clear, &QAction::triggered, this, &ReceiverPanel::clear);
    m_stop = make(Glyph::Close, tr("Stop the receiver"), Qt::CTRL | Qt::SHIFT | Qt::Key_X);
    connect(m_stop, &QAction::triggered, this, &ReceiverPanel::stop);
}

void ReceiverPanel::setUpView()
{
    using Model = ReceiverModel;
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Received requests"));
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(Model::TimeColumn, {.fixedFont = true, .secondary = true, .leftPadding = metrics::gap16});
    look(Model::MethodColumn, {.fixedFont = true});
    look(Model::PathColumn, {.fixedFont = true});
    look(Model::EventColumn, {.fixedFont = true, .secondary = true});
    look(Model::SignatureColumn, {});
    look(Model::StatusColumn, {.secondary = true, .alignment = Qt::AlignRight});
    look(
        Model::SizeColumn,
        {.secondary = true, .alignment = Qt::AlignRight, .rightPadding = metrics::gap16});
    const auto fixed = [](const QString& sample) {
        return roomFor(sample, fixedFont()) + 2 * metrics::gap8;
    };
    const int time = fixed(u"00:00:00.000"_s) + metrics::gap8;
    const int method = fixed(u"OPTIONS"_s);
    webhooks::Received left;
    left.hasLeft = true;
    const int status =
        std::max(fixed(u"200"_s), roomFor(receivedStatusText(left), uiFont()) + 2 * metrics::gap8);
    const int size = fixed(u"9,999 bytes"_s);
    webhooks::Received sample;
    sample.isRefused = true;
    int signature = roomFor(plainText(verdictWord(sample)), uiFont());
    sample.isRefused = false;
    using enum webhooks::SignatureVerdict;
    for (const auto verdict : {Absent, Unchecked, Valid, Invalid}) {
        sample.signature.verdict = verdict;
        signature = std::max(signature, roomFor(plainText(verdictWord(sample)), uiFont()));
    }
    signature += 3 * metrics::gap8 + metrics::iconSize;
    std::vector<ColumnNeed> needs(Model::ColumnCount);
    needs[Model::TimeColumn] = {.least = time, .best = time};
    needs[Model::MethodColumn] = {.least = method, .best = method, .rank = 2};
    needs[Model::PathColumn] = {
        .least = fixed(u"/webhooks"_s), .best = fixed(u"/webhooks/stateroom"_s), .grows = true};
    needs[Model::EventColumn] = {
        .least = fixed(u"order.shi…"_s), .best = fixed(u"conversation.escalated"_s)};
    needs[Model::SignatureColumn] = {.least = signature, .best = signature};
    needs[Model::StatusColumn] = {.least = status, .best = status};
    needs[Model::SizeColumn] = {.least = size, .best = size, .rank = 1};
    (new ColumnFit(*m_view))->setNeeds(std::move(needs));
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            m_followsNewest = current.row() <= 0;
            showCurrent();
        });
}

void ReceiverPanel::arrange()
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    auto* detail = new QVBoxLayout(m_detail);
    detail->setContentsMargins(0, 0, 0, 0);
    detail->setSpacing(0);
    detail->addWidget(m_verdict);
    detail->addWidget(m_message, 1);
    m_detail->hide();
    m_empty->addBelow(m_stepButton);
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setHandleWidth(1);
    rows->setChildrenCollapsible(false);
    rows->addWidget(m_pages);
    rows->addWidget(m_detail);
    rows->setStretchFactor(0, 1);
    rows->setSizes({260, 340});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(makeHairline(Qt::Horizontal));
    layout->addWidget(m_notice);
    layout->addWidget(rows, 1);
}

void ReceiverPanel::takeKeyboard()
{
    if (m_model->rowCount() == 0)
        m_stepButton->setFocus(Qt::OtherFocusReason);
    else
        m_view->setFocus(Qt::OtherFocusReason);
}

void ReceiverPanel::setServing(bool isServing)
{
    m_isServing = isServing;
}

// One step after the other

ReceiverPanel::Step ReceiverPanel::nextStep() const
{
    if (!m_receiver.isListening())
        return Step::Start;
    const EndpointInfo* own = m_endpoints.receivers();
    if (own == nullptr)
        return Step::MakeWebhook;
    if (own->endpoint.url != m_receiver.url().toLatin1())
        return Step::PointWebhook;
    return own->endpoint.enabled ? Step::Test : Step::EnableWebhook;
}

void ReceiverPanel::doStep()
{
    if (m_isBusy)
        return;
    m_notice->clear();
    switch (nextStep()) {
    case Step::Start:
        return start();
    case Step::MakeWebhook:
        return makeWebhook();
    case Step::PointWebhook:
        return pointWebhook();
    case Step::EnableWebhook:
        return enableWebhook();
    case Step::Test:
        return sendTest();
    }
}

/// Where its webhook points, if that is free.
void ReceiverPanel::start()
{
    const EndpointInfo* own = m_endpoints.receivers();
    const int known = own ? QUrl(QString::fromUtf8(own->endpoint.url)).port(0) : 0;
    Result<void> started = m_receiver.start(quint16(known));
    if (!started && known != 0)
        started = m_receiver.start();
    if (!started)
        tell(errorText(started.error()));
    readOwnSecret();
    Q_EMIT listens(m_receiver.isListening());
}

void ReceiverPanel::stop()
{
    m_notice->clear();
    m_receiver.stop();
    updateState();
    Q_EMIT listens(false);
}

void ReceiverPanel::makeWebhook()
{
    m_isBusy = true; // its button stays enabled, or it would lose the keyboard
    m_desk.add(bodyOfOwn(m_receiver.url()), [this](const Answered<Registered>& made) {
        m_isBusy = false;
        if (made) {
            m_ownWebhook = made->record.id;
            takeOwnSecret(made->secret);
            m_endpoints.refresh();
        } else {
            tell(made.error());
        }
        updateState();
    });
}

void ReceiverPanel::pointWebhook()
{
    const QByteArray id = m_endpoints.receivers()->endpoint.id;
    m_desk.change(id, patchOfOwn(m_receiver.url()), [this](const Answered<bool>& changed) {
        if (!changed)
            tell(changed.error());
        m_endpoints.refresh();
    });
}

void ReceiverPanel::enableWebhook()
{
    pointWebhook(); // which enables it
}

void ReceiverPanel::sendTest()
{
    if (!m_isServing)
        return tell(tr("Nothing is sent while Stateroom does not serve. Connect says why."));
    m_followsNewest = true;
    m_desk.sendTest(m_endpoints.receivers()->endpoint.id, [this](const Answered<QByteArray>& sent) {
        if (sent)
            m_notice->clear();
        else
            tell(sent.error());
    });
}

// What it checks with

void ReceiverPanel::readOwnSecret()
{
    updateState();
    const EndpointInfo* own = m_endpoints.receivers();
    const QByteArray id = own != nullptr ? own->endpoint.id : QByteArray();
    if (id.isEmpty()) {
        m_ownWebhook.clear();
        return takeOwnSecret({});
    }
    m_ownWebhook = id; // its secret may be another by now
    m_desk.readSecret(id, [this, id](const Answered<QByteArray>& secret) {
        if (secret && id == m_ownWebhook)
            takeOwnSecret(*secret);
    });
}

void ReceiverPanel::takeOwnSecret(const QByteArray& secret)
{
    if (std::exchange(m_ownSecret, secret) == secret)
        return;
    m_head->showOwnSecret(!secret.isEmpty());
    useSecret();
}

void ReceiverPanel::useSecret()
{
    const QByteArray given = m_head->secret();
    m_receiver.setSecret(given.isEmpty() ? m_ownSecret : given);
}

// What has come

void ReceiverPanel::clear()
{
    m_followsNewest = true;
    m_model->clear();
}

void ReceiverPanel::refreshed()
{
    updateState();
    if (m_followsNewest && m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0, 0));
    showCurrent();
}

void ReceiverPanel::showCurrent()
{
    const QModelIndex row = m_view->currentIndex();
    const bool isShown = row.isValid() && row.row() < m_model->rowCount();
    m_detail->setVisible(isShown);
    if (!isShown) {
        m_verdict->clear();
        m_message->clear();
        return;
    }
    const Received& received = m_model->at(row.row());
    const bool isTrouble = verdictTrouble(received) != Trouble::None;
    QStringList sentences{verdictText(received)};
    if (received.hasLeft)
        sentences << receivedStatusSentence(received);
    m_verdict->tell(
        received.isRefused ? NoticeKind::Warning
        : isTrouble        ? NoticeKind::Error
        : received.hasLeft ? NoticeKind::Warning
                           : NoticeKind::Info,
        sentences.join(u' '));
    m_message->show(receivedHeadText(received), received.body);
}

void ReceiverPanel::updateState()
{
    const Step step = nextStep();
    const bool isListening = step != Step::Start;
    const QString url = m_receiver.url();
    switch (step) {
    case Step::Start:
        m_step->setText(tr("Start the receiver"));
        break;
    case Step::MakeWebhook:
        m_step->setText(tr("Make a webhook for it"));
        break;
    case Step::PointWebhook:
        m_step->setText(tr("Point its webhook here"));
        break;
    case Step::EnableWebhook:
        m_step->setText(tr("Enable its webhook again"));
        break;
    case Step::Test:
        m_step->setText(tr("Send a test event"));
        break;
    }
    m_step->setEnabled(!isListening || m_desk.mayWrite());
    m_stop->setEnabled(isListening);
    m_clear->setEnabled(m_model->rowCount() > 0);
    m_head->showUrl(url);
    m_empty->setTitle(isListening ? tr("Nothing has arrived yet") : tr("See what a webhook sends"));
    m_empty->setSentence(
        !isListening ? tr("The receiver listens on this machine alone. It shows what arrives, "
                          "whoever sends it, and checks its signature.")
        : step == Step::Test
            ? tr("Events that happen arrive here from now on. Send a test event, or something of "
                 "your own:")
            : tr("Make a webhook that points here, or send something of your own:"));
    m_empty->setCommand(
        isListening
            ? u"curl %1hooks -H 'Content-Type: application/json' -d '{\"hello\":\"world\"}'"_s.arg(
                  url)
            : QString());
    const bool hadKeyboard = m_pages->isAncestorOf(QApplication::focusWidget());
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0);
    m_head->showStep(m_model->rowCount() > 0);
    if (hadKeyboard && !m_pages->currentWidget()->isAncestorOf(QApplication::focusWidget()))
        takeKeyboard();
}

void ReceiverPanel::tell(const QString& trouble)
{
    m_notice->tell(NoticeKind::Error, trouble);
}

} // namespace stateroom::ui
