// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listparameters.h"
#include "core/http/targetparser.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::business;

namespace {

QByteArray wordOf(FilterOperator op)
{
    for (const QByteArray word :
         {"$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin", "$exists"}) {
        if (filterOperator(word) == op)
            return word;
    }
    return "?";
}

/// `status $eq text "active"; n $gte 5; sort -name; limit 50; cursor abc`, what is usual left out.
QByteArray described(const ListQuery& query)
{
    QByteArrayList parts;
    for (const FilterTerm& term : query.filter) {
        QByteArray text = term.path + ' ' + wordOf(term.op);
        for (const FilterValue& value : term.values)
            text += (value.textual ? " text " : " ") + value.json.bytes();
        parts << text;
    }
    for (const SortField& field : query.sort)
        parts << QByteArray("sort ") + (field.descending ? "-" : "") + field.path;
    if (query.limit != 20)
        parts << "limit " + QByteArray::number(query.limit);
    if (!query.cursor.isEmpty())
        parts << "cursor " + query.cursor;
    return parts.join("; ");
}

Checked<ListQuery> parse(const QByteArray& query)
{
    Target target;
    const auto mistake = parseTarget("/v1/agents?" + query, target);
    if (mistake)
        return refuseField("target", *mistake);
    return listQueryOf(*catalogue().resource("agents"), target.query.all());
}

} // namespace

class ListParametersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listQueryOf_parameters_areUnderstood_data();
    void listQueryOf_parameters_areUnderstood();
    void listQueryOf_malformed_isRefusedByItsName_data();
    void listQueryOf_malformed_isRefusedByItsName();
    void listQueryOf_manyMistakes_areAllTold();
};

void ListParametersTest::listQueryOf_parameters_areUnderstood_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("means");
    const auto row = [](const char* query, const char* means) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(means);
    };
    row("", "");
    row("limit=1", "limit 1");
    row("limit=100", "limit 100");
    row("cursor=", "");
    row("cursor=abc-_", "cursor abc-_");
    row("sort=", "");
    row("sort=-created_at", "sort -created_at");
    row("sort=status,-metadata.rank,name", "sort status; sort -metadata.rank; sort name");
    row("sort=status%2C-name", "sort status; sort -name");
    row("sort=status&sort=-name", "sort status; sort -name");
    row("sort[]=status&sort[]=-name", "sort status; sort -name");
    row("sort%5B0%5D=status&sort%5B1%5D=-name", "sort status; sort -name");
    // What is nobody's is passed over.
    row("utm=1&page=2&filters=x&limits=3", "");

    // Brackets: all values are text.
    row("filter[status]=active", R"(status $eq text "active")");
    row("filter%5Bstatus%5D=active", R"(status $eq text "active")");
    row("filter[name]=Ada+Lovelace%21", R"(name $eq text "Ada Lovelace!")");
    row("filter[name]=", R"(name $eq text "")");
    row("filter[name]", R"(name $eq text "")");
    row("filter[name]=null", R"(name $eq text "null")");
    row("filter[created_at][$gte]=2024-01-01", R"(created_at $gte text "2024-01-01")");
    row("filter%5Bcreated_at%5D%5B%24gte%5D=2024-01-01", R"(created_at $gte text "2024-01-01")");
    row("filter[a][$eq]=1&filter[b][$ne]=2&filter[c][$gt]=3&filter[d][$lt]=4&filter[e][$lte]=5",
        R"(a $eq text "1"; b $ne text "2"; c $gt text "3"; d $lt text "4"; e $lte text "5")");
    row("filter[created_at][$gte]=2024&filter[created_at][$lt]=2025",
        R"(created_at $gte text "2024"; created_at $lt text "2025")");
    row("filter[role][$exists]=true", R"(role $exists text "true")");
    row("filter[metadata.language]=en", R"(metadata.language $eq text "en")");
    row("filter[metadata][language]=en", R"(metadata.language $eq text "en")");
    row("filter[metadata][language][$ne]=en", R"(metadata.language $ne text "en")");
    row("filter[0]=x", R"(0 $eq text "x")");

    // Arrays, in the three ways of clients' libraries.
    row("filter[status][$in][]=a&filter[status][$in][]=b", R"(status $in text "a" text "b")");
    row("filter[status][$in][0]=a&filter[status][$in][1]=b", R"(status $in text "a" text "b")");
    row("filter[status][$in]=a&filter[status][$in]=b", R"(status $in text "a" text "b")");
    row("filter[status][$in]=a", R"(status $in text "a")");
    row("filter[status][$in][]=a,b", R"(status $in text "a,b")");
    row("filter[status][$nin][]=a&filter[status][$nin][]=b", R"(status $nin text "a" text "b")");
    row("filter[status]=a&filter[status]=b", R"(status $in text "a" text "b")");
    row("filter[status][]=a", R"(status $in text "a")");
    row("filter[status][0]=a&filter[status][1]=b", R"(status $in text "a" text "b")");
    row("filter[status][$in][]=a&filter[name]=n&filter[status][$in][]=b",
        R"(status $in text "a" text "b"; name $eq text "n")");

    // One JSON text: values have types.
    row("filter={}", "");
    row(R"(filter={"status":"active","created_at":{"$gte":"2024-01-01"}})",
        R"(status $eq "active"; created_at $gte "2024-01-01")");
    row("filter=%7B%22n%22%3A%7B%22%24in%22%3A%5B1%2C2.50%5D%7D%7D", "n $in 1 2.50");
    row(R"(filter={"n":{"$gte":1,"$lt":9},"on":true,"x":null})",
        "n $gte 1; n $lt 9; on $eq true; x $eq null");
    row(R"(filter={"role":{"$exists":false}})", "role $exists false");
    row(R"(filter={"metadata":{"a":1}})", "metadata.a $eq 1");
    row(R"(filter={"a":{"b":{"c":{"$gt":1},"d":[2]},"$exists":true}})",
        "a.b.c $gt 1; a.b.d $eq [2]; a $exists true");
    row(R"(filter={"metadata":{"$eq":{"a":1}}})", R"(metadata $eq {"a":1})");
    row(R"(filter={"a":{},"b":{"c":{}}})", "a $eq {}; b.c $eq {}");
    row("filter=", "");
    row("filter=&filter[a]=1", R"(a $eq text "1")");
    row(R"(filter={"status":"a"}&sort=name&limit=5&cursor=c)",
        R"(status $eq "a"; sort name; limit 5; cursor c)");
}

void ListParametersTest::listQueryOf_parameters_areUnderstood()
{
    QFETCH(QByteArray, query);
    const auto parsed = parse(query);
    QVERIFY2(parsed, parsed ? "" : parsed.error().message);
    QTEST(described(*parsed), "means");
    QCOMPARE(parsed->resource->name, "agents");
}

void ListParametersTest::listQueryOf_malformed_isRefusedByItsName_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const QByteArray& query, const char* field, const char* says) {
        QTest::newRow(query.left(60).constData()) << query << QByteArray(field) << QByteArray(says);
    };
    for (const char* limit : {"0", "101", "-1", "1.5", "x", "", "99999999999999999999", "+5"})
        row(QByteArray("limit=") + limit, "limit", "whole number from 1 to 100");
    row("limit=5&limit=6", "limit", "more than once");
    row("limit[]=5", "limit", "no brackets: limit[]");
    row("cursor=a&cursor=b", "cursor", "more than once");
    row("cursor[x]=a", "cursor", "no brackets");
    row("sort=,", "sort", "list of fields");
    row("sort=-", "sort", "list of fields");
    row("sort=a..b", "sort", "list of fields");
    row("sort=a,b,c,d,e", "sort", "more than 4");
    row("sort[name]=asc", "sort", "not sort[name]");
    row("filter.status=active", "filter", "written filter[field]");
    row("filter[status=active", "filter", "not closed");
    row("filter[status]x=active", "filter", "not closed");
    row("filter[a][b=1", "filter", "not closed");
    row("filter[]=a", "filter", "must name a field");
    row("filter[][$eq]=a", "filter", "must name a field");
    row("filter[a][][$eq]=a", "filter", "must name a field");
    row("filter[$eq]=a", "filter", "must name a field");
    row("filter[a][$eq][$ne]=1", "filter", "must name a field");
    row("filter[a.]=1", "filter.a.", "not the path");
    row("filter[a][$like]=1", "filter.a", "unknown operator: $like");
    row("filter[a][b][$regex]=1", "filter.a.b", "unknown operator: $regex");
    row("filter[a][$gt]=1&filter[a][$gt]=2", "filter.a", "one value for $gt");
    row("filter[a][$eq][]=1", "filter.a", "one value for $eq");
    row("filter[a][$exists]=yes", "filter.a", "true or false");
    row("filter=status", "filter", "not valid JSON at byte 0");
    row(R"(filter={"a":})", "filter", "at byte 5");
    row("filter=[]", "filter", "must be an object");
    row("filter={}&filter={}", "filter", "more than once");
    row("filter={}&filter[a]=1", "filter", "not both");
    row(R"(filter={"a":{"$like":"x"}})", "filter.a", "unknown operator: $like");
    row(R"(filter={"a":{"b":{"$like":"x"}}})", "filter.a.b", "unknown operator: $like");
    row(R"(filter={"a":{"$gt":1,"":2}})", "filter.a.", "not the path");
    row(R"(filter={"a":1e99999999999999999999})", "filter.a", "exponent is beyond 10^16");
    row(R"(filter={"a":{"b":{"$in":[1,-1e-99999999999999999]}}})", "filter.a.b", "beyond 10^16");
    row(R"(filter={"\udc01":{"$x":1}})", "filter.\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
        "unknown operator: $x");
    row(R"(filter={"a":{"$in":1}})", "filter.a", "array");
    row(R"(filter={"a":{"$exists":"true"}})", "filter.a", "true or false");
    QByteArray many = "filter[a0]=1";
    for (int i = 1; i < 33; ++i)
        many += "&filter[a" + QByteArray::number(i) + "]=1";
    row(many, "filter", "more than 32 terms");
    row("filter[a][$in]=1" + QByteArray("&filter[a][$in]=1").repeated(100), "filter.a",
        "more than 100 values");
}

void ListParametersTest::listQueryOf_malformed_isRefusedByItsName()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, says);
    const auto parsed = parse(query);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, RefusalKind::Invalid);
    const FieldProblem& problem = parsed.error().problems.front();
    QTEST(problem.field, "field");
    QVERIFY2(problem.message.contains(says), problem.message);
}

void ListParametersTest::listQueryOf_manyMistakes_areAllTold()
{
    const auto parsed = parse("limit=0&sort=,&filter[a][$x]=1");
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().problems.size(), size_t(3));
}

QTEST_GUILESS_MAIN(ListParametersTest)
#include "tst_listparameters.moc"
