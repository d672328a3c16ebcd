// SPDX-License-Identifier: GPL-3.0-or-later
// What a script can say: the language, what is added to it, numbers that stay exact, errors, logs.
#include "tests/hooks/hookfixture.h"

using namespace stateroom;
using namespace stateroom::test;

class HookLanguageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void builtins_thatTheEngineLacks_work_data();
    void builtins_thatTheEngineLacks_work();
    void numbers_thatAreLeftAlone_stayExact_data();
    void numbers_thatAreLeftAlone_stayExact();
    void numbers_inState_stayExact();
    void numbers_movedWhereSeveralLookAlike_areWarnedOf();
    void numbers_withoutDigitsMoved_areWarnedOf_data();
    void numbers_withoutDigitsMoved_areWarnedOf();
    void levels_beyondTheLimit_areARangeError_data();
    void levels_beyondTheLimit_areARangeError();
    void result_ofAnyKind_isJson_data();
    void result_ofAnyKind_isJson();
    void errors_haveTheirPlace_data();
    void errors_haveTheirPlace();
    void stateCalls_malformed_throwAtTheirLine_data();
    void stateCalls_malformed_throwAtTheirLine();
    void console_collectsLines();
    void script_cannotReachOut_data();
    void script_cannotReachOut();

private:
    std::unique_ptr<HookFixture> m_fixture;
};

void HookLanguageTest::initTestCase()
{
    m_fixture = std::make_unique<HookFixture>();
    VERIFY_OK(m_fixture->isOpen());
}

void HookLanguageTest::builtins_thatTheEngineLacks_work_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char* expression, const char* result) {
        QTest::newRow(expression) << QByteArray(expression) << QByteArray(result);
    };
    row("[1,[2,[3,[4]]]].flat()", "[1,2,[3,[4]]]");
    row("[1,[2,[3,[4]]]].flat(Infinity)", "[1,2,3,4]");
    row("[1,,2].flat()", "[1,2]");
    row("[1,2].flatMap(x => [x, [x]])", "[1,[1],2,[2]]");
    row("[[1,2].at(-1), [1,2].at(0), [1].at(5) === undefined]", "[2,1,true]");
    row("[1,NaN].includes(NaN)", "true");
    row("[1,2,3,4].findLast(x => x % 2)", "3");
    row("[[1,2].findLastIndex(x => x === 1), [1].findLastIndex(x => x > 1)]", "[0,-1]");
    row("{ const a = [3,1,2]; return [a.toSorted(), a.toReversed(), a.with(0, 9), "
        "a.toSpliced(0, 1), a] }",
        "[[1,2,3],[2,1,3],[9,1,2],[1,2],[3,1,2]]");
    row("Object.fromEntries([['a', 1], ['b', 2]])", R"({"a":1,"b":2})");
    row("Object.fromEntries(new Map([['x', 1]]))", R"({"x":1})");
    row("[Object.hasOwn({ a: 1 }, 'a'), Object.hasOwn({}, 'toString')]", "[true,false]");
    row("Object.entries({ a: 1 }).concat(Object.values({ b: 2 }))", R"([["a",1],2])");
    row("Object.groupBy([1,2,3], x => x % 2 ? 'odd' : 'even')", R"({"odd":[1,3],"even":[2]})");
    row("Object.getOwnPropertyDescriptors({ a: 1 }).a.value", "1");
    row("{ const s = Symbol(); return Object.assign({}, { [s]: 5, a: 1 })[s] }", "5");
    row("'a-b-c'.replaceAll('-', '+')", R"("a+b+c")");
    row("'a.b.c'.replaceAll('.', '$&$&')", R"("a..b..c")");
    row("'aXbX'.replaceAll(/X/g, () => 'y')", R"("ayby")");
    row("{ try { 'a'.replaceAll(/a/, 'b') } catch (e) { return e.name } }", R"("TypeError")");
    row("Array.from('a1b22'.matchAll(/[a-z](\\d+)/g)).map(m => m[1] + m.index)", R"(["10","222"])");
    row("['  a '.trimStart(), '  a '.trimEnd(), 'abc'.at(-1)]", R"(["a ","  a","c"])");
    row("['5'.padStart(3, '0'), 'ab'.padEnd(5, 'xy'), 'abc'.padStart(2)]",
        R"(["005","abxyx","abc"])");
    row("[0, -1, 2**31, Infinity].map(n => { try { return 'x'.repeat(n) } catch (e) { return "
        "e.name } })",
        R"(["","RangeError","RangeError","RangeError"])");
    row("['padStart', 'padEnd'].map(f => { try { return 'x'[f](2**31) } catch (e) { return "
        "e.message } })",
        R"(["Invalid string length","Invalid string length"])");
    row("'ab'.repeat('2.9') + 'c'.repeat()", R"("abab")");
    // The engine's own is not stable.
    row("{ const a = [3,1,3,2,1].map((k, i) => ({ k, i })); const f = l => l.map(x => x.k + '' + "
        "x.i).join(); return [f(a.toSorted((x, y) => x.k - y.k)), f(a.sort((x, y) => y.k - x.k))] "
        "}",
        R"(["11,14,23,30,32","30,32,23,11,14"])");
    row("{ const a = []; for (let i = 0; i < 10000; ++i) a.push({ k: i * 7919 % 100, i }); "
        "a.sort((x, y) => x.k - y.k); return a.every((x, i) => !i || a[i - 1].k < x.k || "
        "(a[i - 1].k === x.k && a[i - 1].i < x.i)) }",
        "true");
    row("[[10, 9, 1].sort(), ['b', undefined, 'a', , 'B'].sort(), [2, , "
        "1].sort().hasOwnProperty(2), "
        "[].sort(), [1, 2].sort(() => NaN)]",
        R"([[1,10,9],["B","a","b",null,null],false,[],[1,2]])");
    row("[null, 5, {}].map(c => { try { [1].sort(c); return '' } catch (e) { return e.name } })",
        R"(["TypeError","TypeError","TypeError"])");
    row("{ const a = [2, 1]; return [a.sort() === a, [].sort.call({ length: 2, 0: 'b', 1: 'a' })] "
        "}",
        R"([true,{"0":"a","1":"b","length":2}])");
    row("globalThis === this || globalThis.Math === Math", "true");
    row("{ const m = new WeakMap(); const k = {}; m.set(k, 1); return [m.get(k), m.has({}), "
        "m.delete(k), m.has(k), Object.keys(k)] }",
        "[1,false,true,false,[]]");
    row("{ const m = new WeakMap(); const k = Object.freeze({}); m.set(k, 1); return m.get(k) }",
        "1");
    row("{ const k = {}; const s = new WeakSet([k]); return [s.has(k), s.has({})] }",
        "[true,false]");
    // The engine's own crashes here.
    row("{ const m = new WeakMap(); for (let i = 0; i < 50000; ++i) m.set({}, i); return 1 }", "1");
    row("{ const a = { d: new Date(0), l: [1, { x: 2 }] }; a.self = a; const b = "
        "structuredClone(a); return [b.self === b, b !== a, b.d.getTime(), b.l] }",
        R"([true,true,0,[1,{"x":2}]])");
    row("{ class A extends Error { constructor(m) { super(m); Error.captureStackTrace(this, A) } } "
        "return new A('x').message }",
        R"("x")");
    // What it has.
    row("((a) => a?.b?.[0] ?? 'none')({})", R"("none")");
    row("2 ** 10", "1024");
    row("{ const [a, ...rest] = [1, 2, 3]; const { x = 5 } = {}; return [a, rest, x, "
        "`${a}!`, Math.max(...rest)] }",
        R"([1,[2,3],5,"1!",3])");
    row("{ function* g() { yield 1; yield* [2, 3] } return [...g()] }", "[1,2,3]");
    row("[...new Set([1, 1, 2])].concat([...new Map([[1, 2]])])", "[1,2,[1,2]]");
    row("new Date('2026-03-01T12:00:00+02:00').toISOString()", R"("2026-03-01T10:00:00.000Z")");
}

void HookLanguageTest::builtins_thatTheEngineLacks_work()
{
    QFETCH(const QByteArray, expression);
    QFETCH(const QByteArray, result);
    const QByteArray body = expression.startsWith('{') ? expression : "return " + expression;
    QCOMPARE(m_fixture->resultOf("function hook() { " + body + " }"), result);
}

void HookLanguageTest::numbers_thatAreLeftAlone_stayExact_data()
{
    QTest::addColumn<QByteArray>("script"); ///< the body, with `d` for the data
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("result"); ///< empty: the data
    const auto row = [](const char* name, const char* script, const QByteArray& data,
                        const QByteArray& result = {}) {
        QTest::newRow(name) << QByteArray(script) << data << (result.isEmpty() ? data : result);
    };
    const QByteArray odd = R"({"id":12345678901234567890,"big":1e400,"small":-1e-400,"price":1.10,)"
                           R"("exponent":1E+2,"zero":-0,"text":"1.10"})";
    row("returned", "return d", odd);
    row("within records", "return d.filter(() => true)", '[' + odd + ',' + odd + ']');
    row("beside a change", "d.new = 1; d.price *= 2; return d", R"({"id":1e400,"price":1.10})",
        R"({"id":1e400,"price":2.2,"new":1})");
    row("in arrays", "return d", "[1.0,[2.50,12345678901234567890],1e400]");
    row("a copy by Object.assign", "return Object.assign({}, d, { x: 1 })",
        R"({"id":12345678901234567890,"p":1.0})", R"({"id":12345678901234567890,"p":1.0,"x":1})");
    row("a copy by structuredClone", "return structuredClone(d)",
        R"({"a":[{"id":12345678901234567890,"p":1.0}]})");
    row("a long number moved", "return d.map(r => ({ key: r.id }))",
        R"([{"id":12345678901234567890},{"id":98765432109876543210}])",
        R"([{"key":12345678901234567890},{"key":98765432109876543210}])");
    row("numbers without digits moved",
        "return [d.filter(() => true), d.slice(1), d.map(n => ({ n }))]", "[1e400,-0,-1e999,1]",
        R"([[1e400,-0,-1e999,1],[-0,-1e999,1],[{"n":1e400},{"n":-0},{"n":-1e999},{"n":1}]])");
    row("a long number as it is and computed", "return [d.id, d.id + 1000000]",
        R"({"id":12345678901234567890})", "[12345678901234567890,12345678901235567000]");
    row("sorted and cut", "return d.sort((a, b) => a.id - b.id).slice(0, 1)",
        R"([{"id":22345678901234567890},{"id":12345678901234567890}])",
        R"([{"id":12345678901234567890}])");
    row("names like indices", "return d", R"({"b":1,"2":{"x":1},"1":3,"a":4})");
    row("names like indices, one gone and one new", "delete d['2']; d.z = 1; d['0'] = 2; return d",
        R"({"b":1,"2":2,"1":3})", R"({"b":1,"1":3,"0":2,"z":1})");
    row("a name twice, the last counts", "return d", R"({"a":{"x":1.10},"a":{"x":2,"y":3.0}})",
        R"({"a":{"x":2,"y":3.0}})");
    row("__proto__ as a name", "return d", R"({"__proto__":{"x":1.0},"y":1e400})");
    row("half a character", "return [d, d[0] + d[1]]", R"(["\ud83d","\ude00","é😀"])",
        R"([["\ud83d","\ude00","é😀"],"😀"])");
    row("toJSON and wrapped values beside", "return [d, new Date(0), new Number(5), undefined]",
        "[1.0]", R"([[1.0],"1970-01-01T00:00:00.000Z",5,null])");
}

void HookLanguageTest::numbers_thatAreLeftAlone_stayExact()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QByteArray, data);
    QFETCH(const QByteArray, result);
    QCOMPARE(
        m_fixture->resultOf(
            "function hook(options) { const d = options.data; " + script + " }",
            "{\"data\":" + data + '}'),
        result);
}

void HookLanguageTest::numbers_inState_stayExact()
{
    const QByteArray value = R"({"cursor":12345678901234567890,"1":1e400,"rate":0.50})";
    HookFixture fixture;
    VERIFY_OK(fixture.isOpen());
    VERIFY_OK(fixture.set(entryName("integration/", "a"), value));
    VERIFY_OK(fixture.set(entryName("integration/", "n"), "1.50"));
    QCOMPARE(
        fixture.resultOf("function hook({ state }) { const a = state.get('a'); "
                         "state.set('b', a); a.rate = 1; state.set('c', a); "
                         "return [state.get('b'), state.get('n') * 2, state.get('a').big] }"),
        "[" + value + ",3,null]");
    QCOMPARE(fixture.value(entryName("integration/", "b")), value);
    QCOMPARE(
        fixture.value(entryName("integration/", "c")),
        R"({"cursor":12345678901234567890,"1":1e400,"rate":1})");
}

void HookLanguageTest::numbers_movedWhereSeveralLookAlike_areWarnedOf()
{
    const auto outcome = m_fixture->run(
        "function hook(o) { return [o.data, o.data[0].id] }",
        R"({"data":[{"id":12345678901234567890},{"id":12345678901234567891}]})");
    QCOMPARE(
        HookFixture::textOf(outcome),
        "[[{\"id\":12345678901234567890},{\"id\":12345678901234567891}],12345678901234567000]");
    QCOMPARE(outcome->log.size(), 1U);
    QVERIFY(outcome->log[0].text.startsWith("1 numbers of more than 15 digits"));
}

void HookLanguageTest::numbers_withoutDigitsMoved_areWarnedOf_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QByteArray>("warning"); ///< its beginning; empty: none
    const auto row = [](const char* script, const char* data, const char* result,
                        const char* warning) {
        QTest::newRow(script) << QByteArray(script) << QByteArray(data) << QByteArray(result)
                              << QByteArray(warning);
    };
    row("d.slice(1)", "[1,1e400,1e401]", "[null,null]",
        "2 numbers too large for JavaScript were moved");
    row("d.slice(1)  ", "[1,1e-400]", "[0]", "Numbers too small for JavaScript may");
    row("d.filter(n => n < 1)", "[1,-1e-400]", "[0]", "Numbers too small for JavaScript may");
    row("d", "[0,1e400,1e401,1e-400,0]", "[0,1e400,1e401,1e-400,0]", "");
    row("[1 / 0, d[0]]", "[1]", "[null,1]", "");
}

void HookLanguageTest::numbers_withoutDigitsMoved_areWarnedOf()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QByteArray, data);
    QFETCH(const QByteArray, result);
    QFETCH(const QByteArray, warning);
    const auto outcome = m_fixture->run(
        "function hook(o) { const d = o.data; return " + script + " }", "{\"data\":" + data + '}');
    QCOMPARE(HookFixture::textOf(outcome), result);
    QCOMPARE(outcome->log.size(), size_t(warning.isEmpty() ? 0 : 1));
    if (!warning.isEmpty())
        QVERIFY2(outcome->log[0].text.startsWith(warning), outcome->log[0].text.constData());
}

void HookLanguageTest::levels_beyondTheLimit_areARangeError_data()
{
    QTest::addColumn<QByteArray>("data"); ///< an odd number takes another way through the prelude
    QTest::newRow("plain") << QByteArray("1");
    QTest::newRow("exact") << QByteArray("1.0");
}

void HookLanguageTest::levels_beyondTheLimit_areARangeError()
{
    QFETCH(const QByteArray, data);
    const QByteArray options = "{\"data\":" + data + '}';
    const QByteArray deep =
        "const deep = n => { let v = '[\"'; while (--n > 0) v = [v]; return [v] };";
    QVERIFY(m_fixture->resultOf(deep + "const hook = () => deep(512)", options).startsWith("[[["));
    const QByteArray told = m_fixture->resultOf(deep + "const hook = () => deep(513)", options);
    QVERIFY2(told.startsWith("! RangeError: ") && told.contains("at most 512 levels"), told);
    QCOMPARE(
        m_fixture->resultOf(
            deep + "function hook(o) { try { o.state.set('a', deep(513)) } catch (e) { "
                   "return [e instanceof RangeError, e.message.includes('at most 512 levels')] } }",
            options),
        "[true,true]");
    const auto outcome = m_fixture->run(
        HookFixture::request(deep + "function hook(o) {\n o.state.set('a', deep(513)) }", options));
    VERIFY_OK(outcome);
    QVERIFY(outcome->failure);
    QCOMPARE(outcome->failure->line, 2);
}

void HookLanguageTest::result_ofAnyKind_isJson_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char* script, const char* result) {
        QTest::newRow(script) << QByteArray(script) << QByteArray(result);
    };
    row("function hook() {}", "null");
    row("const hook = () => undefined", "null");
    row("let hook = function () { return 'a' }", R"("a")");
    row("class hook { }; hook = o => 1", "1");
    row("var hook = o => ({ f() {}, n: NaN, u: undefined, d: new Date(0) })",
        R"({"n":null,"d":"1970-01-01T00:00:00.000Z"})");
    row("function hook(options) { return options }", R"({"given":1})");
    row("function hook(o) { return Object.keys(o) }", R"(["given","state"])");
    row("function hook(o) { JSON.stringify = null; Array.prototype.push = null; "
        "Object.keys = null; return [o.given] }",
        "[1]");
    row("'use strict';\nfunction hook() { return this === undefined }", "true");
    row("function hook() { return arguments.length } // a comment at the end", "1");
}

void HookLanguageTest::result_ofAnyKind_isJson()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QByteArray, result);
    QCOMPARE(m_fixture->resultOf(script, R"({"given":1})"), result);
}

void HookLanguageTest::errors_haveTheirPlace_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("begins");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char* name, const QByteArray& script, const char* begins, int line,
                        int column = -1) {
        QTest::newRow(name) << script << QString::fromLatin1(begins) << line << column;
    };
    row("syntax", "function hook() {\n  let k = 5 5\n}", "SyntaxError: Expected token `;'", 2, 13);
    row("object spread", "\n\nfunction hook(o) { return { ...o } }",
        "SyntaxError: Unexpected token `...'. Spread and rest of objects", 3, 29);
    row("async", "async function hook() {}",
        "SyntaxError: Expected token `,'. async and await are not known", 1, 7);
    row("not closed", "function hook() {\n  return 1;\n",
        "SyntaxError: The script ends too early: a brace", 3);
    row("thrown", "function hook() {\n  f();\n}\nfunction f() {\n  throw new RangeError('far');\n}",
        "RangeError: far", 5);
    row("of undefined", "function hook(o) {\n  return o.a.b;\n}",
        "TypeError: Cannot read property 'b' of undefined", 2);
    row("unknown name", "function hook(o) {\n\n  return nothere;\n}",
        "ReferenceError: nothere is not defined", 3);
    row("a text is thrown", "function hook() { throw 'text' }", "Thrown: text", -1);
    row("an object is thrown", "function hook() { throw { a: 1 } }", "Thrown: {\"a\":1}", -1);
    row("at the top", "\nnull.x;\nfunction hook() {}",
        "TypeError: Cannot read property 'x' of null", 2);
    row("a text is thrown at the top", "throw 'text'", "Thrown: text", 1);
    row("no such function", "function other() {}", "The script has no function \"hook\"", -1);
    row("not a function", "const hook = 5;", "The script has no function \"hook\"", -1);
    // On one line, since Qt 6.8 names that of the call, and older ones that of the function.
    row("recursion", "function hook() { return hook() }",
        "RangeError: Maximum call stack size exceeded", 1);
    row("a promise", "function hook() { return Promise.resolve(1) }",
        "TypeError: A hook must return its result", -1);
    row("a circle", "function hook() { const a = {}; a.a = a; return a }",
        "TypeError: Cannot convert circular structure", -1);
    row("within a callback", "function hook() {\n  return [1].map(x =>\n    x.a.b);\n}",
        "TypeError: Cannot read property 'b' of undefined", 3);
}

void HookLanguageTest::errors_haveTheirPlace()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QString, begins);
    QFETCH(const int, line);
    QFETCH(const int, column);
    const auto outcome = m_fixture->run(script);
    VERIFY_OK(outcome);
    QVERIFY(outcome->failure);
    const HookFailure& failure = *outcome->failure;
    QCOMPARE(int(failure.kind), int(HookFailureKind::Script));
    QVERIFY2(failure.message.startsWith(begins), qPrintable(failure.message));
    QCOMPARE(failure.line, line);
    if (column > 0)
        QCOMPARE(failure.column, column);
    QVERIFY2(
        !failure.stack.contains(QStringLiteral("prelude")) &&
            failure.stack != QStringLiteral("undefined") && failure.stack.count(u'\n') < 50,
        qPrintable(failure.stack));
}

void HookLanguageTest::stateCalls_malformed_throwAtTheirLine_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* call, const char* message) {
        QTest::newRow(call) << QByteArray(call) << QString::fromLatin1(message);
    };
    row("get()", "TypeError: Key must be a string");
    row("get('')", "TypeError: Key must not be empty");
    row("set('x'.repeat(257), 1)", "RangeError: Key exceeds maximum length of 256 characters");
    row("remove('a\\0')", "TypeError: Key must not hold a NUL character");
    row("set('\\ud800', 1)", "TypeError: Key holds half of a character");
    row("set('a', undefined)", "TypeError: Value must be JSON-serializable");
    row("set('a', () => 1)", "TypeError: Value must be JSON-serializable");
}

void HookLanguageTest::stateCalls_malformed_throwAtTheirLine()
{
    QFETCH(const QByteArray, call);
    QFETCH(const QString, message);
    const auto outcome =
        m_fixture->run("function hook(o) {\n  o.state.set('ok', 1);\n  o.state." + call + ";\n}");
    VERIFY_OK(outcome);
    QVERIFY(outcome->failure);
    QCOMPARE(outcome->failure->message, message);
    QCOMPARE(outcome->failure->line, 3);
    // A script may catch it; and 256 characters of two units each are no more than 256.
    QCOMPARE(
        m_fixture->resultOf(
            "function hook(o) { try { o.state." + call +
            " } catch (e) { return o.state.get('\\u{1F600}'.repeat(256)) === undefined } }"),
        "true");
}

void HookLanguageTest::console_collectsLines()
{
    const auto outcome = m_fixture->run(R"(console.log('top');
function hook(o) {
    console.debug('d', 1, null, undefined, true);
    console.info({ a: [1, 'x'] }, [2]);
    console.warn(new TypeError('bad'), hook.name);
    console.error(`é 😀 ${1 + 1}`);
    console.assert(1 === 1, 'no');
    console.assert(false, 'yes');
    const c = {}; c.c = c;
    console.log(c, '\ud800');
    console.group('x'); console.groupEnd();
})");
    VERIFY_OK(outcome);
    QCOMPARE(
        HookFixture::logOf(*outcome),
        (QByteArrayList{
            "i top", "d d 1 null undefined true", R"(i {"a":[1,"x"]} [2])", "w TypeError: bad hook",
            "e é 😀 2", "e Assertion failed yes",
            "i [object] " + QString(QChar(0xd800)).toUtf8()})); // by Qt 6.11 nothing, else "?"
}

void HookLanguageTest::script_cannotReachOut_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"require", "process", "XMLHttpRequest", "fetch", "Qt", "print", "gc", "importScripts",
          "setTimeout", "WebSocket", "bridge", "mark"})
        QTest::newRow(name) << QByteArray(name);
}

void HookLanguageTest::script_cannotReachOut()
{
    QFETCH(const QByteArray, name);
    QCOMPARE(
        m_fixture->resultOf("function hook() { return typeof " + name + " }"), "\"undefined\"");
}

QTEST_GUILESS_MAIN(HookLanguageTest)
#include "tst_hooklanguage.moc"
