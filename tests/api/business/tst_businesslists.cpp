// SPDX-License-Identifier: GPL-3.0-or-later
// Lists over HTTP: pages, and questions that have to look at many records.
#include "tests/api/business/businessfixture.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int many = 250;

QByteArray numbered(int number)
{
    return QByteArray::number(10'000 + number);
}

/// `agent_10000` and so on; every fifth is idle, and each has its rank in its metadata.
void fill(TestService& service)
{
    for (int i = 0; i < many; ++i) {
        const QByteArray moment = (service.clock.now() + std::chrono::seconds(i)).toIso();
        service.write(
            "business/agents", "agent_" + numbered(i),
            R"({"id":"agent_)" + numbered(i) + R"(","name":"A)" + numbered(many - i) +
                R"(","status":")" + (i % 5 ? "active" : "idle") + R"(","metadata":{"rank":)" +
                QByteArray::number(i % 10) + R"(},"created_at":")" + moment + R"("})");
    }
}

} // namespace

class BusinessListsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_pages_showEachRecordOnce_data();
    void list_pages_showEachRecordOnce();
    void list_recordsComeAndGo_showsTheOthersOnce();
    void list_filter_answersWhatMatches_data();
    void list_filter_answersWhatMatches();
    void list_cursorOfAnotherQuestion_isRefused_data();
    void list_cursorOfAnotherQuestion_isRefused();
    void list_fewOfMany_areFoundOffTheLoop();
    void list_longFilter_leavesACursorItsRoom();
    void subList_mostConditions_areTheCallersOwn();
};

void BusinessListsTest::list_pages_showEachRecordOnce_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("records");
    QTest::newRow("all") << "limit=100"_ba << many;
    QTest::newRow("usual size") << ""_ba << many;
    QTest::newRow("by name") << "limit=33&sort=name"_ba << many;
    QTest::newRow("indexed filter") << "limit=7&filter[status]=idle"_ba << many / 5;
    QTest::newRow("no index") << "limit=7&sort=metadata.rank,-name&filter[status]=idle"_ba
                              << many / 5;
    QTest::newRow("nothing") << "filter[status]=gone"_ba << 0;
}

void BusinessListsTest::list_pages_showEachRecordOnce()
{
    QFETCH(QByteArray, query);
    QFETCH(int, records);
    TestService service(businessOptions());
    fill(service);
    QList<QByteArray> ids;
    QByteArray cursor;
    for (int page = 0; page < many; ++page) {
        const QByteArray more = cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor;
        const HttpAnswer answer =
            service.call("GET /v1/agents?" + query + more, {}, bearer("biz-token"));
        QVERIFY2(answer.status == 200, answer.body);
        for (int i = 0;; ++i) {
            const QByteArray id = textAt(answer.body, "data." + QByteArray::number(i) + ".id");
            if (id.isEmpty())
                break;
            QVERIFY(!ids.contains(id));
            ids << id;
        }
        const bool hasMore = at(answer.body, "has_more") == "true";
        cursor = textAt(answer.body, "next_cursor");
        QCOMPARE(cursor.isEmpty(), !hasMore);
        QCOMPARE(at(answer.body, "meta.next_cursor"), at(answer.body, "next_cursor"));
        QCOMPARE(at(answer.body, "meta.has_more"), at(answer.body, "has_more"));
        if (!hasMore)
            break;
    }
    QCOMPARE(ids.size(), records);
}

void BusinessListsTest::list_recordsComeAndGo_showsTheOthersOnce()
{
    TestService service(businessOptions());
    fill(service);
    const HttpAnswer first = service.call("GET /v1/agents?limit=100", {}, bearer("biz-token"));
    QCOMPARE(textAt(first.body, "data.0.id"), "agent_" + numbered(many - 1));
    // The last record of the page goes; a newer one comes.
    QCOMPARE(
        service.call("DELETE /v1/agents/agent_" + numbered(many - 100), {}, bearer("biz-token"))
            .status,
        200);
    service.clock.advance(1h);
    QCOMPARE(service.call("POST /v1/agents", R"({"name":"new"})", bearer("biz-token")).status, 201);
    const HttpAnswer second = service.call(
        "GET /v1/agents?limit=100&cursor=" + textAt(first.body, "next_cursor"), {},
        bearer("biz-token"));
    QCOMPARE(textAt(second.body, "data.0.id"), "agent_" + numbered(many - 101));
}

void BusinessListsTest::list_filter_answersWhatMatches_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("first"); // id of the first one; null: none
    const auto row = [](const char* query, const QByteArray& first) {
        QTest::newRow(query) << QByteArray(query) << first;
    };
    const QByteArray last = "agent_" + numbered(many - 1);
    row("filter[status]=active", last);
    row("filter%5Bstatus%5D=active", last);
    row(R"(filter={"status":"active"})", last);
    row("filter[status]=idle", "agent_" + numbered(many - 5));
    row("filter[created_at][$gte]=2023-11-14&sort=created_at", "agent_" + numbered(0));
    row("filter[created_at][$lt]=2023-11-14", {});
    row("filter[metadata.rank]=3&sort=created_at", "agent_" + numbered(3));
    row("filter[metadata][rank][$in][]=3&filter[metadata][rank][$in][]=4&sort=created_at",
        "agent_" + numbered(3));
    row(R"(filter={"metadata.rank":{"$in":[7,8]}}&sort=created_at)", "agent_" + numbered(7));
    row(R"(filter={"metadata.rank":"3"})", {}); // typed values never cross types
    row("filter[nothing][$exists]=true", {});
    row(R"(filter={"metadata":{"rank":3}}&sort=created_at)", "agent_" + numbered(3));
    row(R"(filter={"metadata":{"rank":{"$ne":9}}})", "agent_" + numbered(many - 2));
    row("filter=", last);
}

void BusinessListsTest::list_filter_answersWhatMatches()
{
    QFETCH(QByteArray, query);
    TestService service(businessOptions());
    fill(service);
    const HttpAnswer answer = service.call("GET /v1/agents?" + query, {}, bearer("biz-token"));
    QVERIFY2(answer.status == 200, answer.body);
    QTEST(textAt(answer.body, "data.0.id"), "first");
}

void BusinessListsTest::list_cursorOfAnotherQuestion_isRefused_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("other filter") << "GET /v1/agents?limit=2&filter[status]=idle"_ba;
    QTest::newRow("other sort") << "GET /v1/agents?limit=2&sort=name"_ba;
    QTest::newRow("other resource") << "GET /v1/orders?limit=2"_ba;
}

void BusinessListsTest::list_cursorOfAnotherQuestion_isRefused()
{
    QFETCH(QByteArray, target);
    TestService service(businessOptions());
    fill(service);
    const HttpAnswer first = service.call("GET /v1/agents?limit=2", {}, bearer("biz-token"));
    const QByteArray cursor = "&cursor=" + textAt(first.body, "next_cursor");
    QCOMPARE(service.call("GET /v1/agents?limit=5" + cursor, {}, bearer("biz-token")).status, 200);
    const HttpAnswer other = service.call(target + cursor, {}, bearer("biz-token"));
    QCOMPARE(other.status, 400);
    QCOMPARE(at(other.body, "error.details.errors.0.field"), "\"cursor\"");
}

void BusinessListsTest::list_fewOfMany_areFoundOffTheLoop()
{
    TestService service(businessOptions());
    (void)service.store().transactAndWait({}, [](Transaction& transaction) -> Result<int> {
        for (int i = 0; i < 5'000; ++i) {
            const QByteArray id = "ord_" + numbered(i);
            auto set = transaction.set(
                {Namespace("business", "orders"), Key(id)},
                JsonText::fromValidated(
                    "{\"id\":\"" + id + "\",\"n\":" + QByteArray::number(i) + '}'));
            if (!set)
                return failureOf(set);
        }
        return 0;
    });
    const HttpAnswer answer = service.call("GET /v1/orders?filter[n]=77", {}, bearer("biz-token"));
    QVERIFY2(answer.status == 200, answer.body);
    QCOMPARE(textAt(answer.body, "data.0.id"), "ord_" + numbered(77));
    QCOMPARE(at(answer.body, "has_more"), "false");
}

/// What a first page is given for, the next one is given for.
void BusinessListsTest::list_longFilter_leavesACursorItsRoom()
{
    TestService service(businessOptions());
    fill(service);
    const QByteArray begin = "GET /v1/agents?limit=2&filter[name][$ne]=";
    const auto filled = [&](qsizetype size) {
        return begin + QByteArray(size + qsizetype(strlen("GET ")) - begin.size(), 'z');
    };
    // The question mark and what follows, without the cursor and its sign.
    const HttpAnswer first = service.call(filled(8'191), {}, bearer("biz-token"));
    QCOMPARE(first.status, 200);
    const QByteArray cursor = "&cursor=" + textAt(first.body, "next_cursor");
    QCOMPARE(service.call(filled(8'191) + cursor, {}, bearer("biz-token")).status, 200);
    const HttpAnswer longer = service.call(filled(8'192), {}, bearer("biz-token"));
    QCOMPARE(longer.status, 400);
    QVERIFY2(longer.body.contains("8192 bytes"), longer.body);
}

void BusinessListsTest::subList_mostConditions_areTheCallersOwn()
{
    TestService service(businessOptions());
    fill(service);
    QByteArray target = "GET /v1/agents/agent_" + numbered(0) + "/conversations?limit=1";
    for (int i = 0; i < 32; ++i)
        target += "&filter[f" + QByteArray::number(i) + "][$exists]=false";
    QCOMPARE(service.call(target, {}, bearer("biz-token")).status, 200);
    QCOMPARE(service.call(target + "&filter[g]=1", {}, bearer("biz-token")).status, 400);
}

QTEST_GUILESS_MAIN(BusinessListsTest)
#include "tst_businesslists.moc"
