// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listparameters.h"
#include "core/business/records.h"
#include "ui/model/recordphrases.h"
#include "ui/records/recordedit.h"
#include "ui/records/recordquestion.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

const Resource& agents()
{
    return *catalogue().resource("agents");
}

JsonText json(const QByteArray& text)
{
    return JsonText::parse(text).value();
}

} // namespace

class RecordQuestionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filterOfText_apisForms_areUnderstood_data();
    void filterOfText_apisForms_areUnderstood();
    void filterOfText_mistake_isToldByTheParser_data();
    void filterOfText_mistake_isToldByTheParser();
    void namePlaceAt_cursor_isFound_data();
    void namePlaceAt_cursor_isFound();
    void problems_ofRulesAndQuestions_areAllKnown_data();
    void problems_ofRulesAndQuestions_areAllKnown();
    void withMember_object_changesThatMemberAlone_data();
    void withMember_object_changesThatMemberAlone();
    void differingStretch_cut_keepsCharactersWhole();
};

void RecordQuestionTest::filterOfText_apisForms_areUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("value");
    QTest::addRow("brackets") << u"filter[status]=active"_s << QByteArray("status")
                              << QByteArray("\"active\"");
    QTest::addRow("with the sign of a request")
        << u" ?filter[status]=active "_s << QByteArray("status") << QByteArray("\"active\"");
    QTest::addRow("percent-encoded")
        << u"filter%5Bname%5D=A+B%26C"_s << QByteArray("name") << QByteArray("\"A B&C\"");
    QTest::addRow("JSON") << uR"({"metadata.n": 5})"_s << QByteArray("metadata.n")
                          << QByteArray("5");
}

void RecordQuestionTest::filterOfText_apisForms_areUnderstood()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, value);
    const auto filter = filterOfText(agents(), text);
    QVERIFY2(filter.has_value(), filter ? "" : filter.error().message.constData());
    QCOMPARE(filter->size(), 1U);
    QCOMPARE(filter->front().path, path);
    QCOMPARE(filter->front().values.front().json.bytes(), value);
}

void RecordQuestionTest::filterOfText_mistake_isToldByTheParser_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("told");
    QTest::addRow("no brackets") << u"status=active"_s
                                 << u"filter is written filter[field]: status."_s;
    QTest::addRow("sort") << u"sort=name"_s << u"filter is written filter[field]: sort."_s;
    QTest::addRow("open bracket")
        << u"filter[status=a"_s
        << u"filter has a bracket that is not closed, or text behind one: filter[status."_s;
    QTest::addRow("operator") << u"filter[status][$like]=a"_s
                              << u"filter.status has an unknown operator: $like."_s;
    QTest::addRow("JSON") << uR"({"status":})"_s
                          << u"filter is not valid JSON at byte 10: Expected a value after ':'."_s;
    QTest::addRow("bytes") << u"filter[a]=%FF"_s << u"filter must be valid UTF-8."_s;
}

void RecordQuestionTest::filterOfText_mistake_isToldByTheParser()
{
    QFETCH(QString, text);
    QFETCH(QString, told);
    const auto filter = filterOfText(agents(), text);
    QVERIFY(!filter);
    QCOMPARE(refusalText(filter.error()), told);
}

void RecordQuestionTest::namePlaceAt_cursor_isFound_data()
{
    QTest::addColumn<QString>("text"); // the cursor is a bar
    QTest::addColumn<QString>("name"); // "-": none
    QTest::addRow("bare") << u"sta|"_s << u"sta"_s;
    QTest::addRow("bracket") << u"filter[sta|"_s << u"sta"_s;
    QTest::addRow("second") << u"filter[a]=1&filter[cre|"_s << u"cre"_s;
    QTest::addRow("value") << u"filter[status]=act|"_s << u"-"_s;
    QTest::addRow("JSON member") << uR"({"sta|)"_s << u"sta"_s;
    QTest::addRow("JSON value") << uR"({"status":"act|)"_s << u"-"_s;
    QTest::addRow("JSON second") << uR"({"a":1, "na|)"_s << u"na"_s;
}

void RecordQuestionTest::namePlaceAt_cursor_isFound()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(u'|');
    const auto place = namePlaceAt(text, cursor);
    QCOMPARE(place ? text.mid(place->from, place->length) : u"-"_s, name);
}

/// What the core says of records and of filters has its words in the window's catalogue.
void RecordQuestionTest::problems_ofRulesAndQuestions_areAllKnown_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("body"); // of a record, or a filter
    const auto add = [](const char* name, const char* resource, const char* body) {
        QTest::addRow("%s", name) << QByteArray(resource) << QByteArray(body);
    };
    add("missing", "agents", "{}");
    add("types", "agents", R"({"name":1,"capabilities":1,"metadata":1})");
    add("empty, flags", "agents", R"({"name":"","capabilities":{"a":1}})");
    add("choice, number, reference", "conversations",
        R"({"agent_id":1,"channel":"c","status":"x","satisfaction_score":9})");
    add("moment", "messages", R"({"timestamp":"soon"})");
    add("url, choices", "webhooks", R"({"url":"x","events":[]})");
    add("not an object", "agents", "[]");
    add("filter without a field", "agents", "?filter[]=1");
    add("filter twice", "agents", "?filter={}&filter={}");
    add("both filters", "agents", "?filter={}&filter[a]=1");
    add("several values", "agents", "?filter[a][$gt]=1&filter[a][$gt]=2");
    add("exists", "agents", "?filter[a][$exists]=5");
    add("no array", "agents", R"(?filter={"a":{"$in":1}})");
    add("no object", "agents", "?filter=[1]");
    add("exponent", "agents", R"(?filter={"a":1e99999999999999999999})");
}

void RecordQuestionTest::problems_ofRulesAndQuestions_areAllKnown()
{
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, body);
    const Resource& judging = *catalogue().resource(resource);
    std::vector<FieldProblem> problems;
    if (body.startsWith('?')) {
        ListParameters parameters;
        for (const QByteArray& part : body.sliced(1).split('&'))
            parameters.emplace_back(
                part.first(part.indexOf('=')), part.sliced(part.indexOf('=') + 1));
        const auto query = listQueryOf(judging, parameters);
        QVERIFY(!query);
        problems = query.error().problems;
    } else {
        problems = judge(judging, json(body), RecordWrite::Create);
    }
    QVERIFY(!problems.empty());
    for (const FieldProblem& problem : problems)
        QVERIFY2(knowsProblem(problem.message), problem.message.constData());
}

void RecordQuestionTest::withMember_object_changesThatMemberAlone_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("value"); // empty: taken away
    QTest::addColumn<QByteArray>("after");
    QTest::addRow("set") << QByteArray(R"({"a":1.50,"x":1,"b":"\u0041"})") << QByteArray("2")
                         << QByteArray(R"({"a":1.50,"x":2,"b":"\u0041"})");
    QTest::addRow("added") << QByteArray(R"({"a":1})") << QByteArray("2")
                           << QByteArray(R"({"a":1,"x":2})");
    QTest::addRow("before the times")
        << QByteArray(R"({"a":1,"created_at":"c","updated_at":"u"})") << QByteArray("2")
        << QByteArray(R"({"a":1,"x":2,"created_at":"c","updated_at":"u"})");
    QTest::addRow("taken away") << QByteArray(R"({"x":1,"a":1})") << QByteArray()
                                << QByteArray(R"({"a":1})");
    QTest::addRow("twice") << QByteArray(R"({"x":1,"a":1,"x":2})") << QByteArray("3")
                           << QByteArray(R"({"x":3,"a":1})");
    QTest::addRow("empty") << QByteArray("{}") << QByteArray() << QByteArray("{}");
}

void RecordQuestionTest::withMember_object_changesThatMemberAlone()
{
    QFETCH(QByteArray, object);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, after);
    const auto wanted = value.isEmpty() ? std::nullopt : std::optional(json(value));
    QCOMPARE(withMember(json(object), "x", wanted).bytes(), after);
}

void RecordQuestionTest::differingStretch_cut_keepsCharactersWhole()
{
    const QByteArrayList texts{"", "abc", "aäc", "aöc", "aöäc", "ö", "ä", "aaa", "aaaa"};
    for (const QByteArray& before : texts) {
        for (const QByteArray& after : texts) {
            const auto [from, length, replacement] = differingStretch(before, after);
            QVERIFY(QByteArrayView(replacement).isValidUtf8());
            QCOMPARE(QByteArray(before).replace(from, length, replacement), after);
        }
    }
}

QTEST_APPLESS_MAIN(RecordQuestionTest)
#include "tst_recordquestion.moc"
