// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/apicase.h"

namespace stateroom::test {

namespace {

QByteArray freshWorkflow()
{
    static int count = 0;
    return "wf-" + QByteArray::number(++count);
}

class Run {
public:
    explicit Run(TestService& service)
        : m_service(service)
        , m_workflow(freshWorkflow())
    {
    }

    void prepare(const QByteArrayList& given)
    {
        for (const QByteArray& line : given) {
            const qsizetype target = line.indexOf(' ') + 1;
            const qsizetype space = line.indexOf(' ', target);
            const QByteArray request = space < 0 ? line : line.first(space);
            const QByteArray body = space < 0 ? QByteArray() : line.sliced(space + 1);
            const HttpAnswer answer = m_service.call(filled(request), filled(body));
            QVERIFY2(answer.status == 200, line + " -> " + answer.body);
        }
    }

    void check(const ApiCase& expected)
    {
        Fields headers = expected.headers;
        for (auto& [name, value] : headers)
            value = filled(value);
        const Seq before = m_service.position();
        const HttpAnswer answer =
            m_service.call(filled(expected.request), filled(expected.body), headers);
        QVERIFY2(
            answer.status == expected.status, QByteArray::number(answer.status) + " instead of " +
                                                  QByteArray::number(expected.status) + ": " +
                                                  answer.body);
        if (!expected.answer.isNull())
            QCOMPARE(answer.body, filled(expected.answer));
        QVERIFY2(answer.body.startsWith(expected.begins), answer.body);
        for (const QByteArray& piece : expected.contains)
            QVERIFY2(answer.body.contains(filled(piece)), answer.body + " lacks " + piece);
        for (const QByteArray& piece : expected.absent)
            QVERIFY2(!answer.body.contains(filled(piece)), answer.body + " has " + piece);
        for (const auto& [name, value] : expected.fields)
            QVERIFY2(answer.field(name) == value, name + ": " + answer.field(name));
        QCOMPARE(logBehind(before), filled(expected.log));
    }

private:
    QByteArray filled(QByteArray text) const { return text.replace("{wf}", m_workflow); }
    QByteArrayList filled(QByteArrayList texts) const
    {
        for (QByteArray& text : texts)
            text = filled(text);
        return texts;
    }
    QByteArrayList logBehind(Seq seq)
    {
        QByteArrayList lines = m_service.log(seq);
        const QByteArray own = "workflow/" + m_workflow + ' ';
        for (QByteArray& line : lines) {
            if (line.startsWith(own))
                line.remove(0, own.size());
        }
        return lines;
    }

    TestService& m_service;
    const QByteArray m_workflow;
};

} // namespace

void addCases(const QList<ApiCase>& cases)
{
    QTest::addColumn<ApiCase>("apiCase");
    for (const ApiCase& one : cases)
        QTest::newRow(one.name) << one;
}

void runCase(TestService& service)
{
    QFETCH(const ApiCase, apiCase);
    Run run(service);
    run.prepare(apiCase.given);
    if (!QTest::currentTestFailed())
        run.check(apiCase);
}

} // namespace stateroom::test
