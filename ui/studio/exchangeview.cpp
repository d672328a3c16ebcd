// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/exchangeview.h"

#include "core/json/jsonview.h"
#include "core/service/campaigndesk.h"
#include "ui/model/displaytext.h"
#include "ui/model/valuepreview.h"
#include "ui/studio/studiotext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QHash>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype seenOfToken = 12;

QString shortened(const QByteArray& line)
{
    constexpr QByteArrayView bearer = "Authorization: Bearer ";
    if (!line.startsWith(bearer))
        return displayText(line);
    return displayText(line.first(bearer.size() + seenOfToken)) + u'…';
}

/// As it stands on the wire; only the head's lines are told apart.
QString messageText(const QByteArray& head, const QByteArray& body)
{
    QString text;
    for (const QByteArray& line : head.trimmed().split('\n'))
        text += shortened(line.trimmed()) + u'\n';
    return body.isEmpty() ? text : text + u'\n' + displayText(body);
}

bool isStatus(const QByteArray& body, QLatin1StringView status)
{
    const auto json = JsonText::parse(QByteArrayView(body));
    const auto member = json ? JsonView(*json).member("status") : std::nullopt;
    return member && member->toString() == status;
}

/// A value's path, as programs know it; any other entry's name.
QString pathOf(const EntryName& name)
{
    if (const auto value = campaign::parseValueKey(name.space, name.key))
        return displayText("state." + campaign::scopeName(value->scope) + '.' + value->variable);
    return displayText(name.space.text()) + u"  "_s + displayText(name.key.bytes());
}

/// What counted before, for each value's path, as the answer has it: the change log knows what was
/// stored, and neither a default nor that a stored value is not of its type.
QHash<QString, std::optional<JsonText>> countedBefore(const QByteArray& body)
{
    QHash<QString, std::optional<JsonText>> counted;
    const auto json = JsonText::parse(QByteArrayView(body));
    const auto mutations = json ? JsonView(*json).member("mutations") : std::nullopt;
    if (!mutations)
        return counted;
    mutations->forEachElement([&](const JsonView& mutation) {
        const auto path = mutation.member("path");
        const QString name = path ? path->toString().value_or(QString()) : QString();
        if (!counted.contains(name)) // of several to one path, the first
            counted.insert(name, presentMember(mutation, "previous"));
        return true;
    });
    return counted;
}

} // namespace

ExchangeView::ExchangeView(QWidget* parent)
    : QWidget(parent)
    , m_request(makeTextView(tr("Request"), LineBreaks::Anywhere))
    , m_answer(makeTextView(tr("Answer"), LineBreaks::Anywhere))
    , m_effect(makeTextView(tr("Effect"), LineBreaks::Anywhere))
    , m_answerTitle(makeSecondaryLabel(tr("Answer")))
{
    auto* texts = new QSplitter(Qt::Horizontal);
    texts->setHandleWidth(1);
    texts->setChildrenCollapsible(false);
    texts->addWidget(makeTitledColumn(makeSecondaryLabel(tr("Request")), m_request));
    texts->addWidget(makeTitledColumn(m_answerTitle, m_answer));
    texts->addWidget(makeTitledColumn(makeSecondaryLabel(tr("Effect")), m_effect));
    texts->setSizes({400, 400, 300});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(texts);
}

void ExchangeView::showRequest(const QByteArray& head, const QByteArray& body)
{
    const QString text = messageText(head, body);
    if (text == m_request->toPlainText())
        return; // what was selected or scrolled to stays
    m_request->setPlainText(text);
    m_answer->clear();
    m_effect->clear();
}

void ExchangeView::showWaiting()
{
    m_answer->setPlainText(tr("Waiting for the answer"));
    m_effect->clear();
}

void ExchangeView::showAnswer(const OwnAnswer& answer)
{
    m_answer->setPlainText(messageText(answer.head, answer.body));
}

void ExchangeView::showFailure(const QString& why)
{
    m_answer->setPlainText(why);
    m_effect->clear();
}

void ExchangeView::showEffect(const OwnAnswer& answer, bool isRead, const RequestChanges& changes)
{
    QStringList lines;
    const auto counted = countedBefore(answer.body);
    for (const Change& change : changes.changes) {
        if (change.name.space.isSystem())
            continue;
        const bool expired = change.op == ChangeOp::Expire;
        const QString path = pathOf(change.name);
        const Spans effect = changePreview(
            counted.value(path, change.oldValue), change.value, expired, change.expiresAt);
        lines << u"%1  v%2\n  %3"_s.arg(path).arg(change.version.value()).arg(plainText(effect));
    }
    const bool isDuplicate = isStatus(answer.body, "duplicate"_L1);
    if (isRead)
        lines = QStringList{tr("Reading changes nothing.")};
    else if (isDuplicate)
        lines.prepend(tr("Nothing was changed: this mutation_id had been used, and the answer is "
                         "the first one's."));
    else if (answer.status >= 400)
        lines.prepend(tr("Nothing was changed: the request was refused."));
    else if (lines.isEmpty())
        lines << tr("Nothing was changed.");
    m_effect->setPlainText(lines.join(u'\n'));
}

QString ExchangeView::request() const
{
    return m_request->toPlainText();
}

QString ExchangeView::answer() const
{
    return m_answer->toPlainText();
}

QString ExchangeView::effect() const
{
    return m_effect->toPlainText();
}

} // namespace stateroom::ui
