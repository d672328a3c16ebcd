// SPDX-License-Identifier: GPL-3.0-or-later
// That people are told why an attempt had no answer in the window's language.
#include "ui/shell/translation.h"
#include "ui/webhooks/attemptphrases.h"
#include "ui/webhooks/deliverytext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTest>
#include <QTranslator>

using namespace stateroom::ui;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

namespace {

QString whyOf(const QString& error)
{
    Delivery delivery;
    delivery.state = DeliveryState::Retrying;
    Attempt attempt;
    attempt.error = error;
    delivery.attempts = {attempt};
    return whyText(delivery, true);
}

} // namespace

class AttemptPhrasesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void whyText_inGerman_isTranslated_data();
    void whyText_inGerman_isTranslated();
    void whyText_inEnglish_isWhatTheCoreKept();
    void whyText_ofAReport_quotesIt();
    void whyText_hostileText_staysPlain();
};

void AttemptPhrasesTest::cleanup()
{
    for (auto* translator : QCoreApplication::instance()->findChildren<QTranslator*>())
        delete translator;
}

void AttemptPhrasesTest::whyText_inGerman_isTranslated_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("says");
    const auto add = [](const char* name, const QString& error, const QString& says) {
        QTest::newRow(name) << error << says;
    };
    add("refused", u"No connection to 127.0.0.1, port 3000: Connection refused."_s,
        u"Es kam keine Antwort. Keine Verbindung zu 127.0.0.1, Port 3000: Die Verbindung wurde "
        "abgelehnt."_s);
    add("time is over", u"No answer came within 10 s."_s,
        u"Innerhalb von 10 s kam keine Antwort."_s);
    add("certificate",
        u"No connection to ::1, port 443: The certificate is self-signed, and untrusted."_s,
        u"Es kam keine Antwort. Keine Verbindung zu ::1, Port 443: Das Zertifikat ist selbst "
        "signiert und nicht vertrauenswürdig."_s);
    add("no such name", u"The name shop.example has no address. Host not found"_s,
        u"Es kam keine Antwort. Der Name shop.example hat keine Adresse. Den Rechner gibt es "
        "nicht"_s);
    add("forbidden",
        u"Not sent: 10.0.0.1 is an address of a private or special network, to which webhooks are "
        "sent only with --webhooks-allow-private."_s,
        u"Nicht gesendet: 10.0.0.1 ist eine Adresse eines privaten oder besonderen Netzes, an die "
        "Webhooks nur mit --webhooks-allow-private gesendet werden."_s);
    add("cut", u"The connection ended before an answer: The remote host closed the connection."_s,
        u"Es kam keine Antwort. Die Verbindung endete vor einer Antwort: Der Empfänger hat die "
        "Verbindung geschlossen."_s);
}

void AttemptPhrasesTest::whyText_inGerman_isTranslated()
{
    QFETCH(const QString, error);
    QFETCH(const QString, says);
    installTranslation(*QCoreApplication::instance(), QLocale(QLocale::German));
    QCOMPARE(whyOf(error), says);
    Attempt attempt;
    attempt.error = error;
    QCOMPARE(answerText(attempt), says);
}

void AttemptPhrasesTest::whyText_inEnglish_isWhatTheCoreKept()
{
    const QString error = u"No connection to 127.0.0.1, port 3000: Connection refused."_s;
    QCOMPARE(whyOf(error), u"There was no answer. "_s + error);
    QCOMPARE(whyOf(u"Something new."_s), u"There was no answer. Something new."_s);
}

void AttemptPhrasesTest::whyText_ofAReport_quotesIt()
{
    installTranslation(*QCoreApplication::instance(), QLocale(QLocale::German));
    QCOMPARE(
        whyOf(u"No connection to ::1, port 443: Error during SSL handshake: error:0A00010B:x."_s),
        u"Es kam keine Antwort. Keine Verbindung zu ::1, Port 443: Fehler beim TLS-Handshake: "
        "error:0A00010B:x."_s);
    QCOMPARE(
        whyOf(u"Something new."_s), u"Es kam keine Antwort. Der Versuch meldet: Something new."_s);
}

void AttemptPhrasesTest::whyText_hostileText_staysPlain()
{
    const auto text = translatedAttemptError(u"The name a%2\u202eb has no address. %1"_s);
    QVERIFY(text.has_value());
    QVERIFY(text->contains(u"a%2"_s) && text->endsWith(u"%1"_s));
    QVERIFY(!text->contains(QChar(0x202e)));
}

QTEST_GUILESS_MAIN(AttemptPhrasesTest)
#include "tst_attemptphrases.moc"
