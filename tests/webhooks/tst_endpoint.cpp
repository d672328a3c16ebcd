// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/endpointflaw.h"
#include "tests/webhooks/webhooksfixture.h"

#include <QRegularExpression>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

namespace {

constexpr auto standardBody = R"({"url":"https://example.com/h","events":["*"]})";

/// The fields that are wrong, and why the first one is.
template <class T> QByteArray problemsOf(const Outcome<T>& outcome)
{
    if (outcome)
        return "fine";
    const auto* refusal = std::get_if<Refusal>(&outcome.error());
    if (!refusal)
        return QByteArray("!") + errorCodeName(std::get<Error>(outcome.error()).code).latin1();
    if (refusal->problems.empty())
        return refusal->message;
    QByteArrayList fields;
    for (const FieldProblem& problem : refusal->problems)
        fields << problem.field;
    return fields.join(' ') + ": " + refusal->problems.front().message;
}

} // namespace

class EndpointTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void register_body_isJudged_data();
    void register_body_isJudged();
    void register_webhook_hasASecretBesideItsRecord();
    void register_whatIsTheServers_isIgnored();
    void register_oneTooMany_isRefused();
    void change_record_becomesWhatWasAsked_data();
    void change_record_becomesWhatWasAsked();
    void change_toEnabled_needsASecretAndRoom();
    void flawOf_whatOthersBring_isWhatIsWrong_data();
    void flawOf_whatOthersBring_isWhatIsWrong();
    void flawOf_oneTooMany_isTooMany();
    void change_missing_isRefused();
    void disable_webhook_saysWhy();
    void disable_recordThatBreaksTheRules_isDisabled();
    void remove_webhook_takesItsSecret();
    void renew_secret_isAnother();
    void reasons_names_areReadBack();
};

void EndpointTest::register_body_isJudged_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("problems");
    const auto row = [](const char* name, const QByteArray& body, const char* problems) {
        QTest::newRow(name) << body << QByteArray(problems);
    };
    const auto withUrl = [&row](const char* name, const QByteArray& url, const char* problems) {
        row(name, R"({"url":")" + url + R"(","events":["order.created"]})", problems);
    };
    row("least", standardBody, "fine");
    row("all",
        R"({"url":"http://localhost:1/","events":["order.shipped","return.completed"],)"
        R"("metadata":{"a":1},"status":"disabled"})",
        "fine");
    row("no object", "[]", "body: must be a JSON object.");
    row("nothing", "{}", "url events: is required.");
    row("unknown event", R"({"url":"http://a/","events":["order.eaten"]})",
        "events: must be an array of at least one of conversation.started, "
        "conversation.escalated, order.created, order.shipped, return.requested, return.approved, "
        "return.completed, *.");
    row("no status", R"({"url":"http://a/","events":["*"],"status":null})",
        "status: must be one of enabled, disabled.");
    row("large metadata",
        R"({"url":"http://a/","events":["*"],"metadata":{"a":")" +
            QByteArray(EndpointLimits::mostMetadata, 'a') + "\"}}",
        "metadata: must not have more than 16384 bytes.");
    row("large record",
        R"({"url":"http://a/","events":["*"],"b":")" + QByteArray(EndpointLimits::mostRecord, 'a') +
            "\"}",
        "body: must not have more than 65536 bytes.");
    withUrl(
        "another scheme", "ftp://a/",
        "url: must be an http or https URL, such as https://example.com/hooks.");
    withUrl(
        "no host", "http:///h",
        "url: must be an http or https URL, such as https://example.com/hooks.");
    withUrl("braces", "http://a/?a={}", "url: must not have { as it is: write %7B.");
    withUrl("space", "http://a/b c", "url: must not have a space as it is: write %20.");
    withUrl(
        "no escape", "http://a/%zz",
        "url: must not have a % without two hexadecimal digits behind it; the character itself is "
        "%25.");
    withUrl(
        "cut escape", "http://a/%2",
        "url: must not have a % without two hexadecimal digits behind it; the character itself is "
        "%25.");
    withUrl("escapes", "http://a/%7B%c3%BC", "fine");
    withUrl("user", "http://me@a/", "url: must not have a user name or password.");
    withUrl("password", "http://me:pw@a/", "url: must not have a user name or password.");
    withUrl("empty user", "http://@a/", "url: must not have a user name or password.");
    withUrl("fragment", "http://a/#b", "url: must not have a fragment (#).");
    withUrl("port 0", "http://a:0/", "url: must not have port 0.");
    withUrl("long", "http://a/" + QByteArray(EndpointLimits::mostUrl - 9, 'b'), "fine");
    withUrl(
        "longer", "http://a/" + QByteArray(EndpointLimits::mostUrl - 8, 'b'),
        "url: must not have more than 2048 bytes.");
}

void EndpointTest::register_body_isJudged()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, problems);
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    QCOMPARE(problemsOf(fixture.registered(body)), problems);
}

void EndpointTest::register_webhook_hasASecretBesideItsRecord()
{
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    const auto made = fixture.registered(standardBody);
    VERIFY_OK(made);
    static const QRegularExpression form(uR"(^whsec_[0-9a-f]{64}\z)"_s);
    QVERIFY(form.match(QString::fromLatin1(made->secret)).hasMatch());
    QCOMPARE(readSecret(fixture.reader(), made->record.id).value(), made->secret);
    QVERIFY(!fixture.recordText(made->record.id).contains("whsec_"));
    QVERIFY(made->record.id.startsWith("wh_"));
    QCOMPARE(made->record.id.size(), 23);
    const auto endpoint = readEndpoint(fixture.reader(), made->record.id);
    VERIFY_OK(endpoint);
    QVERIFY((*endpoint)->enabled);
    QVERIFY((*endpoint)->wants("order.created"));
    QCOMPARE((*endpoint)->url, QByteArray("https://example.com/h"));
}

void EndpointTest::register_whatIsTheServers_isIgnored()
{
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    const auto made = fixture.registered(
        R"({"url":"http://a/","secret":"mine","s\u0065cret":"mine","disabled_reason":"gone","events":["*"],"own":1})");
    VERIFY_OK(made);
    const QByteArray record = fixture.recordText(made->record.id);
    QVERIFY(!record.contains("mine") && !record.contains("gone"));
    QVERIFY(record.contains(R"("own":1)"));
}

void EndpointTest::register_oneTooMany_isRefused()
{
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    for (int i = 0; i < EndpointLimits::most; ++i)
        VERIFY_OK(fixture.registered(standardBody));
    QCOMPARE(
        problemsOf(fixture.registered(standardBody)),
        QByteArray("There are 100 webhooks already, and no more can be had."));
}

void EndpointTest::change_record_becomesWhatWasAsked_data()
{
    QTest::addColumn<bool>("isGone"); // disabled by the server before
    QTest::addColumn<RecordWrite>("write");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("members"); // between object and created_at; or what is wrong
    constexpr auto patch = RecordWrite::Patch;
    constexpr auto put = RecordWrite::Replace;
    QTest::newRow("patch") << false << patch << QByteArray(R"({"url":"http://b/","x":1})")
                           << QByteArray(
                                  R"("url":"http://b/","events":["*"],"status":"enabled","x":1)");
    QTest::newRow("put")
        << false << put << QByteArray(R"({"url":"http://b/","events":["order.created"]})")
        << QByteArray(R"("url":"http://b/","events":["order.created"],"status":"enabled")");
    QTest::newRow("patch keeps the reason")
        << true << patch << QByteArray(R"({"x":1,"disabled_reason":null})")
        << QByteArray(
               R"("url":"https://example.com/h","events":["*"],"status":"disabled","x":1,"disabled_reason":"gone")");
    QTest::newRow("enabled drops the reason")
        << true << patch << QByteArray(R"({"status":"enabled"})")
        << QByteArray(R"("url":"https://example.com/h","events":["*"],"status":"enabled")");
    QTest::newRow("put enables") << true << put
                                 << QByteArray(R"({"url":"http://b/","events":["*"]})")
                                 << QByteArray(
                                        R"("url":"http://b/","events":["*"],"status":"enabled")");
    QTest::newRow("null") << false << patch << QByteArray(R"({"url":null})")
                          << QByteArray("url: is required.");
    QTest::newRow("user info") << false << patch << QByteArray(R"({"url":"http://a@b/"})")
                               << QByteArray("url: must not have a user name or password.");
    QTest::newRow("no object") << false << patch << QByteArray("1")
                               << QByteArray("body: must be a JSON object.");
}

void EndpointTest::change_record_becomesWhatWasAsked()
{
    QFETCH(bool, isGone);
    QFETCH(RecordWrite, write);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, members);
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray id = fixture.registered(standardBody)->record.id;
    if (isGone) {
        const auto disabled = fixture.store().transactAndWait(
            {}, [&](Transaction& t) { return disable(t, id, DisabledReason::Gone); });
        VERIFY_OK(disabled);
        QVERIFY(*disabled);
    }
    const auto changed = fixture.changed(id, body, write);
    if (!changed) {
        QCOMPARE(problemsOf(changed), members);
        return;
    }
    QByteArray text = fixture.recordText(id);
    QCOMPARE(text, changed->value.bytes());
    text = text.sliced(text.indexOf(R"("webhook",)") + 10);
    QCOMPARE(text.first(text.indexOf(R"(,"created_at")")), members);
}

void EndpointTest::change_toEnabled_needsASecretAndRoom()
{
    const QByteArray enable = R"({"status":"enabled"})";
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    const EntryName lone{endpointSpace(), Key("wh_lone")};
    VERIFY_OK(fixture.set(lone, standardBody));
    QVERIFY(problemsOf(fixture.changed("wh_lone", enable))
                .startsWith("status: cannot become enabled without a secret: make one by POST"));
    VERIFY_OK(fixture.changed("wh_lone", R"({"status":"disabled"})"));
    VERIFY_OK(fixture.write([&](Transaction& t) { return renewSecret(t, "wh_lone"); }));
    VERIFY_OK(fixture.changed("wh_lone", enable));
    VERIFY_OK(fixture.changed("wh_lone", R"({"status":"disabled"})"));
    for (int i = 1; i < EndpointLimits::most; ++i)
        VERIFY_OK(fixture.registered(standardBody));
    const EntryName more{endpointSpace(), Key("wh_more")};
    VERIFY_OK(fixture.set(more, standardBody));
    QCOMPARE(
        problemsOf(fixture.changed("wh_lone", enable)),
        QByteArray("status: cannot become enabled: 100 others are."));
}

void EndpointTest::flawOf_whatOthersBring_isWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<bool>("hasSecret");
    QTest::addColumn<QByteArray>("flaw");
    const auto row = [](const char* name, const QByteArray& record, bool hasSecret,
                        const char* flaw) {
        QTest::newRow(name) << record << hasSecret << QByteArray(flaw);
    };
    row("fine", standardBody, true, "");
    row("no secret", standardBody, false, "no_secret");
    row("another scheme", R"({"url":"ftp://x","events":["*"]})", true, "invalid");
    row("nothing", "{}", false, "invalid");
    row("no object", "7", true, "invalid");
    row("disabled", R"({"status":"disabled"})", false, "");
    row("as large as can be",
        R"({"url":"http://a/","events":["*"],"b":")" +
            QByteArray(EndpointLimits::mostRecord - 42, 'a') +
            R"(","status":"enabled","created_at":"2024-01-15T10:30:00Z"})",
        true, "");
}

void EndpointTest::flawOf_whatOthersBring_isWhatIsWrong()
{
    QFETCH(QByteArray, record);
    QFETCH(bool, hasSecret);
    QFETCH(QByteArray, flaw);
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    VERIFY_OK(fixture.set({endpointSpace(), Key("wh_x")}, record));
    if (hasSecret)
        VERIFY_OK(fixture.write([&](Transaction& t) { return renewSecret(t, "wh_x"); }));
    const auto found = flawOf(fixture.reader(), "wh_x");
    VERIFY_OK(found);
    QCOMPARE(*found ? nameOf(**found).toByteArray() : QByteArray(), flaw);
    const auto disabled = fixture.store().transactAndWait(
        {}, [](Transaction& t) { return disableFlawed(t, "wh_x"); });
    QCOMPARE(disabled.value(), !flaw.isEmpty());
    if (!flaw.isEmpty())
        QCOMPARE(readEndpoint(fixture.reader(), "wh_x").value()->disabledReason, flaw);
}

void EndpointTest::flawOf_oneTooMany_isTooMany()
{
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    for (int i = 0; i < EndpointLimits::most; ++i)
        VERIFY_OK(fixture.registered(standardBody));
    VERIFY_OK(fixture.set({endpointSpace(), Key("wh_more")}, standardBody));
    VERIFY_OK(fixture.write([&](Transaction& t) { return renewSecret(t, "wh_more"); }));
    QVERIFY(flawOf(fixture.reader(), "wh_more").value() == DisabledReason::TooMany);
    VERIFY_OK(fixture.store().transactAndWait(
        {}, [](Transaction& t) { return disableFlawed(t, "wh_more"); }));
    // Then none is one too many.
    const auto endpoints = readEndpoints(fixture.reader()).value();
    QVERIFY(!flawOf(fixture.reader(), endpoints.front().id).value());
}

void EndpointTest::change_missing_isRefused()
{
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    QCOMPARE(
        problemsOf(fixture.changed("wh_none", "{}")),
        QByteArray("The requested webhook does not exist"));
}

void EndpointTest::disable_webhook_saysWhy()
{
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray id = fixture.webhook();
    const auto disableIt = [&](DisabledReason reason) {
        return fixture.store().transactAndWait(
            {}, [&](Transaction& t) { return disable(t, id, reason); });
    };
    QCOMPARE(disableIt(DisabledReason::TooOld).value(), true);
    QCOMPARE(disableIt(DisabledReason::Gone).value(), false); // the first reason stays
    const auto endpoint = readEndpoint(fixture.reader(), id);
    VERIFY_OK(endpoint);
    QVERIFY(!(*endpoint)->enabled);
    QCOMPARE((*endpoint)->disabledReason, QByteArray("too_old"));
    const auto missing = fixture.store().transactAndWait(
        {}, [&](Transaction& t) { return disable(t, "wh_none", DisabledReason::Gone); });
    QCOMPARE(missing.value(), false);
}

void EndpointTest::disable_recordThatBreaksTheRules_isDisabled()
{
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    VERIFY_OK(fixture.set({endpointSpace(), Key("wh_odd")}, R"({"url":5,"extra":[1.10]})"));
    const auto disabled = fixture.store().transactAndWait(
        {}, [](Transaction& t) { return disable(t, "wh_odd", DisabledReason::NoSecret); });
    QCOMPARE(disabled.value(), true);
    QVERIFY(fixture.recordText("wh_odd").startsWith(
        R"({"id":"wh_odd","object":"webhook","url":5,"extra":[1.10],"status":"disabled","disabled_reason":"no_secret",)"));
}

void EndpointTest::remove_webhook_takesItsSecret()
{
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray id = fixture.webhook();
    VERIFY_OK(fixture.write([&](Transaction& t) { return removeEndpoint(t, id); }));
    QCOMPARE(readSecret(fixture.reader(), id).value(), QByteArray());
    QVERIFY(!readEndpoint(fixture.reader(), id).value());
    QCOMPARE(
        problemsOf(fixture.write([&](Transaction& t) { return removeEndpoint(t, id); })),
        QByteArray("The requested webhook does not exist"));
}

void EndpointTest::renew_secret_isAnother()
{
    WebhooksFixture fixture;
    VERIFY_OK(fixture.open());
    const auto made = fixture.registered(standardBody);
    VERIFY_OK(made);
    const auto renewed =
        fixture.write([&](Transaction& t) { return renewSecret(t, made->record.id); });
    VERIFY_OK(renewed);
    QVERIFY(renewed->secret != made->secret);
    QCOMPARE(readSecret(fixture.reader(), made->record.id).value(), renewed->secret);
    QCOMPARE(
        problemsOf(fixture.write([&](Transaction& t) { return renewSecret(t, "wh_none"); })),
        QByteArray("The requested webhook does not exist"));
}

void EndpointTest::reasons_names_areReadBack()
{
    for (const auto reason :
         {DisabledReason::Gone, DisabledReason::QueueFull, DisabledReason::TooOld,
          DisabledReason::NoSecret, DisabledReason::Invalid, DisabledReason::TooMany})
        QVERIFY(disabledReasonOf(nameOf(reason)) == reason);
    QVERIFY(!disabledReasonOf("bored"));
}

QTEST_GUILESS_MAIN(EndpointTest)
#include "tst_endpoint.moc"
