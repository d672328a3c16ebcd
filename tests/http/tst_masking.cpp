// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/masking.h"

#include <QTest>

using namespace stateroom;

namespace {

const QByteArray secret(43, 's');
const QByteArray key = "int_" + secret;

} // namespace

class TstMasking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void maskSecrets_anyTarget_keepsTheRest_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("masked");
        const auto row = [](const char* name, const QByteArray& target, const QByteArray& masked) {
            QTest::newRow(name) << target << masked;
        };
        row("nothing", "/v1/state/wf-1/k?limit=3", "/v1/state/wf-1/k?limit=3");
        row("parameter", "/s?api_key=tok1&since=4", "/s?api_key=***&since=4");
        row("last", "/s?a=1&token=x", "/s?a=1&token=***");
        row("escaped name", "/s?api%5Fkey=tok1", "/s?api%5Fkey=***");
        row("other case", "/s?API_KEY=tok1", "/s?API_KEY=***");
        row("twice", "/s?api_key=a&api_key=b", "/s?api_key=***&api_key=***");
        row("no value", "/s?api_key", "/s?api_key");
        row("key's text in the path", "/v1/state/" + key, "/v1/state/int_***");
        row("key's text in another parameter", "/s?k=" + key + "&b=1", "/s?k=int_***&b=1");
        row("two", '/' + key + '/' + "wfl_" + secret, "/int_***/wfl_***");
        row("a word that looks like one", "/v1/state/int_total", "/v1/state/int_total");
        row("within a word", "/v1/state/print_" + secret, "/v1/state/print_" + secret);
    }
    void maskSecrets_anyTarget_keepsTheRest()
    {
        QFETCH(QByteArray, target);
        QTEST(maskSecrets(target), "masked");
    }

    void appendMaskedHead_secretFields_keepScheme()
    {
        Headers head;
        head.add("Authorization", "Bearer " + key);
        head.add("authorization", "tok1");
        head.add("Cookie", "a=b");
        head.add("X-API-Key", "tok1");
        head.add("Referer", "http://localhost/?api_key=tok1");
        head.add("Accept", "*/*");
        head.add("Idempotency-Key", "one");
        QByteArray masked = "before";
        appendMaskedHead(masked, head);
        QCOMPARE(
            masked, "beforeAuthorization: Bearer ***\r\nauthorization: ***\r\nCookie: ***\r\n"
                    "X-API-Key: ***\r\nReferer: http://localhost/?api_key=***\r\nAccept: */*\r\n"
                    "Idempotency-Key: one\r\n");
    }

    void appendMaskedHead_longHead_isCut()
    {
        Headers head;
        head.add("A", "1");
        head.add("B", QByteArray(RequestReport::maxHead, 'b'));
        QByteArray masked;
        appendMaskedHead(masked, head);
        QCOMPARE(masked, "A: 1\r\n");
    }

    void maskBody_anyBody_keepsTheRest_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("masked");
        const auto row = [](const char* name, const QByteArray& body, const QByteArray& masked) {
            QTest::newRow(name) << body << masked;
        };
        row("nothing", R"({"value": {"a": "b"}})", R"({"value": {"a": "b"}})");
        row("empty", "", "");
        row("member", R"({"password" : "x", "a":1})", R"({"password" : "***", "a":1})");
        row("spelled otherwise", R"({"apiKey":"x","Api-Key":"y"})",
            R"({"apiKey":"***","Api-Key":"***"})");
        row("quote within", "{\"secret\":\"a\\\"b\",\"c\":\"d\"}", R"({"secret":"***","c":"d"})");
        row("deep", R"([{"a":{"token":"x"}}])", R"([{"a":{"token":"***"}}])");
        row("as a value", R"({"kind":"password"})", R"({"kind":"password"})");
        row("number", R"({"token":3})", R"({"token":3})");
        row("object", R"({"token":{"token":"x"}})", R"({"token":{"token":"***"}})");
        row("key's text", "{\"text\":\"" + key + "\"}", R"({"text":"int_***"})");
        row("cut amid a secret", "{\"token\":\"abc", "{\"token\":\"***\"");
        row("form", "user=a&password=b", "user=a&password=***");
        row("no JSON", "\x01\xff\"token", "\x01\xff\"token");
    }
    void maskBody_anyBody_keepsTheRest()
    {
        QFETCH(QByteArray, body);
        const RecordedBody recorded = maskBody(body);
        QTEST(recorded.bytes, "masked");
        QVERIFY(!recorded.isCut);
    }

    void maskBody_large_isCutAndTellsNoPartOfAKey()
    {
        for (qsizetype before = RecordedBody::maxBytes - 60; before < RecordedBody::maxBytes + 1100;
             before += 19) {
            const QByteArray filling(before - 1, ' ');
            const RecordedBody recorded = maskBody('"' + filling + key + QByteArray(2000, ' '));
            QVERIFY(recorded.isCut);
            QVERIFY(recorded.bytes.size() <= RecordedBody::maxBytes);
            QVERIFY2(!recorded.bytes.contains("ss"), QByteArray::number(before).constData());
        }
    }
};

QTEST_GUILESS_MAIN(TstMasking)
#include "tst_masking.moc"
