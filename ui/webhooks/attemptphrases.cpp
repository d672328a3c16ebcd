// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/attemptphrases.h"

#include "ui/model/displaytext.h"
#include "ui/model/phrasebook.h"

#include <QCoreApplication>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Marked for translation here; tests/ui/errorphrases.py holds them against core/webhooks.
constexpr const char* sentences[] = {
    QT_TRANSLATE_NOOP("AttemptSentence", "The URL is not one of http or https."),
    QT_TRANSLATE_NOOP("AttemptSentence", "The name %1 has no address. %2"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Not sent: %1"),
    QT_TRANSLATE_NOOP("AttemptSentence", "%1, port %2, is this server itself."),
    QT_TRANSLATE_NOOP(
        "AttemptSentence",
        "%1 is this machine, to which webhooks are sent only while the server listens on loopback "
        "alone."),
    QT_TRANSLATE_NOOP(
        "AttemptSentence",
        "%1 is an address of a private or special network, to which webhooks are sent only with "
        "--webhooks-allow-private."),
    QT_TRANSLATE_NOOP("AttemptSentence", "%1 stands for no one machine."),
    QT_TRANSLATE_NOOP("AttemptSentence", "No connection to %1, port %2: %3"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The name was not resolved within %1."),
    QT_TRANSLATE_NOOP("AttemptSentence", "No connection came about within %1."),
    QT_TRANSLATE_NOOP("AttemptSentence", "The TLS handshake did not end within %1."),
    QT_TRANSLATE_NOOP("AttemptSentence", "No answer came within %1."),
    QT_TRANSLATE_NOOP("AttemptSentence", "The answer did not end within %1."),
    QT_TRANSLATE_NOOP("AttemptSentence", "The answer is not HTTP, or its head is too large."),
    QT_TRANSLATE_NOOP("AttemptSentence", "The body of the answer is malformed."),
    QT_TRANSLATE_NOOP("AttemptSentence", "The connection ended within the answer's body."),
    QT_TRANSLATE_NOOP("AttemptSentence", "The connection ended before an answer: %1"),
    // Qt's words, as core/webhooks/networkwords.cpp keeps them.
    QT_TRANSLATE_NOOP("AttemptSentence", "Connection refused"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Connection timed out"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Host not found"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Host unreachable"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Network error"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Network operation timed out"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Network unreachable"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Out of resources"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Permission denied"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Socket operation timed out"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Temporary error"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The remote host closed the connection"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Unable to write"),
    QT_TRANSLATE_NOOP("AttemptSentence", "No certificates could be verified"),
    QT_TRANSLATE_NOOP("AttemptSentence", "One of the CA certificates is invalid"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The certificate has expired"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The certificate is not yet valid"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The certificate is self-signed, and untrusted"),
    QT_TRANSLATE_NOOP(
        "AttemptSentence",
        "The host name did not match any of the valid hosts for this certificate"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The issuer certificate could not be found"),
    QT_TRANSLATE_NOOP(
        "AttemptSentence",
        "The issuer certificate of a locally looked up certificate could not be found"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The peer did not present any certificate"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The root CA certificate is not trusted for this purpose"),
    QT_TRANSLATE_NOOP(
        "AttemptSentence",
        "The root certificate of the certificate chain is self-signed, and untrusted"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The signature of the certificate is invalid"),
    QT_TRANSLATE_NOOP("AttemptSentence", "The supplied certificate is unsuitable for this purpose"),
    QT_TRANSLATE_NOOP("AttemptSentence", "Error during SSL handshake: %1"),
};

} // namespace

std::optional<QString> translatedAttemptError(const QString& english)
{
    static const Phrasebook book(sentences);
    auto found = book.find(english);
    // Words of Qt's stand at the end of a sentence, and so with a full stop.
    const bool isWords = !found && english.endsWith(u'.');
    if (isWords)
        found = book.find(english.chopped(1));
    if (!found)
        return std::nullopt;
    QStringList parts;
    for (const QString& part : found->parts)
        parts << translatedAttemptError(part).value_or(displayText(part));
    const QString text =
        filled(QCoreApplication::translate("AttemptSentence", found->sentence), parts);
    return isWords ? text + u'.' : text;
}

} // namespace stateroom::ui
