// SPDX-License-Identifier: GPL-3.0-or-later
// A request's signature, as each of the known senders writes it: right, with another body, with
// another secret, without a secret.
#include "core/webhooks/signature.h"
#include "core/webhooks/signaturecheck.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::webhooks;

namespace {

const QByteArray body = R"({"id":"evt_1","name":"Zoë"})";

Headers headersOf(const QList<std::pair<QByteArray, QByteArray>>& fields)
{
    Headers headers;
    for (const auto& [name, value] : fields)
        headers.add(name, value);
    return headers;
}

QByteArray base64Of(const QByteArray& hex)
{
    return QByteArray::fromHex(hex).toBase64();
}

} // namespace

class SignatureCheckTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checkSignature_eachSender_isJudged_data();
    void checkSignature_eachSender_isJudged();
    void checkSignature_knownVector_isValid();
    void checkSignature_noField_isAbsent();
    void checkSignature_nonsense_isInvalid_data();
    void checkSignature_nonsense_isInvalid();
};

void SignatureCheckTest::checkSignature_eachSender_isJudged_data()
{
    using Fields = QList<std::pair<QByteArray, QByteArray>>;
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<Fields>("fields");
    const auto row = [](const char* field, const QByteArray& secret, const QByteArray& value,
                        Fields others = {}) {
        QTest::newRow(field) << QByteArray(field) << secret
                             << (others << std::pair(QByteArray(field).toLower(), value));
    };
    const QByteArray plain = sign("whsec_a", body);
    row("x-stateset-signature", "whsec_a", plain);
    row("X-Hub-Signature-256", "whsec_a", "sha256=" + plain);
    row("X-Shopify-Hmac-Sha256", "whsec_a", base64Of(plain));
    row("Stripe-Signature", "whsec_a",
        "t=1700000000, v1=00ff, v1=" + sign("whsec_a", "1700000000." + body) + ", v0=1");
    row("X-Slack-Signature", "whsec_a", "v0=" + sign("whsec_a", "v0:1700000000:" + body),
        {{"X-Slack-Request-Timestamp", "1700000000"}});
    const QByteArray key = "twenty-four bytes of key";
    row("webhook-signature", "whsec_" + key.toBase64(),
        "v1a,eA== v1," + base64Of(sign(key, "msg_1.1700000000." + body)),
        {{"webhook-id", "msg_1"}, {"webhook-timestamp", "1700000000"}});
}

void SignatureCheckTest::checkSignature_eachSender_isJudged()
{
    using Fields = QList<std::pair<QByteArray, QByteArray>>;
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, secret);
    QFETCH(Fields, fields);
    const Headers headers = headersOf(fields);
    const auto verdict = [&](const QByteArray& text, const QByteArray& by) {
        const SignatureCheck check = checkSignature(headers, text, by);
        return check.field == field ? check.verdict : SignatureVerdict::Absent;
    };
    QCOMPARE(verdict(body, secret), SignatureVerdict::Valid);
    QCOMPARE(verdict(body + ' ', secret), SignatureVerdict::Invalid);
    QCOMPARE(verdict(body, "whsec_b"), SignatureVerdict::Invalid);
    QCOMPARE(verdict(body, {}), SignatureVerdict::Unchecked);
}

void SignatureCheckTest::checkSignature_knownVector_isValid()
{
    // RFC 4231, test case 2.
    const Headers headers = headersOf(
        {{"x-stateset-signature",
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"}});
    QCOMPARE(
        checkSignature(headers, "what do ya want for nothing?", "Jefe").verdict,
        SignatureVerdict::Valid);
}

void SignatureCheckTest::checkSignature_noField_isAbsent()
{
    const SignatureCheck check =
        checkSignature(headersOf({{"Authorization", "Bearer x"}}), body, "whsec_a");
    QCOMPARE(check.verdict, SignatureVerdict::Absent);
    QVERIFY(check.field.isEmpty());
}

void SignatureCheckTest::checkSignature_nonsense_isInvalid_data()
{
    QTest::addColumn<QByteArray>("field");
    for (const char* field :
         {"x-stateset-signature", "X-Hub-Signature-256", "X-Shopify-Hmac-Sha256",
          "Stripe-Signature", "X-Slack-Signature", "webhook-signature"})
        QTest::newRow(field) << QByteArray(field);
}

void SignatureCheckTest::checkSignature_nonsense_isInvalid()
{
    QFETCH(QByteArray, field);
    for (const QByteArray& value :
         {QByteArray(), QByteArray(","), QByteArray("v1="), QByteArray("sha256="),
          QByteArray("v0=,v1,,t="), QByteArray(9000, 'v'), QByteArray("\xff\x80 v1,\xff")})
        QCOMPARE(
            checkSignature(headersOf({{field, value}}), body, "whsec_a").verdict,
            SignatureVerdict::Invalid);
}

QTEST_GUILESS_MAIN(SignatureCheckTest)
#include "tst_signaturecheck.moc"
