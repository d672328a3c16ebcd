// SPDX-License-Identifier: GPL-3.0-or-later
// What a script does to its state, and how runs are kept apart.
#include "tests/hooks/hookfixture.h"

#include <QSemaphore>

#include <atomic>

using namespace stateroom;
using namespace stateroom::test;

namespace {

/// As the document has it (reference: State API, "Using State in Scripts").
const QByteArray documented = R"(
function preSavePage(options) {
  // Get state using built-in state functions
  const lastSync = options.state.get('last_sync_timestamp');

  // Filter to only new records
  const newRecords = options.data.filter(record =>
    new Date(record.modifiedAt) > new Date(lastSync)
  );

  // Update state for next run
  if (newRecords.length > 0) {
    const latestTimestamp = newRecords
      .map(r => r.modifiedAt)
      .sort()
      .pop();
    options.state.set('last_sync_timestamp', latestTimestamp);
  }

  return { data: newRecords, errors: options.errors };
}
)";

EntryName name(const QByteArray& key)
{
    return entryName("integration/", key);
}

} // namespace

class HookRunnerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void run_documentsExample_keepsNewRecordsAndTheirTime();
    void run_stateCalls_seeOwnWritesAndTheStore();
    void run_changes_areAttributedInOneRevision();
    void run_ofAResource_hasStateOfItsOwn();
    void run_hookThrows_leavesNothing();
    void run_dry_tellsChangesAndMakesNone();
    void run_readKeyChangedMeanwhile_isRunAgain();
    void run_changedEachTime_isConflict();
    void run_severalReadsChangedBetween_areNotTakenTogether();
    void run_manyAtOnce_countExactly();
    void run_tooManyWaiting_areRefused();
    void run_contextGoes_endsTheScript();
    void run_contextGoesBeforeItsWrites_makesNone();
    void run_malformedRequest_isRefused_data();
    void run_malformedRequest_isRefused();
    void run_programMissing_saysSo();
    void run_storeCannotBeWritten_saysWhy();
    void run_doneBefore_doesNothing();
};

void HookRunnerTest::run_documentsExample_keepsNewRecordsAndTheirTime()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    VERIFY_OK(fixture.set(name("last_sync_timestamp"), "\"2026-03-02T00:00:00Z\""));
    HookRequest wish = HookFixture::request(
        documented, R"({"data":[{"id":1,"modifiedAt":"2026-03-01T00:00:00Z"},)"
                    R"({"id":2,"modifiedAt":"2026-03-04T00:00:00Z"},)"
                    R"({"id":3,"modifiedAt":"2026-03-03T00:00:00Z"}],"errors":[]})");
    wish.function = QStringLiteral("preSavePage");
    const auto outcome = fixture.run(wish);
    QCOMPARE(
        HookFixture::textOf(outcome),
        R"({"data":[{"id":2,"modifiedAt":"2026-03-04T00:00:00Z"},)"
        R"({"id":3,"modifiedAt":"2026-03-03T00:00:00Z"}],"errors":[]})");
    QCOMPARE(outcome->runs, 1);
    QCOMPARE(fixture.value(name("last_sync_timestamp")), "\"2026-03-04T00:00:00Z\"");
}

void HookRunnerTest::run_stateCalls_seeOwnWritesAndTheStore()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    VERIFY_OK(fixture.set(name("a"), R"({"n":1})"));
    const auto outcome = fixture.run(R"(function hook({ state }) {
        const seen = [state.get('a'), state.get('b') === undefined];
        state.set('b', { x: [1, 'é'] });
        state.set('null', null);
        state.remove('a');
        state.remove('never');
        state.get('b').x.push(2);   // a copy
        seen.push(state.get('a') === undefined, state.get('b'), state.get('null'));
        state.set(7, 'a number is a key');
        return seen;
    })");
    QCOMPARE(HookFixture::textOf(outcome), R"([{"n":1},true,true,{"x":[1,"é"]},null])");
    QCOMPARE(fixture.value(name("a")), "");
    QCOMPARE(fixture.value(name("b")), R"({"x":[1,"é"]})");
    QCOMPARE(fixture.value(name("null")), "null");
    QCOMPARE(fixture.value(name("7")), "\"a number is a key\"");
    QCOMPARE(outcome->changes.size(), 4U); // not `never`
}

void HookRunnerTest::run_changes_areAttributedInOneRevision()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    const Seq before = fixture.position().last;
    QCOMPARE(
        fixture.resultOf(
            "function hook(o) { o.state.set('x', 1); o.state.set('y', 2); o.state.set('x', 3) }"),
        "null");
    const auto log = fixture.log(before);
    QCOMPARE(
        describe(log), (QStringList{
                           QStringLiteral("set integration/ x v1 =3"),
                           QStringLiteral("set integration/ y v1 =2")}));
    QCOMPARE(log[0].revision, log[1].revision);
    QCOMPARE(log[0].by.keyId, "tester");
    QCOMPARE(log[0].by.requestId, "r1");
}

void HookRunnerTest::run_ofAResource_hasStateOfItsOwn()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    VERIFY_OK(fixture.set(name("a"), "1"));
    HookRequest wish = HookFixture::request(
        "function hook(o) { o.state.set('b', 2); return o.state.get('a') === undefined }");
    wish.space = Namespace("integration", "imports/55cc");
    QCOMPARE(HookFixture::textOf(fixture.run(wish)), "true");
    QCOMPARE(fixture.value(entryName("integration/imports/55cc", "b")), "2");
    QCOMPARE(fixture.value(name("b")), "");
}

void HookRunnerTest::run_hookThrows_leavesNothing()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    const Seq before = fixture.position().last;
    const auto outcome =
        fixture.run("function hook(o) {\n  o.state.set('x', 1);\n  console.log('set');\n"
                    "  throw new Error('no more');\n}");
    VERIFY_OK(outcome);
    QVERIFY(outcome->failure);
    QCOMPARE(int(outcome->failure->kind), int(HookFailureKind::Script));
    QCOMPARE(outcome->failure->message, QStringLiteral("Error: no more"));
    QCOMPARE(outcome->failure->line, 4);
    QCOMPARE(outcome->failure->stack, QStringLiteral("hook (line 4)"));
    QCOMPARE(HookFixture::logOf(*outcome), (QByteArrayList{"i set"}));
    QVERIFY(outcome->changes.empty());
    QCOMPARE(fixture.position().last, before);
}

void HookRunnerTest::run_dry_tellsChangesAndMakesNone()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    VERIFY_OK(fixture.set(name("a"), "1"));
    const Seq before = fixture.position().last;
    HookRequest wish = HookFixture::request(
        "function hook(o) { o.state.set('a', o.state.get('a') + 1); return o.state.get('a') }");
    wish.dryRun = true;
    const auto outcome = fixture.run(wish);
    QCOMPARE(HookFixture::textOf(outcome), "2");
    QCOMPARE(outcome->changes.size(), 1U);
    QCOMPARE(outcome->changes[0].before, json("1"));
    QCOMPARE(outcome->changes[0].after, json("2"));
    QCOMPARE(outcome->changes[0].version, Version(0));
    QCOMPARE(fixture.position().last, before);
}

void HookRunnerTest::run_readKeyChangedMeanwhile_isRunAgain()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    VERIFY_OK(fixture.set(name("n"), "1"));
    HookRequest wish = HookFixture::request(
        "function hook(o) { const n = o.state.get('n') + 1; console.log(n); o.state.set('n', n); "
        "return n }");
    // What another writes before the script's own writes are made.
    std::atomic<int> others = 0;
    wish.once.isDone = [&others](Transaction& transaction) -> Result<bool> {
        if (++others > 2)
            return false;
        auto written = transaction.set(name("n"), JsonText::fromNumber(10 * others));
        return written ? Result<bool>(false) : failureOf(written);
    };
    wish.once.keep = [](Transaction&, const HookOutcome&) -> Result<void> { return {}; };
    const auto outcome = fixture.run(wish);
    QCOMPARE(HookFixture::textOf(outcome), "21");
    QCOMPARE(fixture.value(name("n")), "21");
    QCOMPARE(outcome->runs, 3);
    QCOMPARE(HookFixture::logOf(*outcome), (QByteArrayList{"i 21"})); // of the last run alone
}

void HookRunnerTest::run_changedEachTime_isConflict()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    HookRequest wish = HookFixture::request(
        "function hook(o) { o.state.set('seen', o.state.get('n') === undefined); return 1 }");
    // It is missing at first, and counts as read.
    wish.once.isDone = [](Transaction& transaction) -> Result<bool> {
        auto written = transaction.set(name("n"), json("1"));
        return written ? Result<bool>(false) : failureOf(written);
    };
    wish.once.keep = [](Transaction&, const HookOutcome&) -> Result<void> { return {}; };
    const auto outcome = fixture.run(wish);
    VERIFY_OK(outcome);
    QVERIFY(outcome->failure);
    QCOMPARE(int(outcome->failure->kind), int(HookFailureKind::Conflict));
    QCOMPARE(outcome->runs, maxHookRuns);
    QCOMPARE(outcome->result.bytes(), "null");
    QCOMPARE(fixture.value(name("seen")), "");
}

void HookRunnerTest::run_severalReadsChangedBetween_areNotTakenTogether()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    // Both are always written together and alike; a script that only reads must see them so.
    const auto writeBoth = [&fixture](int n) {
        return fixture.store().transactAndWait({}, [n](Transaction& t) -> Result<Version> {
            if (auto a = t.set(name("a"), JsonText::fromNumber(n)); !a)
                return a;
            return t.set(name("b"), JsonText::fromNumber(n));
        });
    };
    VERIFY_OK(writeBoth(0));
    std::atomic<bool> isOver = false;
    std::unique_ptr<QThread> writer(QThread::create([&] {
        for (int n = 1; !isOver; ++n) {
            const auto written = writeBoth(n);
            Q_UNUSED(written)
            QThread::msleep(20);
        }
    }));
    writer->start();
    for (int i = 0; i < 10; ++i) {
        const auto outcome = fixture.run(
            "function hook(o) { const a = o.state.get('a'); for (let i = 0; i < 3e5; ++i); "
            "return a - o.state.get('b') }");
        const bool isConflict =
            outcome && outcome->failure && outcome->failure->kind == HookFailureKind::Conflict;
        if (!isConflict)
            QCOMPARE(HookFixture::textOf(outcome), "0");
    }
    isOver = true;
    writer->wait();
}

void HookRunnerTest::run_manyAtOnce_countExactly()
{
    HookLimits limits;
    limits.atOnce = 3;
    HookFixture fixture(limits);
    VERIFY_OK(fixture.isOpen());
    QObject context;
    constexpr int all = 12;
    int counted = 0;
    int ended = 0;
    for (int i = 0; i < all; ++i) {
        fixture.runner().run(
            HookFixture::request(
                "function hook(o) { o.state.set('n', (o.state.get('n') ?? 0) + 1) }"),
            &context, [&](Result<HookOutcome> told) {
                ++ended;
                counted += told && !told->failure ? 1 : 0;
            });
    }
    QTRY_COMPARE_WITH_TIMEOUT(ended, all, 40'000);
    QVERIFY(counted > 0);
    QCOMPARE(fixture.value(name("n")), QByteArray::number(counted));
}

void HookRunnerTest::run_tooManyWaiting_areRefused()
{
    HookLimits limits;
    limits.atOnce = 1;
    limits.waiting = 2;
    HookFixture fixture(limits);
    VERIFY_OK(fixture.isOpen());
    Answers<HookOutcome> answers;
    for (int i = 0; i < 5; ++i)
        fixture.runner().run(
            HookFixture::request("function hook() { return 1 }"), answers.context(),
            answers.collect());
    QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), 5U, 20'000);
    qsizetype refused = 0;
    for (const auto& answer : answers.all) {
        if (!answer)
            QCOMPARE(errorCodeName(answer.error().code), errorCodeName(ErrorCode::Cancelled));
        refused += answer ? 0 : 1;
    }
    QCOMPARE(refused, 2);
}

void HookRunnerTest::run_contextGoes_endsTheScript()
{
    HookLimits limits;
    limits.atOnce = 1;
    limits.time = std::chrono::seconds(60);
    HookFixture fixture(limits);
    VERIFY_OK(fixture.isOpen());
    {
        QObject context;
        fixture.runner().run(
            HookFixture::request("function hook() { for (;;); }"), &context,
            [](Result<HookOutcome>) { QFAIL("told a context that is gone"); });
        QTest::qWait(50);
    }
    // The only place is free again, long before its time is over.
    QCOMPARE(fixture.resultOf("function hook() { return 1 }"), "1");
}

void HookRunnerTest::run_contextGoesBeforeItsWrites_makesNone()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    auto context = std::make_unique<QObject>();
    HookRequest wish = HookFixture::request("function hook(o) { o.state.set('a', 1) }");
    wish.once.isDone = [&context, this](Transaction&) {
        QMetaObject::invokeMethod(
            this, [&context] { context.reset(); }, Qt::BlockingQueuedConnection);
        return Result<bool>(false);
    };
    wish.once.keep = [](Transaction&, const HookOutcome&) { return Result<void>(); };
    fixture.runner().run(std::move(wish), context.get(), [](Result<HookOutcome>) {
        QFAIL("told a context that is gone");
    });
    QTRY_VERIFY_WITH_TIMEOUT(!context, 10'000);
    VERIFY_OK(fixture.set(name("behind"), "1")); // the writer has left the run behind
    QCOMPARE(fixture.value(name("a")), "");
}

void HookRunnerTest::run_malformedRequest_isRefused_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("space");
    const QByteArray script = "function hook() {}";
    const QByteArray here = "integration/";
    QTest::newRow("no name") << QString() << script << QByteArray("{}") << here;
    QTest::newRow("not a name") << QStringLiteral("hook()") << script << QByteArray("{}") << here;
    QTest::newRow("options are no object")
        << QStringLiteral("hook") << script << QByteArray("[]") << here;
    QTest::newRow("not UTF-8") << QStringLiteral("hook") << QByteArray("// \xff")
                               << QByteArray("{}") << here;
    QTest::newRow("too long") << QStringLiteral("hook") << QByteArray(1024 * 1024 + 1, ' ')
                              << QByteArray("{}") << here;
    QTest::newRow("another's namespace")
        << QStringLiteral("hook") << script << QByteArray("{}") << QByteArray("workflow/w");
}

void HookRunnerTest::run_malformedRequest_isRefused()
{
    QFETCH(const QString, function);
    QFETCH(const QByteArray, script);
    QFETCH(const QByteArray, options);
    QFETCH(const QByteArray, space);
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    HookRequest wish = HookFixture::request(script, options);
    wish.function = function;
    wish.space = Namespace::parse(space).value();
    VERIFY_FAILED(fixture.run(wish), ErrorCode::InvalidInput);
}

void HookRunnerTest::run_programMissing_saysSo()
{
    HookFixture fixture({}, QStringLiteral("/nowhere/stateroom-hook"));
    VERIFY_OK(fixture.isOpen());
    const auto outcome = fixture.run("function hook() {}");
    VERIFY_FAILED(outcome, ErrorCode::Internal);
    QVERIFY(outcome.error().message.contains(QStringLiteral("stateroom-hook")));
}

void HookRunnerTest::run_storeCannotBeWritten_saysWhy()
{
    HookFixture owner;
    VERIFY_OK(owner.isOpen());
    VERIFY_OK(owner.set(name("a"), "1"));
    StoreOptions options = owner.options;
    options.mode = StoreMode::Follow;
    auto follower = Store::open(options);
    VERIFY_OK(follower);
    HookRunner runner(**follower, {});
    Answers<HookOutcome> answers;
    for (const char* script :
         {"function hook(o) { return o.state.get('a') }",
          "function hook(o) { o.state.set('a', 2) }"})
        runner.run(HookFixture::request(script), answers.context(), answers.collect());
    QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), 2U, 20'000);
    std::sort(answers.all.begin(), answers.all.end(), [](const auto& a, const auto& b) {
        return a.has_value() > b.has_value();
    });
    QCOMPARE(HookFixture::textOf(answers.all[0]), "1");
    VERIFY_FAILED(answers.all[1], ErrorCode::ReadOnly);
}

void HookRunnerTest::run_doneBefore_doesNothing()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    HookRequest wish = HookFixture::request("function hook(o) { o.state.set('a', 1) }");
    std::atomic<int> kept = 0;
    wish.once.isDone = [&kept](Transaction&) -> Result<bool> { return kept > 0; };
    wish.once.keep = [&kept](Transaction&, const HookOutcome& outcome) -> Result<void> {
        kept += int(outcome.changes.size());
        return {};
    };
    const auto first = fixture.run(wish);
    VERIFY_OK(first);
    QVERIFY(!first->isRepeat);
    const auto second = fixture.run(wish);
    VERIFY_OK(second);
    QVERIFY(second->isRepeat);
    QCOMPARE(kept, 1);
    QCOMPARE(fixture.log().size(), 1U);
}

QTEST_GUILESS_MAIN(HookRunnerTest)
#include "tst_hookrunner.moc"
