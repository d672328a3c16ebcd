// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listplan.h"
#include "core/business/listquery.h"
#include "core/business/recordfilter.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::business;

namespace {

JsonText parse(const QByteArray& text)
{
    return JsonText::parse(QByteArrayView(text)).value();
}

QByteArray problemsOf(const Refusal& refusal)
{
    QByteArrayList lines;
    for (const FieldProblem& problem : refusal.problems)
        lines << problem.field + ' ' + problem.message;
    return lines.join('\n');
}

/// `status[$eq]=open` and so on: terms as brackets bring them.
std::vector<FilterTerm> bracketTerms(const QByteArray& text)
{
    std::vector<FilterTerm> terms;
    for (const QByteArray& part : text.split(' ')) {
        const qsizetype open = part.indexOf('[');
        const qsizetype close = part.indexOf("]=");
        FilterTerm term{part.first(open), *filterOperator(part.sliced(open + 1, close - open - 1))};
        for (const QByteArray& value : part.sliced(close + 2).split('|'))
            term.values.push_back(FilterValue::text(value));
        terms.push_back(std::move(term));
    }
    return terms;
}

} // namespace

class ListQueryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sortFrom_text_isReadOrRefused_data();
    void sortFrom_text_isReadOrRefused();
    void filterFrom_json_isReadOrRefused_data();
    void filterFrom_json_isReadOrRefused();
    void checkQuery_overTheLimits_refusesAll();
    void filter_record_matches_data();
    void filter_record_matches();
    void plans_ofQuestions_takeTheBestIndex_data();
    void plans_ofQuestions_takeTheBestIndex();
};

void ListQueryTest::sortFrom_text_isReadOrRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char* text, const char* outcome) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(outcome);
    };
    row("", "");
    row("name", "name");
    row("-created_at,name", "-created_at name");
    row("metadata.language,-a,b,c", "metadata.language -a b c");
    row("a,b,c,d,e", "!sort has more than 4 fields.");
    row("a,,b", "!sort is a list of fields with commas between them.");
    row("-", "!sort is a list of fields with commas between them.");
    row("a..b", "!sort is a list of fields with commas between them.");
}

void ListQueryTest::sortFrom_text_isReadOrRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, outcome);
    const auto sort = sortFrom(text);
    QByteArrayList fields;
    if (sort) {
        for (const SortField& field : *sort)
            fields << (field.descending ? "-" : "") + field.path;
    }
    QCOMPARE(sort ? fields.join(' ') : '!' + problemsOf(sort.error()), outcome);
}

void ListQueryTest::filterFrom_json_isReadOrRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char* text, const QByteArray& outcome) {
        QTest::newRow(text) << QByteArray(text) << outcome;
    };
    row("{}", "");
    row(R"({"status":"active"})", R"(status 0 "active")");
    row(R"({"a":1,"b":{"$gte":"2024-01-01","$lt":5}})", R"(a 0 1;b 3 "2024-01-01";b 4 5)");
    row(R"({"a":{"$in":[1,"x",null]}})", R"(a 6 1 "x" null)");
    row(R"({"a":{"$in":[]}})", "a 6");
    row(R"({"a":{"$exists":false}})", "a 8 false");
    row(R"({"m":{"lang":"en"}})", R"(m.lang 0 "en")");
    row(R"({"m":{"lang":{"$ne":"de"}}})", R"(m.lang 1 "de")");
    row(R"({"m":{"$eq":{"lang":"en"}}})", R"(m 0 {"lang":"en"})");
    row(R"({"a":{"$eq":1,"b":2}})", "a 0 1;a.b 0 2");
    row(R"({"a":1e10000000000000000})", "a 0 1e10000000000000000");
    row(R"({"a":0e99999999999999999999})", "a 0 0e99999999999999999999");
    row(R"({"a":1e10000000000000001})", "!filter.a has a number whose exponent is beyond 10^16.");
    row(R"({"m":{}})", "m 0 {}");
    row(R"({"m.lang":null})", "m.lang 0 null");
    row("[]", "!filter must be an object.");
    row(R"({"a":{"$like":1}})", "!filter.a has an unknown operator: $like.");
    row(R"({"$or":[{"a":1}]})", "!filter.$or is not the path of a field.");
    row(R"({"a":{"$in":1}})", "!filter.a needs an array for $in.");
    row(R"({"a":{"$exists":1}})", "!filter.a needs true or false for $exists.");
    row(R"({"":1})", "!filter is not the path of a field.");
    row(R"({"a.":1})", "!filter.a. is not the path of a field.");
}

void ListQueryTest::filterFrom_json_isReadOrRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, outcome);
    const auto filter = filterFrom(parse(text));
    QByteArrayList terms;
    if (filter) {
        for (const FilterTerm& term : *filter) {
            QByteArrayList words = {term.path, QByteArray::number(int(term.op))};
            for (const FilterValue& value : term.values) {
                QVERIFY(!value.textual);
                words << value.json.bytes();
            }
            terms << words.join(' ');
        }
    }
    QCOMPARE(filter ? terms.join(';') : '!' + problemsOf(filter.error()), outcome);
}

void ListQueryTest::checkQuery_overTheLimits_refusesAll()
{
    ListQuery query;
    query.resource = catalogue().resource("agents");
    QVERIFY(checkQuery(query));
    query.limit = 0;
    query.sort.assign(5, {"a", false});
    const FilterTerm good{"a", FilterOperator::Equal, {FilterValue::text("1")}};
    query.filter.assign(33, good);
    query.filter[0] = {"b", FilterOperator::In, std::vector(101, FilterValue::text("1"))};
    query.filter[1] = {"c", FilterOperator::Less, {}};
    const auto checked = checkQuery(query);
    QVERIFY(!checked);
    QCOMPARE(
        problemsOf(checked.error()), "limit must be from 1 to 100.\n"
                                     "filter has more than 32 terms.\n"
                                     "sort has more than 4 fields.\n"
                                     "filter.b has more than 100 values.\n"
                                     "filter.c needs one value.");
    QByteArray many = "{";
    for (int i = 0; i < 40; ++i)
        many += (i ? ",\"f" : "\"f") + QByteArray::number(i) + "\":1";
    QVERIFY(!filterFrom(parse(many + '}')));
}

void ListQueryTest::filter_record_matches_data()
{
    QTest::addColumn<QByteArray>("filter"); // JSON, or bracket terms
    QTest::addColumn<QByteArray>("value");  // of the record's member a; empty: absent
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* filter, const char* value, bool matches) {
        QTest::addRow("%s %s", filter, value) << QByteArray(filter) << QByteArray(value) << matches;
    };
    row(R"({"a":1})", "1", true);
    row(R"({"a":1})", "1.0", true);
    row(R"({"a":1})", "\"1\"", false);
    row(R"({"a":"1"})", "1", false);
    row(R"({"a":1e400})", "10e399", true);
    row(R"({"a":12345678901234567890123})", "12345678901234567890124", false);
    row(R"({"a":null})", "", true);
    row(R"({"a":null})", "null", true);
    row(R"({"a":null})", "false", false);
    row(R"({"a":{"$ne":null}})", "", false);
    row(R"({"a":{"$ne":1}})", "", true);
    row(R"({"a":{"$ne":1}})", "1.00", false);
    row(R"({"a":{"$gt":1}})", "1.0000000000000000000000001", true);
    row(R"({"a":{"$gt":1}})", "\"2\"", false);
    row(R"({"a":{"$gt":1}})", "", false);
    row(R"({"a":{"$gte":1}})", "1e0", true);
    row(R"({"a":{"$lt":0}})", "-1e-400", true);
    row(R"({"a":{"$lt":0}})", "-0", false);
    row(R"({"a":{"$lt":0}})", "null", false);
    row(R"({"a":{"$lte":null}})", "", true);
    row(R"({"a":{"$lte":"b"}})", "\"b\"", true);
    row(R"({"a":{"$lt":"b"}})", "\"b\"", false);
    row(R"({"a":{"$gt":"2024-01-01"}})", "\"2024-01-01T00:00:00.000Z\"", true);
    row(R"({"a":{"$gt":false}})", "true", true);
    row(R"({"a":{"$in":[1,"x"]}})", "\"x\"", true);
    row(R"({"a":{"$in":[1,"x"]}})", "2", false);
    row(R"({"a":{"$in":[]}})", "1", false);
    row(R"({"a":{"$nin":[1,"x"]}})", "", true);
    row(R"({"a":{"$nin":[1,null]}})", "", false);
    row(R"({"a":{"$exists":true}})", "null", true);
    row(R"({"a":{"$exists":true}})", "", false);
    row(R"({"a":{"$exists":false}})", "", true);
    row(R"({"a.b":2})", R"({"b":2})", true);
    row(R"({"a":{"b":2}})", R"({"c":1,"b":2.0})", true);
    row(R"({"a":{"b":{"$ne":2}}})", R"({"b":2})", false);
    row(R"({"a":{"$eq":{"b":2}}})", R"({"b":2})", true);
    row(R"({"a":{"$eq":{"b":2}}})", R"({"c":1,"b":2})", false);
    row(R"({"a":{"\ud801":1}})", R"({"\ud801":1})", true);
    row(R"({"a":{"\ud801":1}})", R"({"\ud802":1})", false);
    row("a[$eq]=1e99999999999999999999", "1e99999999999999999998", false);
    row("a[$eq]=1e99999999999999999999", "\"1e99999999999999999999\"", true);
    row(R"({"a":[1,2]})", "[1,2]", true);
    row(R"({"a":[1]})", "1", false);
    row("a[$eq]=5", "5.0", true);
    row("a[$eq]=5", "\"5\"", true);
    row("a[$eq]=5", "\"5.0\"", false);
    row("a[$eq]=true", "true", true);
    row("a[$eq]=true", "\"true\"", true);
    row("a[$eq]=null", "null", false);
    row("a[$eq]=null", "\"null\"", true);
    row("a[$gt]=5", "10", true);
    row("a[$gt]=5", "\"10\"", false);
    row("a[$gt]=5", "\"6\"", true);
    row("a[$gt]=x", "7", false);
    row("a[$eq]=05", "5", false);
    row("a[$ne]=5", "5", false);
    row("a[$in]=1|x|true", "true", true);
    row("a[$in]=1|x|true", "1e0", true);
    row("a[$in]=1|x|true", "\"y\"", false);
    row("a[$nin]=1|x", "1", false);
    row("a[$exists]=true", "0", true);
    row("a[$exists]=false", "0", false);
    row("a[$gt]=0 a[$lt]=10", "5", true);
    row("a[$gt]=0 a[$lt]=10", "10", false);
}

void ListQueryTest::filter_record_matches()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, value);
    QFETCH(bool, matches);
    const auto terms =
        filter.startsWith('{') ? filterFrom(parse(filter)).value() : bracketTerms(filter);
    const JsonText record = parse(value.isEmpty() ? "{\"b\":1}" : "{\"b\":1,\"a\":" + value + '}');
    QCOMPARE(RecordFilter(terms).matches(record), matches);
}

void ListQueryTest::plans_ofQuestions_takeTheBestIndex_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("sort");
    QTest::addColumn<QByteArray>("plans"); // index, then o(rdered) or s(orted), stretches
    const auto row = [](const char* filter, const char* sort, const char* plans) {
        QTest::addRow("%s by %s", filter, sort)
            << QByteArray(filter) << QByteArray(sort) << QByteArray(plans);
    };
    row("{}", "-created_at", "created_at o1");
    row("{}", "created_at", "created_at o1");
    row("{}", "instructions", "- s0");
    row("{}", "status,created_at", "status,created_at o1");
    row("{}", "-status,-created_at", "status,created_at o1");
    row("{}", "status,-created_at", "- s0");
    row("{}", "created_at,status", "- s0");
    row("{}", "name,name", "name o1");
    row(R"({"status":"a"})", "-created_at", "status,created_at o1");
    row(R"({"status":"a"})", "status,-created_at", "status,created_at o1");
    row(R"({"status":"a"})", "-name", "status,name o1");
    row(R"({"status":"a"})", "updated_at", "updated_at o1;status,created_at s1");
    row(R"({"status":{"$in":["a","b",1]}})", "-created_at", "status,created_at o3");
    row(R"({"status":{"$in":["a","b"]}})", "status,-created_at", "status,created_at s2");
    row(R"({"status":{"$in":[]}})", "-created_at", "status,created_at o0");
    row(R"({"status":"a","created_at":{"$gte":"2024"}})", "-created_at", "status,created_at o1");
    row(R"({"status":"a","created_at":{"$gte":"3","$lt":"2"}})", "-created_at",
        "status,created_at o0");
    row(R"({"name":"x"})", "-created_at", "created_at o1;name s1");
    row(R"({"name":{"$gt":"x"}})", "name", "name o1");
    row(R"({"name":{"$gt":"x"}})", "-created_at", "created_at o1;name s1");
    row(R"({"status":{"$ne":"a"}})", "-created_at", "created_at o1");
    row("status[$eq]=5", "-created_at", "status,created_at o2");
    row("name[$gte]=5", "name", "name o2");
    row("status[$eq]=5", "status,-created_at", "status,created_at s2");
}

void ListQueryTest::plans_ofQuestions_takeTheBestIndex()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, sort);
    QFETCH(QByteArray, plans);
    const auto terms =
        filter.startsWith('{') ? filterFrom(parse(filter)).value() : bracketTerms(filter);
    const Resource& agents = *catalogue().resource("agents");
    QByteArrayList found;
    for (const ListPlan& plan : plansFor(agents, terms, sortFrom(sort).value())) {
        found << (plan.index < 0 ? QByteArray("-") : agents.indexes[size_t(plan.index)].join(',')) +
                     (plan.ordered ? " o" : " s") + QByteArray::number(plan.stretches.size());
        QCOMPARE(plan.descending, sort.split(',').back().startsWith('-') && plan.index >= 0);
    }
    QCOMPARE(found.join(';'), plans);
}

QTEST_GUILESS_MAIN(ListQueryTest)
#include "tst_listquery.moc"
