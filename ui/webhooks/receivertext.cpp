// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/receivertext.h"

#include "ui/model/displaytext.h"

#include <QCoreApplication>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using namespace webhooks;

namespace {

struct ReceiverText {
    Q_DECLARE_TR_FUNCTIONS(ReceiverText)
};

constexpr const char* eventFields[] = {
    "X-Webhook-Event", "X-GitHub-Event", "X-Shopify-Topic", "X-Gitlab-Event"};
constexpr qsizetype mostOfId = 64;

/// Each webhook of a store has a secret of its own.
QString otherWebhookText(const Received& received)
{
    const auto id = received.headers.first("X-Webhook-Id");
    if (!id || id->isEmpty() || id->size() > mostOfId)
        return {};
    //: %1 is the id of a webhook; stands behind another sentence
    return u' ' + ReceiverText::tr("It names the webhook %1, which is checked with the secret of "
                                   "that webhook: copy it there and give it above.")
                      .arg(displayText(*id));
}

} // namespace

Spans verdictWord(const Received& received)
{
    if (received.isRefused)
        return {{SpanKind::Plain, ReceiverText::tr("refused")}};
    switch (received.signature.verdict) {
    case SignatureVerdict::Absent:
        //: Of a request: it bears no signature
        return {{SpanKind::Muted, ReceiverText::tr("unsigned")}};
    case SignatureVerdict::Unchecked:
        return {{SpanKind::Muted, ReceiverText::tr("not checked")}};
    case SignatureVerdict::Valid:
        return {{SpanKind::Added, ReceiverText::tr("✓ verified")}};
    case SignatureVerdict::Invalid:
        return {{SpanKind::Plain, ReceiverText::tr("does not fit")}};
    }
    Q_UNREACHABLE();
}

Trouble verdictTrouble(const Received& received)
{
    if (received.isRefused)
        return Trouble::Refused;
    return received.signature.verdict == SignatureVerdict::Invalid ? Trouble::Failed
                                                                   : Trouble::None;
}

QString verdictText(const Received& received)
{
    if (received.isRefused)
        return ReceiverText::tr(
                   "The receiver refused this with %1 before it read it: it is not HTTP as it "
                   "should be, comes from a page of another site, or is too large.")
            .arg(received.status);
    const QString field = displayText(received.signature.field);
    switch (received.signature.verdict) {
    case SignatureVerdict::Absent:
        return ReceiverText::tr("It bears no signature of a kind that is known here, so anybody "
                                "may have sent it.");
    case SignatureVerdict::Unchecked:
        //: %1 is the name of a header field
        return ReceiverText::tr("It is signed, in %1. Give the secret above to have it checked.")
            .arg(field);
    case SignatureVerdict::Valid:
        return ReceiverText::tr("Verified: the signature in %1 is that of this body by the secret.")
            .arg(field);
    case SignatureVerdict::Invalid:
        return ReceiverText::tr("The signature in %1 is not that of this body by the secret. The "
                                "sender has another secret, or the body was changed on its way.")
                   .arg(field) +
               otherWebhookText(received);
    }
    Q_UNREACHABLE();
}

QString eventText(const Received& received)
{
    for (const char* field : eventFields)
        if (const auto value = received.headers.first(field))
            return displayText(*value);
    return {};
}

QString receivedStatusText(const Received& received)
{
    if (received.isOpen)
        return u"…"_s;
    if (received.hasLeft)
        //: What a sender was answered: nothing, it had gone; a narrow column
        return ReceiverText::tr("gone");
    return received.status == 0 ? u"–"_s : QString::number(received.status);
}

QString receivedStatusSentence(const Received& received)
{
    return received.hasLeft ? ReceiverText::tr("The sender had gone before it was answered.")
                            : QString();
}

QString receivedHeadText(const Received& received)
{
    QString text = displayText(received.method) + u' ' + displayText(received.target) + u'\n';
    for (const Headers::Field& field : received.headers.all())
        text += displayText(field.name) + u": "_s + displayText(field.value) + u'\n';
    return text;
}

} // namespace stateroom::ui
