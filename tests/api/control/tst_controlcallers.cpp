// SPDX-License-Identifier: GPL-3.0-or-later
// Who may use the control API.
#include "tests/api/control/controlservice.h"

#include <QTemporaryDir>

using namespace stateroom;
using namespace stateroom::test;

class ControlCallersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void call_withoutTheToken_is401_data();
    void call_withoutTheToken_is401();
    void call_fromAPage_is403();
    void call_unknownPath_is404InTheSameShape();
    void token_file_isForItsOwnerAndKept();
    void token_damagedFile_isRefused();
};

void ControlCallersTest::call_withoutTheToken_is401_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("empty") << QByteArray("Bearer ");
    QTest::newRow("wrong") << QByteArray("Bearer ctl_wrong");
    QTest::newRow("of an API") << QByteArray("Bearer tok1");
    QTest::newRow("another scheme") << QByteArray("Basic {token}");
    QTest::newRow("a part") << QByteArray("Bearer {part}");
    QTest::newRow("more") << QByteArray("Bearer {token}x");
}

void ControlCallersTest::call_withoutTheToken_is401()
{
    QFETCH(QByteArray, field);
    ServiceOptions options = TestService::plainOptions();
    options.givenKeys = QStringLiteral("integration=tok1");
    ControlService service(options);
    field.replace("{token}", service.token()).replace("{part}", service.token().chopped(1));
    Fields fields;
    if (!field.isEmpty())
        fields.append({"Authorization", field});
    const Seq before = service.position();
    for (const char* request :
         {"GET /_stateroom/v1/namespaces", "POST /_stateroom/v1/restore",
          "PUT /_stateroom/v1/namespaces/workflow%2Fw/entries/k"}) {
        const HttpAnswer answer = service.call(request, R"({"value":1})", fields);
        QCOMPARE(answer.status, 401);
        QVERIFY(answer.body.startsWith(R"({"error":{"code":"UNAUTHORIZED","message":)"));
        QCOMPARE(answer.field("WWW-Authenticate"), "Bearer");
    }
    QCOMPARE(service.position(), before);
}

void ControlCallersTest::call_fromAPage_is403()
{
    ControlService service;
    const Seq before = service.position();
    for (const char* origin : {"http://localhost:3000", "null", "https://evil.example"}) {
        const HttpAnswer answer = service.control(
            "PUT /namespaces/workflow%2Fw/entries/k", R"({"value":1})", {{"Origin", origin}});
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.body.startsWith(R"({"error":{"code":"FORBIDDEN")"));
    }
    QCOMPARE(service.position(), before);
}

void ControlCallersTest::call_unknownPath_is404InTheSameShape()
{
    ControlService service;
    COMPARE_ANSWER(
        service.control("GET /nothing"), 404,
        R"({"error":{"code":"NOT_FOUND","message":"There is nothing at this path."}})");
    QCOMPARE(service.control("PATCH /namespaces").status, 405);
}

void ControlCallersTest::token_file_isForItsOwnerAndKept()
{
    QTemporaryDir directory;
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    QByteArray token;
    {
        ControlService service(options);
        token = service.token();
        QVERIFY(token.startsWith("ctl_"));
        QCOMPARE(token.size(), 4 + 43);
        const auto mode = QFile::permissions(service.service().controlTokenFile());
        QCOMPARE(
            mode & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
        QCOMPARE(service.control("GET /namespaces").status, 200);
    }
    ControlService again(options);
    QCOMPARE(again.token(), token);
    QCOMPARE(again.control("GET /namespaces").status, 200);
}

void ControlCallersTest::token_damagedFile_isRefused()
{
    QTemporaryDir directory;
    QFile file(directory.filePath(QStringLiteral("control-token")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("ctl_short\n");
    file.close();
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    ControlService service(options);
    QVERIFY(service.mistake().contains(QStringLiteral("control token")));
    QVERIFY(!service.mistake().contains(QStringLiteral("ctl_short")));
}

QTEST_GUILESS_MAIN(ControlCallersTest)
#include "tst_controlcallers.moc"
