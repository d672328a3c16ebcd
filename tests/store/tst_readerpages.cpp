// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");

} // namespace

class ReaderPagesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void page_order_isThatOfCodePoints();
    void page_prefix_takesExactlyThoseKeys_data();
    void page_prefix_takesExactlyThoseKeys();
    void page_afterAndLimit_walkThroughAll();
    void page_descending_isTheSameFromTheEnd();
    void page_maxBytes_endsWithTheEntryThatFillsThem();
    void page_limits_areBounded_data();
    void page_limits_areBounded();
    void page_deletedKeyAsAfter_goesOnBehindIt();
    void page_unknownNamespace_isEmpty();
    void heads_sameRequest_agreeWithTheEntries();
    void namespaces_order_isThatOfTheirText();
};

void ReaderPagesTest::page_order_isThatOfCodePoints()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const QByteArrayList ordered = {
        "",
        " ",
        "A",
        "Z",
        "a",
        "a/",
        "aa",
        "b",
        "\xC3\xA9",
        "\xEF\xBF\xBD",
        "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80",
        "\xF0\x9F\xA6\x8A",
        "\xF4\x8F\xBF\xBF"};
    for (auto key = ordered.rbegin(); key != ordered.rend(); ++key)
        VERIFY_OK(f.set(entryName("workflow/w", *key), "1"));
    const Namespace space = entryName("workflow/w", "").space;
    QCOMPARE(keysOf(f.reader().page(space, {}).value()), ordered);
    QCOMPARE(keysOf(f.reader().keys(space, {}).value()), ordered);
    QCOMPARE(keysOf(f.reader().pageAsOf(space, {}, f.position().lastRevision).value()), ordered);
}

void ReaderPagesTest::page_prefix_takesExactlyThoseKeys_data()
{
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArrayList>("found");
    const auto row = [](const char* what, const QByteArray& prefix, const QByteArrayList& found) {
        QTest::addRow("%s", what) << prefix << found;
    };
    row("a letter", "a", {"a", "a%", "a*", "a_b", "ab"});
    row("the whole key", "ab", {"ab"});
    row("longer than any", "abc", {});
    row("a percent sign", "a%", {"a%"});
    row("an underscore", "a_", {"a_b"});
    row("an asterisk", "a*", {"a*"});
    row("another case", "A", {"A"});
    row("half a character", "\xC3", {"\xC3\xA9"});
    row("the last code point", "\xF4\x8F\xBF\xBF", {"\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBFx"});
}

void ReaderPagesTest::page_prefix_takesExactlyThoseKeys()
{
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArrayList, found);
    StoreFixture f;
    VERIFY_OK(f.open());
    for (const char* key :
         {"A", "a", "a%", "a*", "a_b", "ab", "b", "\xC3\xA9", "\xF4\x8F\xBF\xBF",
          "\xF4\x8F\xBF\xBFx"})
        VERIFY_OK(f.set(entryName("workflow/w", key), "1"));
    const Namespace space = entryName("workflow/w", "").space;
    QCOMPARE(keysOf(f.reader().page(space, {.prefix = prefix}).value()), found);
    QCOMPARE(keysOf(f.reader().keys(space, {.prefix = prefix}).value()), found);
    QCOMPARE(
        keysOf(f.reader().pageAsOf(space, {.prefix = prefix}, f.position().lastRevision).value()),
        found);
}

void ReaderPagesTest::page_afterAndLimit_walkThroughAll()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    QByteArrayList all;
    const auto filled = f.store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
        all.clear();
        for (int i = 0; i < 100; ++i) {
            all << "p" + QByteArray::number(i).rightJustified(3, '0');
            (void)t.set(entryName("workflow/w", all.back()), json("1")).value();
            (void)t.set(entryName("workflow/w", "q" + all.back()), json("1")).value();
        }
        return {};
    });
    VERIFY_OK(filled);
    QByteArrayList walked;
    PageRequest request{.prefix = "p", .limit = 7};
    for (bool more = true; more;) {
        const auto page = f.reader().page(entryName("workflow/w", "").space, request).value();
        walked << keysOf(page);
        more = page.more;
        QCOMPARE(qsizetype(page.entries.size()), more ? 7 : 100 % 7);
        request.after = page.entries.back().key;
    }
    QCOMPARE(walked, all);
}

void ReaderPagesTest::page_descending_isTheSameFromTheEnd()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 25; ++i)
        VERIFY_OK(f.set(entryName("workflow/w", (i % 3 ? "a" : "b") + QByteArray::number(i)), "1"));
    const Namespace space = entryName("workflow/w", "").space;
    for (const QByteArray& prefix : {QByteArray(), QByteArray("a")}) {
        QByteArrayList all = keysOf(f.reader().page(space, {prefix}).value());
        std::reverse(all.begin(), all.end());
        QByteArrayList found;
        PageRequest request{prefix, {}, 4, true};
        for (bool more = true; more;) {
            const EntryPage page = f.reader().page(space, request).value();
            found += keysOf(page);
            more = page.more;
            request.after = page.entries.back().key;
        }
        QCOMPARE(found, all);
    }
}

void ReaderPagesTest::page_maxBytes_endsWithTheEntryThatFillsThem()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 10; ++i)
        VERIFY_OK(f.set(entryName("workflow/w", QByteArray::number(i)), "12345"));
    const Namespace space = entryName("workflow/w", "").space;
    const auto countOf = [&](qint64 bytes) {
        const EntryPage page = f.reader().page(space, {.maxBytes = bytes}).value();
        return std::pair(page.entries.size(), page.more);
    };
    QCOMPARE(countOf(1), std::pair(size_t(1), true));
    QCOMPARE(countOf(10), std::pair(size_t(2), true));
    QCOMPARE(countOf(11), std::pair(size_t(3), true));
    QCOMPARE(countOf(1'000), std::pair(size_t(10), false));
    const EntryPage past =
        f.reader().pageAsOf(space, {.maxBytes = 11}, f.position().lastRevision).value();
    QCOMPARE(past.entries.size(), size_t(3));
    QVERIFY(past.more);
}

void ReaderPagesTest::page_limits_areBounded_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("found");
    QTest::addRow("none") << 0 << 0;
    QTest::addRow("negative") << -5 << 0;
    QTest::addRow("one") << 1 << 1;
    QTest::addRow("at the bound") << 1000 << 1000;
    QTest::addRow("over it") << 5000 << 1000;
}

void ReaderPagesTest::page_limits_areBounded()
{
    QFETCH(int, limit);
    QFETCH(int, found);
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
        for (int i = 0; i < 1200; ++i)
            (void)t.set(entryName("workflow/w", QByteArray::number(i)), json("1")).value();
        return {};
    }));
    const Namespace space = entryName("workflow/w", "").space;
    const Revision now = f.position().lastRevision;
    QCOMPARE(qsizetype(f.reader().page(space, {.limit = limit}).value().entries.size()), found);
    QCOMPARE(qsizetype(f.reader().keys(space, {.limit = limit}).value().keys.size()), found);
    QCOMPARE(
        qsizetype(f.reader().pageAsOf(space, {.limit = limit}, now).value().entries.size()), found);
    QCOMPARE(qsizetype(f.reader().changes(Seq(0), {}, limit).value().changes.size()), found);
}

void ReaderPagesTest::page_deletedKeyAsAfter_goesOnBehindIt()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (const char* key : {"a", "b", "c"})
        VERIFY_OK(f.set(entryName("workflow/w", key), "1"));
    VERIFY_OK(f.remove(entryName("workflow/w", "b")));
    const PageRequest request{.after = Key("b")};
    QCOMPARE(
        keysOf(f.reader().page(entryName("workflow/w", "").space, request).value()),
        QByteArrayList{"c"});
}

void ReaderPagesTest::page_unknownNamespace_isEmpty()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(entryName("workflow/w", "k"), "1"));
    for (const char* space : {"workflow/", "workflow/wf", "workflow/W", "workflows/w"}) {
        const auto page = f.reader().page(entryName(space, "").space, {}).value();
        QVERIFY(page.entries.empty() && !page.more);
        QVERIFY(f.reader().keys(entryName(space, "").space, {}).value().keys.empty());
    }
}

void ReaderPagesTest::heads_sameRequest_agreeWithTheEntries()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (const char* key : {"a", "b", "", "c", "b", "d", "a", "b"})
        VERIFY_OK(f.set(entryName("workflow/w", key), "1"));
    const Namespace space = entryName("workflow/w", "").space;
    PageRequest request;
    request.limit = 3;
    const auto entries = f.reader().page(space, request).value();
    const auto heads = f.reader().heads(space, request).value();
    QCOMPARE(heads.more, entries.more);
    QCOMPARE(heads.heads.size(), entries.entries.size());
    for (std::size_t i = 0; i < heads.heads.size(); ++i) {
        QCOMPARE(heads.heads[i].key, entries.entries[i].key);
        QCOMPARE(heads.heads[i].version, entries.entries[i].version);
        QCOMPARE(heads.heads[i].seq, entries.entries[i].seq);
    }
    request.after = heads.heads.back().key;
    QCOMPARE(f.reader().heads(space, request).value().heads.size(), std::size_t(2));
    QVERIFY(f.reader().heads(entryName("workflow/none", "").space, {}).value().heads.empty());
}

void ReaderPagesTest::namespaces_order_isThatOfTheirText()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const QByteArrayList ordered = {
        "campaign/x", "integration/", "integration/flows/1",   "workflow/A",
        "workflow/a", "workflow/a/b", "workflow/\xEF\xBF\xBF", "workflow/\xF0\x90\x80\x80"};
    for (auto space = ordered.rbegin(); space != ordered.rend(); ++space)
        VERIFY_OK(f.set(entryName(*space, "k"), "1"));
    VERIFY_OK(f.remove(entryName("workflow/A", "k")));
    QByteArrayList found;
    const auto all = f.reader().namespaces().value();
    for (const NamespaceInfo& info : all) {
        found << info.space.text();
        QCOMPARE(info.keys, info.space.text() == "workflow/A" ? 0 : 1);
    }
    QCOMPARE(found, ordered);
    const auto ofOneKind = f.reader().namespaces("integration").value();
    QCOMPARE(ofOneKind.size(), size_t(2));
    QCOMPARE(ofOneKind.front().space.text(), "integration/");
    QCOMPARE(ofOneKind.back().space.text(), "integration/flows/1");
    QVERIFY(f.reader().namespaces("work").value().empty());
    QCOMPARE(f.reader().space(entryName("workflow/A", "").space).value()->lastChange, Seq(9));
}

QTEST_GUILESS_MAIN(ReaderPagesTest)
#include "tst_readerpages.moc"
