// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/connection.h"
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");
const EntryName other = entryName("workflow/wf-1", "other");
constexpr Milliseconds day = std::chrono::hours(24);
const HistoryPolicy threeBelow{day, qint64(1) << 30, 3};

QList<qint64> versionsOf(StoreFixture& f, const EntryName& name)
{
    QList<qint64> versions;
    const auto history = f.reader().history(name, 1000).value();
    for (const Change& change : history.changes)
        versions << change.version.value();
    return versions;
}

} // namespace

class CompactionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void floor_nothingOld_staysAtTheBeginning();
    void floor_changesComeOfAge_passesThem();
    void floor_tooManyBytes_passesTheOldest();
    void floor_moves_evenWithoutMaintenance();
    void floor_inTheMiddleOfARevision_takesItWhole();
    void floor_afterReopen_staysWhereItWas();
    void belowFloor_livingKey_keepsItsNewestVersions_data();
    void belowFloor_livingKey_keepsItsNewestVersions();
    void belowFloor_livingKeyNeverWrittenAgain_keepsItsValue();
    void belowFloor_reads_areCompacted();
    void aboveFloor_everythingIsKept();
    void aboveFloor_oldValueOfTheFirstChange_isKept();
    void removedKey_removalAboveFloor_remembersItsVersion();
    void removedKey_removalBelowFloor_isForgottenButItsVersionsAreNot();
    void removedKey_writtenAgainBeforeTheFloor_goesOnCounting();
    void versionBase_otherNamespaces_areNotRaised();
    void versionBase_afterReopen_isRemembered();
    void compactedKey_writtenAgain_hasAHistoryOfItsOwn();
    void file_afterDroppingMuch_doesNotGrowForever();
    void file_afterwards_holdsOnlyWhatIsKept();
};

void CompactionTest::floor_nothingOld_staysAtTheBeginning()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    for (int i = 0; i < 20; ++i)
        VERIFY_OK(f.set(k, "1"));
    f.clock.advance(day - Milliseconds(1));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().floor, Seq(0));
    QCOMPARE(versionsOf(f, k).size(), 20);
}

void CompactionTest::floor_changesComeOfAge_passesThem()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    for (int i = 0; i < 10; ++i) {
        VERIFY_OK(f.set(k, "1"));
        f.clock.advance(Milliseconds(1000));
    }
    f.clock.advance(day - Milliseconds(5500));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().floor, Seq(5));
    QCOMPARE(f.position().last, Seq(10));
    f.clock.advance(day);
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().floor, Seq(10));
}

void CompactionTest::floor_tooManyBytes_passesTheOldest()
{
    StoreFixture f({day, 100'000, 1});
    VERIFY_OK(f.open());
    const QByteArray value = '"' + QByteArray(10'000, 'x') + '"';
    for (int i = 0; i < 50; ++i)
        VERIFY_OK(f.set(k, value));
    VERIFY_OK(f.store().maintain());
    const LogPosition position = f.position();
    QVERIFY2(position.floor >= Seq(40), qPrintable(QString::number(position.floor.value())));
    QVERIFY2(position.floor <= Seq(45), qPrintable(QString::number(position.floor.value())));
    QVERIFY(f.value(k) == value);
}

void CompactionTest::floor_moves_evenWithoutMaintenance()
{
    StoreFixture f({day, 50'000, 1});
    VERIFY_OK(f.open());
    const QByteArray value = '"' + QByteArray(5'000, 'x') + '"';
    for (int i = 0; i < 100; ++i)
        VERIFY_OK(f.set(k, value));
    QTRY_VERIFY_WITH_TIMEOUT(f.position().floor >= Seq(80), 3000);
}

void CompactionTest::floor_inTheMiddleOfARevision_takesItWhole()
{
    StoreFixture f({day, 50'000, 1});
    VERIFY_OK(f.open());
    for (int round = 0; round < 8; ++round) {
        const auto done = f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
            for (int i = 0; i < 7; ++i)
                (void)t
                    .set(
                        entryName("workflow/w", QByteArray::number(i)),
                        json('"' + QByteArray(2'000, 'x') + '"'))
                    .value();
            return {};
        });
        VERIFY_OK(done);
    }
    VERIFY_OK(f.store().maintain());
    const Seq floor = f.position().floor;
    QVERIFY(floor > Seq(0) && floor < f.position().last);
    QCOMPARE(floor.value() % 7, 0);
}

void CompactionTest::floor_afterReopen_staysWhereItWas()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    for (int i = 0; i < 10; ++i)
        VERIFY_OK(f.set(k, "1"));
    f.clock.advance(day * 2);
    VERIFY_OK(f.set(k, "2"));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().floor, Seq(10));
    VERIFY_OK(f.reopen());
    QCOMPARE(f.position().floor, Seq(10));
    QCOMPARE(f.log(Seq(10)).size(), size_t(1));
}

void CompactionTest::belowFloor_livingKey_keepsItsNewestVersions_data()
{
    QTest::addColumn<int>("versionsBelowFloor");
    QTest::addColumn<QList<qint64>>("kept");
    QTest::addRow("none: but the one that as-of needs") << 0 << QList<qint64>{11, 10};
    QTest::addRow("one") << 1 << QList<qint64>{11, 10};
    QTest::addRow("three") << 3 << QList<qint64>{11, 10, 9, 8};
    QTest::addRow("more than there are") << 50 << QList<qint64>{11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
}

void CompactionTest::belowFloor_livingKey_keepsItsNewestVersions()
{
    QFETCH(int, versionsBelowFloor);
    QFETCH(QList<qint64>, kept);
    StoreFixture f({day, qint64(1) << 30, versionsBelowFloor});
    VERIFY_OK(f.open());
    for (int i = 1; i <= 10; ++i) {
        VERIFY_OK(f.set(k, QByteArray::number(i)));
        VERIFY_OK(f.set(other, "0"));
    }
    f.clock.advance(day);
    VERIFY_OK(f.set(k, "11"));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().floor, Seq(20));
    QCOMPARE(versionsOf(f, k), kept);
    for (const qint64 version : kept)
        QCOMPARE(
            f.reader().version(k, Version(version)).value().value->bytes(),
            QByteArray::number(version));
    if (kept.size() < 11)
        VERIFY_FAILED(f.reader().version(k, Version(kept.last() - 1)), ErrorCode::NotFound);
}

void CompactionTest::belowFloor_livingKeyNeverWrittenAgain_keepsItsValue()
{
    StoreFixture f({day, qint64(1) << 30, 0});
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "\"old but living\""));
    for (int i = 0; i < 3; ++i) {
        f.clock.advance(day * 10);
        VERIFY_OK(f.set(other, "1"));
        VERIFY_OK(f.store().maintain());
    }
    VERIFY_OK(f.reopen());
    QCOMPARE(f.value(k), "\"old but living\"");
    QCOMPARE(f.reader().get(k).value()->version, Version(1));
    QCOMPARE(f.set(k, "2", {.expected = Version(1)}).value(), Version(2));
}

void CompactionTest::belowFloor_reads_areCompacted()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    for (int i = 0; i < 10; ++i)
        VERIFY_OK(f.set(k, "1"));
    const Timestamp early = f.clock.now();
    f.clock.advance(day);
    VERIFY_OK(f.set(k, "2"));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().floor, Seq(10));
    Reader& reader = f.reader();
    VERIFY_FAILED(reader.changes(Seq(9), {}), ErrorCode::Compacted);
    VERIFY_FAILED(reader.changes(Seq(0), {.space = k.space, .key = k.key}), ErrorCode::Compacted);
    VERIFY_FAILED(reader.getAsOf(k, Revision(9)), ErrorCode::Compacted);
    VERIFY_FAILED(reader.getAsOf(k, Revision(0)), ErrorCode::Compacted);
    VERIFY_FAILED(reader.pageAsOf(k.space, {}, Revision(9)), ErrorCode::Compacted);
    VERIFY_FAILED(reader.revisionAt(early + Milliseconds(-1)), ErrorCode::Compacted);
    // Right at the floor all of them answer.
    QCOMPARE(reader.changes(Seq(10), {}).value().changes.size(), size_t(1));
    QCOMPARE(f.valueAsOf(k, Revision(10)), "1");
    QCOMPARE(reader.pageAsOf(k.space, {}, Revision(10)).value().entries.size(), size_t(1));
    QCOMPARE(reader.revisionAt(early).value(), Revision(10));
    VERIFY_FAILED(reader.changes(Seq(12), {}), ErrorCode::InvalidInput);
}

void CompactionTest::aboveFloor_everythingIsKept()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    for (int i = 0; i < 20; ++i)
        VERIFY_OK(f.set(k, "0"));
    f.clock.advance(day);
    const Revision base = f.position().lastRevision;
    for (int i = 1; i <= 200; ++i)
        VERIFY_OK(f.set(k, QByteArray::number(i)));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().floor, Seq(20));
    QCOMPARE(f.log(Seq(20)).size(), size_t(200));
    QCOMPARE(versionsOf(f, k).size(), 203);
    for (int i = 1; i <= 200; ++i)
        QCOMPARE(f.valueAsOf(k, Revision(base.value() + i)), QByteArray::number(i));
}

void CompactionTest::aboveFloor_oldValueOfTheFirstChange_isKept()
{
    StoreFixture f({day, qint64(1) << 30, 0});
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    f.clock.advance(day);
    VERIFY_OK(f.set(k, "2"));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(describe(f.log(Seq(1))), QStringList(u"set workflow/wf-1 k v2 =2 <1"_s));
}

void CompactionTest::removedKey_removalAboveFloor_remembersItsVersion()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    for (int i = 0; i < 5; ++i)
        VERIFY_OK(f.set(k, "1"));
    f.clock.advance(day);
    VERIFY_OK(f.remove(k));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().floor, Seq(5));
    QCOMPARE(f.reader().lastVersion(k).value(), Version(6));
    QCOMPARE(f.reader().space(k.space).value()->versionBase, Version(0));
    QCOMPARE(f.valueAsOf(k, Revision(5)), "1");
    QCOMPARE(f.set(k, "1").value(), Version(7));
}

void CompactionTest::removedKey_removalBelowFloor_isForgottenButItsVersionsAreNot()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    for (int i = 0; i < 5; ++i)
        VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    VERIFY_OK(f.set(other, "1"));
    f.clock.advance(day);
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().floor, Seq(7));
    QVERIFY(versionsOf(f, k).isEmpty());
    QCOMPARE(f.reader().lastVersion(k).value(), Version(0));
    const NamespaceInfo info = *f.reader().space(k.space).value();
    QCOMPARE(info.versionBase, Version(6));
    QCOMPARE(info.keys, 1);
    // Whoever still holds one of the old versions is not fooled.
    for (int version = 1; version <= 6; ++version)
        VERIFY_FAILED(f.set(k, "2", {.expected = Version(version)}), ErrorCode::Conflict);
    QCOMPARE(f.set(k, "2", {.expected = Version(0)}).value(), Version(7));
    // A key that lives on keeps its own count, a new one starts above the base.
    QCOMPARE(f.set(other, "2").value(), Version(2));
    QCOMPARE(f.set(entryName("workflow/wf-1", "new"), "1").value(), Version(7));
}

void CompactionTest::removedKey_writtenAgainBeforeTheFloor_goesOnCounting()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    VERIFY_OK(f.set(k, "3"));
    f.clock.advance(day);
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.value(k), "3");
    QCOMPARE(f.reader().space(k.space).value()->versionBase, Version(0));
    QCOMPARE(f.set(k, "4").value(), Version(4));
}

void CompactionTest::versionBase_otherNamespaces_areNotRaised()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    const EntryName far = entryName("workflow/wf-2", "k");
    VERIFY_OK(f.set(far, "1"));
    for (int i = 0; i < 5; ++i)
        VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    f.clock.advance(day);
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.reader().space(far.space).value()->versionBase, Version(0));
    QCOMPARE(f.set(entryName("workflow/wf-2", "new"), "1").value(), Version(1));
}

void CompactionTest::versionBase_afterReopen_isRemembered()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    f.clock.advance(day);
    VERIFY_OK(f.store().maintain());
    VERIFY_OK(f.reopen());
    QCOMPARE(f.reader().namespaces().value().at(0).versionBase, Version(2));
    QCOMPARE(f.set(k, "1").value(), Version(3));
}

void CompactionTest::compactedKey_writtenAgain_hasAHistoryOfItsOwn()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    for (int i = 0; i < 40; ++i)
        VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    f.clock.advance(day);
    VERIFY_OK(f.store().maintain());
    const Revision before = f.position().lastRevision;
    for (int i = 1; i <= 40; ++i)
        VERIFY_OK(f.set(k, QByteArray::number(i)));
    QCOMPARE(versionsOf(f, k).size(), 40);
    QCOMPARE(versionsOf(f, k).last(), 42);
    QCOMPARE(f.valueAsOf(k, before), QByteArray());
    for (int i = 1; i <= 40; ++i) {
        QCOMPARE(f.valueAsOf(k, Revision(before.value() + i)), QByteArray::number(i));
        QCOMPARE(
            f.reader().version(k, Version(41 + i)).value().value->bytes(), QByteArray::number(i));
    }
    VERIFY_FAILED(f.reader().version(k, Version(41)), ErrorCode::NotFound);
}

void CompactionTest::file_afterDroppingMuch_doesNotGrowForever()
{
    StoreFixture f({day, 1'000'000, 1});
    VERIFY_OK(f.open());
    const QByteArray value = '"' + QByteArray(20'000, 'x') + '"';
    const auto write = [&] {
        for (int i = 0; i < 300; ++i)
            VERIFY_OK(f.set(k, value));
        VERIFY_OK(f.store().maintain());
    };
    const auto size = [&] {
        qint64 bytes = 0;
        for (const QFileInfo& file : QDir(f.options.directory).entryInfoList(QDir::Files))
            bytes += file.size();
        return bytes;
    };
    write();
    VERIFY_OK(f.reopen());
    const qint64 once = size();
    for (int i = 0; i < 3; ++i)
        write();
    VERIFY_OK(f.reopen());
    // 6 MB were written each time; what was dropped makes room for what comes.
    QVERIFY2(size() < once + 3'000'000, qPrintable(u"%1 -> %2"_s.arg(once).arg(size())));
}

void CompactionTest::file_afterwards_holdsOnlyWhatIsKept()
{
    StoreFixture f(threeBelow);
    VERIFY_OK(f.open());
    for (int i = 0; i < 10; ++i) {
        VERIFY_OK(f.set(k, "1"));
        VERIFY_OK(f.set(other, "1"));
    }
    VERIFY_OK(f.remove(other));
    f.clock.advance(day);
    VERIFY_OK(f.store().maintain());
    f.close();
    const auto file = sql::Connection::open(
        f.options.directory + u"/stateroom.db"_s, sql::Access::ReadOnly, 1000);
    VERIFY_OK(file);
    // Three of the living key, and nothing of the removed one.
    QCOMPARE((*file)->value(u"SELECT count(*) FROM change"_s).value().toInt(), 3);
    QCOMPARE((*file)->value(u"SELECT count(*) FROM tombstone"_s).value().toInt(), 0);
}

QTEST_GUILESS_MAIN(CompactionTest)
#include "tst_compaction.moc"
