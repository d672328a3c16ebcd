// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts that take too much, and a process that has nothing to take.
#include "tests/hooks/hookfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

using namespace stateroom;
using namespace stateroom::test;

namespace {

HookLimits shortTime()
{
    HookLimits limits;
    limits.time = Milliseconds(700);
    return limits;
}

#ifdef Q_OS_LINUX
/// The directory in /proc of this process's only child.
QString onlyChild()
{
    QStringList found;
    for (const QString& thread : QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs)) {
        QFile list(QStringLiteral("/proc/self/task/%1/children").arg(thread));
        if (list.open(QIODevice::ReadOnly))
            found += QString::fromLatin1(list.readAll()).split(u' ', Qt::SkipEmptyParts);
    }
    return found.size() == 1 ? QStringLiteral("/proc/") + found.first() : QString();
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}
#endif

} // namespace

class HookLimitsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void time_endlessScript_isEnded_data();
    void time_endlessScript_isEnded();
    void time_aSecond_isToldInTheSingular();
    void memory_greedyScript_isEnded_data();
    void memory_greedyScript_isEnded();
    void memory_modestScript_hasEnough();
    void log_giant_isCut_data();
    void log_giant_isCut();
    void sizes_beyondLimits_areErrors_data();
    void sizes_beyondLimits_areErrors();
    void afterAnyOfThem_theNextScriptRuns();
    void process_whileItRuns_hasNothing();
    void thousandRecords_takeWhat();
};

void HookLimitsTest::time_endlessScript_isEnded_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a loop") << QByteArray("for (;;);");
    QTest::newRow("a loop that catches") << QByteArray("for (;;) try { f() } catch (e) {}");
    QTest::newRow("a native call that cannot be interrupted")
        << QByteArray("const a = []; a.length = 4294967295; a.fill(0)");
    QTest::newRow("state without end") << QByteArray("for (;;) { o.state.set; hook.length }");
}

void HookLimitsTest::time_endlessScript_isEnded()
{
    QFETCH(const QByteArray, body);
    HookFixture fixture(shortTime());
    VERIFY_OK(fixture.isOpen());
    QElapsedTimer clock;
    clock.start();
    const auto outcome =
        fixture.run("function hook(o) { o.state.set('a', 1); console.log('begun'); " + body + " }");
    VERIFY_OK(outcome);
    QVERIFY(outcome->failure);
    QCOMPARE(int(outcome->failure->kind), int(HookFailureKind::Timeout));
    QCOMPARE(
        outcome->failure->message,
        QStringLiteral("The script took longer than 0.7 seconds and was ended."));
    QCOMPARE(HookFixture::logOf(*outcome), (QByteArrayList{"i begun"}));
    QVERIFY(outcome->took >= Milliseconds(700)); // never before
    QVERIFY(clock.elapsed() < 10'000);
    QCOMPARE(fixture.value(entryName("integration/", "a")), "");
}

void HookLimitsTest::time_aSecond_isToldInTheSingular()
{
    HookLimits limits;
    limits.time = Milliseconds(1'000);
    HookFixture fixture(limits);
    VERIFY_OK(fixture.isOpen());
    const auto outcome = fixture.run("function hook() { for (;;); }");
    VERIFY_OK(outcome);
    QVERIFY(outcome->failure && outcome->took >= limits.time);
    QCOMPARE(
        outcome->failure->message,
        QStringLiteral("The script took longer than 1 second and was ended."));
}

void HookLimitsTest::memory_greedyScript_isEnded_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("many objects") << QByteArray(
        "const a = []; for (;;) a.push({ x: [1, 2, 3], y: 'abc' })");
    QTest::newRow("a doubling string") << QByteArray("let s = 'x'; for (;;) { s += s; s.length }");
    QTest::newRow("one huge string") << QByteArray("return 'x'.repeat(1 << 30).length");
    QTest::newRow("a huge array") << QByteArray("return new Array(1e9).map(x => 1).length");
    QTest::newRow("typed arrays") << QByteArray(
        "const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1))");
}

void HookLimitsTest::memory_greedyScript_isEnded()
{
    QFETCH(const QByteArray, body);
    HookLimits limits;
    limits.time = std::chrono::seconds(30);
    limits.memory = 64 << 20;
    HookFixture fixture(limits);
    VERIFY_OK(fixture.isOpen());
    const auto outcome = fixture.run("function hook(o) { o.state.set('a', 1); " + body + " }");
    VERIFY_OK(outcome);
    QVERIFY2(outcome->failure, outcome->result.bytes().constData());
    const HookFailure& failure = *outcome->failure;
    // Some requests the engine itself turns down, as an error of the script.
    if (failure.kind == HookFailureKind::Script)
        QVERIFY2(
            failure.message.startsWith(QStringLiteral("RangeError")), qPrintable(failure.message));
    else
        QCOMPARE(
            failure.message,
            QStringLiteral("The script needed more than 64 MiB of memory and was ended."));
    QCOMPARE(fixture.value(entryName("integration/", "a")), "");
}

void HookLimitsTest::memory_modestScript_hasEnough()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    QCOMPARE(
        fixture.resultOf("function hook() { const a = []; for (let i = 0; i < 300000; ++i) "
                         "a.push({ id: i, name: 'n' + i }); return a.length }"),
        "300000");
}

void HookLimitsTest::log_giant_isCut_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("lines");
    QTest::newRow("many lines") << QByteArray("for (let i = 0; i < 100000; ++i) console.log(i)")
                                << 1001;
    QTest::newRow("long lines") << QByteArray(
                                       "for (let i = 0; i < 100; ++i) console.log('x'.repeat(1e6))")
                                << 32;
}

void HookLimitsTest::log_giant_isCut()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, lines);
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    const auto outcome = fixture.run("function hook() { " + body + "; return 1 }");
    QCOMPARE(HookFixture::textOf(outcome), "1");
    QCOMPARE(outcome->log.size(), size_t(lines));
    QCOMPARE(
        HookFixture::logOf(*outcome).last(),
        "w The log is cut here: the script writes more than it may.");
}

void HookLimitsTest::sizes_beyondLimits_areErrors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::newRow("state calls") << QByteArray("for (;;) o.state.get('a')")
                                 << QStringLiteral("RangeError: A script may use its state at most "
                                                   "10000 times");
    QTest::newRow("state calls, caught")
        << QByteArray("for (;;) try { o.state.set('a', 1) } catch (e) { throw 'enough' }")
        << QStringLiteral("Thrown: enough");
    QTest::newRow("a value") << QByteArray("o.state.set('a', 'x'.repeat(17 << 20))")
                             << QStringLiteral("RangeError: A value of the state may have at most "
                                               "16 MiB");
    QTest::newRow("all values")
        << QByteArray("const v = 'x'.repeat(15 << 20); for (let i = 0; ; ++i) o.state.set(i, v)")
        << QStringLiteral("RangeError: A script may write at most 64 MiB to its state");
    QTest::newRow("the result") << QByteArray("return 'x'.repeat(17 << 20)")
                                << QStringLiteral("RangeError: The result may have at most 16 MiB");
}

void HookLimitsTest::sizes_beyondLimits_areErrors()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, message);
    HookLimits limits;
    limits.memory = qint64(1) << 30;
    limits.time = std::chrono::seconds(30);
    HookFixture fixture(limits);
    VERIFY_OK(fixture.isOpen());
    const auto outcome = fixture.run("function hook(o) { " + body + " }");
    VERIFY_OK(outcome);
    QVERIFY(outcome->failure);
    QCOMPARE(int(outcome->failure->kind), int(HookFailureKind::Script));
    QCOMPARE(outcome->failure->message, message);
    QCOMPARE(fixture.position().last, Seq(0));
}

void HookLimitsTest::afterAnyOfThem_theNextScriptRuns()
{
    HookLimits limits = shortTime();
    limits.atOnce = 1;
    HookFixture fixture(limits);
    VERIFY_OK(fixture.isOpen());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(fixture.resultOf("function hook() { for (;;); }").startsWith("! The script took"));
        QCOMPARE(fixture.resultOf("function hook() { return 1 }"), "1");
    }
}

void HookLimitsTest::process_whileItRuns_hasNothing()
{
#ifdef Q_OS_LINUX
    qputenv("STATEROOM_KEYS", "integration=secret");
    QFile open(QStringLiteral("/etc/hostname"));
    (void)open.open(QIODevice::ReadOnly);
    HookLimits limits;
    limits.time = std::chrono::seconds(20);
    HookFixture fixture(limits);
    VERIFY_OK(fixture.isOpen());
    auto context = std::make_unique<QObject>();
    fixture.runner().run(
        HookFixture::request("function hook(o) { o.state.get('a'); for (;;); }"), context.get(),
        [](Result<HookOutcome>) {});
    QString child;
    const auto isConfined = [&child] {
        child = onlyChild();
        return contents(child + QStringLiteral("/status")).contains("NoNewPrivs:\t1\n");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isConfined(), 10'000);
    QVERIFY(!contents(child + QStringLiteral("/environ")).contains("secret"));
    QVERIFY(!contents(child + QStringLiteral("/environ")).contains("PATH="));
    const QStringList files =
        QDir(child + QStringLiteral("/fd")).entryList(QDir::Files | QDir::System);
    for (const QString& file : files) {
        const QString target =
            QFile::symLinkTarget(child + QStringLiteral("/fd/") + file).section(u'/', -1);
        QVERIFY2(
            file.toInt() <= 2 || target.startsWith(QStringLiteral("anon_inode:")),
            qPrintable(file + u' ' + target));
    }
#ifndef STATEROOM_SANITIZED
    QTRY_VERIFY(contents(child + QStringLiteral("/status")).contains("Seccomp:\t2\n"));
    const QByteArray limitsText = contents(child + QStringLiteral("/limits"));
    QVERIFY2(
        QRegularExpression(QStringLiteral("Max open files +0 +0"))
            .match(QString::fromLatin1(limitsText))
            .hasMatch(),
        limitsText.constData());
#endif
    context.reset();
    QTRY_VERIFY_WITH_TIMEOUT(onlyChild().isEmpty(), 10'000);
#else
    QSKIP("/proc is Linux's.");
#endif
}

/// Told, not judged: the machine may be busy. docs/performance.md has the figures.
void HookLimitsTest::thousandRecords_takeWhat()
{
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    QByteArrayList records;
    for (int i = 0; i < 1'000; ++i)
        records << R"({"id":)" + QByteArray::number(i) + R"(,"name":"Record )" +
                       QByteArray::number(i) + R"(","price":)" + QByteArray::number(i % 90) +
                       R"(.25,"tags":["a","b"],"modifiedAt":"2026-03-01T12:00:00Z"})";
    const QByteArray options = "{\"data\":[" + records.join(',') + "],\"errors\":[]}";
    const auto outcome = fixture.run(
        "function hook(o) { const last = o.state.get('last'); o.state.set('last', 1); "
        "return { data: o.data.filter(r => new Date(r.modifiedAt) > new Date(0)), "
        "errors: o.errors } }",
        options);
    VERIFY_OK(outcome);
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->result.bytes(), options);
    qInfo(
        "1,000 records, %lld bytes: %lld ms", qlonglong(options.size()),
        qlonglong(outcome->took.count()));
}

QTEST_GUILESS_MAIN(HookLimitsTest)
#include "tst_hooklimits.moc"
