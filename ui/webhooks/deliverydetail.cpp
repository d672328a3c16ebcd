// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/deliverydetail.h"

#include "ui/model/displaytext.h"
#include "ui/model/timetext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/webhooks/messageview.h"
#include "ui/widgets/detailhead.h"
#include "ui/widgets/differencepane.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using namespace webhooks;

namespace {

constexpr int headHeight = 52;
constexpr int seenAttempts = 3; ///< rows; more are scrolled to

} // namespace

DeliveryDetail::DeliveryDetail(const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent)
    , m_line(new ElidedLabel(Qt::ElideMiddle))
    , m_facts(new ElidedLabel(Qt::ElideRight))
    , m_why(new NoticeBar)
    , m_request(new MessageView(tr("Request")))
    , m_attempts(new QListWidget)
    , m_answer(makeTextView(tr("Answer"), LineBreaks::Anywhere))
    , m_difference(new DifferencePane)
    , m_pages(new QStackedWidget)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    m_pages->addWidget(makeTexts());
    m_pages->addWidget(m_difference);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead(actions));
    layout->addWidget(m_why);
    layout->addWidget(m_pages, 1);
}

QWidget* DeliveryDetail::makeHead(const QList<QAction*>& actions)
{
    m_line->setFont(fixedFont());
    return makeDetailHead(headHeight, m_line, m_facts, makeWordedButtons(actions));
}

QWidget* DeliveryDetail::makeTexts()
{
    auto* texts = new QSplitter(Qt::Horizontal);
    texts->setHandleWidth(1);
    texts->setChildrenCollapsible(false);
    texts->addWidget(m_request);
    texts->addWidget(makeAttempts());
    texts->setSizes({420, 320});
    return texts;
}

QWidget* DeliveryDetail::makeAttempts()
{
    m_attempts->setFont(fixedFont());
    m_attempts->setFrameShape(QFrame::NoFrame);
    m_attempts->setAccessibleName(tr("Attempts"));
    m_attempts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_attempts, &QListWidget::currentRowChanged, this, &DeliveryDetail::showAnswer);
    m_attempts->setMinimumHeight(metrics::rowHeight + metrics::gap4);
    m_answer->setMinimumHeight(metrics::rowHeight);
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(metrics::gap16, metrics::gap4, metrics::gap8, metrics::gap8);
    layout->setSpacing(metrics::gap4);
    auto* title = makeSecondaryLabel(tr("Attempts and answers"));
    title->setFixedHeight(MessageView::headHeight);
    layout->addWidget(title);
    layout->addWidget(m_attempts, 1);
    layout->addWidget(m_answer, 1);
    return column;
}

void DeliveryDetail::show(const DeliveryReport& report)
{
    const bool isSame = m_shown == report.delivery.id;
    m_shown = report.delivery.id;
    showFacts(report);
    QStringList sentences;
    for (const QString& sentence :
         {whyText(report.delivery, report.endpoint.enabled), rewrittenText(report.delivery)})
        if (!sentence.isEmpty())
            sentences << sentence;
    if (sentences.isEmpty())
        m_why->clear();
    else
        m_why->tell(
            report.delivery.state == DeliveryState::Failed      ? NoticeKind::Error
            : report.delivery.state == DeliveryState::Delivered ? NoticeKind::Info
                                                                : NoticeKind::Warning,
            sentences.join(u' '));
    m_request->show(requestHeadText(report), report.body);
    if (!isSame || m_shownAttempts != report.delivery.attempts)
        showAttempts(report.delivery.attempts);
}

void DeliveryDetail::showFacts(const DeliveryReport& report)
{
    const Delivery& delivery = report.delivery;
    m_line->setText(displayText(delivery.type) + u"  "_s + displayText(delivery.record));
    QStringList facts{stateText(delivery.state)};
    if (delivery.isTest)
        facts << tr("a test");
    if (!delivery.againOf.isEmpty())
        //: %1 is the id of a delivery
        facts << tr("sent again: %1").arg(displayText(delivery.againOf));
    facts << exactTimeText(delivery.queuedAt) << displayText(delivery.id)
          << displayText(delivery.eventId);
    m_facts->setText(facts.join(u" · "_s));
}

void DeliveryDetail::showAttempts(const std::vector<Attempt>& attempts)
{
    m_shownAttempts = attempts;
    const QSignalBlocker quiet(m_attempts);
    m_attempts->clear();
    for (auto attempt = attempts.rbegin(); attempt != attempts.rend(); ++attempt)
        m_attempts->addItem(attemptText(*attempt));
    const int rows = std::clamp(int(attempts.size()), 1, seenAttempts);
    m_attempts->setMaximumHeight(rows * metrics::rowHeight + metrics::gap4);
    m_attempts->setVisible(!attempts.empty());
    m_attempts->setCurrentRow(attempts.empty() ? -1 : 0);
    showAnswer();
}

void DeliveryDetail::showAnswer()
{
    const int row = m_attempts->currentRow();
    const int last = int(m_shownAttempts.size()) - 1;
    const QString text = row < 0 || row > last ? tr("It has not been sent yet.")
                                               : answerText(m_shownAttempts[size_t(last - row)]);
    if (text != m_answer->toPlainText())
        m_answer->setPlainText(text);
}

QString DeliveryDetail::answer() const
{
    return m_answer->toPlainText();
}

void DeliveryDetail::clear()
{
    m_shown.clear();
    m_line->setText({});
    m_facts->setText({});
    m_why->clear();
    m_request->clear();
    showAttempts({});
    leaveDifference();
}

void DeliveryDetail::showDifference(const QString& title, const ValueDifference& difference)
{
    m_difference->setTitle(title);
    m_difference->show(difference);
    m_pages->setCurrentWidget(m_difference);
}

void DeliveryDetail::showDifferenceHint(const QString& hint)
{
    m_difference->clear();
    m_difference->showTrouble(hint);
    m_pages->setCurrentWidget(m_difference);
}

void DeliveryDetail::leaveDifference()
{
    m_pages->setCurrentIndex(0);
}

} // namespace stateroom::ui
