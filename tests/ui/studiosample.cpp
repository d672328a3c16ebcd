// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/studiosample.h"

namespace stateroom::ui {

namespace {

QByteArray campaignKey(test::TestService& service)
{
    ApiKey wish;
    wish.api = ApiKind::Campaign;
    wish.label = "declares";
    return service.service().keyStore().make(wish).value().text;
}

} // namespace

test::Fields bearerOf(test::TestService& service, const campaign::Participant& who)
{
    const auto token = service.service().tokens().mint({who}, service.store().now());
    return {{"Authorization", "Bearer " + token.value()}};
}

test::HttpAnswer
mutateState(test::TestService& service, const test::Fields& bearer, const QByteArray& body)
{
    service.clock.advance(Milliseconds(1'731));
    return service.call("POST /v1/runtime/state:mutate", body, bearer);
}

void writeStudioSample(test::TestService& service)
{
    const test::Fields key{{"Authorization", "Bearer " + campaignKey(service)}};
    const auto define = [&](const QByteArray& id, const QByteArray& body) {
        service.call("POST /v1/campaigns/" + id + "/variables:define", body, key);
    };
    define(
        "spring",
        R"({"scope":"user","name":"loyalty_points","type":"number","default":0,"description":"Points over all campaigns"})");
    define("spring", R"({"scope":"user","name":"daily_attempts","type":"number"})");
    define("spring", R"({"scope":"user","name":"locale","type":"string","default":"en"})");
    define("spring", R"({"scope":"campaign","name":"tier","type":"string","default":"bronze"})");
    define("spring", R"({"scope":"campaign","name":"opted_in","type":"boolean","default":false})");
    define("spring", R"({"scope":"app","name":"round_score","type":"number"})");
    for (int i = 1; i <= 10; ++i)
        define(
            "quiz-night",
            R"({"scope":"app","name":"answer_)" + QByteArray::number(i) + R"(","type":"boolean"})");
    const test::Fields ann = bearerOf(service, {"spring", "quiz", "ann"});
    const test::Fields bob = bearerOf(service, {"spring", "wheel", "bob"});
    const QByteArray first =
        R"({"ops":[{"path":"state.user.loyalty_points","op":"inc","value":1200},)"
        R"({"path":"state.campaign.tier","op":"set","value":"silver"},)"
        R"({"path":"state.app.round_score","op":"set","value":35}],"mutation_id":"round-1"})";
    mutateState(service, ann, first);
    mutateState(service, ann, first);
    mutateState(
        service, bob, R"({"ops":[{"path":"state.user.loyalty_points","op":"inc","value":20}]})");
    mutateState(service, ann, R"({"ops":[{"path":"state.sessionId","op":"set","value":"x"}]})");
    mutateState(
        service, ann,
        R"({"ops":[{"path":"state.user.daily_attempts","op":"inc","value":1}],"mutation_id":"round-2"})");
}

} // namespace stateroom::ui
