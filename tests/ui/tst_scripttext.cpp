// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scripts/examplescript.h"
#include "ui/scripts/scriptdraft.h"
#include "ui/scripts/scripttext.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class ScriptTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void functionsIn_script_areThoseAtTheTop_data();
    void functionsIn_script_areThoseAtTheTop();
    void hookSpaceOf_text_isUnderstood_data();
    void hookSpaceOf_text_isUnderstood();
    void differenceOf_changes_isByKey();
    void draft_written_comesBack();
    void draft_ofAnotherKind_isNothing_data();
    void draft_ofAnotherKind_isNothing();
};

void ScriptTextTest::functionsIn_script_areThoseAtTheTop_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("the example") << exampleScript() << QStringList{u"preSavePage"_s};
    QTest::newRow("all kinds")
        << QByteArray("function a() {}\nconst b = o => 1;\nlet c = (o) => 2\nvar d = function () "
                      "{}\nfunction* e() {}\nconst f = 5;\n  function inner() {}\n"
                      "function a() {}\nfunction \xc3\xa9t\xc3\xa9$1() {}\n")
        << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"\u00e9t\u00e9$1"_s};
    QTest::newRow("none") << QByteArray("1 + 1") << QStringList{};
}

void ScriptTextTest::functionsIn_script_areThoseAtTheTop()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QStringList, names);
    QCOMPARE(functionsIn(script), names);
}

void ScriptTextTest::hookSpaceOf_text_isUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("space"); ///< empty: refused
    const auto row = [](const char* text, const char* space) {
        QTest::newRow(text) << QString::fromLatin1(text) << QByteArray(space);
    };
    row("", "integration/");
    row("integration/", "integration/");
    row(" imports/55cc ", "integration/imports/55cc");
    row("integration/flows/a b", "integration/flows/a b");
    row("users/1", "");
    row("workflow/wf-1", "");
}

void ScriptTextTest::hookSpaceOf_text_isUnderstood()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, space);
    const auto found = hookSpaceOf(text);
    QCOMPARE(found ? found->text() : QByteArray(), space);
}

void ScriptTextTest::differenceOf_changes_isByKey()
{
    const Namespace space("integration", {});
    const auto json = [](const char* text) { return JsonText::parse(QByteArray(text)).value(); };
    const JsonDiff diff = differenceOf(
        {{{space, Key("a/b")}, json("{\"n\":1}"), json("{\"n\":2}"), Version(2)},
         {{space, Key("new")}, {}, json("1"), Version(1)},
         {{space, Key("old")}, json("2"), {}, Version(3)},
         {{space, Key("same")}, json("3"), json("3"), Version(3)}});
    QByteArrayList lines;
    for (const JsonDifference& one : diff.differences)
        lines << one.path + ' ' + QByteArray::number(int(one.kind));
    std::sort(lines.begin(), lines.end());
    QCOMPARE(lines, (QByteArrayList{"/a~1b/n 2", "/new 0", "/old 1"}));
}

void ScriptTextTest::draft_written_comesBack()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"script.json"_s);
    const ScriptWork work{
        "function f() { return '\"\\n\xf0\x9f\x98\x80' }\n", "{ not yet", u"f"_s,
        u"integration/imports/1"_s};
    QVERIFY(ScriptDraft::write(path, work));
    QCOMPARE(ScriptDraft::read(path), std::optional(work));
    QCOMPARE(
        QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void ScriptTextTest::draft_ofAnotherKind_isNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("{");
    QTest::newRow("not an object") << QByteArray("[1]");
}

void ScriptTextTest::draft_ofAnotherKind_isNothing()
{
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"script.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QVERIFY(!ScriptDraft::read(file.fileName()));
    QVERIFY(!ScriptDraft::read(folder.filePath(u"none"_s)));
}

QTEST_GUILESS_MAIN(ScriptTextTest)
#include "tst_scripttext.moc"
