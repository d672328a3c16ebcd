// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testservice.h"
#include "ui/requests/requestfilter.h"
#include "ui/requests/requestsmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class RequestsModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rows_requests_comeNewestFirst();
    void rows_asleep_comeWhenAwake();
    void rows_moreThanTheBook_keepTheNewest();
    void rows_stream_isThereWhileItIsOpen();
    void setPaused_requestsCome_standsStillAndCounts();
    void clear_some_leavesNone();
    void rows_manyAtOnce_areFewUpdates();
    void filter_choices_narrow_data();
    void filter_choices_narrow();

private:
    static QString column(const QAbstractItemModel& model, int column);
    void ask(const QByteArray& request, const Fields& fields = {})
    {
        const qint64 before = m_service->service().requests().last();
        m_service->call(request, {}, fields);
        QTRY_VERIFY(m_service->service().requests().last() > before);
    }

    std::unique_ptr<TestService> m_service;
};

QString RequestsModelTest::column(const QAbstractItemModel& model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, column).data().toString();
    return texts.join(u'|');
}

void RequestsModelTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    ServiceOptions options = TestService::plainOptions();
    options.givenKeys = u"integration=int-key"_s;
    m_service = std::make_unique<TestService>(std::move(options));
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
}

void RequestsModelTest::rows_requests_comeNewestFirst()
{
    RequestsModel model(m_service->service());
    const QAbstractItemModelTester tester(&model);
    model.setAwake(true);
    ask("GET /state/a");
    ask("GET /v1/state/wf/k");
    ask("GET /state/a?api_key=int-key", {{"Authorization", "Bearer int-key"}});
    ask("GET /health");
    QTRY_COMPARE(model.rowCount(), 4);
    QCOMPARE(
        column(model, RequestsModel::PathColumn),
        u"/health|/state/a?api_key=***|/v1/state/wf/k|/state/a"_s);
    QCOMPARE(column(model, RequestsModel::StatusColumn), u"200|404|404|401"_s);
    QCOMPARE(column(model, RequestsModel::ApiColumn), u"|integration|workflow|integration"_s);
    QCOMPARE(column(model, RequestsModel::KeyColumn), u"|STATEROOM_KEYS||"_s);
    QCOMPARE(
        column(model, RequestsModel::ReasonColumn), u"|Does not exist|Does not exist|No key"_s);
}

void RequestsModelTest::rows_asleep_comeWhenAwake()
{
    RequestsModel model(m_service->service());
    ask("GET /health");
    QTest::qWait(0);
    QCOMPARE(model.rowCount(), 0);
    model.setAwake(true);
    QCOMPARE(model.rowCount(), 1);
    model.setAwake(false);
    ask("GET /health");
    model.catchUp();
    QCOMPARE(model.rowCount(), 2);
}

void RequestsModelTest::rows_moreThanTheBook_keepTheNewest()
{
    RequestsModel model(m_service->service());
    const QAbstractItemModelTester tester(&model);
    model.setAwake(true);
    const auto add = [this](int count) {
        for (int i = 0; i < count; ++i)
            m_service->service().requests().add({.method = "GET", .note = {}, .requestHead = {}});
    };
    add(900);
    QTRY_COMPARE(model.rowCount(), 900);
    add(1600);
    QTRY_COMPARE(model.requestAt(0).number, 2500);
    QCOMPARE(model.rowCount(), int(RequestBook::capacity));
    QCOMPARE(model.requestAt(999).number, 1501);
}

void RequestsModelTest::rows_stream_isThereWhileItIsOpen()
{
    RequestsModel model(m_service->service());
    const QAbstractItemModelTester tester(&model);
    model.setAwake(true);
    auto stream = std::make_unique<EventClient>(m_service->port(), "/v1/state/wf/k/stream");
    QCOMPARE(stream->answer().status, 200);
    QTRY_COMPARE(model.rowCount(), 1);
    ask("GET /health");
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(column(model, RequestsModel::TookColumn), u"<1|open"_s);
    QCOMPARE(column(model, RequestsModel::StatusColumn), u"200|200"_s);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    m_service->httpClock.advance(Milliseconds(1500));
    stream.reset();
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 1);
    QCOMPARE(column(model, RequestsModel::TookColumn), u"<1|1500"_s);
    QCOMPARE(model.rowCount(), 2);
}

void RequestsModelTest::setPaused_requestsCome_standsStillAndCounts()
{
    RequestsModel model(m_service->service());
    model.setAwake(true);
    ask("GET /health");
    QTRY_COMPARE(model.rowCount(), 1);
    model.setPaused(true);
    ask("GET /health");
    ask("GET /health");
    QTRY_COMPARE(model.waiting(), 2);
    QCOMPARE(model.rowCount(), 1);
    model.setPaused(false);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.waiting(), 0);
    ask("GET /health"); // and it goes on by itself
    QTRY_COMPARE(model.rowCount(), 4);
}

void RequestsModelTest::clear_some_leavesNone()
{
    RequestsModel model(m_service->service());
    model.setAwake(true);
    ask("GET /health");
    QTRY_COMPARE(model.rowCount(), 1);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(m_service->service().requests().behind(0).empty());
    ask("GET /none");
    QTRY_COMPARE(model.rowCount(), 1);
}

void RequestsModelTest::rows_manyAtOnce_areFewUpdates()
{
    RequestsModel model(m_service->service());
    model.setAwake(true);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 500; ++i) {
        m_service->service().requests().add({.note = {}, .requestHead = {}});
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(model.rowCount(), 500);
    QVERIFY(inserted.size() <= clock.elapsed() / RequestsModel::interval.count() + 2);
}

void RequestsModelTest::filter_choices_narrow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("api");
    QTest::addColumn<QString>("paths");
    const int any = RequestFilter::AnyStatus;
    QTest::newRow("all") << QString() << any << QByteArray()
                         << u"/none|/v1/state/wf/k|/state/a|/health"_s;
    QTest::newRow("errors") << QString() << int(RequestFilter::Errors) << QByteArray()
                            << u"/none|/v1/state/wf/k|/state/a"_s;
    QTest::newRow("2xx") << QString() << 2 << QByteArray() << u"/health"_s;
    QTest::newRow("4xx") << QString() << 4 << QByteArray() << u"/none|/v1/state/wf/k|/state/a"_s;
    QTest::newRow("api") << QString() << any << "workflow"_ba << u"/v1/state/wf/k"_s;
    QTest::newRow("path") << u"STATE"_s << any << QByteArray() << u"/v1/state/wf/k|/state/a"_s;
    QTest::newRow("two words") << u"state 401"_s << any << QByteArray() << u"/state/a"_s;
    QTest::newRow("reason") << u"exist"_s << any << QByteArray() << u"/v1/state/wf/k"_s;
    QTest::newRow("code") << u"KEY_NOT_FOUND"_s << any << QByteArray() << u"/v1/state/wf/k"_s;
    QTest::newRow("none") << u"health"_s << 4 << QByteArray() << QString();
}

void RequestsModelTest::filter_choices_narrow()
{
    RequestsModel model(m_service->service());
    RequestFilter filter;
    const QAbstractItemModelTester tester(&filter);
    filter.setSourceModel(&model);
    for (const char* request : {"GET /health", "GET /state/a", "GET /v1/state/wf/k", "GET /none"})
        ask(request);
    model.catchUp();
    QFETCH(QString, text);
    QFETCH(int, status);
    QFETCH(QByteArray, api);
    filter.setText(text);
    filter.setStatus(status);
    filter.setApi(api);
    QTEST(column(filter, RequestsModel::PathColumn), "paths");
}

QTEST_GUILESS_MAIN(RequestsModelTest)
#include "tst_requestsmodel.moc"
