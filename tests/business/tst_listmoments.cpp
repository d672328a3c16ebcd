// SPDX-License-Identifier: GPL-3.0-or-later
// Filters of fields that hold moments, in whatever form.
#include "core/business/moment.h"
#include "tests/business/businessfixture.h"

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;

class ListMomentsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void momentKey_text_isOneForm_data();
    void momentKey_text_isOneForm();
    void list_filterOfMoments_comparesThem_data();
    void list_filterOfMoments_comparesThem();
    void list_filterOfTimestamps_comparesWhateverTheirForm_data();
    void list_filterOfTimestamps_comparesWhateverTheirForm();
};

void ListMomentsTest::momentKey_text_isOneForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("key"); // null: it is no moment
    const auto row = [](const char* text, const char* key) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(key);
    };
    row("2024-01-01", "2024-01-01T00:00:00.000Z");
    row("2024-01-01T10:00:26.646Z", "2024-01-01T10:00:26.646Z");
    row("2024-01-01T10:00:26Z", "2024-01-01T10:00:26.000Z");
    row("2024-01-01t10:00z", "2024-01-01T10:00:00.000Z");
    row("2024-01-01 10:00", "2024-01-01T10:00:00.000Z");
    row("2024-01-01T10:00:26,5", "2024-01-01T10:00:26.500Z");
    row("2024-01-01T10:00:26.64650Z", "2024-01-01T10:00:26.646Z5");
    row("2024-01-01T00:30:00+09:00", "2023-12-31T15:30:00.000Z");
    row("2024-01-01T23:00:00-0130", "2024-01-02T00:30:00.000Z");
    row("2024-01-01T00:00:00-00:30", "2024-01-01T00:30:00.000Z");
    row("2024-01-01T00:00:00+05", "2023-12-31T19:00:00.000Z");
    row("0001-01-01T00:00:00+01:00", nullptr);
    row("2024-02-30", nullptr);
    row("2024-01-01T24:00", nullptr);
    row("2024-01-01T10:00Zx", nullptr);
    row("2024-01", nullptr);
    row("2024", nullptr);
    row("", nullptr);
}

void ListMomentsTest::momentKey_text_isOneForm()
{
    QFETCH(QByteArray, text);
    QTEST(momentKey(text).value_or(QByteArray()), "key");
}

void ListMomentsTest::list_filterOfMoments_comparesThem_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("found"); // of a at .000, b at .646, c a second later
    const auto row = [](const char* filter, const char* found) {
        QTest::newRow(filter) << QByteArray(filter) << QByteArray(found);
    };
    row(R"({"created_at":{"$gte":"2026-11-22T10:00:26Z"}})", "abc");
    row(R"({"created_at":{"$gt":"2026-11-22T10:00:26Z"}})", "bc");
    row(R"({"created_at":{"$lte":"2026-11-22T10:00:26Z"}})", "a");
    row(R"({"created_at":{"$lt":"2026-11-22T10:00:27Z"}})", "ab");
    row(R"({"created_at":"2026-11-22T10:00:26Z"})", "a");
    row(R"({"created_at":{"$ne":"2026-11-22T19:00:26+09:00"}})", "bc");
    row(R"({"created_at":{"$in":["2026-11-22T10:00:26Z","2026-11-22T12:00:27+02"]}})", "ac");
    row(R"({"created_at":{"$nin":["2026-11-22T10:00:26Z"]}})", "bc");
    row(R"({"created_at":{"$gte":"2026-11-22T10:00:26.6461Z"}})", "c");
    row(R"({"created_at":{"$lt":"2026-11-22T10:00:26.6461Z"}})", "ab");
    row(R"({"created_at":{"$gte":"2026-11-22"}})", "abc");
    row(R"({"created_at":{"$lt":"2026-11-22"}})", "");
    row(R"({"created_at":{"$lte":"2026"}})", "");
    row(R"({"created_at":{"$gt":"2026"}})", "abc");
    row(R"({"updated_at":{"$gt":"2026-11-22T10:00:26Z"}})", "bc");
    row(R"({"name":"2026-11-22T10:00:26Z"})", "");
    row(R"({"created_at":{"$exists":true}})", "abc");
}

void ListMomentsTest::list_filterOfMoments_comparesThem()
{
    QFETCH(QByteArray, filter);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("agents");
    const std::pair<const char*, QByteArray> records[] = {
        {"a", "26.000"}, {"b", "26.646"}, {"c", "27.000"}};
    for (const auto& [id, second] : records) {
        const QByteArray at = "\"2026-11-22T10:00:" + second + "Z\"";
        VERIFY_OK(f.set(
            {resource.space(), Key(id)}, R"({"name":"2026-11-22T10:00:26.000Z","created_at":)" +
                                             at + R"(,"updated_at":)" + at + '}'));
    }
    // With an index, without one, and as text.
    for (const char* sort : {"created_at", "role,created_at"}) {
        for (const bool textual : {false, true}) {
            ListQuery query{&resource, filterFrom(json(filter)).value(), sortFrom(sort).value()};
            if (textual && query.filter.front().op == FilterOperator::Exists)
                continue;
            for (FilterValue& value : query.filter.front().values)
                value.textual = textual;
            const auto page = list(f.reader(), query);
            QVERIFY2(page, qPrintable(errorText(page)));
            QByteArray found;
            for (const Record& record : page->records)
                found += record.id;
            QTEST(found, "found");
        }
    }
}

void ListMomentsTest::list_filterOfTimestamps_comparesWhateverTheirForm_data()
{
    QTest::addColumn<QByteArray>("op");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("found"); // of a at midnight, b at nine, c at half past midnight
    const auto row = [](const char* op, const char* value, const char* found) {
        QTest::addRow("%s %s", op, value)
            << QByteArray(op) << QByteArray(value) << QByteArray(found);
    };
    row("$eq", "2026-11-22", "a");
    row("$eq", "2026-11-22T00:00:00Z", "a");
    row("$gt", "2026-11-22", "bc");
    row("$lt", "2026-11-22T09:00:00Z", "ac");
    row("$gte", "2026-11-22T09:00:00 00:00", "b"); // a plus sign, not escaped
    row("$eq", "soon", "");
    row("$ne", "2026-11-22T09:00:00Z", "ac");
}

void ListMomentsTest::list_filterOfTimestamps_comparesWhateverTheirForm()
{
    QFETCH(QByteArray, op);
    QFETCH(QByteArray, value);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("messages");
    const std::pair<const char*, const char*> records[] = {
        {"a", "2026-11-22"}, {"b", "2026-11-22T09:00:00Z"}, {"c", "2026-11-22T09:30:00+09:00"}};
    for (const auto& [id, at] : records)
        VERIFY_OK(f.set(
            {resource.space(), Key(id)},
            QByteArray(R"({"conversation_id":"k","timestamp":")") + at + "\"}"));
    ListQuery query{&resource};
    query.filter = {
        {"conversation_id", FilterOperator::Equal, {FilterValue::text("k")}},
        {"timestamp", *filterOperator(op), {FilterValue::text(value)}}};
    for (const char* sort : {"id", "timestamp"}) {
        query.sort = sortFrom(sort).value();
        const auto page = list(f.reader(), query);
        QVERIFY2(page, qPrintable(errorText(page)));
        QByteArrayList found;
        for (const Record& record : page->records)
            found << record.id;
        std::sort(found.begin(), found.end());
        QTEST(found.join(), "found");
    }
}

QTEST_GUILESS_MAIN(ListMomentsTest)
#include "tst_listmoments.moc"
