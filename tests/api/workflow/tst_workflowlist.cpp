// SPDX-License-Identifier: GPL-3.0-or-later
// The list of a workflow's keys: order, prefix, pages, cursors, and a long one.
#include "tests/support/apicase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class TstWorkflowList : public QObject {
    Q_OBJECT

    TestService m_service;

    void writeAll(const QByteArray& workflow, const QByteArrayList& keys)
    {
        for (const QByteArray& key : keys)
            m_service.write("workflow/" + workflow, key, "1");
    }
    /// `key-000000` and on, filled up to `length` where that is more.
    void writeMany(const QByteArray& workflow, int count, int length)
    {
        for (int from = 0; from < count; from += 1000) {
            const auto slice = [&](Transaction& transaction) -> Result<void> {
                for (int i = from; i < from + 1000; ++i) {
                    const QByteArray key = "key-" + QByteArray::number(i).rightJustified(6, '0');
                    auto set = transaction.set(
                        {Namespace("workflow", workflow), Key(key.leftJustified(length, '.'))},
                        JsonText());
                    if (!set)
                        return failureOf(set);
                }
                return {};
            };
            QVERIFY(m_service.store().transactAndWait({}, slice));
        }
    }
    QJsonObject list(const QByteArray& target)
    {
        return QJsonDocument::fromJson(m_service.call("GET /v1/state/" + target).body).object();
    }
    static QStringList keysOf(const QJsonObject& answer)
    {
        QStringList keys;
        for (const QJsonValue& key : answer["keys"_L1].toArray())
            keys << key.toString();
        return keys;
    }
    static QByteArray cursorOf(const QJsonObject& answer)
    {
        return answer["next_cursor"_L1].toString().toLatin1();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void list_anyRequest_answers_data()
    {
        const QByteArrayList abc = {
            R"(POST /v1/state/{wf}/b {"value":1})", R"(POST /v1/state/{wf}/a {"value":1})",
            R"(POST /v1/state/{wf}/c {"value":1})", "DELETE /v1/state/{wf}/c"};
        const QByteArrayList special = {
            R"(POST /v1/state/{wf}/a%25b {"value":1})", R"(POST /v1/state/{wf}/a_b {"value":1})",
            R"(POST /v1/state/{wf}/axb {"value":1})",
            R"(POST /v1/state/{wf}/%22%5C%0A {"value":1})"};
        const auto answers = [](const char* name, const QByteArrayList& given,
                                const QByteArray& query, const QByteArray& answer) {
            return ApiCase{
                .name = name,
                .given = given,
                .request = "GET /v1/state/{wf}" + query,
                .answer = answer,
                .fields = {{"Content-Type", "application/json"}}};
        };
        const auto refused = [](const char* name, const QByteArray& query,
                                const QByteArray& contains) {
            return ApiCase{
                .name = name,
                .request = "GET /v1/state/{wf}?" + query,
                .status = 400,
                .contains = {R"({"code":"VALIDATION_ERROR","message":)", contains}};
        };
        addCases({
            answers("unknown workflow", {}, "", R"({"keys":[]})"),
            answers(
                "unknown workflow, in pages", {}, "?limit=5", R"({"keys":[],"next_cursor":null})"),
            answers("sorted, without the deleted", abc, "", R"({"keys":["a","b"]})"),
            answers("prefix", abc, "?prefix=a", R"({"keys":["a"]})"),
            answers("prefix of none", abc, "?prefix=aa", R"({"keys":[]})"),
            answers("empty prefix", abc, "?prefix=", R"({"keys":["a","b"]})"),
            answers("prefix is no pattern: %", special, "?prefix=a%25", R"({"keys":["a%b"]})"),
            answers("prefix is no pattern: _", special, "?prefix=a_", R"({"keys":["a_b"]})"),
            answers("keys are escaped", special, "?prefix=%22", "{\"keys\":[\"\\\"\\\\\\n\"]}"),
            answers(
                "the limit is all there is", abc, "?limit=2",
                R"({"keys":["a","b"],"next_cursor":null})"),
            answers(
                "a limit beyond any page", abc, "?limit=9223372036854775807",
                R"({"keys":["a","b"],"next_cursor":null})"),
            refused("limit 0", "limit=0", "limit"),
            refused("limit negative", "limit=-1", "limit"),
            refused("limit fraction", "limit=1.5", "limit"),
            refused("limit text", "limit=ten", "limit"),
            refused("limit empty", "limit=", "limit"),
            refused("limit too large to be one", "limit=9223372036854775808", "limit"),
            refused("cursor of another kind", "cursor=2YQ", "cursor"),
            refused("cursor that is no base64", "cursor=1%21%21", "cursor"),
            refused("cursor empty", "cursor=", "cursor"),
        });
    }
    void list_anyRequest_answers() { runCase(m_service); }

    void list_anyKeys_isInOrderOfCodePoints()
    {
        // As UTF-16 the emoji would stand before the ligature.
        const QStringList sorted = {u" "_s,  u"A"_s, u"B"_s, u"a"_s,
                                    u"aa"_s, u"é"_s, u"ﬀ"_s, u"😀"_s};
        for (auto key = sorted.crbegin(); key != sorted.crend(); ++key)
            m_service.write("workflow/order", key->toUtf8(), "1");
        QCOMPARE(keysOf(list("order")), sorted);
        QStringList paged;
        QByteArray cursor;
        do {
            const QJsonObject page =
                list("order?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            paged << keysOf(page);
            cursor = cursorOf(page);
        } while (!cursor.isEmpty() && paged.size() < 20);
        QCOMPARE(paged, sorted);
    }

    void list_cursor_holdsItsPlaceWhileKeysComeAndGo()
    {
        writeAll("moving", {"a", "b", "c", "d", "e"});
        const QJsonObject first = list("moving?limit=2");
        QCOMPARE(keysOf(first), QStringList({u"a"_s, u"b"_s}));
        m_service.call("DELETE /v1/state/moving/a");
        m_service.call("DELETE /v1/state/moving/b");
        m_service.call("DELETE /v1/state/moving/d");
        writeAll("moving", {"aa", "bb", "dd"});
        const QJsonObject second = list("moving?limit=2&cursor=" + cursorOf(first));
        QCOMPARE(keysOf(second), QStringList({u"bb"_s, u"c"_s}));
        const QJsonObject rest = list("moving?cursor=" + cursorOf(second));
        QCOMPARE(keysOf(rest), QStringList({u"dd"_s, u"e"_s}));
        QVERIFY(rest["next_cursor"_L1].isNull());
    }

    void list_cursorAndPrefix_belongTogether()
    {
        writeAll("both", {"a", "b1", "b2", "b3", "c"});
        const QJsonObject first = list("both?prefix=b&limit=2");
        QCOMPARE(keysOf(first), QStringList({u"b1"_s, u"b2"_s}));
        const QJsonObject second = list("both?prefix=b&limit=2&cursor=" + cursorOf(first));
        QCOMPARE(keysOf(second), QStringList({u"b3"_s}));
        QVERIFY(second["next_cursor"_L1].isNull());
    }

    void list_25000Keys_isWhole()
    {
        writeMany("long", 25'000, 0);
        QStringList expected;
        for (int i = 0; i < 25'000; ++i)
            expected << u"key-"_s + QString::number(i).rightJustified(6, u'0');
        const HttpAnswer answer = m_service.call("GET /v1/state/long");
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.isChunked()); // streamed, not gathered
        QCOMPARE(keysOf(QJsonDocument::fromJson(answer.body).object()), expected);
        QVERIFY(!answer.body.contains("next_cursor"));

        // The prefix holds for every page that is read on the way.
        QCOMPARE(keysOf(list("long?prefix=key-00")), expected.first(10'000));

        // A page is never more than 1,000 keys, however many are asked for.
        const QJsonObject page = list("long?limit=5000");
        QCOMPARE(keysOf(page), expected.first(1000));
        const QJsonObject rest = list("long?cursor=" + cursorOf(page));
        QCOMPARE(keysOf(rest), expected.sliced(1000));
        QVERIFY(rest.contains("next_cursor"_L1) && rest["next_cursor"_L1].isNull());

        // HTTP/1.0 knows no chunks: until the end of the connection.
        HttpClient old(m_service.port());
        old.send("GET /v1/state/long HTTP/1.0\r\n\r\n");
        QCOMPARE(old.readAnswer().body, answer.body);
    }

    void list_slowReader_getsAllOfIt()
    {
        constexpr int count = 12'000;
        constexpr int length = 1'000; // more than all buffers on the way hold
        writeMany("wide", count, length);
        HttpClient slow(m_service.port());
        slow.readSlowly();
        slow.send(requestBytes("GET /v1/state/wide"));
        QCOMPARE(slow.readHead().status, 200);
        // Others are answered meanwhile.
        for (int i = 0; i < 100; ++i)
            QCOMPARE(m_service.call("GET /health").status, 200);
        slow.readFreely();
        QByteArray body;
        QVERIFY(slow.readChunks(body));
        const QStringList keys = keysOf(QJsonDocument::fromJson(body).object());
        QCOMPARE(int(keys.size()), count);
        QVERIFY(std::is_sorted(keys.begin(), keys.end()));
        QCOMPARE(int(keys.last().size()), length);
    }

    void list_readerThatLeaves_doesNoHarm()
    {
        for (int i = 0; i < 20; ++i) {
            HttpClient client(m_service.port());
            client.send(requestBytes("GET /v1/state/long"));
            QCOMPARE(client.readHead().status, 200);
            client.socket().abort();
        }
        QCOMPARE(m_service.call("GET /health").status, 200);
    }
};

QTEST_GUILESS_MAIN(TstWorkflowList)
#include "tst_workflowlist.moc"
