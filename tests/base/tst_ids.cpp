// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <QTest>

#include <map>
#include <type_traits>

using namespace stateroom;

// A number of one kind is none of another kind, and not a bare number.
static_assert(!std::is_convertible_v<qint64, Version>);
static_assert(!std::is_convertible_v<Seq, Version>);
static_assert(!std::is_constructible_v<Revision, Seq>);

class TestIds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void number_ordered_byValue();
    void namespaceParse_kindAndName_areTakenApart_data();
    void namespaceParse_kindAndName_areTakenApart();
    void namespaceParse_withoutKind_isRefused_data();
    void namespaceParse_withoutKind_isRefused();
    void namespace_defaultMade_isNull();
    void namespace_asKey_worksInMapAndHash();
    void key_order_isThatOfCodePoints();
    void entryName_sameKeyElsewhere_differs();
};

void TestIds::number_ordered_byValue()
{
    QCOMPARE(Version().value(), 0);
    QCOMPARE(Version(1).next(), Version(2));
    QVERIFY(Seq(9) < Seq(10));
    QVERIFY(Seq(10) >= Seq(10));
    QVERIFY(Revision(1) != Revision(2));
}

void TestIds::namespaceParse_kindAndName_areTakenApart_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char* text, const char* kind, const char* name) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(kind) << QByteArray(name);
    };
    row("workflow/wf-1", "workflow", "wf-1");
    row("integration/", "integration", "");
    row("integration/imports/55cc", "integration", "imports/55cc");
    row("workflow//", "workflow", "/");
    row("two-words/x", "two-words", "x");
    row("workflow/Käse 😀", "workflow", "Käse 😀");
}

void TestIds::namespaceParse_kindAndName_areTakenApart()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, kind);
    QFETCH(const QByteArray, name);
    const auto parsed = Namespace::parse(text);
    QVERIFY(parsed);
    QCOMPARE(parsed->kind().toByteArray(), kind);
    QCOMPARE(parsed->name().toByteArray(), name);
    QCOMPARE(parsed->text(), text);
    QVERIFY(!parsed->isNull());
    QCOMPARE(*parsed, Namespace(kind, name));
}

void TestIds::namespaceParse_withoutKind_isRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "/", "/name", "workflow", "Workflow/x", "work flow/x", "w1/x", "wörk/x",
          "work_flow/x"})
        QTest::addRow("'%s'", text) << QByteArray(text);
}

void TestIds::namespaceParse_withoutKind_isRefused()
{
    QFETCH(const QByteArray, text);
    const auto parsed = Namespace::parse(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::InvalidInput);
    QVERIFY(!parsed.error().hint.isEmpty());
}

void TestIds::namespace_defaultMade_isNull()
{
    QVERIFY(Namespace().isNull());
    QVERIFY(!Namespace("integration", "").isNull());
}

void TestIds::namespace_asKey_worksInMapAndHash()
{
    const Namespace a("workflow", "a");
    const Namespace b("workflow", "b");
    std::map<Namespace, int> map{{b, 2}, {a, 1}};
    QCOMPARE(map.begin()->first, a);
    QHash<Namespace, int> hash{{a, 1}, {b, 2}};
    QCOMPARE(hash.value(*Namespace::parse("workflow/b")), 2);
}

void TestIds::key_order_isThatOfCodePoints()
{
    // UTF-16 would put the emoji (a surrogate pair) before U+FFFD.
    const Key replacement(QByteArray("\xef\xbf\xbd"));
    const Key emoji(QByteArray("\xf0\x9f\x98\x80"));
    QVERIFY(replacement < emoji);
    QVERIFY(Key("Z") < Key("a"));
    QVERIFY(Key("a") < Key("aa"));
    QVERIFY(Key("a\x7f") < Key("aé"));
    QCOMPARE(Key("a"), Key("a"));
}

void TestIds::entryName_sameKeyElsewhere_differs()
{
    const EntryName here{Namespace("workflow", "a"), Key("k")};
    const EntryName there{Namespace("workflow", "b"), Key("k")};
    QVERIFY(!(here == there));
    QSet<EntryName> names{here, there, here};
    QCOMPARE(names.size(), 2);
}

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
