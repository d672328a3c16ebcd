// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/simulator.h"

#include "ui/model/errortext.h"
#include "ui/studio/copybutton.h"
#include "ui/studio/exchangeview.h"
#include "ui/studio/oprow.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QUuid>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 20;
constexpr int rowsSeen = 3;
constexpr Milliseconds tokenLife = std::chrono::minutes(15);
constexpr Milliseconds tokenUse = std::chrono::minutes(10);

} // namespace

Simulator::Simulator(Service& service, CampaignDesk& desk, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_desk(desk)
    , m_rowBox(new QWidget)
    , m_rowLayout(new QVBoxLayout(m_rowBox))
    , m_scroll(new QScrollArea)
    , m_id(new QLineEdit)
    , m_notice(new NoticeBar)
    , m_exchange(new ExchangeView)
    , m_sendButton(new QPushButton(tr("Send")))
{
    makeActions();
    m_rowLayout->setContentsMargins(metrics::gap16, 0, metrics::gap12, 0);
    m_rowLayout->setSpacing(metrics::gap4);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_rowBox);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_rowBox->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_scroll);
    layout->addWidget(makeBottom());
    layout->addWidget(makeHairline(Qt::Horizontal));
    layout->addWidget(m_exchange, 1);
    connect(m_id, &QLineEdit::textChanged, this, &Simulator::preview);
    connect(m_id, &QLineEdit::returnPressed, m_send, &QAction::trigger);
    addRow();
    refreshServer();
}

void Simulator::makeActions()
{
    const auto make = [this](Glyph glyph, const QString& text, const QKeySequence& keys, auto run) {
        auto* action = new QAction(glyphIcon(glyph), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut); // of whom it is added to
        connect(action, &QAction::triggered, this, run);
        return action;
    };
    m_add = make(
        Glyph::Add, tr("Add operation"), Qt::CTRL | Qt::SHIFT | Qt::Key_A, [this] { addRow(); });
    m_newId = make(Glyph::Reload, tr("New id"), Qt::CTRL | Qt::SHIFT | Qt::Key_I, [this] {
        m_id->setText(QUuid::createUuid().toString(QUuid::WithoutBraces).left(13));
    });
    m_send = make(
        Glyph::Play, tr("Send"), Qt::CTRL | Qt::Key_Return, [this] { send(mutation(token())); });
    m_read = make(Glyph::Reload, tr("Read state"), Qt::CTRL | Qt::SHIFT | Qt::Key_R, [this] {
        send({.method = "GET", .target = "/v1/runtime/state", .token = token()});
    });
    m_curl = make(Glyph::Copy, tr("Copy as curl"), Qt::CTRL | Qt::SHIFT | Qt::Key_U, [this] {
        copyAsCurl();
    });
    m_newId->setIcon({}); // its name says more
    addActions({m_add, m_newId});
}

QWidget* Simulator::makeBottom()
{
    auto* bottom = new QWidget;
    m_id->setFont(fixedFont());
    m_id->setPlaceholderText(tr("mutation_id (optional)"));
    m_id->setAccessibleName(u"mutation_id"_s);
    addClearSign(*m_id);
    setStyleProperty(m_sendButton, "primary", true);
    m_sendButton->setAutoDefault(true);
    m_sendButton->setToolTip(toolTipOf(*m_send));
    connect(m_sendButton, &QPushButton::clicked, m_send, &QAction::trigger);
    auto* layout = new QHBoxLayout(bottom);
    bottom->setFixedHeight(metrics::headerHeight);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap12, 0);
    layout->setSpacing(metrics::gap8);
    auto* read = makeToolButton(m_read);
    read->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_curlButton = new CopyButton(*m_curl);
    layout->addWidget(makeToolButton(m_add));
    layout->addWidget(m_id, 1);
    layout->addWidget(makeToolButton(m_newId));
    layout->addWidget(read);
    layout->addWidget(m_curlButton);
    layout->addWidget(m_sendButton);
    return bottom;
}

// The operations

void Simulator::addRow()
{
    if (int(m_rows.size()) == mostRows)
        return;
    auto* row = new OpRow;
    m_rows.push_back(row);
    m_rowLayout->addWidget(row);
    row->offer(m_states);
    connect(row, &OpRow::changed, this, &Simulator::preview);
    connect(row, &OpRow::sendWanted, m_send, &QAction::trigger);
    connect(row, &OpRow::removeWanted, this, [this, row] { removeRow(row); });
    fitRows();
    if (m_rows.size() > 1)
        row->path().setFocus(Qt::OtherFocusReason);
    preview();
}

void Simulator::removeRow(OpRow* row)
{
    if (m_rows.size() < 2)
        return;
    std::erase(m_rows, row);
    m_rowLayout->removeWidget(row);
    row->hide();
    row->deleteLater(); // its button's click is being handled
    fitRows();
    m_rows.back()->path().setFocus(Qt::OtherFocusReason);
    preview();
}

void Simulator::fitRows()
{
    const int seen = std::min(int(m_rows.size()), rowsSeen);
    m_scroll->setFixedHeight(seen * (metrics::controlHeight + metrics::gap4) - metrics::gap4);
    for (OpRow* row : m_rows)
        row->setRemovable(m_rows.size() > 1);
    m_add->setEnabled(int(m_rows.size()) < mostRows);
}

void Simulator::take(const campaign::Participant& who, const std::vector<VariableState>& states)
{
    const bool sameVariables = std::equal(
        states.begin(), states.end(), m_states.begin(), m_states.end(),
        [](const VariableState& a, const VariableState& b) { return a.variable == b.variable; });
    if (!(who == m_who)) {
        m_who = who;
        m_token.clear();
    }
    m_states = states;
    if (!sameVariables)
        for (OpRow* row : m_rows)
            row->offer(m_states);
    updateActions();
    preview();
}

// The request

QByteArray Simulator::body() const
{
    QByteArray ops;
    for (const OpRow* row : m_rows)
        ops += (ops.isEmpty() ? "" : ",") + row->toJson();
    QByteArray text = R"({"ops":[)" + ops + ']';
    if (!m_id->text().isEmpty())
        text += R"(,"mutation_id":)" + JsonText::fromString(m_id->text()).bytes();
    return text + '}';
}

OwnCall Simulator::mutation(const QByteArray& token) const
{
    return {"POST", "/v1/runtime/state:mutate", token, body()};
}

/// One that holds for long enough; empty, and the reason told, when there is none.
QByteArray Simulator::token()
{
    const Timestamp now = m_service.store().now();
    const bool isFresh = !m_token.isEmpty() && now < m_tokenMade + tokenUse;
    if (isFresh)
        return m_token;
    auto made = m_desk.mint({m_who, tokenLife});
    if (!made) {
        m_notice->tell(NoticeKind::Error, errorText(made.error()));
        return {};
    }
    m_token = std::move(*made);
    m_tokenMade = now;
    return m_token;
}

bool Simulator::isReady() const
{
    return m_service.isServing() && !m_who.campaign.isEmpty() && !m_who.app.isEmpty() &&
           !m_who.sub.isEmpty();
}

void Simulator::preview()
{
    if (!isReady() || m_isSending)
        return;
    const OwnCall call = mutation(token());
    m_exchange->showRequest(requestHeadOf(m_service, call), call.body);
}

void Simulator::refreshServer()
{
    if (m_service.store().mode() == StoreMode::Follow)
        m_notice->tell(
            NoticeKind::Info,
            tr("This window only reads the store: a window that serves it simulates mutations."));
    else if (!m_service.isServing())
        m_notice->tell(
            NoticeKind::Warning, tr("The server does not listen, so nothing can be sent to it."),
            {{tr("See the server"), [this] { Q_EMIT serverWanted(); }}});
    else
        m_notice->clear();
    updateActions();
    preview();
}

void Simulator::updateActions()
{
    // Also while a request is under way, which ignores a second one: what is disabled loses the
    // focus, and the next press would go elsewhere.
    const bool ready = isReady();
    for (QAction* action : {m_send, m_read})
        action->setEnabled(ready);
    m_curl->setEnabled(ready);
    m_sendButton->setEnabled(ready);
}

void Simulator::send(OwnCall call)
{
    if (call.token.isEmpty() || m_isSending)
        return;
    const bool isRead = call.method == "GET";
    const Timestamp began = m_service.store().now();
    m_exchange->showRequest(requestHeadOf(m_service, call), call.body);
    m_exchange->showWaiting();
    m_isSending = true;
    updateActions();
    callOwnServer(
        m_service, std::move(call), this, [this, isRead, began](const Result<OwnAnswer>& answer) {
            m_isSending = false;
            updateActions();
            if (!answer) {
                m_exchange->showFailure(errorText(answer.error()));
                return;
            }
            m_exchange->showAnswer(*answer);
            showOutcome(*answer, isRead, began);
        });
}

void Simulator::showOutcome(const OwnAnswer& answer, bool isRead, Timestamp began)
{
    RequestReport report;
    report.at = began;
    report.took = m_service.store().now() - began;
    report.requestId = answer.requestId;
    m_service.store().read(
        [report](Reader& reader) { return changesOf(reader, report); }, this,
        [this, answer, isRead](const Result<RequestChanges>& changes) {
            if (changes)
                m_exchange->showEffect(answer, isRead, *changes);
        });
}

void Simulator::copyAsCurl()
{
    const auto made = m_desk.mint({m_who, m_lifetime});
    if (!made) {
        m_notice->tell(NoticeKind::Error, errorText(made.error()));
        return;
    }
    QGuiApplication::clipboard()->setText(QString::fromUtf8(curlOf(m_service, mutation(*made))));
    m_curlButton->confirm();
}

} // namespace stateroom::ui
