// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace stateroom;

class TestError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void toString_hint_standsBehindTheMessage();
    void errorCodeName_codes_areToldApart();
    void fail_returned_becomesTheResultsError();
    void failureOf_result_handsTheErrorOn();
};

void TestError::toString_hint_standsBehindTheMessage()
{
    const Error plain{ErrorCode::NotFound, u"No such key."_s, {}};
    QCOMPARE(plain.toString(), u"No such key."_s);
    QCOMPARE(plain.offset, -1);
    QCOMPARE(plain.currentVersion, -1);
    const Error hinted{ErrorCode::AlreadyOwned, u"Port 7474 is taken."_s, u"Try --port 0."_s};
    QCOMPARE(hinted.toString(), u"Port 7474 is taken. Try --port 0."_s);
}

void TestError::errorCodeName_codes_areToldApart()
{
    QCOMPARE(errorCodeName(ErrorCode::InvalidInput), "InvalidInput"_L1);
    QSet<QString> names;
    const int codes = int(ErrorCode::Internal) + 1;
    for (int code = 0; code < codes; ++code)
        names << errorCodeName(ErrorCode(code));
    QCOMPARE(names.size(), codes);
}

void TestError::fail_returned_becomesTheResultsError()
{
    const auto result = []() -> Result<int> {
        return fail(ErrorCode::TooLarge, u"Too large."_s, u"Send less."_s);
    }();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::TooLarge);
    QCOMPARE(result.error().toString(), u"Too large. Send less."_s);
    const Result<int> good = 7;
    QVERIFY(good);
    QCOMPARE(*good, 7);
}

void TestError::failureOf_result_handsTheErrorOn()
{
    Error error{ErrorCode::Conflict, u"Not version 1."_s, {}};
    error.currentVersion = 4;
    const Result<int> first = fail(error);
    const Result<QString> second = failureOf(first);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::Conflict);
    QCOMPARE(second.error().currentVersion, 4);
}

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
