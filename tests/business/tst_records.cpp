// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/business/businessfixture.h"

#include <QRegularExpression>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto startText = "2023-11-14T22:13:20.000Z";

/// The record with its id as ID, and other ids as given; or what was refused.
template <class T> QByteArray textOf(const Outcome<T>& outcome)
{
    if (outcome) {
        QByteArray text = outcome->record.value.bytes();
        return text.replace(outcome->record.id, "ID");
    }
    const auto* refusal = std::get_if<Refusal>(&outcome.error());
    if (!refusal)
        return QByteArray("!") + errorCodeName(std::get<Error>(outcome.error()).code).latin1();
    if (refusal->kind == RefusalKind::Missing)
        return "!missing " + refusal->object + ' ' + refusal->id + ' ' + refusal->field;
    QByteArrayList lines;
    for (const FieldProblem& problem : refusal->problems)
        lines << problem.field + ' ' + problem.message;
    return "!" + lines.join(' ');
}

} // namespace

class RecordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void create_body_isStoredOrRefused_data();
    void create_body_isStoredOrRefused();
    void create_reference_mustExist();
    void create_many_idsAscend();
    void create_inOneTransaction_idsAscend();
    void change_record_becomesWhatWasAsked_data();
    void change_record_becomesWhatWasAsked();
    void change_reference_isJudgedWhenItChanges();
    void change_otherVersionExpected_isAConflict();
    void change_missing_isRefused();
    void change_entryOfAnyShape_becomesARecord();
    void events_ofAHistory_areThose_data();
    void events_ofAHistory_areThose();
    void remove_record_leavesThoseThatReferToIt();
    void read_idThatIsNoKey_findsNothing();
    void check_value_isARecordOrRefused_data();
    void check_value_isARecordOrRefused();
};

void RecordsTest::create_body_isStoredOrRefused_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char* name, const char* resource, const char* body, QByteArray out) {
        QTest::newRow(name) << QByteArray(resource) << QByteArray(body)
                            << out.replace("NOW", startText);
    };
    row("least", "agents", R"({"name":"A"})",
        R"({"id":"ID","object":"agent","name":"A","status":"active","created_at":"NOW","updated_at":"NOW"})");
    row("order, digits, escapes", "agents",
        R"({"z":1.10,"name":"\u0041","a":1e400,"b":{"y":1,"x":1}})",
        R"({"id":"ID","object":"agent","z":1.10,"name":"\u0041","a":1e400,"b":{"y":1,"x":1},"status":"active","created_at":"NOW","updated_at":"NOW"})");
    row("system fields are ours", "agents",
        R"({"id":"x","object":"y","created_at":1,"name":"A","updated_at":null,"status":"off"})",
        R"({"id":"ID","object":"agent","name":"A","status":"off","created_at":"NOW","updated_at":"NOW"})");
    row("escaped system field", "agents", R"({"\u0069d":"x","name":"A"})",
        R"({"id":"ID","object":"agent","name":"A","status":"active","created_at":"NOW","updated_at":"NOW"})");
    row("of a name the last", "agents", R"({"name":1,"b":2,"n\u0061me":"A","b":3})",
        R"({"id":"ID","object":"agent","n\u0061me":"A","b":3,"status":"active","created_at":"NOW","updated_at":"NOW"})");
    row("null where it may be", "agents", R"({"name":"A","role":null,"status":null})",
        R"({"id":"ID","object":"agent","name":"A","role":null,"status":null,"created_at":"NOW","updated_at":"NOW"})");
    row("open object", "orders", R"({"items":[{"n":12345678901234567890}]})",
        R"({"id":"ID","object":"order","items":[{"n":12345678901234567890}],"status":"pending","created_at":"NOW","updated_at":"NOW"})");
    row("webhook", "webhooks", R"({"url":"https://x.example/y","events":["*"]})",
        R"({"id":"ID","object":"webhook","url":"https://x.example/y","events":["*"],"status":"enabled","created_at":"NOW","updated_at":"NOW"})");
    row("name missing", "agents", "{}", "!name is required.");
    row("name null", "agents", R"({"name":null})", "!name is required.");
    row("name empty", "agents", R"({"name":""})", "!name must not be empty.");
    row("all that is wrong", "agents",
        R"({"name":5,"capabilities":{"a":1,"b":true},"metadata":[]})",
        "!name must be text. capabilities.a must be true or false. metadata must be an object.");
    row("no object", "agents", "[1]", "!body must be a JSON object.");
    row("status", "orders", R"({"status":"lost"})",
        "!status must be one of pending, processing, shipped, delivered, cancelled.");
    row("score", "conversations",
        R"({"agent_id":"$agent","channel":"web","satisfaction_score":5.01})",
        "!satisfaction_score must be a number from 1 to 5.");
    row("score at its bound", "conversations",
        R"({"agent_id":"$agent","channel":"web","satisfaction_score":5.0})",
        R"({"id":"ID","object":"conversation","agent_id":"$agent","channel":"web","satisfaction_score":5.0,"status":"open","created_at":"NOW","updated_at":"NOW"})");
    const auto score = [&row](const char* name, const QByteArray& number, bool holds) {
        const QByteArray body =
            R"({"agent_id":"$agent","channel":"web","satisfaction_score":)" + number + '}';
        const QByteArray record = R"({"id":"ID","object":"conversation",)" +
                                  body.sliced(1).chopped(1) +
                                  R"(,"status":"open","created_at":"NOW","updated_at":"NOW"})";
        row(name, "conversations", body.constData(),
            holds ? record : "!satisfaction_score must be a number from 1 to 5.");
    };
    score("score a hair above", "5.0000000000000000000001", false);
    score("score a hair below", "0.99999999999999999999999", false);
    score("score a hair within", "4.9999999999999999999999", true);
    score("score of a power", "50e-1", true);
    score("score below zero", "-1", false);
    score("score without bounds", "1e999999", false);
    score("score true", "true", false);
    row("role", "messages", R"({"conversation_id":"c","content":"x","role":"robot"})",
        "!role must be one of user, assistant, system.");
    row("time", "messages",
        R"({"conversation_id":"c","content":"x","role":"user","timestamp":"noon"})",
        "!timestamp must be a date, or a date and time such as 2024-01-15T10:30:00Z.");
    for (const char* const time :
         {"2024-01-15garbage", "2024-01-15T", "2024-01-15T25:00:00Z", "2024-01-15T10:60:00Z",
          "2024-01-15T10:30:61Z", "2024-01-15T10:30:00+99:99", "2024-01-15T10:30:00ZZ",
          "2024-01-15T10:30:00.Z", "2024-02-30", "2024-01-15T10:30:00Z\\n", "2024-01-15\\u0000",
          "2024-01-15Z"}) {
        QTest::newRow(time) << QByteArray("messages")
                            << QByteArray(R"({"conversation_id":"c","content":"x","role":"user",)"
                                          R"("timestamp":")") +
                                   time + "\"}"
                            << QByteArray("!timestamp must be a date, or a date and time such as "
                                          "2024-01-15T10:30:00Z.");
    }
    // Judged before the conversation is looked for.
    for (const char* const time :
         {"2024-01-15", "2024-02-29T23:59:59Z", "2024-01-15T10:30", "2024-01-15T10:30:00.123456Z",
          "2024-01-15T10:30:00+05:30", "2024-01-15T10:30:00-0800", "2024-01-15T10:30:00.5"}) {
        QTest::newRow(time) << QByteArray("messages")
                            << QByteArray(R"({"conversation_id":"c","content":"x","role":"user",)"
                                          R"("timestamp":")") +
                                   time + "\"}"
                            << QByteArray("!missing conversation c conversation_id");
    }
    row("url", "webhooks", R"({"url":"ftp://x","events":["order.lost"]})",
        "!url must be an http or https URL, such as https://example.com/hooks."
        " events must be an array of at least one of conversation.started, conversation.escalated,"
        " order.created, order.shipped, return.requested, return.approved, return.completed, *.");
    row("events empty", "webhooks", R"({"url":"http://x","events":[]})",
        "!events must be an array of at least one of conversation.started, conversation.escalated,"
        " order.created, order.shipped, return.requested, return.approved, return.completed, *.");
    row("reference of a wrong type", "returns", R"({"order_id":7})",
        "!order_id must be an id of orders.");
}

void RecordsTest::create_body_isStoredOrRefused()
{
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, outcome);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray agent = f.made("agents", R"({"name":"A"})");
    const Seq before = f.position().last;
    const auto created = f.create(resource, body.replace("$agent", agent));
    QCOMPARE(textOf(created), outcome.replace("$agent", agent));
    QCOMPARE(f.position().last.value() - before.value(), created ? 1 : 0);
    if (!created)
        return;
    const auto record = readRecord(f.reader(), f.resource(resource), created->record.id);
    VERIFY_OK(record);
    QCOMPARE((*record)->value, created->record.value);
    static const QRegularExpression form(u"^[a-z]+_[0-9a-z]{20}$"_s);
    QVERIFY(form.match(QString::fromUtf8(created->record.id)).hasMatch());
}

void RecordsTest::create_reference_mustExist()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    const auto refused = f.create("conversations", R"({"agent_id":"agent_123","channel":"web"})");
    QCOMPARE(textOf(refused), "!missing agent agent_123 agent_id");
    QCOMPARE(std::get<Refusal>(refused.error()).message, "The requested agent does not exist");
    const QByteArray agent = f.made("agents", R"({"name":"A"})");
    QVERIFY(f.create("conversations", R"({"agent_id":")" + agent + R"(","channel":"web"})"));
}

void RecordsTest::create_many_idsAscend()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    QByteArray last;
    for (int i = 0; i < 50; ++i) {
        if (i % 10 == 9)
            f.clock.advance(Milliseconds(1));
        if (i == 30) { // neither a clock set back nor a start makes them go back
            f.close();
            f.clock.setNow(Timestamp(1'600'000'000'000));
            VERIFY_OK(f.open());
        }
        const QByteArray id = f.made("agents", R"({"name":"A"})");
        QVERIFY2(last < id, (last + ' ' + id).constData());
        last = id;
    }
}

void RecordsTest::create_inOneTransaction_idsAscend()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    QByteArrayList ids;
    const auto written = f.write([&](Transaction& transaction) -> Outcome<void> {
        ids.clear();
        for (int i = 0; i < 20; ++i) {
            auto made = createRecord(transaction, f.resource("orders"), json("{}"));
            if (!made)
                return tl::unexpected(std::move(made).error());
            ids << made->record.id;
        }
        return {};
    });
    QVERIFY(written);
    QVERIFY(std::is_sorted(ids.begin(), ids.end(), std::less_equal<>()));
}

void RecordsTest::change_record_becomesWhatWasAsked_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<RecordWrite>("how");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char* name, RecordWrite how, const char* body, QByteArray outcome) {
        outcome.replace("THEN", startText).replace("NOW", "2023-11-14T22:13:20.005Z");
        QTest::newRow(name) << QByteArray(body) << how << outcome;
    };
    // Of {"name":"A","role":"r","metadata":{"a":1,"b":2},"x":1.0}
    row("patch of nothing", RecordWrite::Patch, "{}",
        R"({"id":"ID","object":"agent","name":"A","role":"r","metadata":{"a":1,"b":2},"x":1.0,"status":"active","created_at":"THEN","updated_at":"NOW"})");
    row("patch of the top level", RecordWrite::Patch, R"({"new":[],"metadata":{"c":3},"x":2.50})",
        R"({"id":"ID","object":"agent","name":"A","role":"r","metadata":{"c":3},"x":2.50,"status":"active","new":[],"created_at":"THEN","updated_at":"NOW"})");
    row("patch with null", RecordWrite::Patch, R"({"role":null})",
        R"({"id":"ID","object":"agent","name":"A","role":null,"metadata":{"a":1,"b":2},"x":1.0,"status":"active","created_at":"THEN","updated_at":"NOW"})");
    row("patch of system fields", RecordWrite::Patch, R"({"id":"other","created_at":0})",
        R"({"id":"ID","object":"agent","name":"A","role":"r","metadata":{"a":1,"b":2},"x":1.0,"status":"active","created_at":"THEN","updated_at":"NOW"})");
    row("put", RecordWrite::Replace, R"({"y":1,"name":"B"})",
        R"({"id":"ID","object":"agent","y":1,"name":"B","status":"active","created_at":"THEN","updated_at":"NOW"})");
    row("patch refused", RecordWrite::Patch, R"({"name":null,"metadata":1})",
        "!name is required. metadata must be an object.");
    row("put refused", RecordWrite::Replace, "{}", "!name is required.");
    row("patch of no object", RecordWrite::Patch, "1", "!body must be a JSON object.");
}

void RecordsTest::change_record_becomesWhatWasAsked()
{
    QFETCH(QByteArray, body);
    QFETCH(RecordWrite, how);
    QFETCH(QByteArray, outcome);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray id =
        f.made("agents", R"({"name":"A","role":"r","metadata":{"a":1,"b":2},"x":1.0})");
    f.clock.advance(Milliseconds(5));
    const auto changed = f.change("agents", id, body, how);
    QCOMPARE(textOf(changed), outcome);
    if (changed)
        QCOMPARE(f.value({f.resource("agents").space(), Key(id)}), changed->record.value.bytes());
}

void RecordsTest::change_reference_isJudgedWhenItChanges()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray agent = f.made("agents", R"({"name":"A"})");
    const QByteArray body = R"({"agent_id":")" + agent + R"(","channel":"web"})";
    const QByteArray id = f.made("conversations", body);
    QVERIFY(f.write([&](Transaction& transaction) {
        return removeRecord(transaction, f.resource("agents"), agent);
    }));
    QVERIFY(f.change("conversations", id, R"({"status":"closed"})", RecordWrite::Patch));
    QVERIFY(f.change("conversations", id, body, RecordWrite::Replace));
    QCOMPARE(
        textOf(f.change("conversations", id, R"({"agent_id":"agent_2"})", RecordWrite::Patch)),
        "!missing agent agent_2 agent_id");
}

void RecordsTest::change_otherVersionExpected_isAConflict()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray id = f.made("agents", R"({"name":"A"})");
    QCOMPARE(textOf(f.change("agents", id, "{}", RecordWrite::Patch, Version(7))), "!Conflict");
    const auto changed = f.change("agents", id, "{}", RecordWrite::Patch, Version(1));
    QVERIFY(changed);
    QCOMPARE(changed->record.version, Version(2));
}

void RecordsTest::change_missing_isRefused()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    QCOMPARE(
        textOf(f.change("agents", "agent_xyz", "{}", RecordWrite::Patch)),
        "!missing agent agent_xyz ");
    const auto removed = f.write([&](Transaction& transaction) {
        return removeRecord(transaction, f.resource("agents"), "agent_xyz");
    });
    QVERIFY(!removed);
}

void RecordsTest::change_entryOfAnyShape_becomesARecord()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    for (const QByteArray value : {"[1,2]", "\"text\"", "{\"created_at\":5,\"name\":7}"}) {
        VERIFY_OK(f.set({f.resource("agents").space(), Key("agent_odd")}, value));
        const auto changed = f.change("agents", "agent_odd", R"({"name":"N"})", RecordWrite::Patch);
        QCOMPARE(
            textOf(changed),
            QByteArray(
                R"({"id":"ID","object":"agent","name":"N","created_at":"NOW","updated_at":"NOW"})")
                .replace("NOW", startText));
    }
}

void RecordsTest::events_ofAHistory_areThose_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArrayList>("bodies"); // the first creates, the others patch
    QTest::addColumn<QByteArrayList>("events"); // of each
    const auto row = [](const char* name, const char* resource, QByteArrayList bodies,
                        QByteArrayList events) {
        QTest::newRow(name) << QByteArray(resource) << bodies << events;
    };
    row("order", "orders",
        {"{}", R"({"status":"shipped"})", R"({"status":"shipped","a":1})",
         R"({"status":"delivered"})", R"({"status":"shipped"})"},
        {"order.created", "order.shipped", "", "", "order.shipped"});
    row("order made as shipped", "orders", {R"({"status":"shipped"})"},
        {"order.created,order.shipped"});
    row("conversation", "conversations",
        {R"({"agent_id":"$agent","channel":"web"})", R"({"status":"escalated"})",
         R"({"status":"closed"})"},
        {"conversation.started", "conversation.escalated", ""});
    row("agent", "agents", {R"({"name":"A"})", R"({"status":"shipped"})"}, {"", ""});
}

void RecordsTest::events_ofAHistory_areThose()
{
    QFETCH(QByteArray, resource);
    QFETCH(QByteArrayList, bodies);
    QFETCH(QByteArrayList, events);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray agent = f.made("agents", R"({"name":"A"})");
    QByteArray id;
    QByteArrayList found;
    for (QByteArray& body : bodies) {
        body.replace("$agent", agent);
        const auto changed = id.isEmpty() ? f.create(resource, body)
                                          : f.change(resource, id, body, RecordWrite::Patch);
        QVERIFY(changed);
        id = changed->record.id;
        found << changed->events.join(',');
    }
    QCOMPARE(found, events);
}

void RecordsTest::remove_record_leavesThoseThatReferToIt()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray order = f.made("orders", "{}");
    const QByteArray back = f.made("returns", R"({"order_id":")" + order + R"("})");
    QVERIFY(f.write([&](Transaction& transaction) {
        return removeRecord(transaction, f.resource("orders"), order);
    }));
    QVERIFY(!readRecord(f.reader(), f.resource("orders"), order).value());
    QVERIFY(readRecord(f.reader(), f.resource("returns"), back).value());
}

void RecordsTest::read_idThatIsNoKey_findsNothing()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    for (const QByteArray& id : {QByteArray(), QByteArray("a\0b", 3), QByteArray("\xff")})
        QVERIFY(!readRecord(f.reader(), f.resource("orders"), id).value());
}

void RecordsTest::check_value_isARecordOrRefused_data()
{
    QTest::addColumn<QByteArray>("space");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("refusal"); // what it says of it
    const auto row = [](const char* name, const char* value, const char* refusal,
                        const char* space = "business/agents") {
        QTest::newRow(name) << QByteArray(space) << QByteArray(value) << QByteArray(refusal);
    };
    row("record",
        R"({"id":"ID","object":"agent","name":"A","created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"})",
        "");
    row("with a day for a time",
        R"({"id":"ID","object":"agent","name":"A","created_at":"2024-01-01","updated_at":"2024-01-01T00:00:00.000Z"})",
        "2024-01-15T10:30:00.000Z");
    row("with another zone",
        R"({"id":"ID","object":"agent","name":"A","created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000+01:00"})",
        "2024-01-15T10:30:00.000Z");
    row("with an impossible time",
        R"({"id":"ID","object":"agent","name":"A","created_at":"2024-02-30T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"})",
        "2024-01-15T10:30:00.000Z");
    row("of another name",
        R"({"id":"no","object":"agent","name":"A","created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"})",
        "an object whose id is its key");
    row("of another kind",
        R"({"id":"ID","object":"order","name":"A","created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"})",
        "object \"agent\"");
    row("without its times", R"({"id":"ID","object":"agent","name":"A"})", "created_at");
    row("against the rules",
        R"({"id":"ID","object":"agent","created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"})",
        "name is required");
    row("no object", "1", "must be a JSON object");
    row("no collection", "1", "", "business/unheard-of");
    row("elsewhere", "1", "", "workflow/w");
}

void RecordsTest::check_value_isARecordOrRefused()
{
    QFETCH(QByteArray, space);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, refusal);
    const auto checked = checkRecord(entryName(space, "ID"), json(value));
    QCOMPARE(checked.has_value(), refusal.isEmpty());
    if (!checked) {
        QCOMPARE(checked.error().code, ErrorCode::InvalidInput);
        QVERIFY2(
            checked.error().message.contains(QString::fromUtf8(refusal)),
            qPrintable(checked.error().message));
    }
}

QTEST_GUILESS_MAIN(RecordsTest)
#include "tst_records.moc"
