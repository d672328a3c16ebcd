// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver, to which anybody may send anything.
#include "core/webhooks/receiver.h"
#include "core/webhooks/signature.h"
#include "tests/support/httpclient.h"

#include <QSignalSpy>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

class ReceiverTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void request_anyMethodAndPath_isHeldAsItCame_data();
    void request_anyMethodAndPath_isHeldAsItCame();
    void request_notHttpAsItShouldBe_isHeldAsRefused_data();
    void request_notHttpAsItShouldBe_isHeldAsRefused();
    void answer_chosen_isGiven_data();
    void answer_chosen_isGiven();
    void answer_slow_comesLaterAndOthersAreNotHeldUp();
    void answer_slowToOneWhoLeaves_tellsThat();
    void signature_secretGivenLater_isCheckedAnew();
    void held_moreThanCapacity_oldestGoes();
    void held_manyBytes_oldestGoes();
    void changed_manyRequests_isToldSeldomer();
    void start_portTaken_isRefused();
    void stop_slowAnswerPending_isCut();

private:
    void start(ReceiverOptions options);
    HttpAnswer
    call(const QByteArray& request, const QByteArray& body = {}, const Fields& fields = {}) const
    {
        return test::call(m_receiver->port(), request, body, fields);
    }

    ManualClock m_clock;
    std::unique_ptr<Receiver> m_receiver;
};

void ReceiverTest::init()
{
    start({});
}

void ReceiverTest::cleanup()
{
    m_receiver.reset();
}

void ReceiverTest::start(ReceiverOptions options)
{
    options.clock = &m_clock;
    m_receiver = std::make_unique<Receiver>(options);
    QVERIFY(m_receiver->start());
    QVERIFY(m_receiver->port() != 0);
    QCOMPARE(m_receiver->url(), u"http://127.0.0.1:%1/"_s.arg(m_receiver->port()));
}

void ReceiverTest::request_anyMethodAndPath_isHeldAsItCame_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("root") << QByteArray("POST /");
    QTest::newRow("path") << QByteArray("POST /hooks/orders?source=a%20b&x");
    QTest::newRow("put") << QByteArray("PUT /a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p");
    QTest::newRow("patch") << QByteArray("PATCH /v1/state/x");
    QTest::newRow("delete") << QByteArray("DELETE /a");
    QTest::newRow("get") << QByteArray("GET /challenge?token=1");
}

void ReceiverTest::request_anyMethodAndPath_isHeldAsItCame()
{
    QFETCH(QByteArray, request);
    const QByteArray body("{\"a\": 1e400,\n \"b\":\"\\ud800\"}\x00\xff\x80", 29);
    const QByteArray sent = request.startsWith("GET") ? QByteArray() : body;
    QCOMPARE(call(request, sent, {{"X-Odd", "<b>bold</b>"}}).status, 200);
    const auto held = m_receiver->held();
    QCOMPARE(held.size(), size_t(1));
    const Received& received = *held.front();
    QCOMPARE(received.method + ' ' + received.target, request);
    QCOMPARE(received.body, sent);
    QCOMPARE(received.headers.first("x-odd").value(), QByteArrayView("<b>bold</b>"));
    QCOMPARE(received.at, m_clock.now());
    QTRY_COMPARE(m_receiver->held().front()->status, 200);
    QVERIFY(!m_receiver->held().front()->isOpen);
    QVERIFY(!received.isRefused);
    QCOMPARE(received.signature.verdict, SignatureVerdict::Absent);
}

void ReceiverTest::request_notHttpAsItShouldBe_isHeldAsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const QByteArray& bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    row("path too deep",
        "POST /a" + QByteArray("/a").repeated(16) +
            " HTTP/1.1\r\nHost: localhost\r\n"
            "Content-Length: 0\r\n\r\n",
        404);
    row("another host", "POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n", 421);
    row("page of another site",
        "POST / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
        "Content-Length: 0\r\n\r\n",
        403);
    row("too large", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", 413);
    row("nonsense", "\x16\x03\x01 nonsense\r\n\r\n", 400);
    row("smuggled",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n"
        "\r\n0\r\n\r\n",
        400);
}

void ReceiverTest::request_notHttpAsItShouldBe_isHeldAsRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    HttpClient client(m_receiver->port());
    client.send(bytes);
    QCOMPARE(client.readAnswer().status, status);
    QTRY_COMPARE(m_receiver->held().size(), size_t(1));
    const ReceivedPtr received = m_receiver->held().front();
    QVERIFY(received->isRefused);
    QVERIFY(!received->isOpen);
    QCOMPARE(received->status, status);
    QVERIFY(received->body.isEmpty());
}

void ReceiverTest::answer_chosen_isGiven_data()
{
    QTest::addColumn<ReceiverAnswer>("answer");
    QTest::addColumn<int>("status");
    QTest::newRow("ok") << ReceiverAnswer::Ok << 200;
    QTest::newRow("gone") << ReceiverAnswer::Gone << 410;
    QTest::newRow("failure") << ReceiverAnswer::Failure << 500;
}

void ReceiverTest::answer_chosen_isGiven()
{
    QFETCH(ReceiverAnswer, answer);
    QFETCH(int, status);
    m_receiver->setAnswer(answer);
    QCOMPARE(call("POST /a", "{}").status, status);
    QTRY_COMPARE(m_receiver->held().front()->status, status);
    QVERIFY(!m_receiver->held().front()->isRefused);
}

void ReceiverTest::answer_slow_comesLaterAndOthersAreNotHeldUp()
{
    start({.slowTime = Milliseconds(300)});
    m_receiver->setAnswer(ReceiverAnswer::Slow);
    HttpClient slow(m_receiver->port());
    slow.send(requestBytes("POST /slow", "{}"));
    QTRY_COMPARE(m_receiver->held().size(), size_t(1));
    m_receiver->setAnswer(ReceiverAnswer::Ok);
    QCOMPARE(call("POST /quick", "{}").status, 200);
    QCOMPARE(slow.readAnswer().status, 200);
    QTRY_VERIFY(!m_receiver->held().front()->isOpen);
    QCOMPARE(m_receiver->held().front()->status, 200);
}

void ReceiverTest::answer_slowToOneWhoLeaves_tellsThat()
{
    m_receiver->setAnswer(ReceiverAnswer::Slow);
    {
        HttpClient hasty(m_receiver->port());
        hasty.send(requestBytes("POST /hasty", "{}"));
        QTRY_COMPARE(m_receiver->held().size(), size_t(1));
        QVERIFY(!m_receiver->held().front()->hasLeft);
    }
    QTRY_VERIFY(!m_receiver->held().front()->isOpen);
    QCOMPARE(m_receiver->held().front()->status, 0);
    QVERIFY(m_receiver->held().front()->hasLeft);
    // Who is cut by the receiver's end has not left.
    HttpClient patient(m_receiver->port());
    patient.send(requestBytes("POST /patient", "{}"));
    QTRY_COMPARE(m_receiver->held().size(), size_t(2));
    m_receiver->stop();
    QVERIFY(!m_receiver->held().back()->hasLeft);
}

void ReceiverTest::signature_secretGivenLater_isCheckedAnew()
{
    const QByteArray body = R"({"id":"evt_1"})";
    call("POST /", body, {{"x-stateset-signature", sign("whsec_a", body)}});
    const auto verdict = [this] { return m_receiver->held().front()->signature.verdict; };
    QCOMPARE(verdict(), SignatureVerdict::Unchecked);
    m_receiver->setSecret("whsec_b");
    QTRY_COMPARE(verdict(), SignatureVerdict::Invalid);
    m_receiver->setSecret("whsec_a");
    QTRY_COMPARE(verdict(), SignatureVerdict::Valid);
    call("POST /", body + ' ', {{"x-stateset-signature", sign("whsec_a", body)}});
    QCOMPARE(m_receiver->held().back()->signature.verdict, SignatureVerdict::Invalid);
    m_receiver->stop();
    m_receiver->setSecret({}); // also while it does not listen
    QCOMPARE(verdict(), SignatureVerdict::Unchecked);
}

void ReceiverTest::held_moreThanCapacity_oldestGoes()
{
    start({.capacity = 3});
    for (int i = 0; i < 5; ++i)
        call("POST /" + QByteArray::number(i), "{}");
    QByteArray targets;
    for (const ReceivedPtr& each : m_receiver->held())
        targets += each->target + ' ' + QByteArray::number(each->number) + ' ';
    QCOMPARE(targets, "/2 3 /3 4 /4 5 ");
    m_receiver->clear();
    QVERIFY(m_receiver->held().empty());
    call("POST /5");
    QCOMPARE(m_receiver->held().front()->number, 6);
}

void ReceiverTest::held_manyBytes_oldestGoes()
{
    start({.maxBytes = 100'000, .maxBody = 80'000});
    call("POST /a", QByteArray(60'000, 'a'));
    call("POST /b", QByteArray(30'000, 'b'));
    QCOMPARE(m_receiver->held().size(), size_t(2));
    call("POST /c", QByteArray(30'000, 'c'));
    QCOMPARE(m_receiver->held().size(), size_t(2));
    QCOMPARE(m_receiver->held().front()->target, "/b");
    QCOMPARE(call("POST /d", QByteArray(80'001, 'd')).status, 413);
    // Headers count, too.
    for (int i = 0; i < 5; ++i)
        call("POST /e", {}, {{"X-Long", QByteArray(30'000, 'e')}});
    QVERIFY(m_receiver->held().size() <= 3);
}

void ReceiverTest::changed_manyRequests_isToldSeldomer()
{
    QSignalSpy spy(m_receiver.get(), &Receiver::changed);
    HttpClient client(m_receiver->port());
    constexpr int requests = 20;
    for (int i = 0; i < requests; ++i)
        QCOMPARE(client.call("POST /", "{}").status, 200); // without an event loop
    QVERIFY(spy.isEmpty());
    QTRY_VERIFY(!spy.isEmpty());
    QCOMPARE(m_receiver->held().size(), size_t(requests));
    QVERIFY(spy.size() <= 2);
}

void ReceiverTest::start_portTaken_isRefused()
{
    Receiver other({.clock = &m_clock});
    const auto started = other.start(m_receiver->port());
    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::AlreadyOwned);
    QVERIFY(!other.isListening());
    QVERIFY(other.start());
    QVERIFY(other.port() != m_receiver->port());
}

void ReceiverTest::stop_slowAnswerPending_isCut()
{
    m_receiver->setAnswer(ReceiverAnswer::Slow);
    HttpClient client(m_receiver->port());
    client.send(requestBytes("POST /slow", "{}"));
    QTRY_COMPARE(m_receiver->held().size(), size_t(1));
    const quint16 port = m_receiver->port();
    m_receiver->stop();
    QVERIFY(client.waitForEnd());
    QVERIFY(!m_receiver->isListening());
    QVERIFY(m_receiver->url().isEmpty());
    QCOMPARE(m_receiver->held().size(), size_t(1)); // still to be looked at
    QVERIFY(m_receiver->start(port));
    m_receiver->setAnswer(ReceiverAnswer::Ok);
    QCOMPARE(call("POST /again", "{}").status, 200);
}

QTEST_GUILESS_MAIN(ReceiverTest)
#include "tst_receiver.moc"
