// SPDX-License-Identifier: GPL-3.0-or-later
// Requests to a real server, and what is said about them.
#include "core/service/diagnosis.h"
#include "tests/support/testservice.h"

#include <QDeadlineTimer>
#include <QTest>
#include <QThread>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class TstDiagnosis : public QObject {
    Q_OBJECT

    std::unique_ptr<TestService> m_service;
    QByteArray m_reading;
    QByteArray m_limited;

    RequestBook& book() { return m_service->service().requests(); }
    /// What the next request is said to be; `bytes` go out as they are.
    Diagnosis diagnosisOf(const QByteArray& bytes)
    {
        const qint64 before = book().last();
        HttpClient client(m_service->port());
        client.send(bytes);
        for (QDeadlineTimer end(patienceMs); book().last() == before && !end.hasExpired();)
            QThread::msleep(1);
        const auto reports = book().behind(before);
        if (reports.empty())
            return {};
        return diagnose(
            *reports.front(), m_service->service().keys(), m_service->service().routes());
    }

private Q_SLOTS:
    void initTestCase()
    {
        ServiceOptions options = TestService::plainOptions();
        options.givenKeys = u"integration=int-key,workflow=wfl-key"_s;
        options.http.limits.maxBody = 1000;
        m_service = std::make_unique<TestService>(std::move(options));
        QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
        ApiKey wish;
        wish.readOnly = true;
        m_reading = m_service->service().keyStore().make(wish).value().text;
        wish = {};
        wish.resources = {"imports/55cc"};
        m_limited = m_service->service().keyStore().make(wish).value().text;
    }
    void cleanupTestCase() { m_service.reset(); }

    void diagnose_request_findsTheCause_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<Finding>("finding");
        QTest::addColumn<QByteArray>("api");
        QTest::addColumn<QByteArray>("particulars");
        const auto row = [](const char* name, const QByteArray& request, const QByteArray& fields,
                            Finding finding, const QByteArray& api,
                            const QByteArray& particulars = {}) {
            QTest::newRow(name) << request << fields << finding << api << particulars;
        };
        const auto bearer = [](const QByteArray& key) {
            return "Authorization: Bearer " + key + "\r\n";
        };
        const QByteArray given = bearer("int-key");
        row("fine", "GET /health", "", Finding::Answered, "");
        row("no key", "GET /state/a", "", Finding::NoKey, "integration");
        row("no key on the shared path", "PUT /v1/state/a", "", Finding::NoKey, "integration");
        row("unknown key", "GET /state/a", bearer("int_old"), Finding::UnknownKey, "integration");
        row("unknown key on the shared path", "GET /v1/state/a", bearer("int_old"),
            Finding::UnknownKey, "");
        row("basic", "GET /state/a", "Authorization: Basic dTpw\r\n", Finding::WrongScheme,
            "integration", "Basic");
        row("key of another API", "GET /state/a", bearer("wfl-key"), Finding::KeyOfOtherApi,
            "integration", "workflow");
        row("read-only key", "PUT /state/a", bearer("{reading}"), Finding::ReadOnlyKey,
            "integration");
        row("outside its resources", "GET /v1/imports/1/state/a", bearer("{limited}"),
            Finding::OutsideKey, "integration", "imports/55cc");
        row("no such key of integration", "GET /v1/state/none", given, Finding::NoSuchEntry,
            "integration");
        row("no such key of workflow", "GET /v1/state/wf/none", "", Finding::NoSuchEntry,
            "workflow");
        row("list of a workflow", "GET /v1/state/wf", "", Finding::Answered, "workflow");
        row("no such path", "GET /v1/stat/wf-1/status", "", Finding::NoSuchPath, "workflow",
            "/v1/state/wf-1/status GET, POST, DELETE");
        row("nothing near", "GET /favicon.ico", "", Finding::NoSuchPath, "");
        row("wrong method", "PATCH /v1/state/wf/k", "", Finding::WrongMethod, "workflow",
            "GET, POST, DELETE");
        row("host", "GET /health HTTP/1.1\r\nHost: app.example:7474\r\n\r\n", "",
            Finding::HostRefused, "", "app.example:7474");
        row("origin", "GET /v1/state/wf/k", "Origin: https://app.example\r\n",
            Finding::OriginRefused, "workflow", "https://app.example");
        row("other site", "GET /v1/state/wf/k", "Sec-Fetch-Site: cross-site\r\n",
            Finding::OtherSite, "workflow");
        row("tls", "\x16\x03\x01\x02\r\n\r\n", "", Finding::SpeaksTls, "");
        row("no HTTP", "hello\r\n\r\n", "", Finding::BadRequest, "");
        row("empty segment", "GET /v1/state/wf//k", "", Finding::BadRequest, "workflow");
        row("unknown method", "BREW /pot", "", Finding::NoSuchPath, "");
        row("too large", "POST /v1/state/wf/k", "Content-Length: 1001\r\n", Finding::TooLarge,
            "workflow");
        row("bad JSON", "POST /v1/state/wf/k", "Content-Length: 0\r\n", Finding::BadRequest,
            "workflow");
        row("conflict", "PUT /state/c", given + "If-Match: \"9\"\r\nContent-Length: 1\r\n\r\n1",
            Finding::Conflict, "integration");
    }
    void diagnose_request_findsTheCause()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, fields);
        fields.replace("{reading}", m_reading).replace("{limited}", m_limited);
        QByteArray bytes = request;
        if (!request.contains("\r\n"))
            bytes += " HTTP/1.1\r\nHost: localhost\r\n" + fields +
                     (fields.contains("\r\n\r\n") ? "" : "\r\n");
        const Diagnosis diagnosis = diagnosisOf(bytes);
        QTEST(diagnosis.finding, "finding");
        QTEST(diagnosis.api, "api");
        const QByteArrayList told{
            diagnosis.subject, diagnosis.keyApi, diagnosis.resources.join(' '), diagnosis.nearest,
            diagnosis.allow};
        QTEST(told.join(' ').simplified(), "particulars");
    }

    void diagnose_revokedSince_saysWhatTheAnswerSaid()
    {
        RequestReport report;
        report.status = 403;
        report.api = "integration";
        report.note = {RequestNote::Credential::Known, "key_gone"};
        QCOMPARE(diagnose(report, KeyRing(), {}).finding, Finding::Forbidden);
    }

    void diagnose_clientLeft_isTold()
    {
        QCOMPARE(diagnose({}, KeyRing(), {}).finding, Finding::ClientLeft);
    }

    void nearestPath_slip_isMended_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("nearest");
        const auto row = [](const char* target, const char* nearest) {
            QTest::newRow(target) << QByteArray(target) << QByteArray(nearest);
        };
        row("/state/wf-1/status", "/v1/state/wf-1/status");
        row("/api/v1/state/wf-1/status", "/v1/state/wf-1/status");
        row("/v1/v1/state/wf-1/status", "/v1/state/wf-1/status");
        row("/v1/States/wf-1/status?limit=3", "/v1/state/wf-1/status");
        row("/v1/state/wf-1/status/versions", "/v1/state/wf-1/status/version");
        row("/v1/import/55cc/state/a", "/v1/imports/55cc/state/a");
        row("/api/imports/55cc/state/a", "/imports/55cc/state/a");
        row("/healthz", "/health");
        row("/v1/flows/f1", "/v1/flows/f1/state");
        row("/", "");
        row("/wp-login.php", "");
    }
    void nearestPath_slip_isMended()
    {
        QFETCH(QByteArray, target);
        const auto nearest = nearestPath(target, m_service->service().routes());
        QTEST(nearest ? nearest->path : QByteArray(""), "nearest");
    }
};

QTEST_GUILESS_MAIN(TstDiagnosis)
#include "tst_diagnosis.moc"
