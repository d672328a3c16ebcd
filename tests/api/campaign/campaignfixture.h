// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"

#include <QMessageAuthenticationCode>
#include <QTest>

namespace stateroom::test {

/// One request of a campaign test, and what is expected of it.
struct Step {
    QByteArray request;
    QByteArray body = {};
    int status = 200;
    QByteArray answer = {};       ///< the whole body; null: not looked at
    QByteArrayList contains = {}; ///< what the body must hold
    QByteArray token = "key"; ///< "key", "token" (Ann's in spring/quiz), or the credential itself
};

const QByteArray jwtSecret = "a secret of which only this test knows";

/// A JWT made without the code that is tested.
inline QByteArray
jwt(const QByteArray& claims, const QByteArray& header = R"({"alg":"HS256","typ":"JWT"})",
    const QByteArray& secret = jwtSecret)
{
    constexpr auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray text = header.toBase64(url) + '.' + claims.toBase64(url);
    return text + '.' +
           QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256).toBase64(url);
}

/// The clocks of a TestService stand at 1,700,000,000 s.
inline QByteArray claimsOf(
    const QByteArray& campaign, const QByteArray& app, const QByteArray& sub,
    const QByteArray& expires = "1700000600")
{
    return R"({"iss":"test","aud":"stateroom","exp":)" + expires + ",\"sub\":\"" + sub +
           R"(","campaign_id":")" + campaign + R"(","app_id":")" + app + "\"}";
}

inline QByteArray tokenOf(const QByteArray& campaign, const QByteArray& app, const QByteArray& sub)
{
    return jwt(claimsOf(campaign, app, sub));
}

inline Fields bearer(const QByteArray& token)
{
    return token.isEmpty() ? Fields() : Fields{{"Authorization", "Bearer " + token}};
}

inline ServiceOptions campaignOptions()
{
    ServiceOptions options = TestService::plainOptions();
    options.givenKeys =
        QStringLiteral("campaign=cmp-token,integration=int-token,workflow=wfl-token,"
                       "business=biz-token:starter");
    options.tokenSecret = jwtSecret;
    return options;
}

inline QByteArray credential(const QByteArray& name)
{
    if (name == "key")
        return "cmp-token";
    return name == "token" ? tokenOf("spring", "quiz", "ann") : name;
}

/// Runs the steps one after the other on one service.
inline void runSteps(const TestService& service, const QList<Step>& steps)
{
    QVERIFY2(service.mistake().isEmpty(), qPrintable(service.mistake()));
    for (const Step& step : steps) {
        const HttpAnswer answer =
            service.call(step.request, step.body, bearer(credential(step.token)));
        const QByteArray told = step.request + ' ' + step.body + " -> " +
                                QByteArray::number(answer.status) + ' ' + answer.body;
        QVERIFY2(answer.status == step.status, told);
        if (!step.answer.isNull())
            QCOMPARE(answer.body, step.answer);
        for (const QByteArray& piece : step.contains)
            QVERIFY2(answer.body.contains(piece), told + " lacks " + piece);
    }
}

inline QByteArray definition(
    const QByteArray& scope, const QByteArray& name, const QByteArray& type,
    const QByteArray& more = {})
{
    return "{\"scope\":\"" + scope + R"(","name":")" + name + R"(","type":")" + type + '"' + more +
           '}';
}

const QByteArray defineSpring = "POST /v1/campaigns/spring/variables:define";
const QByteArray listSpring = "GET /v1/campaigns/spring/variables";
const QByteArray getState = "GET /v1/runtime/state";
const QByteArray mutateState = "POST /v1/runtime/state:mutate";

} // namespace stateroom::test

Q_DECLARE_METATYPE(QList<stateroom::test::Step>)
