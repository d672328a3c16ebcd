// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/copykeys.h"
#include "tests/actions/actionfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using std::chrono::seconds;

namespace {

Result<CopyReport> copy(ActionFixture& f, const CopyRequest& request)
{
    return f.finish<CopyReport>([&](Store& store, QObject* context, auto done) {
        copyKeys(store, {"window", {}}, request, context, done);
    });
}

const Namespace w = Namespace("workflow", "w");
const Namespace x = Namespace("workflow", "x");

} // namespace

class CopyKeysTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copyKeys_namespace_copiesWhatIsNotThere();
    void copyKeys_overwrite_replacesWhatDiffers();
    void copyKeys_prefixAndKeys_areAllThatIsCopied();
    void copyKeys_expiry_isCopied();
    void copyKeys_manyKeys_isOneOperation();
    void copyKeys_largeValues_areAllCopied();
    void copyKeys_dryRun_changesNothing();
    void copyKeys_toItselfOrSystem_isRefused();
    void copyKeys_whatTheTargetRefuses_copiesNothing_data();
    void copyKeys_whatTheTargetRefuses_copiesNothing();
};

void CopyKeysTest::copyKeys_namespace_copiesWhatIsNotThere()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, R"({"z":1.0,"a":1e400})"));
    VERIFY_OK(f.set({w, Key("b")}, "1"));
    VERIFY_OK(f.set({x, Key("b")}, "0"));
    const auto report = copy(f, {.from = {w}, .to = x});
    VERIFY_OK(report);
    QCOMPARE(report->copied, 1);
    QCOMPARE(report->skipped, 1);
    QCOMPARE(f.contents("workflow/x"), R"(a={"z":1.0,"a":1e400} b=0)");
}

void CopyKeysTest::copyKeys_overwrite_replacesWhatDiffers()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    VERIFY_OK(f.set({w, Key("b")}, "1"));
    VERIFY_OK(f.set({x, Key("a")}, "0"));
    VERIFY_OK(f.set({x, Key("b")}, "1"));
    const auto report = copy(f, {.from = {w}, .to = x, .overwrite = true});
    QCOMPARE(report->copied, 1);
    QCOMPARE(report->skipped, 1);
    QCOMPARE(f.contents("workflow/x"), "a=1 b=1");
}

void CopyKeysTest::copyKeys_prefixAndKeys_areAllThatIsCopied()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    for (const char* key : {"a/1", "a/2", "b", "c"})
        VERIFY_OK(f.set({w, Key(key)}, "1"));
    QCOMPARE(copy(f, {.from = {w, "a/"}, .to = x})->copied, 2);
    QCOMPARE(copy(f, {.from = {w, {}, {{Key("c"), Key("none")}}}, .to = x})->copied, 1);
    QCOMPARE(f.contents("workflow/x"), "a/1=1 a/2=1 c=1");
}

void CopyKeysTest::copyKeys_expiry_isCopied()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor({w, Key("a")}, "1", seconds(60)));
    VERIFY_OK(f.setFor({w, Key("gone")}, "1", seconds(1)));
    const auto expiry = f.reader().get({w, Key("a")}).value()->expiresAt;
    f.clock.advance(seconds(2));
    QCOMPARE(copy(f, {.from = {w}, .to = x})->copied, 1);
    QCOMPARE(f.reader().get({x, Key("a")}).value()->expiresAt, expiry);
}

void CopyKeysTest::copyKeys_manyKeys_isOneOperation()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 1000, "1"));
    const Seq before = f.position().last;
    const auto report = copy(f, {.from = {w}, .to = x});
    QCOMPARE(report->copied, 1000);
    QCOMPARE(f.operations(before), std::set<qint64>({report->operation.value()}));
}

/// To read them takes longer than a slice may, by the clock that runs.
void CopyKeysTest::copyKeys_largeValues_areAllCopied()
{
    SystemClock clock;
    ActionFixture f;
    f.options.clock = &clock;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 40, '"' + QByteArray(1'000'000, 'x') + '"'));
    QCOMPARE(copy(f, {.from = {w}, .to = x})->copied, 40);
    QCOMPARE(f.reader().space(x).value()->keys, 40);
}

void CopyKeysTest::copyKeys_dryRun_changesNothing()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 200, "1"));
    QCOMPARE(copy(f, {.from = {w}, .to = x, .dryRun = true})->copied, 200);
    QCOMPARE(f.contents("workflow/x"), "");
}

void CopyKeysTest::copyKeys_toItselfOrSystem_isRefused()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_FAILED(copy(f, {.from = {w}, .to = w}), ErrorCode::InvalidInput);
    VERIFY_FAILED(copy(f, {.from = {w}, .to = space("system/keys")}), ErrorCode::InvalidInput);
    VERIFY_FAILED(copy(f, {.from = {space("system/keys")}, .to = w}), ErrorCode::InvalidInput);
}

void CopyKeysTest::copyKeys_whatTheTargetRefuses_copiesNothing_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("key"); // the last of many
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char* name, const QByteArray& target, const QByteArray& key,
                        const char* refusal) {
        QTest::newRow(name) << target << key << QByteArray(refusal);
    };
    const QByteArray umlaut = "\xC3\xA4";
    row("256 characters", "integration/", umlaut.repeated(256), "");
    row("257 characters", "integration/", umlaut.repeated(257), "at most 256 characters");
    row("1,024 bytes", "workflow/x", QByteArray(1'024, 'z'), "");
    row("1,025 bytes", "workflow/x", QByteArray(1'025, 'z'), "at most 1,024 bytes");
    row("workflow id", "workflow/" + QByteArray(1'025, 'z'), "z", "at most 1,024 bytes");
    row("value", "business/agents", "zbad", "no such value");
    row("value of another", "business/agents", "z", "");
}

void CopyKeysTest::copyKeys_whatTheTargetRefuses_copiesNothing()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, refusal);
    ActionFixture f;
    VERIFY_OK(f.open());
    const Namespace from = space("campaign/c");
    VERIFY_OK(f.fill("campaign/c", 100, "1"));
    VERIFY_OK(f.set({from, Key(key)}, "1"));
    CopyRequest request{.from = {from}, .to = space(target.constData())};
    request.judgeValue = [](const EntryName& name, const JsonText&) {
        return name.key.bytes().endsWith("bad")
                   ? Result<void>(fail(ErrorCode::InvalidInput, QStringLiteral("no such value")))
                   : Result<void>();
    };
    for (const bool named : {false, true}) {
        if (named)
            request.from.keys = std::vector<Key>{Key(key)};
        for (const bool dryRun : {true, false}) {
            request.dryRun = dryRun;
            const auto report = copy(f, request);
            if (!refusal.isEmpty()) {
                VERIFY_FAILED(report, ErrorCode::InvalidInput);
                QVERIFY2(
                    report.error().message.contains(QString::fromUtf8(refusal)),
                    qPrintable(report.error().message));
                QCOMPARE(f.contents(target.constData()), "");
            } else if (!named) {
                VERIFY_OK(report);
                QCOMPARE(report->copied, 101);
            }
        }
    }
}

QTEST_GUILESS_MAIN(CopyKeysTest)
#include "tst_copykeys.moc"
