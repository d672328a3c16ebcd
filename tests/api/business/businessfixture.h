// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"
#include "core/json/jsonview.h"
#include "tests/support/testservice.h"

#include <QTest>

#include <map>

namespace stateroom::test {

/// Keys of every API; the business ones by their plan.
inline ServiceOptions businessOptions()
{
    ServiceOptions options = TestService::plainOptions();
    options.givenKeys = QStringLiteral(
        "business=biz-token,business=starter-token:starter,business=growth-token:growth,"
        "integration=int-token,workflow=wfl-token,campaign=cmp-token");
    return options;
}

inline Fields bearer(const QByteArray& token)
{
    return token.isEmpty() ? Fields() : Fields{{"Authorization", "Bearer " + token}};
}

/// The raw JSON at a path of member names and numbers of elements: `data.0.name`; null: nothing.
inline QByteArray at(const QByteArray& body, const QByteArray& path)
{
    const auto text = JsonText::parse(QByteArrayView(body));
    if (!text)
        return {};
    std::optional<JsonView> view = JsonView(*text);
    for (const QByteArray& name : path.split('.')) {
        bool isNumber = false;
        int left = name.toInt(&isNumber);
        if (view->type() == JsonType::Array && isNumber) {
            std::optional<JsonView> found;
            view->forEachElement([&](const JsonView& element) {
                if (left-- == 0)
                    found = element;
                return !found;
            });
            view = found;
        } else {
            view = view->member(name);
        }
        if (!view)
            return {};
    }
    return view->raw().toByteArray();
}

/// The same of a string, without its quotes.
inline QByteArray textAt(const QByteArray& body, const QByteArray& path)
{
    const QByteArray raw = at(body, path);
    return raw.startsWith('"') ? raw.sliced(1).chopped(1) : QByteArray();
}

/// One call of a business test, and what is expected of it. In request, body and what is expected
/// `{name}` stands for the id that an earlier step has saved under this name.
struct Step {
    QByteArray request;
    QByteArray body = {};
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> holds = {}; ///< path and raw JSON there; null: nothing
    QByteArray save = {};                                ///< name for the answer's `data.id`
    QByteArray token = "biz-token";
    Fields fields = {};
    Fields answerFields = {}; ///< a null value: there is none such
};

inline void runSteps(const TestService& service, const QList<Step>& steps)
{
    QVERIFY2(service.mistake().isEmpty(), qPrintable(service.mistake()));
    std::map<QByteArray, QByteArray> saved;
    const auto filled = [&saved](QByteArray text) {
        for (const auto& [name, id] : saved)
            text.replace('{' + name + '}', id);
        return text;
    };
    for (const Step& step : steps) {
        Fields fields = bearer(step.token);
        for (const auto& [name, value] : step.fields)
            fields << std::pair(name, filled(value));
        const HttpAnswer answer = service.call(filled(step.request), filled(step.body), fields);
        const QByteArray told = filled(step.request) + ' ' + filled(step.body) + " -> " +
                                QByteArray::number(answer.status) + ' ' + answer.body;
        QVERIFY2(answer.status == step.status, told);
        for (const auto& [path, raw] : step.holds)
            QVERIFY2(
                at(answer.body, path) == filled(raw),
                told + "\nhas " + at(answer.body, path) + " at " + path + ", not " + filled(raw));
        for (const auto& [name, value] : step.answerFields)
            QVERIFY2(answer.field(name) == value, told + "\nhas " + name + answer.field(name));
        if (!step.save.isEmpty())
            saved[step.save] = textAt(answer.body, "data.id");
    }
}

} // namespace stateroom::test

Q_DECLARE_METATYPE(QList<stateroom::test::Step>)
