// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/deliverytext.h"

#include "core/http/types.h"
#include "core/service/curl.h"
#include "core/webhooks/outbox.h"
#include "ui/model/displaytext.h"
#include "ui/model/errorphrases.h"
#include "ui/model/timetext.h"
#include "ui/webhooks/attemptphrases.h"

#include <QCoreApplication>

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using namespace webhooks;

namespace {

struct DeliveryText {
    Q_DECLARE_TR_FUNCTIONS(DeliveryText)
};

constexpr int gone = 410;

/// What an answer that is no success says to who looks for the mistake.
QString answeredText(int status)
{
    if (status == gone)
        return DeliveryText::tr("The receiver answered 410: it wants no more of this.");
    if (status >= 300 && status < 400)
        return DeliveryText::tr("The receiver answered %1 and led elsewhere, which is not "
                                "followed. Give the webhook the URL that it leads to.")
            .arg(status);
    if (status == 401 || status == 403)
        return DeliveryText::tr("The receiver refused it (%1). It may check the signature with "
                                "another secret than this webhook's.")
            .arg(status);
    if (status == 404 || status == 405)
        return DeliveryText::tr("The receiver has nothing at this path that takes a POST (%1).")
            .arg(status);
    if (status >= 500)
        return DeliveryText::tr("The receiver failed (%1). Its own log says of what.").arg(status);
    return DeliveryText::tr("The receiver answered %1 instead of 2xx.").arg(status);
}

QString unansweredText(const QString& error)
{
    if (error.isEmpty())
        return DeliveryText::tr("There was no answer.");
    auto why = translatedAttemptError(error);
    if (const auto other = translatedSentence(error); !why && other)
        why = displayText(*other);
    // These say by themselves that none came, or could.
    if (error.startsWith(u"Not sent: "_s) || error.startsWith(u"No answer came"_s))
        //: %1 is a sentence in English
        return why ? *why : DeliveryText::tr("The attempt reports: %1").arg(displayText(error));
    if (why)
        //: %1 is a sentence
        return DeliveryText::tr("There was no answer. %1").arg(*why);
    //: %1 is a sentence in English
    return DeliveryText::tr("There was no answer. The attempt reports: %1").arg(displayText(error));
}

QString fieldLines(const HeaderFields& fields)
{
    QString lines;
    for (const auto& [name, value] : fields)
        lines += displayText(name) + u": "_s + displayText(value) + u'\n';
    return lines;
}

/// curl says these itself.
bool isCurls(const QByteArray& name)
{
    constexpr QByteArrayView fields[] = {
        "Host", "Content-Length", "Connection", "Accept-Encoding", "User-Agent", "Accept-Language"};
    return std::any_of(std::begin(fields), std::end(fields), [&name](QByteArrayView field) {
        return equalsIgnoringCase(name, field);
    });
}

} // namespace

QString stateText(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Waiting:
        return DeliveryText::tr("waiting", "delivery");
    case DeliveryState::Retrying:
        return DeliveryText::tr("tries again", "delivery");
    case DeliveryState::Delivered:
        return DeliveryText::tr("delivered", "delivery");
    case DeliveryState::Failed:
        return DeliveryText::tr("failed", "delivery");
    case DeliveryState::Abandoned:
        return DeliveryText::tr("given up", "delivery");
    }
    Q_UNREACHABLE();
}

Trouble troubleOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Waiting:
    case DeliveryState::Delivered:
        return Trouble::None;
    case DeliveryState::Retrying:
    case DeliveryState::Abandoned:
        return Trouble::Refused;
    case DeliveryState::Failed:
        return Trouble::Failed;
    }
    Q_UNREACHABLE();
}

QString statusText(const Delivery& delivery)
{
    if (delivery.attempts.empty())
        return {};
    const int status = delivery.attempts.back().status;
    return status == 0 ? u"–"_s : QString::number(status);
}

QString nextText(const Delivery& delivery, bool isEnabled, Timestamp now)
{
    if (!isOpen(delivery.state))
        return {};
    if (!isEnabled)
        //: When something is sent: when its webhook is enabled again; a narrow column
        return DeliveryText::tr("on hold");
    if (delivery.nextAt && *delivery.nextAt > now)
        return countdownText(*delivery.nextAt, now);
    //: When something is sent
    return DeliveryText::tr("now");
}

QString whyText(const Delivery& delivery, bool isEnabled)
{
    QStringList sentences;
    if (delivery.state != DeliveryState::Delivered && !delivery.attempts.empty()) {
        const Attempt& last = delivery.attempts.back();
        sentences << (last.status == 0 ? unansweredText(last.error) : answeredText(last.status));
    }
    switch (delivery.state) {
    case DeliveryState::Delivered:
        break;
    case DeliveryState::Waiting:
    case DeliveryState::Retrying:
        if (!isEnabled)
            sentences << DeliveryText::tr("The webhook is disabled: this is sent when it is "
                                          "enabled again.");
        break;
    case DeliveryState::Failed:
        sentences << DeliveryText::tr(
            "It is not tried again by itself, after %Ln attempts.", nullptr, delivery.tries);
        break;
    case DeliveryState::Abandoned:
        sentences << DeliveryText::tr("It was given up before it arrived.");
        break;
    }
    return sentences.join(u' ');
}

QString rewrittenText(const Delivery& delivery)
{
    if (!delivery.rewritten)
        return {};
    return DeliveryText::tr(
        "The body was rewritten so that JavaScript reads back just the bytes that were signed: a "
        "number that it cannot hold is rounded or null, members with numbers for names come first, "
        "of a name that stands twice the last one counts. REST shows the record as it is.");
}

QString disabledText(const Endpoint& endpoint)
{
    const auto reason = disabledReasonOf(endpoint.disabledReason);
    if (!reason)
        return DeliveryText::tr("The webhook is disabled: it gets no events. What waits is sent "
                                "when it is enabled again.");
    switch (*reason) {
    case DisabledReason::Gone:
        return DeliveryText::tr("The webhook was disabled because its receiver answered 410, that "
                                "it wants no more. What waits is sent when it is enabled again.");
    case DisabledReason::QueueFull:
        return DeliveryText::tr(
                   "The webhook was disabled because %L1 deliveries wait: its receiver "
                   "is not there, or too slow. They are sent when it is enabled again.")
            .arg(OutboxLimits::mostWaiting);
    case DisabledReason::TooOld:
        return DeliveryText::tr(
            "The webhook was disabled because a delivery has waited for a week: its receiver is "
            "not there. What waits is sent when it is enabled again.");
    case DisabledReason::NoSecret:
        return DeliveryText::tr("The webhook is disabled because it has no secret to sign by: it "
                                "came back by an import or an undo. Give it a new one.");
    case DisabledReason::Invalid:
        return DeliveryText::tr(
            "The webhook is disabled because its record is not what a webhook "
            "must be: it came by an import or a copy. Edit it, then enable it.");
    case DisabledReason::TooMany:
        return DeliveryText::tr(
                   "The webhook is disabled because %L1 others are enabled, which is the most. "
                   "Disable one that is not needed, then enable it.")
            .arg(EndpointLimits::most);
    }
    Q_UNREACHABLE();
}

QString attemptText(const Attempt& attempt)
{
    const QString took = DeliveryText::tr("%L1 ms").arg(attempt.duration.count());
    const QString status =
        attempt.status == 0 ? DeliveryText::tr("no answer") : QString::number(attempt.status);
    return timeOfDayText(attempt.at) + u"  "_s + status + u"  "_s + took;
}

QString answerText(const Attempt& attempt)
{
    if (attempt.status == 0)
        return unansweredText(attempt.error);
    QString text = QString::number(attempt.status) + u'\n' + fieldLines(attempt.responseHeaders);
    if (attempt.response.isEmpty())
        return text;
    text += u'\n' + QString::fromUtf8(attempt.response);
    if (attempt.response.size() >= Attempt::mostResponse)
        text += u"\n\n"_s + DeliveryText::tr("(Only the beginning is kept.)");
    return text;
}

HeaderFields requestFields(const DeliveryReport& report)
{
    const Delivery& delivery = report.delivery;
    if (!delivery.attempts.empty() && !delivery.attempts.back().requestHeaders.empty())
        return delivery.attempts.back().requestHeaders;
    return {
        {"Content-Type", "application/json"},
        {"x-stateset-signature", report.signature},
        {"X-Webhook-Id", delivery.webhook},
        {"X-Webhook-Event", delivery.type},
        {"X-Webhook-Delivery", delivery.id}};
}

QString requestHeadText(const DeliveryReport& report)
{
    return u"POST "_s + displayText(report.endpoint.url) + u'\n' +
           fieldLines(requestFields(report)) +
           (report.hasBody
                ? QString()
                : u'\n' + DeliveryText::tr("(The body was large, and is kept no more.)"));
}

QByteArray curlOf(const DeliveryReport& report)
{
    QByteArray line = "curl " + shellQuoted(report.endpoint.url);
    for (const auto& [name, value] : requestFields(report)) {
        const bool isSignature = equalsIgnoringCase(name, "x-stateset-signature");
        // By the secret of now, which may be another than at the attempt.
        if (!isCurls(name))
            line += " -H " +
                    shellQuoted(
                        name + ": " +
                        (isSignature && !report.signature.isEmpty() ? report.signature : value));
    }
    return line + " --data-raw " + shellQuoted(report.body);
}

} // namespace stateroom::ui
