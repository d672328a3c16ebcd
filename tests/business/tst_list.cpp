// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/business/businessfixture.h"
#include "tests/business/listoracle.h"

#include <algorithm>
#include <random>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

std::vector<Entry> allOf(Reader& reader, const Resource& resource)
{
    return reader.page(resource.space(), {.limit = Reader::maxPage}).value().entries;
}

/// All pages of a question, each as a list of ids; and that each is full unless something ended it.
std::vector<QByteArrayList> pagesOf(Reader& reader, ListQuery query)
{
    std::vector<QByteArrayList> pages;
    for (int count = 0; count < 5'000; ++count) {
        auto page = list(reader, query);
        if (!page) {
            pages.push_back({"!" + errorText(page).toUtf8()});
            return pages;
        }
        QByteArrayList ids;
        for (const Record& record : page->records)
            ids << record.id;
        pages.push_back(ids);
        if (!page->hasMore())
            return pages;
        query.cursor = page->nextCursor;
    }
    pages.push_back({"!endless"});
    return pages;
}

QByteArrayList joined(const std::vector<QByteArrayList>& pages)
{
    QByteArrayList all;
    for (const QByteArrayList& page : pages)
        all += page;
    return all;
}

/// Records and questions about them, by a seeded chance.
class Chance {
public:
    explicit Chance(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int bound) { return int(m_random() % unsigned(bound)); }
    template <class T> const T& pick(const std::vector<T>& all)
    {
        return all[size_t(below(int(all.size())))];
    }
    QByteArray value()
    {
        static const std::vector<QByteArray> all = {
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "1.0",
            "2",
            "10",
            "1e400",
            "0.1",
            "\"\"",
            "\"1\"",
            "\"true\"",
            "\"a\"",
            "\"b\"",
            "\"ab\"",
            "\"a\\u0000\"",
            "\"\xF0\x9F\xA6\x8A\"",
            "\"2024-01-01\"",
            "\"open\"",
            "\"closed\"",
            "[1]",
            "{\"a\":1}"};
        return pick(all);
    }
    QByteArray path()
    {
        static const std::vector<QByteArray> all = {
            "status",     "agent_id",   "channel", "satisfaction_score",
            "created_at", "updated_at", "extra",   "metadata.a",
            "object",     "id"};
        return pick(all);
    }
    /// A conversation, or something that somebody has put in its place.
    QByteArray record()
    {
        if (below(40) == 0)
            return value();
        QByteArrayList members;
        for (const char* name :
             {"status", "agent_id", "channel", "satisfaction_score", "created_at", "updated_at",
              "extra"}) {
            if (below(4))
                members << QByteArray("\"") + name + "\":" + value();
        }
        if (below(2))
            members << "\"metadata\":{\"a\":" + value() + "}";
        return '{' + members.join(',') + '}';
    }
    ListQuery query(const Resource& resource)
    {
        ListQuery query;
        query.resource = &resource;
        for (int i = below(4); i > 0; --i)
            query.filter.push_back(term());
        for (int i = below(4); i > 0; --i)
            query.sort.push_back({path(), below(2) == 1});
        if (below(3) == 0)
            query.sort = {{"created_at", below(2) == 1}};
        query.limit = 1 + below(below(2) ? 5 : 40);
        if (below(3) == 0)
            query.maxExamined = 20 + below(60);
        return query;
    }

private:
    FilterTerm term()
    {
        static const std::vector<FilterOperator> operators = {
            FilterOperator::Equal,          FilterOperator::Equal, FilterOperator::NotEqual,
            FilterOperator::Greater,        FilterOperator::Less,  FilterOperator::LessOrEqual,
            FilterOperator::GreaterOrEqual, FilterOperator::In,    FilterOperator::NotIn,
            FilterOperator::Exists};
        FilterTerm term{path(), pick(operators), {}};
        const bool many = term.op == FilterOperator::In || term.op == FilterOperator::NotIn;
        for (int i = many ? below(5) : 1; i > 0; --i) {
            if (term.op == FilterOperator::Exists)
                term.values.push_back(FilterValue::typed(JsonText::fromBoolean(below(2) == 1)));
            else if (below(3) == 0)
                term.values.push_back(FilterValue::text(text()));
            else
                term.values.push_back(FilterValue::typed(json(operandFor(term.path))));
        }
        return term;
    }
    /// Each real record has its id, which is found by its key alone: none of these here has the
    /// member, which null would equal.
    QByteArray operandFor(const QByteArray& path)
    {
        QByteArray operand = value();
        while (path == "id" && operand == "null")
            operand = value();
        return operand;
    }
    QByteArray text()
    {
        static const std::vector<QByteArray> all = {"1", "2",    "1e0", "true", "a",  "open",
                                                    "",  "null", "01",  "0.10", " 1", "b"};
        return pick(all);
    }
    std::mt19937 m_random;
};

void fill(BusinessFixture& f, const Resource& resource, Chance& chance, int count)
{
    VERIFY_OK(f.store().transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            auto set = transaction.set(
                {resource.space(), Key("conv_" + QByteArray::number(chance.below(100'000)))},
                json(chance.record()));
            if (!set)
                return failureOf(set);
        }
        return {};
    }));
}

} // namespace

class ListTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_randomQuestions_answersAsTheOracle();
    void list_withoutIndexes_answersAsTheOracle();
    void list_whileRecordsComeAndGo_showsTheOthersOnce_data();
    void list_whileRecordsComeAndGo_showsTheOthersOnce();
    void list_standard_isNewestFirst();
    void list_expiredRecords_areNotShown();
    void list_longTexts_areToldApart_data();
    void list_longTexts_areToldApart();
    void list_longValuesUnindexed_areSortedWhole_data();
    void list_longValuesUnindexed_areSortedWhole();
    void list_emptyResource_isAnEmptyPage();
    void list_fewExamined_goesOnWithTheNextPage();
    void list_unindexedSortOverTheBound_isStillInOrder();
    void cursor_ofAnotherQuestion_isRefused_data();
    void cursor_ofAnotherQuestion_isRefused();
    void cursor_ofOtherOrderOfTerms_isTheSame();
    void cursor_garbled_isRefusedOrHarmless();
    void step_inSlices_makesTheSamePage();
};

void ListTest::list_randomQuestions_answersAsTheOracle()
{
    const quint32 seed = std::random_device{}();
    Chance chance(seed);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    fill(f, resource, chance, 150);
    const std::vector<Entry> all = allOf(f.reader(), resource);
    for (int i = 0; i < 300; ++i) {
        const ListQuery query = chance.query(resource);
        const auto pages = pagesOf(f.reader(), query);
        const QByteArray what = describe(query) + ", seed " + QByteArray::number(seed);
        if (joined(pages) != oracle(all, query))
            qWarning("%s", what.constData());
        QCOMPARE(joined(pages), oracle(all, query));
        for (size_t page = 0; page + 1 < pages.size(); ++page)
            QVERIFY2(
                pages[page].size() == query.limit || query.maxExamined < ListLimits::maxExamined,
                what.constData());
    }
}

void ListTest::list_withoutIndexes_answersAsTheOracle()
{
    Chance chance(7);
    BusinessFixture f;
    f.options.indexer = nullptr;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    fill(f, resource, chance, 120);
    const std::vector<Entry> all = allOf(f.reader(), resource);
    for (int i = 0; i < 60; ++i) {
        const ListQuery query = chance.query(resource);
        QCOMPARE(joined(pagesOf(f.reader(), query)), oracle(all, query));
    }
}

void ListTest::list_whileRecordsComeAndGo_showsTheOthersOnce_data()
{
    QTest::addColumn<QByteArray>("sort");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("maxExamined");
    const auto row = [](const char* name, const char* sort, const char* filter, int most) {
        QTest::newRow(name) << QByteArray(sort) << QByteArray(filter) << most;
    };
    row("indexed", "-created_at", "{}", 50'000);
    row("indexed, upwards", "created_at", "{}", 50'000);
    row("several stretches", "-created_at", R"({"status":{"$in":["open","closed"]}})", 50'000);
    row("sorted", "extra,-channel", "{}", 50'000);
    row("sorted in parts", "extra", "{}", 40);
    row("filtered in parts", "-created_at", R"({"extra":{"$ne":1}})", 7);
}

void ListTest::list_whileRecordsComeAndGo_showsTheOthersOnce()
{
    QFETCH(QByteArray, sort);
    QFETCH(QByteArray, filter);
    QFETCH(int, maxExamined);
    Chance chance(11);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    fill(f, resource, chance, 150);
    ListQuery query{&resource,  filterFrom(json(filter)).value(), sortFrom(sort).value(), 10, {},
                    maxExamined};
    const QByteArrayList before = oracle(allOf(f.reader(), resource), query);
    QByteArrayList shown;
    QSet<QByteArray> gone;
    for (bool more = true; more;) {
        auto page = list(f.reader(), query);
        QVERIFY2(page, qPrintable(errorText(page)));
        for (const Record& record : page->records)
            shown << record.id;
        query.cursor = page->nextCursor;
        more = page->hasMore();
        fill(f, resource, chance, 3);
        // One that was shown already, perhaps the one that the cursor stands at, and another.
        for (const QByteArray& id :
             {shown.isEmpty() ? before.back() : shown.back(),
              before[chance.below(int(before.size()))]}) {
            VERIFY_OK(f.remove({resource.space(), Key(id)}));
            gone << id;
        }
    }
    QCOMPARE(QSet<QByteArray>(shown.begin(), shown.end()).size(), shown.size());
    QByteArrayList stayed = before;
    stayed.removeIf([&](const QByteArray& id) { return gone.contains(id); });
    QByteArrayList shownOfThose = shown;
    shownOfThose.removeIf([&](const QByteArray& id) { return !stayed.contains(id); });
    QCOMPARE(shownOfThose, stayed);
}

void ListTest::list_standard_isNewestFirst()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    QByteArrayList ids;
    for (int i = 0; i < 50; ++i) {
        if (i % 3 == 0)
            f.clock.advance(Milliseconds(1));
        ids.prepend(f.made("agents", R"({"name":"A"})"));
    }
    const auto page = list(f.reader(), {&f.resource("agents")});
    QVERIFY(page);
    QByteArrayList found;
    for (const Record& record : page->records)
        found << record.id;
    QCOMPARE(found, ids.first(20));
    QVERIFY(page->hasMore());
    QCOMPARE(joined(pagesOf(f.reader(), {&f.resource("agents")})), ids);
}

void ListTest::list_expiredRecords_areNotShown()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray kept = f.made("orders", "{}");
    VERIFY_OK(f.set(
        {f.resource("orders").space(), Key("ord_gone")}, "{}",
        {.expiresAt = f.clock.now() + Milliseconds(5)}));
    QCOMPARE(joined(pagesOf(f.reader(), {&f.resource("orders")})).size(), 2);
    f.clock.advance(Milliseconds(5));
    QCOMPARE(joined(pagesOf(f.reader(), {&f.resource("orders")})), (QByteArrayList{kept}));
}

void ListTest::list_longTexts_areToldApart_data()
{
    QTest::addColumn<QByteArray>("filter"); // LONG: what all names begin with
    QTest::addColumn<QByteArray>("names");  // by their last letters
    const auto row = [](const char* filter, const char* names) {
        QTest::newRow(filter) << QByteArray(filter) << QByteArray(names);
    };
    row(R"({"name":"LONGb"})", "b");
    row(R"({"name":{"$in":["LONGa","LONGx"]}})", "a");
    row(R"({"name":{"$gt":"LONGb"}})", "cd");
    row(R"({"name":{"$gte":"LONGb"}})", "bcd");
    row(R"({"name":{"$lt":"LONGb"}})", "a");
    row(R"({"name":{"$lte":"LONGb"}})", "ab");
    row(R"({"name":{"$ne":"LONGb"}})", "acd");
}

/// An index holds the beginning of a text only; the filter judges all of it.
void ListTest::list_longTexts_areToldApart()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, names);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray common(600, 'x');
    QHash<QByteArray, QByteArray> letters;
    for (const char letter : {'d', 'b', 'a', 'c'})
        letters[f.made("agents", R"({"name":")" + common + letter + R"("})")] =
            QByteArray(1, letter);
    const ListQuery query{
        &f.resource("agents"),
        filterFrom(json(filter.replace("LONG", common))).value(),
        {{"name", false}}};
    QByteArray found;
    for (const QByteArray& id : joined(pagesOf(f.reader(), query)))
        found += letters.value(id);
    QCOMPARE(found, names);
}

void ListTest::list_longValuesUnindexed_areSortedWhole_data()
{
    QTest::addColumn<QByteArray>("begin"); // what all values begin with, in JSON
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<bool>("descending");
    const auto row = [](const char* name, const QByteArray& begin, const QByteArray& end) {
        QTest::newRow(name) << begin << end << false;
        const QByteArray back = QByteArray(name) + " back";
        QTest::newRow(back.constData()) << begin << end << true;
    };
    row("short", "\"", "\"");
    row("text", '"' + QByteArray(600, 'x'), "\"");
    row("text longer than a cursor", '"' + QByteArray(30'000, 'x'), "\"");
    row("number", QByteArray(1'500, '7'), "");
    row("number longer than a cursor", QByteArray(30'000, '7'), "");
}

/// No matter how much they have in common, and that what was shown is gone when the list goes on.
void ListTest::list_longValuesUnindexed_areSortedWhole()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, end);
    QFETCH(bool, descending);
    BusinessFixture f;
    VERIFY_OK(f.open());
    QHash<QByteArray, QByteArray> digits;
    for (const char digit : {'4', '2', '1', '5', '3'})
        digits[f.made("orders", R"({"note":)" + begin + digit + end + '}')] = QByteArray(1, digit);
    ListQuery query{&f.resource("orders"), {}, {{"note", descending}}, 2};
    QByteArray found;
    for (int pages = 0; pages < 3; ++pages) {
        const auto page = list(f.reader(), query);
        QVERIFY2(page, qPrintable(errorText(page)));
        QVERIFY(page->nextCursor.size() < 12'000);
        for (const Record& record : page->records) {
            found += digits.value(record.id);
            QVERIFY(f.write([&](Transaction& transaction) {
                return removeRecord(transaction, f.resource("orders"), record.id);
            }));
        }
        query.cursor = page->nextCursor;
    }
    QCOMPARE(found, descending ? "54321" : "12345");
    QVERIFY(query.cursor.isEmpty());
}

void ListTest::list_emptyResource_isAnEmptyPage()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    for (const char* sort : {"", "extra"}) {
        const auto page = list(f.reader(), {&f.resource("orders"), {}, sortFrom(sort).value()});
        QVERIFY(page);
        QVERIFY(page->records.empty() && !page->hasMore());
    }
}

void ListTest::list_fewExamined_goesOnWithTheNextPage()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    QByteArrayList expected;
    for (int i = 0; i < 100; ++i) {
        const QByteArray id =
            f.made("orders", i % 25 == 24 ? R"({"rare":true})" : R"({"rare":false})");
        if (i % 25 == 24)
            expected.prepend(id);
    }
    ListQuery query{&f.resource("orders"), filterFrom(json(R"({"rare":true})")).value()};
    query.maxExamined = 10;
    const auto pages = pagesOf(f.reader(), query);
    QCOMPARE(joined(pages), expected);
    QVERIFY(pages.size() >= 10);
}

void ListTest::list_unindexedSortOverTheBound_isStillInOrder()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    std::vector<std::pair<int, QByteArray>> expected;
    for (int i = 0; i < 90; ++i) {
        const int size = i * 37 % 90;
        expected.emplace_back(
            size, f.made("orders", "{\"size\":" + QByteArray::number(size) + '}'));
    }
    std::sort(expected.begin(), expected.end());
    QByteArrayList ids;
    for (const auto& [size, id] : expected)
        ids << id;
    ListQuery query{&f.resource("orders"), {}, sortFrom("size").value(), 7};
    query.maxExamined = 25;
    QCOMPARE(joined(pagesOf(f.reader(), query)), ids);
    // A larger page in the middle of a pass does not lose what the smaller one has let go.
    auto first = list(f.reader(), query);
    QVERIFY(first && first->records.empty() && first->hasMore());
    query.limit = 50;
    query.cursor = first->nextCursor;
    QCOMPARE(joined(pagesOf(f.reader(), query)), ids);
}

void ListTest::cursor_ofAnotherQuestion_isRefused_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("sort");
    const auto row = [](const char* name, const char* resource, const char* filter,
                        const char* sort) {
        QTest::newRow(name) << QByteArray(resource) << QByteArray(filter) << QByteArray(sort);
    };
    row("another sort", "orders", R"({"a":{"$gte":1}})", "created_at");
    row("another field", "orders", R"({"b":{"$gte":1}})", "-created_at");
    row("another operator", "orders", R"({"a":{"$gt":1}})", "-created_at");
    row("another value", "orders", R"({"a":{"$gte":2}})", "-created_at");
    row("another type", "orders", R"({"a":{"$gte":"1"}})", "-created_at");
    row("one term more", "orders", R"({"a":{"$gte":1,"$lt":9}})", "-created_at");
    row("no filter", "orders", "{}", "-created_at");
    row("another resource", "agents", R"({"a":{"$gte":1}})", "-created_at");
}

void ListTest::cursor_ofAnotherQuestion_isRefused()
{
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, sort);
    BusinessFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 5; ++i)
        f.made("orders", R"({"a":3})");
    ListQuery query{&f.resource("orders"), filterFrom(json(R"({"a":{"$gte":1}})")).value()};
    query.limit = 2;
    const auto page = list(f.reader(), query);
    QVERIFY(page && page->hasMore());
    query.cursor = page->nextCursor;
    QVERIFY(list(f.reader(), query));
    const auto refused = ListRun::start(
        {&f.resource(resource), filterFrom(json(filter)).value(), sortFrom(sort).value(), 2,
         page->nextCursor});
    QVERIFY(!refused);
    QCOMPARE(refused.error().problems.front().field, "cursor");
}

void ListTest::cursor_ofOtherOrderOfTerms_isTheSame()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 5; ++i)
        f.made("orders", R"({"a":3})");
    ListQuery query{
        &f.resource("orders"), filterFrom(json(R"({"a":3,"status":"pending"})")).value()};
    query.limit = 2;
    const auto page = list(f.reader(), query);
    QVERIFY(page && page->hasMore());
    std::swap(query.filter[0], query.filter[1]);
    query.cursor = page->nextCursor;
    QVERIFY(list(f.reader(), query));
}

void ListTest::cursor_garbled_isRefusedOrHarmless()
{
    const quint32 seed = std::random_device{}();
    Chance chance(seed);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    fill(f, resource, chance, 60);
    for (int i = 0; i < 300; ++i) {
        ListQuery query = chance.query(resource);
        query.limit = 3;
        query.maxExamined = 1 + chance.below(40);
        const auto page = list(f.reader(), query);
        QVERIFY(page);
        if (!page->hasMore())
            continue;
        constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
        QByteArray bytes = QByteArray::fromBase64(page->nextCursor, encoding);
        // Behind the hash, whose change is refused at once.
        bytes[8 + chance.below(int(bytes.size()) - 8)] = char(chance.below(256));
        query.cursor = bytes.toBase64(encoding);
        const auto found = list(f.reader(), query);
        QVERIFY(!found || std::ssize(found->records) <= query.limit);
    }
    for (const char* text : {"x", "====", "AAAAAAAAAAAAAAAAAAAA", "\xff\xfe"}) {
        ListQuery query{&resource};
        query.cursor = text;
        QVERIFY(!ListRun::start(query));
    }
}

void ListTest::step_inSlices_makesTheSamePage()
{
    Chance chance(5);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    fill(f, resource, chance, 120);
    for (int i = 0; i < 60; ++i) {
        ListQuery query = chance.query(resource);
        query.maxExamined = ListLimits::maxExamined;
        const auto whole = list(f.reader(), query);
        auto run = ListRun::start(query);
        QVERIFY(whole && run);
        int steps = 0;
        for (bool made = false; !made; ++steps) {
            auto step = (*run)->step(f.reader(), 7);
            VERIFY_OK(step);
            made = *step;
            QVERIFY(steps < 1'000);
        }
        const ListPage page = (*run)->takePage();
        QCOMPARE(page.nextCursor, whole->nextCursor);
        QCOMPARE(page.records.size(), whole->records.size());
        for (size_t j = 0; j < page.records.size(); ++j)
            QCOMPARE(page.records[j].id, whole->records[j].id);
    }
}

QTEST_GUILESS_MAIN(ListTest)
#include "tst_list.moc"
