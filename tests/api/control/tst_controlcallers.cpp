// SPDX-License-Identifier: GPL-3.0-or-later
// Who may use the control API.
#include "tests/api/control/controlservice.h"

#include <QTemporaryDir>

using namespace stateroom;
using namespace stateroom::test;

namespace {

/// Every call, with a body that it would take.
struct Told {
    QByteArray request;
    QByteArray body = {};
};

std::vector<Told> allCalls()
{
    const QByteArray w = "/namespaces/workflow%2Fw";
    return {
        {"GET /namespaces"},
        {"GET " + w + "/entries"},
        {"GET " + w + "/entries/k"},
        {"GET " + w + "/entries/k/history"},
        {"GET " + w + "/entries/k/diff"},
        {"GET /changes"},
        {"GET /watch"},
        {"GET /requests"},
        {"GET /statistics"},
        {"GET /export"},
        {"GET /keys"},
        {"GET /campaigns/c/variables"},
        {"PUT " + w + "/entries/k", R"({"value":2})"},
        {"DELETE " + w + "/entries/k"},
        {"POST " + w + "/entries:delete", R"({"all":true})"},
        {"POST " + w + "/entries:copy", R"({"to":"workflow/x"})"},
        {"POST /restore", R"({"namespace":"workflow/w","revision":0})"},
        {"POST /undelete", R"({"namespace":"workflow/w"})"},
        {"POST /undo", R"({"revision":1})"},
        {"POST /import", R"({"namespace":"workflow/w","key":"b","value":1})"},
        {"POST /imports", "{}"},
        {"POST /imports/{upload}/lines", R"({"namespace":"workflow/w","key":"b","value":1})"},
        {"POST /imports/{upload}/commit", "{}"},
        {"DELETE /imports/{upload}"},
        {"POST /keys", R"({"api":"workflow"})"},
        {"PATCH /keys/{key}", R"({"label":"x"})"},
        {"POST /keys/{key}/rotate", "{}"},
        {"DELETE /keys/{key}"},
        {"POST /tokens/user", R"({"campaign":"c","app":"a","sub":"s"})"},
        {"POST /campaigns/c/variables:import", R"({"variables":[]})"},
        {"PUT /campaigns/c/variables/app/v", R"({"type":"number"})"},
        {"DELETE /campaigns/c/variables/app/v"},
        {"POST /campaigns/c/app:reset", R"({"sub":"s","app":"a"})"}};
}

QByteArray textOf(const HttpAnswer& answer, const QByteArray& name)
{
    const QByteArray start = '"' + name + R"(":")";
    const qsizetype from = answer.body.indexOf(start) + start.size();
    return answer.body.sliced(from, answer.body.indexOf('"', from) - from);
}

/// That the call is refused, whatever it addresses is there, and nothing came of it.
void refuseUnknown(QByteArray request, const QByteArray& query, const QByteArray& body)
{
    ControlService service;
    service.write("workflow/w", "k", "1");
    const QByteArray upload = textOf(service.control("POST /imports"), "import");
    const QByteArray key = textOf(service.control("POST /keys", R"({"api":"workflow"})"), "id");
    const QByteArray keys = service.control("GET /keys").body;
    request.replace("{upload}", upload).replace("{key}", key);
    const Seq before = service.position();
    const HttpAnswer answer = service.control(request + query, body);
    QVERIFY2(answer.status == 400, answer.body.constData());
    QVERIFY2(answer.body.contains(R"(\"dryrun\" is no )"), answer.body.constData());
    QCOMPARE(service.position(), before);
    QCOMPARE(service.control("GET /keys").body, keys);
    QCOMPARE(service.control("DELETE /imports/" + upload).status, 200);
}

} // namespace

class ControlCallersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void call_withoutTheToken_is401_data();
    void call_withoutTheToken_is401();
    void call_fromAPage_is403();
    void call_unknownPath_is404InTheSameShape();
    void call_unknownParameter_is400WithoutEffect_data();
    void call_unknownParameter_is400WithoutEffect();
    void call_unknownMember_is400WithoutEffect_data();
    void call_unknownMember_is400WithoutEffect();
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
        R"({"error":{"code":"NOT_FOUND","message":"There is nothing at this path. GET /docs shows what there is."}})");
    QCOMPARE(service.control("PATCH /namespaces").status, 405);
}

void ControlCallersTest::call_unknownParameter_is400WithoutEffect_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    for (const Told& call : allCalls())
        QTest::newRow(call.request.constData()) << call.request << call.body;
}

void ControlCallersTest::call_unknownParameter_is400WithoutEffect()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    const bool needsOffset = request.endsWith("/lines");
    refuseUnknown(request, needsOffset ? "?offset=0&dryrun=true" : "?dryrun=true", body);
}

void ControlCallersTest::call_unknownMember_is400WithoutEffect_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    for (const Told& call : allCalls()) {
        if (call.request.startsWith("GET ") || call.request.endsWith("/import") ||
            call.request.endsWith("/lines"))
            continue;
        const QByteArray known = call.body.size() > 2 ? call.body.chopped(1) + ',' : "{";
        QTest::newRow(call.request.constData()) << call.request << known + R"("dryrun":true})";
    }
}

void ControlCallersTest::call_unknownMember_is400WithoutEffect()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    refuseUnknown(request, {}, body);
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
