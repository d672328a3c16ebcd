// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/recordwrite.h"

#include "core/api/conditional.h"
#include "core/api/entrywrite.h"
#include "core/api/repeatguard.h"

namespace stateroom::business {

using namespace Qt::StringLiterals;

namespace {

/// What a transaction came to: an answer as it is kept for repeats, one still to be rendered, or a
/// refusal.
using Answered = std::variant<Response, Written, Problem>;

/// Without the fields that each answer bears anew.
Response render(const Exchange& exchange, const Written& written)
{
    Response response = Response::json(written.status, exchange.envelope(written.data));
    if (written.version != Version(0))
        response.headers.set("ETag", entityTag(written.version));
    return response;
}

/// Above this an answer is kept as what it is built from again: history has the record.
constexpr qsizetype mostKept = 1024 * 1024;
constexpr char builtAgain = '\x01'; // no JSON begins so

/// The answer as it is kept: as a whole, or without the data, as the record's name and version.
Response keptForm(const Response& response, const Written& written)
{
    if (response.body.size() <= mostKept || !written.record)
        return response;
    Response kept = response;
    kept.body = builtAgain + written.record->space.text() + '\0' + written.record->key.bytes() +
                '\0' + QByteArray::number(written.version.value()) + '\0' +
                response.body.sliced(Exchange::beforeData.size() + written.data.size());
    return kept;
}

/// The answer of which this is what was kept.
Result<Response> wholeForm(Reader& reader, Response kept)
{
    if (!kept.body.startsWith(builtAgain))
        return kept;
    // Neither a name nor an envelope holds a zero byte.
    const QByteArrayList parts = kept.body.sliced(1).split('\0');
    const auto space = Namespace::parse(parts.value(0));
    if (!space || parts.size() != 4)
        return fail(ErrorCode::DamagedFile, u"A kept answer cannot be read."_s);
    auto change = reader.version({*space, Key(parts[1])}, Version(parts[2].toLongLong()));
    if (!change && change.error().code == ErrorCode::NotFound)
        return fail(
            ErrorCode::Compacted,
            u"This was done before; what it answered is in the history no more."_s,
            u"Read the record."_s);
    if (!change)
        return failureOf(change);
    kept.body = Exchange::beforeData.toByteArray() + change->value->bytes() + parts[3];
    return kept;
}

/// All of a write that happens in its transaction.
struct Unit {
    Exchange exchange;
    RepeatGuardPtr guard;
    bool isKept = false; ///< bears an Idempotency-Key
    Preconditions conditions;
    std::optional<EntryName> record;
    std::function<Outcome<Written>(Transaction&)> work;

    Result<Answered> operator()(Transaction& transaction) const;
    Result<bool> isAllowed(Transaction& transaction) const;
};

Result<bool> Unit::isAllowed(Transaction& transaction) const
{
    if (!record || conditions.isEmpty())
        return true;
    auto present = transaction.read().value(*record);
    if (!present)
        return failureOf(present);
    return conditions.allowWrite(*present ? (*present)->version : Version(0));
}

Result<Answered> Unit::operator()(Transaction& transaction) const
{
    auto done = guard->isDone(transaction);
    if (!done)
        return failureOf(done);
    if (*done) {
        auto earlier = wholeForm(transaction.read(), *guard->earlier());
        return earlier ? Result<Answered>(std::move(*earlier)) : failureOf(earlier);
    }
    auto allowed = isAllowed(transaction);
    if (!allowed)
        return failureOf(allowed);
    if (!*allowed)
        return Problem::preconditionFailed();
    auto written = work(transaction);
    if (!written) {
        if (auto* error = std::get_if<Error>(&written.error()))
            return fail(std::move(*error));
        return Problem::of(std::get<Refusal>(written.error()));
    }
    if (!isKept) // rendered when it is on the disk, which is when it is known how long it took
        return std::move(*written);
    Response response = render(exchange, *written);
    if (auto kept = guard->keep(transaction, keptForm(response, *written)); !kept)
        return failureOf(kept);
    return response;
}

Response answerOf(const Exchange& exchange, Answered answered, Durability durability)
{
    if (auto* problem = std::get_if<Problem>(&answered))
        return exchange.failure(std::move(*problem));
    auto* written = std::get_if<Written>(&answered);
    Response response =
        written ? render(exchange, *written) : std::move(std::get<Response>(answered));
    return exchange.finish(withDurability(std::move(response), durability));
}

} // namespace

std::optional<JsonText>
bodyOf(const Request& request, const Reply& reply, const Call& call, const JsonLimits& limits)
{
    auto body = JsonText::parse(request.body, limits);
    if (body)
        return std::move(*body);
    Error& error = body.error();
    error.message = QStringLiteral("The body is not valid JSON: ") + error.message;
    Problem problem = Problem::of(error);
    problem.suggestion = "Send a JSON object.";
    reply.send(call.exchange.failure(std::move(problem)));
    return std::nullopt;
}

bool acceptsBody(
    const Request& request, const Reply& reply, const Call& call, const JsonLimits& limits)
{
    return request.body.isEmpty() || bodyOf(request, reply, call, limits);
}

void writeRecord(
    Store& store, const Request& request, const Reply& reply, const Call& call,
    std::optional<EntryName> record, std::function<Outcome<Written>(Transaction&)> work)
{
    auto guard = RepeatGuard::of(request, apiName(ApiKind::Business), call.caller.keyId());
    if (!guard)
        return reply.send(call.exchange.failure(Problem::of(guard.error())));
    store.transact(
        {call.caller.keyId(), request.requestId},
        Unit{
            call.exchange, std::move(*guard), request.headers.contains("Idempotency-Key"),
            Preconditions(request.headers), std::move(record), std::move(work)},
        reply.context(),
        [reply, exchange = call.exchange,
         durability = store.durability()](Result<Answered> answered) {
            if (!answered)
                return reply.send(exchange.failure(Problem::of(answered.error())));
            reply.send(answerOf(exchange, std::move(*answered), durability));
        });
}

} // namespace stateroom::business
