// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/keytexts.h"
#include "core/http/masking.h"

#include <QElapsedTimer>
#include <QTest>

using namespace stateroom;

namespace {

const QByteArray secret(43, 's');
const QByteArray key = "int_" + secret;
const QByteArray jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl-_w";

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
        row("within a word", "/v1/state/print_" + secret, "/v1/state/print_***");
        row("behind a dash", "/v1/state/my-" + key, "/v1/state/my-int_***");
        row("behind a bar", "/v1/state/my_" + key, "/v1/state/my_int_***");
        row("behind letters", "/v1/state/my" + key, "/v1/state/myint_***");
        row("behind an escaped slash", "/v1/state/x%2F" + key, "/v1/state/x%2Fint_***");
        row("behind an escaped colon", "/s?x=a%3A" + key, "/s?x=a%3Aint_***");
        row("behind an escaped equals", "/s?x=key%3D" + key, "/s?x=key%3Dint_***");
        row("between escaped quotes", "/v1/state/%22" + key + "%22", "/v1/state/%22int_***%22");
        row("behind a malformed escape", "/v1/state/%zz%" + key + "%", "/v1/state/%zz%int_***%");
        row("behind bytes that are no text", "/v1/state/%ff" + key, "/v1/state/%ffint_***");
        row("Bearer in a parameter", "/v1/state/a?note=Bearer%20" + key + "&b=1",
            "/v1/state/a?note=Bearer%20***&b=1");
        row("Bearer in the path", "/v1/state/Bearer%20" + key, "/v1/state/Bearer%20***");
        row("Bearer and a key of any shape", "/v1/state/bearer+tok/1?a=b",
            "/v1/state/bearer+***?a=b");
        row("escaped Bearer", "/v1/%42earer%2520tok1", "/v1/%42earer%2520***");
        row("twice Bearer", "/v1/Bearer:a?b=Bearer:c", "/v1/Bearer:***?b=Bearer:***");
        row("Bearer alone", "/v1/state/Bearer?a=bearers", "/v1/state/Bearer?a=bearers");
        row("control token", "/v1/state/x%2Fctl_" + secret, "/v1/state/x%2Fctl_***");
        row("control token, its API", "/_stateroom/v1/x%20ctl_" + secret,
            "/_stateroom/v1/x%20ctl_***");
        row("webhook secret", "/v1/x%20whsec_" + secret, "/v1/x%20whsec_***");
        row("escaped bar", "/v1/state/int%5F" + secret, "/v1/state/int%5F***");
        row("escaped prefix", "/v1/state/%69nt_" + secret, "/v1/state/%69nt_***");
        row("escape within", "/v1/state/int_" + secret.first(9) + "%73" + secret.first(33) + "/a",
            "/v1/state/int_***/a");
        row("all escaped", "/v1/state/int_" + QByteArray("%73").repeated(43) + "?a=%73",
            "/v1/state/int_***?a=%73");
        row("escaped twice", "/v1/state/int%255F" + QByteArray("%252573").repeated(43),
            "/v1/state/int%255F***");
        row("shortest", "/v1/int_" + secret.first(20), "/v1/int_***");
        row("shorter", "/v1/int_" + secret.first(19), "/v1/int_" + secret.first(19));
        row("behind one that is too short", "/v1/int_a.wfl_" + secret, "/v1/int_a.wfl_***");
        row("other case", "/v1/INT_" + secret, "/v1/INT_" + secret);
        row("user token in the path", "/v1/state/" + jwt + "/a", "/v1/state/eyJ***/a");
        row("user token behind a word", "/v1/state/x-" + jwt, "/v1/state/x-eyJ***");
        row("user token, escaped", "/v1/state/%65yJ" + jwt.sliced(3).replace('.', "%2E"),
            "/v1/state/%65yJ***");
        row("user token without signature", "/v1/" + jwt.first(jwt.lastIndexOf('.')), "/v1/eyJ***");
        row("user token in a parameter", "/s?x=" + jwt + "&b=1", "/s?x=eyJ***&b=1");
        row("jwt", "/s?jwt=tok1&b=1", "/s?jwt=***&b=1");
        row("like a user token", "/v1/eyJson.key/eyJustAWordOfSome.size",
            "/v1/eyJson.key/eyJustAWordOfSome.size");
        row("key", "/v1/state/a?key=tok1&Token=b", "/v1/state/a?key=***&Token=***");
        row("a key's name", "/_stateroom/v1/changes?key=a&token=b",
            "/_stateroom/v1/changes?key=a&token=***");
        row("escaped name, no text", "/s?api%5Fkey%ff=a&token%=b&%2574oken=c",
            "/s?api%5Fkey%ff=a&token%=b&%2574oken=***");
    }
    void maskSecrets_anyTarget_keepsTheRest()
    {
        QFETCH(QByteArray, target);
        QTEST(maskSecrets(target), "masked");
    }

    void maskSecrets_longAndRepeated_isQuick()
    {
        for (const QByteArray piece :
             {"int_", "eyJ", "Bearer:", "%25", "eyJaaaaaaaaaa.", "int_a.", "%", "bearer"}) {
            const QByteArray target = '/' + piece.repeated(1'000'000 / int(piece.size()));
            QElapsedTimer timer;
            timer.start();
            maskSecrets(target);
            QVERIFY2(timer.elapsed() < 5'000, piece.constData()); // the square of it: minutes
        }
    }

    void maskMethod_anyMethod_isCutBehindTheMask_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("masked");
        QTest::newRow("usual") << QByteArray("GET") << QByteArray("GET");
        QTest::newRow("key") << key << QByteArray("int_***");
        QTest::newRow("control token") << "x-ctl_" + secret << QByteArray("x-ctl_***");
        QTest::newRow("user token") << jwt << QByteArray("eyJ***");
        QTest::newRow("late") << QByteArray(25, 'm') + key << QByteArray(25, 'm') + "int_***";
        QTest::newRow("later") << QByteArray(30, 'm') + key << QByteArray(30, 'm') + "in";
        QTest::newRow("cut key") << "GET /a/" + key.first(10) << QByteArray("GET /a/int_***");
        QTest::newRow("a line's beginning")
            << QByteArray("GET /a?api_key=tok1") << QByteArray("GET /a?api_key=***");
        QTest::newRow("a field") << QByteArray("Authorization: Bearer tok1")
                                 << QByteArray("Authorization: Bearer ***");
        QTest::newRow("no text") << QByteArray("\x16\x03\x01") << QByteArray("\x16\x03\x01");
        QTest::newRow("long") << QByteArray(40, 'm') << QByteArray(32, 'm');
    }
    void maskMethod_anyMethod_isCutBehindTheMask()
    {
        QFETCH(QByteArray, method);
        QTEST(maskMethod(method), "masked");
    }

    void maskKeyTexts_otherTexts_areShared()
    {
        const QByteArray text = "Bearer of a name_with_bars at 100%";
        QCOMPARE(maskKeyTexts(text).constData(), text.constData());
        QCOMPARE(maskKeyTexts("The key '" + key + "' is"), "The key 'int_***' is");
    }

    void appendMaskedHead_secretFields_keepScheme()
    {
        Headers head;
        head.add("Authorization", "Bearer " + key);
        head.add("authorization", "tok1");
        head.add("Cookie", "a=b");
        head.add("X-API-Key", "tok1");
        head.add("Referer", "http://localhost/?api_key=tok1");
        head.add("X-Note", "Bearer tok1");
        head.add("X-Token-" + key, "a%20" + jwt);
        head.add("Accept", "*/*");
        head.add("Idempotency-Key", "one");
        QByteArray masked = "before";
        appendMaskedHead(masked, head);
        QCOMPARE(
            masked,
            "beforeAuthorization: Bearer ***\r\nauthorization: ***\r\nCookie: ***\r\n"
            "X-API-Key: ***\r\nReferer: http://localhost/?api_key=***\r\nX-Note: Bearer ***\r\n"
            "X-Token-int_***: a%20eyJ***\r\nAccept: */*\r\n"
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
        row("user token", "{\"text\":\"a " + jwt + "\"}", R"({"text":"a eyJ***"})");
        row("a key's name", R"({"key":"a","note":"Bearer of"})",
            R"({"key":"a","note":"Bearer of"})");
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

    void maskBody_cutBefore_tellsNoPartOfAKey()
    {
        const RecordedBody recorded = maskBody("{\"a\":\"int_sss%7", true);
        QCOMPARE(recorded.bytes, "{\"a\":\"");
        QVERIFY(recorded.isCut);
    }
};

QTEST_GUILESS_MAIN(TstMasking)
#include "tst_masking.moc"
