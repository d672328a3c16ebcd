// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsonview.h"
#include "tests/json/jsongenerator.h"

#include <QRegularExpression>
#include <QTest>

#include <random>
#include <simdjson.h>

using namespace Qt::StringLiterals;
using namespace stateroom;
namespace dom = simdjson::dom;

/// Compares our scanner and views with simdjson, where both mean to agree: it refuses lone
/// surrogates and numbers beyond its types. STATEROOM_SEED repeats a run.
class TestJsonRandom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void parse_randomValue_compactsAndAgreesWithSimdjson();
    void view_randomValue_readsWhatSimdjsonReads();
    void parse_mutatedText_judgedAsBySimdjson();
    void parse_randomBytes_judgedAsBySimdjson();

private:
    void judge(const QByteArray& text);

    quint32 m_seed = 0;
    dom::parser m_simdjson;
    int m_accepted = 0;
    int m_refused = 0;
};

void TestJsonRandom::initTestCase()
{
    bool given = false;
    m_seed = qEnvironmentVariable("STATEROOM_SEED").toUInt(&given);
    if (!given)
        m_seed = std::random_device()();
    qInfo("STATEROOM_SEED=%u", m_seed);
}

void TestJsonRandom::parse_randomValue_compactsAndAgreesWithSimdjson()
{
    JsonGenerator generator(m_seed);
    for (int i = 0; i < 5000; ++i) {
        const auto text = generator.value(5);
        const auto parsed = JsonText::parse(text.spaced);
        QVERIFY2(parsed, text.spaced.constData());
        QCOMPARE(parsed->bytes(), text.compact);
        if (text.beyondSimdjson)
            continue;
        const simdjson::padded_string padded(text.spaced.toStdString());
        QVERIFY2(m_simdjson.parse(padded).error() == simdjson::SUCCESS, text.spaced.constData());
    }
}

static bool sameValue(JsonView ours, dom::element theirs);

static QByteArray utf8(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

static bool sameNumber(JsonView ours, dom::element theirs)
{
    int64_t whole = 0;
    if (theirs.is_int64() && theirs.get(whole) == simdjson::SUCCESS)
        return ours.toInt64() == whole && ours.toDouble() == double(whole);
    double number = 0;
    return theirs.get(number) == simdjson::SUCCESS && ours.toDouble() == number;
}

static bool sameArray(JsonView ours, dom::array theirs)
{
    auto their = theirs.begin();
    bool same = true;
    ours.forEachElement([&](JsonView element) {
        same = their != theirs.end() && sameValue(element, *their);
        if (same)
            ++their;
        return same;
    });
    return same && !(their != theirs.end());
}

static bool sameObject(JsonView ours, dom::object theirs)
{
    auto their = theirs.begin();
    bool same = true;
    std::map<QByteArray, QByteArray> last;
    ours.forEachMember([&](JsonView name, JsonView value) {
        same = their != theirs.end() && name.toString()->toUtf8() == utf8(their.key()) &&
               sameValue(value, their.value());
        if (!same)
            return false;
        last[utf8(their.key())] = value.raw().toByteArray();
        ++their;
        return true;
    });
    for (const auto& [name, raw] : last) {
        const auto found = ours.member(name);
        same = same && found && found->raw() == raw;
    }
    return same && !(their != theirs.end());
}

static bool sameValue(JsonView ours, dom::element theirs)
{
    switch (ours.type()) {
    case JsonType::Null:
        return theirs.is_null();
    case JsonType::Boolean:
        return theirs.is_bool() && ours.toBool() == bool(theirs);
    case JsonType::Number:
        return theirs.is_number() && sameNumber(ours, theirs);
    case JsonType::String:
        return theirs.is_string() && ours.toString()->toUtf8() == utf8(std::string_view(theirs));
    case JsonType::Array:
        return theirs.is_array() && sameArray(ours, dom::array(theirs));
    case JsonType::Object:
        return theirs.is_object() && sameObject(ours, dom::object(theirs));
    }
    return false;
}

void TestJsonRandom::view_randomValue_readsWhatSimdjsonReads()
{
    JsonGenerator generator(m_seed + 1);
    for (int i = 0; i < 3000; ++i) {
        const auto text = generator.value(5);
        if (text.beyondSimdjson)
            continue;
        const auto ours = JsonText::parse(text.spaced);
        QVERIFY(ours);
        const simdjson::padded_string padded(text.spaced.toStdString());
        QVERIFY2(sameValue(*ours, m_simdjson.parse(padded).value()), text.spaced.constData());
    }
}

/// Whether a text that is valid may hold what simdjson refuses by design.
static bool mayBeBeyondSimdjson(const QByteArray& text)
{
    static const QRegularExpression beyond(u"\\\\u[dD][89a-fA-F]|[0-9.]{17}|[eE][-+]?[0-9]{3}"_s);
    return beyond.match(QString::fromLatin1(text)).hasMatch();
}

void TestJsonRandom::judge(const QByteArray& text)
{
    if (text.startsWith("\xef\xbb\xbf"))
        return; // newer simdjson reads over a byte order mark
    const auto ours = JsonText::parse(text);
    const simdjson::padded_string padded(text.toStdString());
    const bool theirs = m_simdjson.parse(padded).error() == simdjson::SUCCESS;
    (ours ? m_accepted : m_refused)++;
    if (bool(ours) != theirs)
        QVERIFY2(
            ours && mayBeBeyondSimdjson(text), text.toPercentEncoding(" {}[]:,\"\\").constData());
    if (!ours)
        QVERIFY(ours.error().offset >= 0 && ours.error().offset <= text.size());
}

void TestJsonRandom::parse_mutatedText_judgedAsBySimdjson()
{
    m_accepted = m_refused = 0;
    JsonGenerator generator(m_seed + 2);
    for (int i = 0; i < 3000; ++i) {
        const auto text = generator.value(4);
        for (int j = 0; j < 10; ++j) {
            judge(generator.mutated(text.spaced));
            if (QTest::currentTestFailed())
                return;
        }
    }
    // Both sides were really tried.
    QVERIFY(m_accepted > 500);
    QVERIFY(m_refused > 5000);
}

/// Short texts over the bytes that have a meaning reach corners that mutations rarely do.
void TestJsonRandom::parse_randomBytes_judgedAsBySimdjson()
{
    static const QByteArrayList tokens{"{",     "}",    "[",       "]",    ":",    ",",    "\"",
                                       "\"a\"", "\\",   "\\u00e9", "0",    "1",    "-",    ".",
                                       "e",     "E",    "+",       " ",    "\n",   "true", "null",
                                       "nul",   "\xc3", "\xa9",    "\xed", "\xa0", "\x80", "\x1f"};
    m_accepted = m_refused = 0;
    JsonGenerator generator(m_seed + 3);
    for (int i = 0; i < 40000; ++i) {
        QByteArray text;
        for (int count = 1 + generator.below(7); count > 0; --count)
            text += tokens[generator.below(int(tokens.size()))];
        judge(text);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(m_accepted > 100);
    QVERIFY(m_refused > 5000);
}

QTEST_APPLESS_MAIN(TestJsonRandom)
#include "tst_jsonrandom.moc"
