// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/version.h"
#include "core/tls/certificates.h"
#include "core/webhooks/sender.h"
#include "core/webhooks/signature.h"
#include "tests/webhooks/receiver.h"

#include <QElapsedTimer>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTranslator>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;
using Way = Receiver::Way;

Q_DECLARE_METATYPE(Receiver::Way)

namespace {

constexpr int patienceMs = 30'000;
const QByteArray secret = "whsec_do_not_show";

SendRequest requestTo(const QByteArray& url)
{
    return {url, secret, "wh_1", "order.shipped", "dlv_1", R"({"id":"evt_1"})", {}};
}

/// How an attempt ended; none within the time: a status that no server answers.
Attempt attempt(const SendRequest& request, SenderOptions options = {})
{
    Sender sender(std::move(options));
    std::optional<Attempt> made;
    sender.send(request, [&](Attempt told) { made = std::move(told); });
    Attempt none;
    none.status = -1;
    return QTest::qWaitFor([&] { return made.has_value(); }, patienceMs) ? *made : none;
}

/// Puts what Qt says in brackets, as if that were another language.
class OtherLanguage final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* text, const char*, int) const override
    {
        return u'<' + QString::fromUtf8(text) + u'>';
    }
};

/// Answers names from a table, and counts who asks.
struct FakeNames {
    QHash<QString, QList<QStringList>> answers; ///< of each name, one after the other
    QStringList asked;

    Resolver resolver()
    {
        return [this](const QString& name, QObject*, const auto& found) {
            asked << name;
            QList<QHostAddress> addresses;
            QList<QStringList>& left = answers[name];
            const QStringList now = left.isEmpty()    ? QStringList()
                                    : left.size() > 1 ? left.takeFirst()
                                                      : left.first();
            for (const QString& address : now)
                addresses << QHostAddress(address);
            found(addresses, addresses.isEmpty() ? u"Host not found"_s : QString());
        };
    }
};

QByteArray valueOf(const HeaderFields& fields, const QByteArray& name)
{
    for (const auto& [found, value] : fields) {
        if (found.toLower() == name)
            return value;
    }
    return {};
}

} // namespace

class SenderTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void send_goodReceiver_getsTheDocumentsRequest();
    void send_anyStatus_isTold_data();
    void send_anyStatus_isTold();
    void send_redirect_isNotFollowed();
    void send_badReceivers_endInTime_data();
    void send_badReceivers_endInTime();
    void send_hangingReceiver_hasAllOfItsTime();
    void send_loopThatIsLate_isNoFaultOfTheReceiver();
    void send_endlessBody_keepsTheFirstBytes();
    void send_answerInTheMidstOfACharacter_keepsWholeOnes();
    void send_refusedConnection_saysSo();
    void send_programOfAnotherLanguage_speaksEnglish();
    void send_badUrls_areNotSent_data();
    void send_badUrls_areNotSent();
    void send_forbiddenAddresses_areNotConnectedTo_data();
    void send_forbiddenAddresses_areNotConnectedTo();
    void send_nameWithSeveralAddresses_usesAnAllowedOneThatAnswers();
    void send_nameThatChanges_staysWithWhatWasJudged();
    void send_localhost_asksNobody();
    void send_https_verifiesTheNameOfTheUrl();
    void send_largeBody_arrivesWhole();
    void destruction_underWay_tellsNobody();
};

void SenderTest::send_goodReceiver_getsTheDocumentsRequest()
{
    Receiver receiver;
    receiver.status = 202;
    receiver.fields = "X-Answer: yes\r\nX-Latin: caf\xe9\r\n";
    const QByteArray port = QByteArray::number(receiver.port());
    const auto request = requestTo("http://127.0.0.1:" + port + "/a%20b/\xc3\xa4?q=1&r=%2F");
    const Attempt made = attempt(request);

    QCOMPARE(receiver.seen().size(), 1);
    const Receiver::Seen& seen = receiver.seen().first();
    QCOMPARE(seen.line, "POST /a%20b/%C3%A4?q=1&r=%2F HTTP/1.1");
    QCOMPARE(seen.body, request.body);
    const QHash<QByteArray, QByteArray> expected{
        {"host", "127.0.0.1:" + port},
        {"user-agent", QByteArray("Stateroom/") + versionText},
        {"content-type", "application/json"},
        {"content-length", QByteArray::number(request.body.size())},
        {"accept", "*/*"},
        {"connection", "close"},
        {"x-stateset-signature", sign(secret, request.body)},
        {"x-webhook-id", "wh_1"},
        {"x-webhook-event", "order.shipped"},
        {"x-webhook-delivery", "dlv_1"}};
    QCOMPARE(seen.fields, expected);

    QCOMPARE(made.status, 202);
    QCOMPARE(made.error, QString());
    QCOMPARE(made.response, "ok");
    QCOMPARE(valueOf(made.responseHeaders, "x-answer"), "yes");
    QCOMPARE(valueOf(made.responseHeaders, "x-latin"), "caf\xc3\xa9");
    QCOMPARE(made.requestHeaders.size(), size_t(expected.size()));
    for (const auto& [name, value] : made.requestHeaders) {
        QCOMPARE(value, expected.value(name.toLower()));
        QVERIFY(!value.contains(secret));
    }
}

void SenderTest::send_anyStatus_isTold_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 299, 301, 307, 400, 401, 410, 429, 500, 503, 599})
        QTest::addRow("%d", status) << status;
}

void SenderTest::send_anyStatus_isTold()
{
    QFETCH(int, status);
    Receiver receiver;
    receiver.status = status;
    const Attempt made = attempt(requestTo(receiver.url()));
    QCOMPARE(made.status, status);
    QCOMPARE(made.error, QString());
}

void SenderTest::send_redirect_isNotFollowed()
{
    Receiver elsewhere;
    Receiver receiver;
    receiver.status = 307;
    receiver.fields = "Location: " + elsewhere.url() + "\r\n";
    const Attempt made = attempt(requestTo(receiver.url()));
    QCOMPARE(made.status, 307);
    QCOMPARE(valueOf(made.responseHeaders, "location"), elsewhere.url());
    QCOMPARE(elsewhere.connections(), 0);
}

void SenderTest::send_badReceivers_endInTime_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("hangs") << Way::Hangs << 0 << u"No answer came within 0.4 s."_s;
    QTest::newRow("never reads") << Way::NeverReads << 0 << u"No answer came within 0.4 s."_s;
    QTest::newRow("trickles") << Way::Trickles << 0 << u"No answer came within 0.4 s."_s;
    QTest::newRow("endless body") << Way::EndlessBody << 200 << QString();
    QTest::newRow("endless head") << Way::EndlessHead << 0
                                  << u"The answer is not HTTP, or its head is too large."_s;
    QTest::newRow("endless 1xx") << Way::EndlessInterim << 0
                                 << u"The answer is not HTTP, or its head is too large."_s;
    QTest::newRow("closes at once")
        << Way::ClosesAtOnce << 0 << u"The connection ended before an answer: "_s;
    QTest::newRow("closes after head")
        << Way::ClosesAfterHead << 0 << u"The connection ended before an answer: "_s;
    QTest::newRow("closes after body")
        << Way::ClosesAfterBody << 0 << u"The connection ended before an answer: "_s;
    QTest::newRow("closes in status")
        << Way::ClosesInStatus << 0 << u"The connection ended before an answer: "_s;
    QTest::newRow("closes in head")
        << Way::ClosesInHead << 0 << u"The connection ended before an answer: "_s;
    QTest::newRow("closes in body")
        << Way::ClosesInBody << 200 << u"The connection ended within the answer's body."_s;
    QTest::newRow("talks nonsense")
        << Way::TalksNonsense << 0 << u"The answer is not HTTP, or its head is too large."_s;
}

void SenderTest::send_badReceivers_endInTime()
{
    QFETCH(Way, way);
    QFETCH(int, status);
    QFETCH(QString, error);
    Receiver receiver;
    receiver.way = way;
    auto request = requestTo(receiver.url());
    if (way == Way::NeverReads)
        request.body = '"' + QByteArray(16 * 1024 * 1024, 'x') + '"';
    // The others end by themselves, however slow the machine is.
    const bool isSilent = way == Way::Hangs || way == Way::NeverReads || way == Way::Trickles;
    QElapsedTimer timer;
    timer.start();
    const Attempt made = attempt(request, {.timeout = Milliseconds(isSilent ? 400 : patienceMs)});
    QCOMPARE(made.status, status);
    QVERIFY2(made.error.startsWith(error), qPrintable(made.error));
    QCOMPARE(made.error.isEmpty(), error.isEmpty());
    QVERIFY(made.response.size() <= Attempt::mostResponse);
    QVERIFY(made.duration.count() <= timer.elapsed());
    QCOMPARE(receiver.connections(), 1); // none is tried twice
    if (way != Way::NeverReads)          // who sees no end either
        QTRY_COMPARE_WITH_TIMEOUT(receiver.open(), 0, patienceMs);
}

void SenderTest::send_hangingReceiver_hasAllOfItsTime()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    std::vector<std::unique_ptr<Sender>> senders;
    QHash<int, Milliseconds> durations;
    constexpr int count = 40;
    for (int i = 0; i < count; ++i) {
        const int timeout = 1000 + i * 7;
        senders.push_back(std::make_unique<Sender>(SenderOptions{Milliseconds(timeout)}));
        senders.back()->send(requestTo(receiver.url()), [&durations, timeout](const Attempt& made) {
            durations[timeout] = made.duration;
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(durations.size(), count, patienceMs);
    for (auto one = durations.begin(); one != durations.end(); ++one)
        QVERIFY2(one.value() >= Milliseconds(one.key()), qPrintable(QString::number(one.key())));
}

void SenderTest::send_loopThatIsLate_isNoFaultOfTheReceiver()
{
    Receiver receiver; // of this thread: late, too
    Sender sender({Milliseconds(400), Milliseconds(200)});
    std::optional<Attempt> made;
    // Once before anything could begin, and once with the connection underway.
    sender.send(requestTo(receiver.url()), [&](Attempt told) { made = std::move(told); });
    QThread::msleep(700);
    QMetaObject::invokeMethod(
        &receiver, [] { QThread::msleep(700); }, Qt::QueuedConnection);
    QTRY_VERIFY_WITH_TIMEOUT(made.has_value(), patienceMs);
    QCOMPARE(made->error, QString());
    QCOMPARE(made->status, 200);
}

void SenderTest::send_endlessBody_keepsTheFirstBytes()
{
    Receiver receiver;
    receiver.way = Way::EndlessBody;
    const Attempt made = attempt(requestTo(receiver.url()));
    QCOMPARE(made.status, 200);
    QCOMPARE(made.response, QByteArray(Attempt::mostResponse, 'x'));
}

void SenderTest::send_answerInTheMidstOfACharacter_keepsWholeOnes()
{
    Receiver receiver;
    receiver.body = 'x' + QByteArray("\xc3\xa4").repeated(3000);
    const Attempt made = attempt(requestTo(receiver.url()));
    QCOMPARE(made.response.size(), Attempt::mostResponse - 1);
    QVERIFY(made.response.isValidUtf8());
}

void SenderTest::send_refusedConnection_saysSo()
{
    QByteArray url;
    {
        const Receiver gone;
        url = gone.url();
    }
    const Attempt made = attempt(requestTo(url));
    QCOMPARE(made.status, 0);
    QVERIFY2(made.error.contains(u"refused"_s), qPrintable(made.error));
    QVERIFY(made.requestHeaders.empty());
}

void SenderTest::send_programOfAnotherLanguage_speaksEnglish()
{
    OtherLanguage language; // until it goes
    QVERIFY(QCoreApplication::installTranslator(&language));
    QByteArray url;
    quint16 port = 0;
    {
        const Receiver gone;
        url = gone.url();
        port = gone.port();
    }
    QCOMPARE(
        attempt(requestTo(url)).error,
        u"No connection to 127.0.0.1, port %1: Connection refused."_s.arg(port));
    Receiver receiver;
    receiver.way = Way::ClosesAtOnce;
    QCOMPARE(
        attempt(requestTo(receiver.url())).error,
        u"The connection ended before an answer: The remote host closed the connection."_s);
}

void SenderTest::send_badUrls_areNotSent_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char* url :
         {"", "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", "http://", "http:///a",
          "http://a b/", "javascript:alert(1)", "//127.0.0.1/"})
        QTest::newRow(url) << QByteArray(url);
}

void SenderTest::send_badUrls_areNotSent()
{
    QFETCH(QByteArray, url);
    const Attempt made = attempt(requestTo(url));
    QCOMPARE(made.status, 0);
    QCOMPARE(made.error, u"The URL is not one of http or https."_s);
}

void SenderTest::send_forbiddenAddresses_areNotConnectedTo_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QString>("error");
    const auto add = [](const char* host, const QString& error) {
        QTest::newRow(host) << QByteArray(host) << error;
    };
    add("10.1.2.3", u"Not sent: 10.1.2.3 is an address of a private"_s);
    add("169.254.169.254", u"Not sent: 169.254.169.254 is an address of a private"_s);
    add("[fd00:ec2::254]", u"Not sent: fd00:ec2::254 is an address of a private"_s);
    add("[::ffff:10.0.0.1]", u"Not sent: "_s);
    add("0.0.0.0", u"Not sent: 0.0.0.0 stands for no one machine."_s);
    add("0x0a.1", u"Not sent: 10.0.0.1 is"_s);
    add("167772161", u"Not sent: 10.0.0.1 is"_s);
    add("private.test", u"Not sent: 192.168.0.7 is"_s);
    add("metadata.test", u"Not sent: 169.254.169.254 is"_s);
    add("nowhere.test", u"The name nowhere.test has no address. Host not found"_s);
}

void SenderTest::send_forbiddenAddresses_areNotConnectedTo()
{
    QFETCH(QByteArray, host);
    QFETCH(QString, error);
    FakeNames names;
    names.answers[u"private.test"_s] = {{u"192.168.0.7"_s}};
    names.answers[u"metadata.test"_s] = {{u"169.254.169.254"_s, u"fe80::1"_s}};
    names.answers[u"167772161"_s] = {{u"10.0.0.1"_s}};
    names.answers[u"0x0a.1"_s] = {{u"10.0.0.1"_s}};
    const Attempt made =
        attempt(requestTo("http://" + host + ":9/"), {.resolver = names.resolver()});
    QCOMPARE(made.status, 0);
    QVERIFY2(made.error.startsWith(error), qPrintable(made.error));
    QVERIFY(made.requestHeaders.empty());
}

void SenderTest::send_nameWithSeveralAddresses_usesAnAllowedOneThatAnswers()
{
    Receiver receiver; // 127.0.0.1 alone
    FakeNames names;
    names.answers[u"many.test"_s] = {{u"10.0.0.1"_s, u"127.9.9.9"_s, u"::1"_s, u"127.0.0.1"_s}};
    const QByteArray port = QByteArray::number(receiver.port());
    const Attempt made =
        attempt(requestTo("http://many.test:" + port), {.resolver = names.resolver()});
    QCOMPARE(made.status, 200);
    QCOMPARE(receiver.all("host"), QByteArrayList{"many.test:" + port});
    QCOMPARE(receiver.seen().first().line, "POST / HTTP/1.1");
}

void SenderTest::send_nameThatChanges_staysWithWhatWasJudged()
{
    Receiver receiver;
    FakeNames names;
    names.answers[u"rebinding.test"_s] = {{u"127.0.0.1"_s}, {u"10.0.0.1"_s}};
    const QByteArray url = "http://rebinding.test:" + QByteArray::number(receiver.port()) + '/';
    const Attempt first = attempt(requestTo(url), {.resolver = names.resolver()});
    QCOMPARE(first.status, 200);
    QCOMPARE(
        names.asked, QStringList{u"rebinding.test"_s}); // once: judged is what was connected to
    const Attempt second = attempt(requestTo(url), {.resolver = names.resolver()});
    QVERIFY2(second.error.startsWith(u"Not sent: 10.0.0.1"_s), qPrintable(second.error));
    QCOMPARE(receiver.connections(), 1);
}

void SenderTest::send_localhost_asksNobody()
{
    Receiver receiver;
    FakeNames names;
    names.answers[u"localhost"_s] = {{u"10.0.0.1"_s}};
    const QByteArray port = QByteArray::number(receiver.port());
    for (const QByteArray name : {"localhost", "LOCALHOST", "hooks.localhost"}) {
        const Attempt made =
            attempt(requestTo("http://" + name + ':' + port), {.resolver = names.resolver()});
        QCOMPARE(made.status, 200);
    }
    QCOMPARE(names.asked, QStringList());
}

void SenderTest::send_https_verifiesTheNameOfTheUrl()
{
    const QTemporaryDir directory;
    const auto now = SystemClock().now();
    const auto provided = tls::provide(directory.path(), {"hooks.localhost"}, now);
    QVERIFY2(provided, provided ? "" : qPrintable(provided.error().toString()));
    QSslConfiguration tls;
    tls.setLocalCertificateChain(QSslCertificate::fromData(provided->credentials.chain));
    tls.setPrivateKey(QSslKey(provided->credentials.key, QSsl::Ec));
    Receiver receiver(tls);
    const QByteArray port = QByteArray::number(receiver.port());
    const auto authorities =
        QSslCertificate::fromPath(tls::authorityFile(directory.path()), QSsl::Pem);
    QVERIFY(!authorities.isEmpty());

    const auto url = "https://hooks.localhost:" + port + "/secure";
    const Attempt trusted = attempt(requestTo(url), {.authorities = authorities});
    QCOMPARE(trusted.error, QString());
    QCOMPARE(trusted.status, 200);
    QCOMPARE(receiver.all("host"), QByteArrayList{"hooks.localhost:" + port});

    OtherLanguage language; // until it goes
    QVERIFY(QCoreApplication::installTranslator(&language));
    const Attempt stranger = attempt(requestTo(url));
    QVERIFY2(!stranger.error.contains(u'<'), qPrintable(stranger.error));
    QCOMPARE(stranger.status, 0);
    QVERIFY2(stranger.error.contains(u"certificate"_s), qPrintable(stranger.error));
    const Attempt misnamed =
        attempt(requestTo("https://others.localhost:" + port), {.authorities = authorities});
    QCOMPARE(misnamed.status, 0);
    QVERIFY2(misnamed.error.contains(u"host name"_s), qPrintable(misnamed.error));
    QCOMPARE(receiver.seen().size(), 1); // nothing is said to those
}

void SenderTest::send_largeBody_arrivesWhole()
{
    Receiver receiver;
    auto request = requestTo(receiver.url());
    request.body = '"' + QByteArray(16 * 1024 * 1024, 'x') + '"';
    const Attempt made = attempt(request);
    QCOMPARE(made.status, 200);
    QVERIFY(receiver.seen().first().body == request.body);
}

void SenderTest::destruction_underWay_tellsNobody()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    bool isTold = false;
    {
        Sender sender({});
        sender.send(requestTo(receiver.url()), [&](const Attempt&) { isTold = true; });
        QTRY_COMPARE_WITH_TIMEOUT(receiver.seen().size(), 1, patienceMs);
    }
    QTRY_COMPARE_WITH_TIMEOUT(receiver.open(), 0, patienceMs);
    QVERIFY(!isTold);
}

QTEST_GUILESS_MAIN(SenderTest)
#include "tst_sender.moc"
