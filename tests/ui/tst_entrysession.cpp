// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"
#include "ui/inspector/entrysession.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <chrono>

using namespace stateroom;
using namespace stateroom::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(stateroom::Version)

namespace {
constexpr const char* space = "workflow/wf-1";
}

class EntrySessionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void open_anEntry_readsItLaidOut();
    void open_noSuchKey_isAbsent();
    void open_deletedKey_hasItsLastValue();
    void open_largeValue_isLaidOutOnlyOnRequest();
    void open_another_dropsTheAnswerForTheFirst();
    void state_writesElsewhere_follow();
    void write_expectedVersion_writes();
    void write_otherVersion_isRefused();
    void remove_expectedVersion_removes();
    void remove_otherVersion_isRefused();
};

void EntrySessionTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void EntrySessionTest::open_anEntry_readsItLaidOut()
{
    ManualClock clock;
    TestStore store(&clock);
    store.set(space, "status", R"({"n":1.10,"n":2})");
    EntrySession session(*store);
    session.open(nameOf(space, "status"));
    QVERIFY(!session.state());
    QTRY_VERIFY(session.state());
    QVERIFY(session.state()->present);
    QCOMPARE(session.state()->version, Version(1));
    QCOMPARE(session.state()->formatted, QByteArray("{\n  \"n\": 1.10,\n  \"n\": 2\n}"));
    QCOMPARE(session.state()->at, clock.now());
}

void EntrySessionTest::open_noSuchKey_isAbsent()
{
    TestStore store;
    EntrySession session(*store);
    session.open(nameOf(space, "none"));
    QTRY_VERIFY(session.state());
    QVERIFY(!session.state()->present);
    QCOMPARE(session.state()->version, Version(0));
    QCOMPARE(session.state()->expected(), Version(0));
}

void EntrySessionTest::open_deletedKey_hasItsLastValue()
{
    TestStore store;
    store.set(space, "status", "1");
    store.set(space, "status", "2");
    store.remove(space, "status");
    EntrySession session(*store);
    session.open(nameOf(space, "status"));
    QTRY_VERIFY(session.state());
    QVERIFY(!session.state()->present);
    QCOMPARE(session.state()->version, Version(3));
    QCOMPARE(session.state()->expected(), Version(0));
    QCOMPARE(session.state()->value->bytes(), QByteArray("2"));
}

void EntrySessionTest::open_largeValue_isLaidOutOnlyOnRequest()
{
    TestStore store;
    store.set(space, "big", '"' + QByteArray(EntrySession::largeValue, 'x') + '"');
    EntrySession session(*store);
    session.open(nameOf(space, "big"));
    QTRY_VERIFY(session.state());
    QVERIFY(session.state()->isTooLarge());
    session.open(nameOf(space, "big"), true);
    QTRY_VERIFY(session.state());
    QVERIFY(!session.state()->isTooLarge());
}

void EntrySessionTest::open_another_dropsTheAnswerForTheFirst()
{
    TestStore store;
    store.set(space, "a", "1");
    store.set(space, "b", "2");
    EntrySession session(*store);
    const QSignalSpy changed(&session, &EntrySession::stateChanged);
    session.open(nameOf(space, "a"));
    session.open(nameOf(space, "b"));
    QTRY_VERIFY(session.state());
    QCOMPARE(session.state()->formatted, QByteArray("2"));
    store.set(space, "b", "3");
    QTRY_COMPARE(session.state()->formatted, QByteArray("3"));
    QCOMPARE(changed.size(), 2);
}

void EntrySessionTest::state_writesElsewhere_follow()
{
    TestStore store;
    store.set(space, "status", "1");
    EntrySession session(*store);
    session.open(nameOf(space, "status"));
    QTRY_VERIFY(session.state());
    store.set(space, "status", "2");
    QTRY_COMPARE(session.state()->version, Version(2));
    store.remove(space, "status");
    QTRY_VERIFY(!session.state()->present);
    store.set(space, "status", "4");
    QTRY_COMPARE(session.state()->version, Version(4));
    QVERIFY(session.state()->present);
}

void EntrySessionTest::write_expectedVersion_writes()
{
    TestStore store;
    const Version first = store.set(space, "status", "1");
    EntrySession session(*store);
    const QSignalSpy written(&session, &EntrySession::written);
    EntryWrite write;
    write.name = nameOf(space, "status");
    write.value = JsonText::fromNumber(2);
    write.expected = first;
    write.expiresAt = session.now() + 1h;
    session.write(write);
    QTRY_COMPARE(written.size(), 1);
    QCOMPARE(written[0][1].value<Version>(), Version(2));
    const auto entry = store.get(space, "status");
    QCOMPARE(entry->value.bytes(), QByteArray("2"));
    QCOMPARE(entry->expiresAt, write.expiresAt);
}

void EntrySessionTest::write_otherVersion_isRefused()
{
    TestStore store;
    store.set(space, "status", "1");
    store.set(space, "status", "2");
    EntrySession session(*store);
    const QSignalSpy failed(&session, &EntrySession::writeFailed);
    EntryWrite write;
    write.name = nameOf(space, "status");
    write.value = JsonText::fromNumber(3);
    write.expected = Version(1);
    session.write(write);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(store.get(space, "status")->value.bytes(), QByteArray("2"));
}

void EntrySessionTest::remove_expectedVersion_removes()
{
    TestStore store;
    store.set(space, "status", "1");
    EntrySession session(*store);
    session.open(nameOf(space, "status"));
    QTRY_VERIFY(session.state());
    session.remove(nameOf(space, "status"), Version(1));
    QTRY_VERIFY(!session.state()->present);
    QVERIFY(!store.get(space, "status"));
}

void EntrySessionTest::remove_otherVersion_isRefused()
{
    TestStore store;
    store.set(space, "status", "1");
    store.set(space, "status", "2");
    EntrySession session(*store);
    const QSignalSpy failed(&session, &EntrySession::removeFailed);
    session.remove(nameOf(space, "status"), Version(1));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(store.get(space, "status"));
}

QTEST_GUILESS_MAIN(EntrySessionTest)
#include "tst_entrysession.moc"
