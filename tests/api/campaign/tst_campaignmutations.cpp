// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and changing values over HTTP: every rule of the document and the contract.
#include "tests/api/campaign/campaignfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray op(const QByteArray& path, const QByteArray& op, const QByteArray& value)
{
    return "{\"path\":\"" + path + R"(","op":")" + op + "\",\"value\":" + value + '}';
}

QByteArray ops(const QByteArrayList& list, const QByteArray& more = {})
{
    return R"({"ops":[)" + list.join(',') + ']' + more + '}';
}

QByteArray applied(const QByteArrayList& mutations, const QByteArray& status = "applied")
{
    return "{\"status\":\"" + status + "\",\"mutations\":[" + mutations.join(',') + "]}";
}

QByteArray told(const QByteArray& path, const QByteArray& previous, const QByteArray& current)
{
    return "{\"path\":\"" + path + "\",\"previous\":" + previous + R"(,"current":)" + current + '}';
}

QByteArray stateIs(const QByteArray& user, const QByteArray& campaign, const QByteArray& app)
{
    return R"({"state":{"user":{)" + user + R"(},"campaign":{)" + campaign + R"(},"app":{)" + app +
           "}}}";
}

/// A step with Ann's token.
Step ann(
    const QByteArray& request, const QByteArray& body = {}, int status = 200,
    const QByteArray& answer = {}, const QByteArrayList& contains = {})
{
    return {request, body, status, answer, contains, "token"};
}

Step by(Step step, const QByteArray& token)
{
    step.token = token;
    return step;
}

const QByteArray invalid = R"("error_code":"validation_failed")";
const QByteArray violation = R"("error_code":"system_state_violation")";
const QByteArray points = "state.user.points";
const QByteArray tier = "state.campaign.tier";
const QByteArray score = "state.app.score";

/// Four variables in spring: points (0), tier ("bronze"), score, done.
QList<Step> withVariables(const QList<Step>& steps)
{
    return QList<Step>{
               {defineSpring, definition("user", "points", "number", R"(,"default":0)"), 200},
               {defineSpring, definition("campaign", "tier", "string", R"(,"default":"bronze")"),
                200},
               {defineSpring, definition("app", "score", "number"), 200},
               {defineSpring, definition("app", "done", "boolean"), 200}} +
           steps;
}

} // namespace

class TstCampaignMutations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void calls_inOrder_answerAsDocumented_data();
    void calls_inOrder_answerAsDocumented();
    void mutate_malformed_is422WithField_data();
    void mutate_malformed_is422WithField();
    void values_areEntriesOfTheParticipant();
    void mutate_severalOpsOnOne_writeOneVersion();
    void state_storedValueOfAnotherType_countsAsNone();
    void mutate_thousandOps_isTheMost();

private:
    static void addScopeRows();
    static void addNumberRows();
    static void addRefusalRows();
    static void row(const char* name, const QList<Step>& steps)
    {
        QTest::newRow(name) << withVariables(steps);
    }
};

void TstCampaignMutations::calls_inOrder_answerAsDocumented_data()
{
    QTest::addColumn<QList<Step>>("steps");
    row("the document's example",
        {ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", "")),
         ann(mutateState,
             ops(
                 {op(points, "set", "1200"), op(score, "set", "35"),
                  op(tier, "set", "\"silver\"")}),
             200,
             applied(
                 {told(points, "0", "1200"), told(score, "null", "35"),
                  told(tier, "\"bronze\"", "\"silver\"")})),
         ann(mutateState, ops({op(points, "inc", "50"), op(score, "set", "0")}), 200,
             applied({told(points, "1200", "1250"), told(score, "35", "0")})),
         ann(getState, {}, 200,
             stateIs(R"("points":1250)", R"("tier":"silver")", R"("score":0)"))});
    row("later ops see earlier ones", {ann(
                                          mutateState,
                                          ops(
                                              {op(score, "inc", "2"), op(score, "inc", "3"),
                                               op(score, "dec", "1"), op(score, "set", "9")}),
                                          200,
                                          applied(
                                              {told(score, "null", "2"), told(score, "2", "5"),
                                               told(score, "5", "4"), told(score, "4", "9")}))});
    row("dec without a value counts from 0",
        {ann(
            mutateState, ops({op(score, "dec", "5")}), 200, applied({told(score, "null", "-5")}))});
    row("strings come back as they were written",
        {ann(mutateState, ops({op(tier, "set", R"("\u00e9\/ é")")}), 200,
             applied({told(tier, "\"bronze\"", R"("\u00e9\/ é")")})),
         ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"\u00e9\/ é")", ""))});
    row("booleans",
        {ann(mutateState, ops({op("state.app.done", "set", "true")}), 200,
             applied({told("state.app.done", "null", "true")})),
         ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", R"("done":true)"))});
    row("white space, further members and escapes in paths",
        {ann(
            mutateState,
            R"({ "ops" : [ {"x":1, "path":"state\u002euser.points", "op":"s\u0065t",)"
            R"( "value" : 4 } ], "y": [] })",
            200, applied({told(points, "0", "4")}))});
    row("a percent-encoded colon",
        {ann(
            "POST /v1/runtime/state%3Amutate", ops({op(points, "inc", "1")}), 200,
            applied({told(points, "0", "1")}))});
    addScopeRows();
    addNumberRows();
    addRefusalRows();
}

void TstCampaignMutations::addScopeRows()
{
    const QByteArray summer = "POST /v1/campaigns/summer/variables:define";
    const QByteArray five =
        ops({op(points, "set", "5"), op(tier, "set", "\"gold\""), op(score, "set", "7")});
    row("user values reach every campaign, campaign values every app, app values one",
        {{summer, definition("user", "points", "number", R"(,"default":1)"), 200},
         {summer, definition("campaign", "tier", "string"), 200},
         ann(mutateState, five),
         by(ann(getState, {}, 200, stateIs(R"("points":5)", R"("tier":"gold")", "")),
            tokenOf("spring", "wheel", "ann")),
         by(ann(getState, {}, 200, stateIs(R"("points":5)", "", "")),
            tokenOf("summer", "quiz", "ann")),
         by(ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", "")),
            tokenOf("spring", "quiz", "bob"))});
    row("ids that could run into each other do not",
        {by(ann(mutateState, five), tokenOf("spring", "b/c", "a")),
         by(ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", "")),
            tokenOf("spring", "c", "a/b")),
         by(ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", "")),
            tokenOf("spring", "b%2Fc", "a%")),
         by(ann(getState, {}, 200, stateIs(R"("points":5)", R"("tier":"gold")", "")),
            tokenOf("spring", "b%2Fc", "a"))});
    row("an undeclared campaign is empty",
        {by(ann(getState, {}, 200, stateIs("", "", "")), tokenOf("winter", "quiz", "ann"))});
}

void TstCampaignMutations::addNumberRows()
{
    const QByteArray largest = "9223372036854775807";
    row("whole numbers are exact",
        {ann(mutateState, ops({op(score, "set", "9007199254740993"), op(score, "inc", "1")}), 200,
             applied(
                 {told(score, "null", "9007199254740993"),
                  told(score, "9007199254740993", "9007199254740994")})),
         ann(mutateState, ops({op(score, "set", largest)})),
         ann(mutateState, ops({op(score, "inc", "1")}), 422, {},
             {invalid, R"("field":"ops[0].value")", R"("path":"state.app.score")"}),
         ann(mutateState, ops({op(score, "set", "9223372036854775808")}), 422, {}, {invalid}),
         ann(mutateState, ops({op(score, "set", "-9223372036854775808")})),
         ann(mutateState, ops({op(score, "dec", "1")}), 422, {}, {invalid}),
         ann(mutateState, ops({op(score, "set", "1e400")}), 422, {}, {invalid})});
    row("other numbers are doubles, in one form",
        {ann(mutateState, ops({op(score, "set", "1.10"), op(score, "inc", "2.20")}), 200,
             applied({told(score, "null", "1.1"), told(score, "1.1", "3.3000000000000003")})),
         ann(mutateState, ops({op(score, "set", "2.50e0"), op(score, "dec", "0.5")}), 200,
             applied({told(score, "3.3000000000000003", "2.5"), told(score, "2.5", "2")}))});
}

void TstCampaignMutations::addRefusalRows()
{
    for (const QByteArray path :
         {"state.sessionId", "state.user.sessionId", "state.user.undeclared", "state.user", "state",
          "user.points", "state.system.points", "state.user.points.x", "points",
          "State.user.points", "state..points", "state.app.points"})
        row(("path " + path).constData(),
            {ann(mutateState, ops({op(points, "inc", "1"), op(path, "set", "1")}), 400, {},
                 {violation, "\"path\":\"" + path + '"', R"("field":"ops[1].path")"}),
             ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", ""))});
    row("another campaign's variable",
        {by(ann(mutateState, ops({op(score, "set", "1")}), 400, {}, {violation}),
            tokenOf("summer", "quiz", "ann"))});
    const struct {
        const char* name;
        QByteArray mutation;
        QByteArray field;
    } mismatches[] = {
        {"string for a number", op(points, "set", "\"1\""), "value"},
        {"boolean for a number", op(points, "set", "true"), "value"},
        {"number for a string", op(tier, "set", "1"), "value"},
        {"number for a boolean", op("state.app.done", "set", "1"), "value"},
        {"inc by a string", op(points, "inc", "\"1\""), "value"},
        {"inc of a string", op(tier, "inc", "1"), "op"},
        {"dec of a boolean", op("state.app.done", "dec", "1"), "op"},
        {"inc of a string by a string", op(tier, "inc", "\"x\""), "op"},
    };
    for (const auto& mismatch : mismatches)
        row(mismatch.name,
            {ann(mutateState, ops({op(points, "inc", "1"), mismatch.mutation}), 422, {},
                 {invalid, "\"field\":\"ops[1]." + mismatch.field + '"', "\"path\":\"state."}),
             ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", ""))});
}

void TstCampaignMutations::calls_inOrder_answerAsDocumented()
{
    QFETCH(QList<Step>, steps);
    TestService service(campaignOptions());
    runSteps(service, steps);
}

void TstCampaignMutations::mutate_malformed_is422WithField_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArrayList>("contains");
    const auto row = [](const char* name, const QByteArray& body, const QByteArrayList& fields) {
        QByteArrayList contains{invalid};
        for (const QByteArray& field : fields)
            contains << "{\"field\":\"" + field + '"';
        QTest::newRow(name) << body << 422 << contains;
    };
    row("nothing there", "{}", {"ops"});
    row("ops is an object", R"({"ops":{}})", {"ops"});
    row("no op", R"({"ops":[]})", {"ops"});
    row("an op that is a string", R"({"ops":["x"]})", {"ops[0]"});
    row("an empty op", R"({"ops":[{}]})", {"ops[0].path", "ops[0].op", "ops[0].value"});
    row("a path that is a number", R"({"ops":[{"path":1,"op":"set","value":1}]})", {"ops[0].path"});
    row("an empty path", ops({op("", "set", "1")}), {"ops[0].path"});
    row("an unknown op", ops({op(points, "mul", "1")}), {"ops[0].op"});
    row("op in capitals", ops({op(points, "SET", "1")}), {"ops[0].op"});
    row("no value", R"({"ops":[{"path":"state.user.points","op":"inc"}]})", {"ops[0].value"});
    row("null value", ops({op(points, "set", "null")}), {"ops[0].value"});
    row("an array as a value", ops({op(points, "set", "[1]")}), {"ops[0].value"});
    row("wrong fields of two ops", ops({op(points, "x", "1"), op(points, "set", "{}")}),
        {"ops[0].op", "ops[1].value"});
    row("mutation_id that is a number", ops({op(points, "set", "1")}, R"(,"mutation_id":1)"),
        {"mutation_id"});
    row("empty mutation_id", ops({op(points, "set", "1")}, R"(,"mutation_id":"")"),
        {"mutation_id"});
    row("mutation_id of 256 bytes",
        ops({op(points, "set", "1")}, ",\"mutation_id\":\"" + QByteArray(256, 'x') + '"'),
        {"mutation_id"});
    QTest::newRow("an array") << "[]"_ba << 422 << QByteArrayList{invalid};
    QTest::newRow("no body") << QByteArray() << 400
                             << QByteArrayList{R"("error_code":"malformed_json")"};
    QTest::newRow("not JSON") << R"({"ops":[)"_ba << 400
                              << QByteArrayList{
                                     R"("error_code":"malformed_json")", R"("offset":8)"};
}

void TstCampaignMutations::mutate_malformed_is422WithField()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArrayList, contains);
    TestService service(campaignOptions());
    runSteps(
        service, withVariables(
                     {ann(mutateState, body, status, {}, contains),
                      ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", ""))}));
}

void TstCampaignMutations::values_areEntriesOfTheParticipant()
{
    TestService service(campaignOptions());
    runSteps(service, withVariables({}));
    const Seq before = service.position();
    runSteps(
        service, {by(ann(mutateState, ops(
                                          {op(points, "set", "5.0"), op(tier, "set", "\"gold\""),
                                           op(score, "inc", "7")})),
                     tokenOf("spring", "a/b", "ann/lee"))});
    QCOMPARE(
        service.log(before), (QByteArrayList{
                                 "participants/ ann%2Flee/points v1 set 5",
                                 "campaign/spring ann%2Flee//tier v1 set \"gold\"",
                                 "campaign/spring ann%2Flee/a%2Fb/score v1 set 7"}));
    // One mutation is one revision, so that undo and as-of never split it.
    const auto changes = service.changes(before);
    QCOMPARE(changes.front().revision, changes.back().revision);
}

void TstCampaignMutations::mutate_severalOpsOnOne_writeOneVersion()
{
    TestService service(campaignOptions());
    runSteps(service, withVariables({}));
    const Seq before = service.position();
    runSteps(service, {ann(mutateState, ops({op(points, "inc", "1"), op(points, "inc", "1")}))});
    QCOMPARE(service.log(before), QByteArrayList{"participants/ ann/points v1 set 2"});
}

void TstCampaignMutations::state_storedValueOfAnotherType_countsAsNone()
{
    TestService service(campaignOptions());
    runSteps(service, withVariables({}));
    service.write("participants/", "ann/points", "\"many\"");
    service.write("campaign/spring", "ann/quiz/score", "1.0e1");
    runSteps(
        service,
        {ann(getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", R"("score":10)")),
         ann(mutateState, ops({op(points, "inc", "1")}), 200, applied({told(points, "0", "1")}))});
}

void TstCampaignMutations::mutate_thousandOps_isTheMost()
{
    TestService service(campaignOptions());
    QByteArrayList list(1000, op(score, "inc", "1"));
    runSteps(service, withVariables({ann(mutateState, ops(list))}));
    runSteps(
        service,
        {ann(
            getState, {}, 200, stateIs(R"("points":0)", R"("tier":"bronze")", R"("score":1000)"))});
    list << op(score, "inc", "1");
    runSteps(service, {ann(mutateState, ops(list), 422, {}, {invalid, R"("field":"ops")"})});
}

QTEST_GUILESS_MAIN(TstCampaignMutations)
#include "tst_campaignmutations.moc"
