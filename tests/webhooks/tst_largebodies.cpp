// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/bodies.h"
#include "core/webhooks/largebodies.h"
#include "core/webhooks/signature.h"
#include "tests/store/storefixture.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;

namespace {

constexpr int patienceMs = 30'000;
constexpr qsizetype most = 1'000'000;
constexpr qsizetype large = 600'000;

/// Bodies of these sizes, and what was told of each that was wanted.
class Fixture : public StoreFixture {
public:
    void keep(const QByteArray& event, qsizetype size)
    {
        VERIFY_OK(set({bodiesSpace(), Key(event)}, '"' + QByteArray(size - 2, 'x') + '"'));
    }
    void want(LargeBodies& bodies, const QByteArray& event, qsizetype size)
    {
        bodies.prepare(event, size, "secret", [this, event](const Result<PreparedBody>& body) {
            told << event;
            if (body)
                got[event] << *body;
            else
                errors << body.error().code;
        });
    }

    QByteArrayList told;
    QHash<QByteArray, QList<PreparedBody>> got;
    QList<ErrorCode> errors;
};

} // namespace

class LargeBodiesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void prepare_body_isReadAndSigned();
    void prepare_aboveTheBound_waitsForOthers();
    void prepare_sameEvent_sharesItsBody();
    void prepare_missing_isNotFound();
    void prepare_aboveTheBoundAlone_goes();
    void cancelWaiting_tellsThoseThatWait();
    void destruction_underWay_tellsNobody();
};

void LargeBodiesTest::prepare_body_isReadAndSigned()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    LargeBodies bodies(fixture.store(), most);
    fixture.keep("evt_1", large);
    fixture.want(bodies, "evt_1", large);
    QVERIFY(fixture.told.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(fixture.told.size(), 1, patienceMs);
    const PreparedBody body = fixture.got["evt_1"].first();
    QCOMPARE(body.body.size(), large);
    QCOMPARE(body.signature, sign("secret", body.body));
    QCOMPARE(bodies.bytesHeld(), large);
    bodies.release(body.event);
    QCOMPARE(bodies.bytesHeld(), 0);
}

void LargeBodiesTest::prepare_aboveTheBound_waitsForOthers()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    LargeBodies bodies(fixture.store(), most);
    for (const char* event : {"evt_1", "evt_2", "evt_3"})
        fixture.keep(event, large);
    fixture.keep("evt_4", 20'000);
    fixture.keep("evt_5", 100'000);
    fixture.want(bodies, "evt_1", large);
    fixture.want(bodies, "evt_2", large);
    fixture.want(bodies, "evt_3", large);
    fixture.want(bodies, "evt_5", 100'000); // fits, but others were before it
    fixture.want(bodies, "evt_4", 20'000);
    fixture.want(bodies, "evt_1", large);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.told.size(), 3, patienceMs);
    QCOMPARE(fixture.got["evt_1"].size(), 2);
    QCOMPARE(fixture.got["evt_4"].size(), 1);
    bodies.release("evt_1");
    QCOMPARE(bodies.bytesHeld(), large + 20'000);
    bodies.release("evt_1");
    QTRY_COMPARE_WITH_TIMEOUT(fixture.told.size(), 4, patienceMs);
    QCOMPARE(fixture.told.last(), QByteArray("evt_2"));
    bodies.release("evt_2");
    QTRY_COMPARE_WITH_TIMEOUT(fixture.told.size(), 6, patienceMs);
    QVERIFY(bodies.bytesHeld() <= most);
}

void LargeBodiesTest::prepare_sameEvent_sharesItsBody()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    LargeBodies bodies(fixture.store(), most);
    fixture.keep("evt_1", large);
    for (int i = 0; i < 50; ++i)
        fixture.want(bodies, "evt_1", large);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.told.size(), 50, patienceMs);
    QCOMPARE(bodies.bytesHeld(), large);
    for (const PreparedBody& body : fixture.got["evt_1"])
        QVERIFY(body.body.constData() == fixture.got["evt_1"].first().body.constData());
}

void LargeBodiesTest::prepare_missing_isNotFound()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    LargeBodies bodies(fixture.store(), most);
    fixture.want(bodies, "evt_1", large);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.errors, QList{ErrorCode::NotFound}, patienceMs);
    QCOMPARE(bodies.bytesHeld(), 0);
}

void LargeBodiesTest::prepare_aboveTheBoundAlone_goes()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    LargeBodies bodies(fixture.store(), most);
    fixture.keep("evt_1", 2 * most);
    fixture.want(bodies, "evt_1", 2 * most);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.got["evt_1"].size(), 1, patienceMs);
}

void LargeBodiesTest::cancelWaiting_tellsThoseThatWait()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    LargeBodies bodies(fixture.store(), most);
    fixture.keep("evt_1", large);
    fixture.want(bodies, "evt_1", large);
    fixture.want(bodies, "evt_2", large);
    bodies.cancelWaiting();
    QCOMPARE(fixture.errors, QList{ErrorCode::Cancelled});
    QTRY_COMPARE_WITH_TIMEOUT(fixture.got["evt_1"].size(), 1, patienceMs);
}

void LargeBodiesTest::destruction_underWay_tellsNobody()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    fixture.keep("evt_1", large);
    {
        LargeBodies bodies(fixture.store(), most);
        fixture.want(bodies, "evt_1", large);
    }
    QCoreApplication::processEvents();
    QVERIFY(fixture.told.isEmpty());
}

QTEST_GUILESS_MAIN(LargeBodiesTest)
#include "tst_largebodies.moc"
