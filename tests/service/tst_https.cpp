// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/owncall.h"
#include "tests/support/testservice.h"

#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QUrl>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int limit = 20'000; // ms

ServiceOptions withTls()
{
    ServiceOptions options = TestService::plainOptions();
    options.tlsPort = 0;
    return options;
}

/// A connection that takes any certificate: what is asked is which one it was shown.
std::unique_ptr<QSslSocket> connectTo(const Service& service)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    const int port = QUrl(service.httpsUrl()).port();
    socket->connectToHostEncrypted(u"127.0.0.1"_s, quint16(port));
    socket->waitForEncrypted(limit);
    return socket;
}

QByteArray statusLineOf(QSslSocket& socket)
{
    socket.write("GET /v1/state/wf/key HTTP/1.1\r\nHost: localhost\r\n\r\n");
    while (!socket.canReadLine() && socket.waitForReadyRead(limit)) {
    }
    const QByteArray line = socket.readLine();
    while (socket.bytesAvailable() == 0 && socket.waitForReadyRead(limit)) {
    }
    socket.readAll();
    return line;
}

} // namespace

class TstHttps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void serve_withTls_servesBoth()
    {
        TestService test(withTls());
        QCOMPARE(test.mistake(), QString());
        test.write("workflow/wf", "key", "1");
        QCOMPARE(test.call("GET /v1/state/wf/key").status, 200);
        const Service& service = test.service();
        QVERIFY(service.httpsUrl().startsWith("https://127.0.0.1:"_L1));
        QVERIFY(QUrl(service.httpsUrl()).port() != test.port());
        QVERIFY(service.isAuthorityNew());
        const auto client = connectTo(service);
        QVERIFY(client->isEncrypted());
        QVERIFY(statusLineOf(*client).startsWith("HTTP/1.1 200 "));
        const auto authority = QSslCertificate::fromPath(service.authorityFile());
        QCOMPARE(client->peerCertificateChain().last(), authority.first());
    }

    void callOwnServer_withTls_goesToThePlainPort()
    {
        TestService test(withTls());
        QCOMPARE(test.mistake(), QString());
        std::optional<Result<OwnAnswer>> answer;
        QObject context;
        callOwnServer(
            test.service(), {"GET", "/health", {}}, &context,
            [&](Result<OwnAnswer> told) { answer = std::move(told); });
        QTRY_VERIFY_WITH_TIMEOUT(answer, limit);
        QVERIFY2(*answer, qPrintable(*answer ? QString() : answer->error().toString()));
        QCOMPARE((*answer)->status, 200);
    }

    void businessError_overHttps_leadsToAnHttpsPage()
    {
        TestService test(withTls());
        QCOMPARE(test.mistake(), QString());
        const auto client = connectTo(test.service());
        const QByteArray port = QByteArray::number(QUrl(test.service().httpsUrl()).port());
        client->write("GET /v1/agents HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
        const QByteArray page = "https://localhost:" + port + "/docs/errors/INVALID_API_KEY";
        QByteArray answer;
        while (!answer.contains("}}") && client->waitForReadyRead(limit))
            answer += client->readAll();
        QVERIFY2(answer.contains('"' + page + '"'), answer);
    }

    void httpsUrl_onAnyAddress_namesWhatIsCertified_data()
    {
        QTest::addColumn<QHostAddress>("address");
        QTest::newRow("IPv4") << QHostAddress(QHostAddress::AnyIPv4);
        QTest::newRow("IPv6") << QHostAddress(QHostAddress::AnyIPv6);
        QTest::newRow("both") << QHostAddress(QHostAddress::Any);
    }

    void httpsUrl_onAnyAddress_namesWhatIsCertified()
    {
        QFETCH(QHostAddress, address);
        ServiceOptions options = withTls();
        options.http.addresses = {address};
        options.requireKeys = true;
        TestService test(options);
        QCOMPARE(test.mistake(), QString());
        QVERIFY(test.service().httpsUrl().startsWith("https://localhost:"_L1));
    }

    void serve_withoutTls_tellsOfNone()
    {
        TestService test;
        QCOMPARE(test.service().httpsUrl(), QString());
        QCOMPARE(test.service().authorityFile(), QString());
        test.service().renewCertificate(); // nothing happens
    }

    void serveOn_anotherPort_httpsKeepsItsOwn()
    {
        ServiceOptions options = withTls();
        {
            QTcpServer free;
            QVERIFY(free.listen(QHostAddress::LocalHost, 0));
            options.tlsPort = free.serverPort();
        }
        TestService test(options);
        QCOMPARE(test.mistake(), QString());
        Service& service = test.service();
        const QString before = service.httpsUrl();
        QCOMPARE(QUrl(before).port(), int(*options.tlsPort));
        const auto open = connectTo(service);
        QVERIFY(open->isEncrypted());
        QObject context;
        std::optional<bool> isServed;
        service.serveOn(
            0, &context, [&](const Result<void>& served) { isServed = served.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(isServed.has_value(), limit);
        QVERIFY(*isServed);
        QVERIFY(QUrl(service.url()).port() != test.port());
        QTRY_COMPARE_WITH_TIMEOUT(service.httpsUrl(), before, limit);
        QVERIFY(statusLineOf(*connectTo(service)).startsWith("HTTP/1.1 404 "));
    }

    void certificate_endsSoon_isRenewedWhileServing()
    {
        TestService test(withTls());
        QCOMPARE(test.mistake(), QString());
        Service& service = test.service();
        const auto before = connectTo(service);
        const QByteArray serial = before->peerCertificate().serialNumber();
        const auto authority = before->peerCertificateChain().last();
        const auto served = [&service] { return connectTo(service)->peerCertificate(); };

        test.httpClock.advance(std::chrono::hours(24 * 59));
        service.renewCertificate();
        QTest::qWait(0);
        QCOMPARE(served().serialNumber(), serial);

        test.httpClock.advance(std::chrono::hours(24 * 2));
        service.renewCertificate();
        QTRY_VERIFY_WITH_TIMEOUT(served().serialNumber() != serial, limit);
        QVERIFY(served().expiryDate() > before->peerCertificate().expiryDate());
        // Nobody has to trust another authority, and what was open goes on.
        QCOMPARE(connectTo(service)->peerCertificateChain().last(), authority);
    }

    void certificate_cannotBeRenewed_oldOneStaysAndNextTryWorks()
    {
        QTemporaryDir data;
        ServiceOptions options = withTls();
        options.store.mode = StoreMode::Own;
        options.store.directory = data.path();
        TestService test(options);
        QCOMPARE(test.mistake(), QString());
        Service& service = test.service();
        const QByteArray serial = connectTo(service)->peerCertificate().serialNumber();
        const QString key = data.path() + u"/tls/ca-key.pem"_s;
        const QByteArray kept = [&key] {
            QFile file(key);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }();
        const auto put = [&key](const QByteArray& content) {
            QFile file(key);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(content);
        };
        put("nonsense");
        test.httpClock.advance(std::chrono::hours(24 * 61));
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(u"could not be renewed.*ca-key.pem"_s));
        service.renewCertificate();
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(0);
        QCOMPARE(connectTo(service)->peerCertificate().serialNumber(), serial);
        put(kept);
        service.renewCertificate();
        QTRY_VERIFY_WITH_TIMEOUT(
            connectTo(service)->peerCertificate().serialNumber() != serial, limit);
    }

    void names_ofOptions_areWhatItMayBeCalled()
    {
        HttpServerOptions options;
        options.addresses = {QHostAddress(u"10.0.0.1"_s), QHostAddress::Any};
        options.origins.allowedHosts = {"box.lan", "other.lan:7475", "[fe80::1]:7475", "10.0.0.1"};
        QCOMPARE(
            CertificateKeeper::namesOf(options),
            (tls::Names{
                "localhost", "127.0.0.1", "::1", "10.0.0.1", "box.lan", "other.lan", "fe80::1"}));
    }
};

QTEST_GUILESS_MAIN(TstHttps)
#include "tst_https.moc"
