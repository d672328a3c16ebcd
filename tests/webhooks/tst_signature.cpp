// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/signature.h"

#include <QTest>

using namespace stateroom::webhooks;

class SignatureTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sign_knownTexts_givesTheStandardsSignature_data();
    void sign_knownTexts_givesTheStandardsSignature();
    void verify_anyDifference_refuses();
};

void SignatureTest::sign_knownTexts_givesTheStandardsSignature_data()
{
    // RFC 4231, test cases 1, 2 and 6.
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("1") << QByteArray(20, '\x0b') << QByteArray("Hi There")
                       << QByteArray(
                              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    QTest::newRow("2") << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
                       << QByteArray(
                              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    QTest::newRow("6") << QByteArray(131, '\xaa')
                       << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
                       << QByteArray(
                              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

void SignatureTest::sign_knownTexts_givesTheStandardsSignature()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, signature);
    QCOMPARE(sign(secret, body), signature);
    QVERIFY(verify(secret, body, signature));
}

void SignatureTest::verify_anyDifference_refuses()
{
    const QByteArray secret = "whsec_1";
    const QByteArray body = R"({"id":"evt_1"})";
    const QByteArray signature = sign(secret, body);
    QVERIFY(!verify(secret, body + ' ', signature));
    QVERIFY(!verify("whsec_2", body, signature));
    QVERIFY(!verify(secret, body, signature.toUpper()));
    QVERIFY(!verify(secret, body, signature.chopped(1)));
    QVERIFY(!verify(secret, body, {}));
    for (qsizetype i = 0; i < signature.size(); ++i) {
        QByteArray forged = signature;
        forged[i] = forged[i] == '0' ? '1' : '0';
        QVERIFY(!verify(secret, body, forged));
    }
}

QTEST_GUILESS_MAIN(SignatureTest)
#include "tst_signature.moc"
