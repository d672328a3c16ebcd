// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/messageview.h"

#include "core/json/jsonformat.h"
#include "ui/model/background.h"
#include "ui/model/displaytext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// The beginning of a text, whole characters alone.
QByteArray beginningOf(const QByteArray& text)
{
    if (text.size() <= MessageView::mostShown)
        return text;
    qsizetype end = MessageView::mostShown;
    while (end > 0 && (uchar(text[end]) & 0xc0) == 0x80)
        --end;
    return text.first(end);
}

/// Indented where it is JSON.
QString formattedText(const QByteArray& body)
{
    const auto json = JsonText::parse(QByteArrayView(body));
    if (!json)
        return displayText(beginningOf(body));
    QStringList lines;
    for (const QByteArray& line : beginningOf(formatJson(*json)).split('\n'))
        lines << displayText(line);
    return lines.join(u'\n');
}

} // namespace

MessageView::MessageView(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_text(makeTextView(title, LineBreaks::Anywhere))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::gap16, metrics::gap4, metrics::gap8, metrics::gap8);
    layout->setSpacing(metrics::gap4);
    layout->addWidget(makeHead(title));
    layout->addWidget(m_text, 1);
}

QWidget* MessageView::makeHead(const QString& title)
{
    auto* head = new QWidget;
    head->setFixedHeight(headHeight);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap4);
    layout->addWidget(makeSecondaryLabel(title), 1);
    const auto add = [&](const QString& text) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAutoExclusive(true);
        layout->addWidget(button);
        return button;
    };
    //: A body, indented for reading
    m_formatted = add(tr("Formatted"));
    //: A body, in just the bytes that went over the wire
    m_asSent = add(tr("As sent"));
    m_formatted->setChecked(true);
    connect(m_asSent, &QToolButton::toggled, this, &MessageView::refresh);
    return head;
}

void MessageView::show(const QString& head, const QByteArray& body)
{
    if (head == m_head && body == m_body)
        return;
    m_head = head;
    m_body = body;
    refresh();
}

void MessageView::clear()
{
    show({}, {});
}

void MessageView::showAsSent(bool asSent)
{
    (asSent ? m_asSent : m_formatted)->setChecked(true);
}

QString MessageView::text() const
{
    return m_text->toPlainText();
}

void MessageView::refresh()
{
    ++m_generation;
    if (m_body.isEmpty())
        return put({});
    if (m_asSent->isChecked())
        return put(displayText(beginningOf(m_body)));
    inBackground(
        [body = m_body] { return formattedText(body); }, this,
        [this, generation = m_generation](const QString& text) {
            if (generation == m_generation)
                put(text);
        });
}

void MessageView::put(const QString& body)
{
    QString text = m_head;
    if (!body.isEmpty())
        text += u'\n' + body;
    if (m_body.size() > mostShown)
        //: %1 and %2 are sizes such as 64 KB
        text +=
            u"\n\n"_s +
            tr("(The first %1 of %2 are shown.)").arg(sizeText(mostShown), sizeText(m_body.size()));
    m_text->setPlainText(text);
}

} // namespace stateroom::ui
