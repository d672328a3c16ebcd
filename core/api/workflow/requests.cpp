// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/workflow/requests.h"

#include "core/actions/scope.h"
#include "core/json/jsonview.h"

#include <cmath>

namespace stateroom::workflow {

using namespace Qt::StringLiterals;

namespace {

/// Some 285,000 years: beyond it a moment is no whole number of milliseconds in a double any more.
constexpr double maxTtlSeconds = 9.0e12;

Failure invalid(QString message, QString hint = {})
{
    return fail(ErrorCode::InvalidInput, std::move(message), std::move(hint));
}

Result<std::optional<Milliseconds>> parseTtl(const JsonView& body)
{
    const auto member = body.member("ttl");
    if (!member)
        return std::nullopt;
    const auto seconds = member->toDouble();
    if (!seconds || *seconds < 0)
        return invalid(
            u"\"ttl\" must be a number of seconds that is not negative."_s,
            u"0 means no expiry."_s);
    if (*seconds > maxTtlSeconds)
        return invalid(
            u"\"ttl\" is too large."_s, u"Leave it out for a value that never expires."_s);
    if (*seconds == 0)
        return std::nullopt;
    // Never rounded down to "none".
    return Milliseconds(qint64(std::ceil(*seconds * 1000)));
}

Result<Version> parseExpectedVersion(const JsonView& body)
{
    std::optional<JsonView> member;
    for (QByteArrayView name : {"expectedVersion", "expected_version", "version"}) {
        if (!member)
            member = body.member(name);
    }
    if (!member)
        return invalid(
            u"\"expectedVersion\" is missing."_s,
            u"Give the version that the key should have; 0 if it must not exist."_s);
    const auto number = member->toInt64();
    if (!number || *number < 0)
        return invalid(u"\"expectedVersion\" must be a whole number that is not negative."_s);
    return Version(*number);
}

} // namespace

Result<WriteRequest> parseWrite(const QByteArray& body, const JsonLimits& limits, bool versioned)
{
    auto text = JsonText::parse(body, limits);
    if (!text) {
        Error error = std::move(text).error();
        error.message = u"The body is not valid JSON: "_s + error.message;
        return fail(std::move(error));
    }
    const JsonView view(*text);
    if (view.type() != JsonType::Object)
        return invalid(
            u"The body must be a JSON object with a \"value\"."_s,
            u"For example {\"value\": 42, \"ttl\": 60}."_s);
    WriteRequest request;
    const auto value = view.member("value");
    if (!value)
        return invalid(
            u"The body has no \"value\"."_s, u"null is a value, too: {\"value\": null}."_s);
    request.value = value->toText();
    auto ttl = parseTtl(view);
    if (!ttl)
        return failureOf(ttl);
    request.ttl = *ttl;
    if (versioned) {
        auto version = parseExpectedVersion(view);
        if (!version)
            return failureOf(version);
        request.expectedVersion = *version;
    }
    return request;
}

Result<Namespace> workflowSpace(const QByteArray& workflowId)
{
    if (workflowId.size() > maxWorkflowNameBytes)
        return invalid(u"The workflow id is longer than 1,024 bytes."_s);
    return Namespace("workflow", workflowId);
}

Result<EntryName> entryName(const QByteArray& workflowId, const QByteArray& key)
{
    auto space = workflowSpace(workflowId);
    if (!space)
        return failureOf(space);
    if (key.size() > maxWorkflowNameBytes)
        return invalid(u"The key is longer than 1,024 bytes."_s);
    return EntryName{std::move(*space), Key(key)};
}

} // namespace stateroom::workflow
