// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requestdetail.h"

#include "core/service/requestchanges.h"
#include "ui/model/displaytext.h"
#include "ui/model/timetext.h"
#include "ui/requests/requesttext.h"
#include "ui/style/fonts.h"
#include "ui/widgets/detailhead.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int headHeight = 64; // as the inspector's

QString changeText(const Change& change)
{
    const QString name =
        displayText(change.name.space.text()) + u"  "_s + displayText(change.name.key.bytes());
    if (leavesValue(change.op))
        return u"%1  v%2"_s.arg(name).arg(change.version.value());
    return u"%1  v%2  %3"_s.arg(name).arg(change.version.value()).arg(RequestDetail::tr("deleted"));
}

} // namespace

RequestDetail::RequestDetail(Service& service, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_line(new ElidedLabel(Qt::ElideMiddle))
    , m_facts(new ElidedLabel(Qt::ElideRight))
    , m_why(new NoticeBar)
    , m_request(makeTextView(tr("Request")))
    , m_answer(makeTextView(tr("Answer")))
    , m_changes(new QListWidget)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead(actions));
    layout->addWidget(m_why);
    layout->addWidget(makeTexts(), 1);
    connect(m_changes, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        if (const int row = m_changes->row(item); row < m_names.size())
            Q_EMIT entryWanted(m_names[row]);
    });
}

QWidget* RequestDetail::makeHead(const QList<QAction*>& actions)
{
    m_line->setFont(fixedFont(TextSize::Title));
    return makeDetailHead(headHeight, m_line, m_facts, makeWordedButtons(actions));
}

QWidget* RequestDetail::makeTexts()
{
    m_changes->setFont(fixedFont());
    m_changes->setFrameShape(QFrame::NoFrame);
    m_changes->setAccessibleName(tr("Changes that the request made"));
    m_changes->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_changes->setTextElideMode(Qt::ElideMiddle);
    m_changesColumn = makeTitledColumn(makeSecondaryLabel(tr("Changes")), m_changes);
    m_changesColumn->hide();
    auto* texts = new QSplitter(Qt::Horizontal);
    texts->setHandleWidth(1);
    texts->setChildrenCollapsible(false);
    texts->addWidget(makeTitledColumn(makeSecondaryLabel(tr("Request")), m_request));
    texts->addWidget(makeTitledColumn(makeSecondaryLabel(tr("Answer")), m_answer));
    texts->addWidget(m_changesColumn);
    texts->setSizes({400, 400, 300});
    return texts;
}

void RequestDetail::show(
    const RequestReport& report, const Diagnosis& diagnosis, const QString& key)
{
    const bool isShown = m_shown == report.number && m_isOpen == report.isOpen;
    m_shown = report.number;
    m_isOpen = report.isOpen;
    if (isShown)
        return; // what was selected or scrolled to stays
    m_line->setText(displayText(report.method) + u' ' + displayText(report.target));
    QStringList facts;
    facts << (report.status == 0 ? tr("no answer") : QString::number(report.status));
    if (!report.errorCode.isEmpty())
        facts << displayText(report.errorCode);
    facts << (report.isOpen ? tr("open", "stream") : tr("%1 ms").arg(report.took.count()))
          << exactTimeText(report.at);
    if (!report.api.isEmpty())
        facts << displayText(report.api);
    if (!key.isEmpty())
        facts << tr("key %1").arg(key);
    facts << displayText(report.requestId);
    m_facts->setText(facts.join(u" · "_s));

    const QString sentence = reasonSentence(report, diagnosis);
    if (sentence.isEmpty())
        m_why->clear();
    else
        m_why->tell(report.status >= 500 ? NoticeKind::Error : NoticeKind::Warning, sentence);
    m_request->setPlainText(requestText(report));
    m_answer->setPlainText(answerText(report));
    showChanges({}, {});
    findChanges(report);
}

QString RequestDetail::reason() const
{
    return m_why->text();
}

void RequestDetail::findChanges(const RequestReport& report)
{
    if (report.method == "GET" || report.method == "HEAD" || report.status >= 400)
        return;
    m_service.store().read(
        [report](Reader& reader) { return changesOf(reader, report); }, this,
        [this, number = report.number](const Result<RequestChanges>& found) {
            if (number != m_shown || !found)
                return;
            QList<EntryName> names;
            QStringList texts;
            for (const Change& change : found->changes) {
                if (change.name.space.isSystem())
                    continue;
                names << change.name;
                texts << changeText(change);
            }
            if (found->more)
                texts << u"…"_s;
            showChanges(names, texts);
        });
}

void RequestDetail::showChanges(const QList<EntryName>& names, const QStringList& texts)
{
    m_names = names;
    m_changes->clear();
    m_changes->addItems(texts);
    m_changesColumn->setVisible(!texts.isEmpty());
    if (!texts.isEmpty())
        m_changes->setCurrentRow(0);
}

} // namespace stateroom::ui
