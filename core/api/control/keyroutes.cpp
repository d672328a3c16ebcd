// SPDX-License-Identifier: GPL-3.0-or-later
// API keys. Their texts are told once, when they are made or rotated.
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/repeats.h"

#include <algorithm>

namespace stateroom::control {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds longestGrace = std::chrono::hours(24 * 7);

QByteArrayView nameOf(ApiKey::Source source)
{
    switch (source) {
    case ApiKey::Source::Store:
        return "store";
    case ApiKey::Source::First:
        return "first";
    case ApiKey::Source::Given:
        return "given";
    }
    Q_UNREACHABLE();
}

QByteArray textArray(const QByteArrayList& texts)
{
    return arrayOf(texts, [](const QByteArray& text) { return JsonText::fromUtf8(text).bytes(); });
}

QByteArray keyObject(const Desk& desk, const ApiKey& key)
{
    JsonObject object;
    object.addText("id", key.id)
        .addText("prefix", key.hint)
        .addText("api", apiName(key.api))
        .addText("label", key.label)
        .addFlag("readOnly", key.readOnly)
        .addRaw("resources", textArray(key.resources))
        .addText("plan", key.plan)
        .addText("createdAt", key.created.toIso());
    if (const auto at = desk.keys.lastUse(key.id))
        object.addText("lastUsedAt", at->toIso());
    else
        object.addRaw("lastUsedAt", "null");
    return object.addText("source", nameOf(key.source)).take();
}

ApiKeyPtr find(const Desk& desk, const QByteArray& id)
{
    const auto all = desk.keys.all();
    const auto key =
        std::find_if(all.begin(), all.end(), [&](const ApiKeyPtr& one) { return one->id == id; });
    return key == all.end() ? nullptr : *key;
}

/// The key that a path names, if it may be changed; else the answer.
tl::expected<ApiKeyPtr, Response> changeable(const Desk& desk, const Request& request)
{
    ApiKeyPtr key = find(desk, request.parameters[0]);
    if (!key)
        return tl::unexpected(errorAnswer(404, "NOT_FOUND", "There is no key of this id."));
    if (key->source == ApiKey::Source::Given)
        return tl::unexpected(errorAnswer(
            409, "CONFLICT", "This key was given by STATEROOM_KEYS and cannot be changed here."));
    return key;
}

/// `label`, `readOnly`, `resources`, `plan`, as far as they are given. KeyStore judges them.
void readRights(Arguments& body, ApiKey& key)
{
    key.label = body.text("label").value_or(key.label);
    key.readOnly = body.flag("readOnly", key.readOnly);
    key.resources = body.texts("resources").value_or(key.resources);
    key.plan = body.text("plan").value_or(key.plan);
}

/// Answers with a key and its text.
std::function<void(Result<KeyStore::NewKey>)>
toldOnce(const DeskPtr& desk, const Reply& reply, const RepeatGuardPtr& guard, int status)
{
    return [desk, reply, guard, status](Result<KeyStore::NewKey> made) {
        if (!made)
            return reply.send(answerOfFailure(*desk, *guard, made.error()));
        reply.send(Response::json(
            status, JsonObject()
                        .addRaw("key", keyObject(*desk, made->key))
                        .addText("text", made->text)
                        .take()));
    };
}

/// Keeps what `render` makes of the key, unless the same was done before.
KeyStore::Within
keepAnswer(const RepeatGuardPtr& guard, std::function<Response(const ApiKey&)> render)
{
    return [guard, render = std::move(render)](
               Transaction& transaction, const ApiKey& key) -> Result<void> {
        auto done = guard->isDone(transaction);
        if (!done)
            return failureOf(done);
        if (*done) // see answerOfFailure()
            return fail(ErrorCode::Cancelled, u"This was done before."_s);
        return guard->keep(transaction, render(key));
    };
}

Response keyAnswer(const Desk& desk, const ApiKey& key, int status)
{
    return Response::json(status, JsonObject().addRaw("key", keyObject(desk, key)).take());
}

/// Without the text, which is stored nowhere.
KeyStore::Within keepWithoutText(const DeskPtr& desk, const RepeatGuardPtr& guard, int status)
{
    return keepAnswer(
        guard, [desk, status](const ApiKey& key) { return keyAnswer(*desk, key, status); });
}

void list(const DeskPtr& desk, const Request&, const Reply& reply)
{
    const QByteArray keys =
        arrayOf(desk->keys.all(), [&desk](const ApiKeyPtr& key) { return keyObject(*desk, *key); });
    reply.send(Response::json(200, JsonObject().addRaw("keys", keys).take()));
}

void make(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body =
        Arguments::ofBody(request, desk->limits, {"api", "label", "readOnly", "resources", "plan"});
    ApiKey wish;
    readRights(body, wish);
    const auto api = apiFromName(body.text("api").value_or(QByteArray()));
    if (!api)
        body.refuse(invalid("\"api\" must be integration, workflow, campaign or business."));
    if (body.refusal())
        return reply.send(*body.refusal());
    wish.api = *api;
    const RepeatGuardPtr guard = guardOf(*desk, request, reply);
    if (!guard)
        return;
    desk->keyStore.make(
        std::move(wish), desk->lasting.get(), toldOnce(desk, reply, guard, 201),
        keepWithoutText(desk, guard, 201));
}

void change(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    const RepeatGuardPtr guard = guardOf(*desk, request, reply);
    if (!guard)
        return;
    auto key = changeable(*desk, request);
    if (!key)
        return reply.send(std::move(key.error()));
    Arguments body =
        Arguments::ofBody(request, desk->limits, {"label", "readOnly", "resources", "plan"});
    ApiKey changed = **key;
    readRights(body, changed);
    if (body.refusal())
        return reply.send(*body.refusal());
    desk->keyStore.change(
        changed, desk->lasting.get(),
        [desk, reply, guard](const Result<ApiKey>& done) {
            reply.send(
                done ? keyAnswer(*desk, *done, 200) : answerOfFailure(*desk, *guard, done.error()));
        },
        keepWithoutText(desk, guard, 200));
}

void rotate(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    auto key = changeable(*desk, request);
    if (!key)
        return reply.send(std::move(key.error()));
    Arguments body = Arguments::ofBody(request, desk->limits, {"grace"});
    const Milliseconds grace = body.seconds("grace").value_or(Milliseconds(0));
    if (grace > longestGrace)
        body.refuse(invalid("\"grace\" may be at most 604800 seconds."));
    if (body.refusal())
        return reply.send(*body.refusal());
    const RepeatGuardPtr guard = guardOf(*desk, request, reply);
    if (!guard)
        return;
    desk->keyStore.rotate(
        (*key)->id, grace, desk->lasting.get(), toldOnce(desk, reply, guard, 200),
        keepWithoutText(desk, guard, 200));
}

void revoke(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    const auto revoked = [] { return Response::json(200, R"({"revoked":true})"); };
    const RepeatGuardPtr guard = guardOf(*desk, request, reply);
    if (!guard)
        return;
    // A key that is not there may have been revoked by the same call a moment ago.
    auto key = changeable(*desk, request);
    if (!key && (key.error().status != 404 || guard->key().isEmpty()))
        return reply.send(std::move(key.error()));
    desk->keyStore.revoke(
        request.parameters[0], desk->lasting.get(),
        [desk, reply, guard, revoked](const Result<void>& done) {
            reply.send(done ? revoked() : answerOfFailure(*desk, *guard, done.error()));
        },
        keepAnswer(guard, [revoked](const ApiKey&) { return revoked(); }));
}

} // namespace

void addKeyRoutes(Routes& routes, const DeskPtr& desk)
{
    using Call = void (*)(const DeskPtr&, const Request&, const Reply&);
    const auto on = [&](QByteArrayView id, Call call) {
        routes.add(id, [desk, call](const Request& request, const Reply& reply) {
            call(desk, request, reply);
        });
    };
    on("listKeys", list);
    on("createKey", make);
    on("changeKey", change);
    on("rotateKey", rotate);
    on("revokeKey", revoke);
}

} // namespace stateroom::control
