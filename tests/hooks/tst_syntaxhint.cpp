// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hookengine/syntaxhint.h"

#include <QTest>

using namespace stateroom::hookengine;

class SyntaxHintTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void syntaxHint_ofALine_namesTheConstruct_data();
    void syntaxHint_ofALine_namesTheConstruct();
    void silentTraps_inAScript_areTold_data();
    void silentTraps_inAScript_areTold();
};

void SyntaxHintTest::syntaxHint_ofALine_namesTheConstruct_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* line, const char* told) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(told);
    };
    row("async function f() {}", "async and await");
    row("  const x = await g();", "async and await");
    row("const b = { ...a };", "Object.assign");
    row("try { f() } catch { }", "catch (error)");
    row("a ?\?= 1", "a = a ?? b");
    row("const n = 10n;", "BigInt");
    row("const n = 1_000;", "with _");
    row("x = /a.b/s.test(y)", "flag s");
    row("import x from 'y'", "import and export");
    row("  #secret = 1;", "Private members");
    row("  count = 0;", "no fields");
    row("class B { x = 1 }", "no fields");
    row("const B = class extends A { static x = 1 }", "no fields");
    row("class B { m() { x = 1 } } 5 5", "ECMAScript 2016");
    row("let k = 5 5", "ECMAScript 2016");
}

void SyntaxHintTest::syntaxHint_ofALine_namesTheConstruct()
{
    QFETCH(const QString, line);
    QFETCH(const QString, told);
    const QString script = QStringLiteral("class A {\n") + line + QStringLiteral("\n}\n");
    const QString hint = syntaxHint(script, 2);
    QVERIFY2(hint.contains(told), qPrintable(hint));
    QVERIFY(!syntaxHint(script, 1).contains(QStringLiteral("not known")));
}

void SyntaxHintTest::silentTraps_inAScript_areTold_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("told");
    QTest::newRow("named groups") << QStringLiteral("\n\nx.match(/(?<year>\\d+)/)")
                                  << QStringLiteral("3 Named groups");
    QTest::newRow("looking behind") << QStringLiteral("x.match(/(?<=a)b/)")
                                    << QStringLiteral("1 Regular expressions that look");
    QTest::newRow("\\p") << QStringLiteral("x.match(/\\p{L}/u)") << QStringLiteral("1 \\p{");
    QTest::newRow("none") << QStringLiteral("x.match(/(?:a)(?=b)/)") << QString();
}

void SyntaxHintTest::silentTraps_inAScript_areTold()
{
    QFETCH(const QString, script);
    QFETCH(const QString, told);
    const auto traps = silentTraps(script);
    QCOMPARE(traps.size(), told.isEmpty() ? size_t(0) : size_t(1));
    if (traps.empty())
        return;
    const QString text = QString::number(traps[0].line) + u' ' + traps[0].warning;
    QVERIFY2(text.startsWith(told), qPrintable(text));
}

QTEST_APPLESS_MAIN(SyntaxHintTest)
#include "tst_syntaxhint.moc"
