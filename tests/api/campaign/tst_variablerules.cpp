// SPDX-License-Identifier: GPL-3.0-or-later
// The rules as a form uses them: each told on its own, whatever the others say.
#include "core/api/campaign/variablerules.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::campaign;

class TstVariableRules : public QObject {
    Q_OBJECT

    static std::vector<RuleVerdict> judged(const QByteArray& body)
    {
        const JsonText text = JsonText::parse(body).value();
        return judge(VariableDraft::of(text));
    }
    static RuleVerdict verdict(const QByteArray& body, VariableRule rule)
    {
        for (const RuleVerdict& one : judged(body)) {
            if (one.rule == rule)
                return one;
        }
        return {};
    }

private Q_SLOTS:
    void judge_whateverIsThere_tellsEachRuleOnce()
    {
        for (const char* body :
             {"{}", R"({"scope":"user","name":"n","type":"number","default":1})",
              R"({"name":7})"}) {
            QCOMPARE(judged(body).size(), size_t(6));
            for (const RuleVerdict& one : judged(body))
                QVERIFY(!one.field.isEmpty() && one.message.endsWith('.'));
        }
    }

    void judge_nameTooLongAndGood_tellsThemApart()
    {
        const QByteArray body = "{\"name\":\"" + QByteArray(65, 'n') + "\"}";
        QVERIFY(verdict(body, VariableRule::NameIsIdentifier).holds);
        QVERIFY(!verdict(body, VariableRule::NameIsShort).holds);
        QVERIFY(verdict(R"({"name":"_"})", VariableRule::NameIsShort).holds);
        QVERIFY(!verdict(R"({"name":"a b"})", VariableRule::NameIsIdentifier).holds);
    }

    void judge_defaultBeforeType_doesNotBlameTheDefault()
    {
        QVERIFY(verdict(R"({"default":"x"})", VariableRule::DefaultFitsType).holds);
        QVERIFY(
            !verdict(R"({"type":"number","default":"x"})", VariableRule::DefaultFitsType).holds);
    }

    void variableFrom_allRulesHold_isTheVariable()
    {
        const JsonText body =
            JsonText::parse(
                QByteArray(R"({"scope":"app","name":"n","type":"number","default":1.0,"x":1})"))
                .value();
        const auto variable = variableFrom(VariableDraft::of(body));
        QVERIFY(variable);
        QCOMPARE(
            variable->toJson(),
            QByteArray(R"({"scope":"app","name":"n","type":"number","default":1})"));
        QCOMPARE(variable->path(), QByteArray("state.app.n"));
    }
};

QTEST_GUILESS_MAIN(TstVariableRules)
#include "tst_variablerules.moc"
