// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/control/answers.h"

#include "core/api/failure.h"
#include "core/store/opname.h"

namespace stateroom::control {

namespace {

void addAttribution(JsonObject& object, const Attribution& by)
{
    if (!by.keyId.isEmpty())
        object.addText("keyId", by.keyId);
    if (!by.requestId.isEmpty())
        object.addText("requestId", by.requestId);
}

void addExpiry(JsonObject& object, const std::optional<Timestamp>& at)
{
    if (at)
        object.addText("expiresAt", at->toIso());
}

} // namespace

Response errorAnswer(int status, QByteArrayView code, QByteArrayView message, QByteArrayView more)
{
    const QByteArray error = JsonObject().addText("code", code).addText("message", message).take();
    return Response::json(status, R"({"error":)" + error.chopped(1) + more.toByteArray() + "}}");
}

Response errorAnswer(const Error& error)
{
    const HttpFailure failure = httpFailureOf(error.code);
    QByteArray more;
    if (error.offset >= 0)
        more += R"(,"offset":)" + QByteArray::number(error.offset);
    if (error.line >= 0)
        more += R"(,"line":)" + QByteArray::number(error.line);
    if (error.currentVersion >= 0)
        more += R"(,"currentVersion":)" + QByteArray::number(error.currentVersion);
    // Not every conflict is one of versions.
    const bool isOther = error.code == ErrorCode::Conflict && error.currentVersion < 0;
    return errorAnswer(
        failure.status, isOther ? QByteArrayView("CONFLICT") : failure.code,
        error.toString().toUtf8(), more);
}

Response invalid(QByteArrayView message)
{
    return errorAnswer(400, "VALIDATION_ERROR", message);
}

JsonObject entryObject(const Entry& entry, bool withValue)
{
    JsonObject object;
    object.addText("key", entry.key.bytes());
    if (withValue)
        object.add("value", entry.value);
    object.add("version", entry.version.value()).add("seq", entry.seq.value());
    object.addText("writtenAt", entry.writtenAt.toIso());
    addExpiry(object, entry.expiresAt);
    return object;
}

JsonObject entryObject(const Change& change)
{
    JsonObject object = entryObject(Entry{
        change.name.key, change.value.value_or(JsonText()), change.version, change.seq,
        change.committedAt, change.expiresAt});
    addAttribution(object, change.by);
    return object;
}

JsonObject changeObject(const Change& change, Naming naming)
{
    JsonObject object;
    object.add("seq", change.seq.value()).add("revision", change.revision.value());
    if (change.operation != OperationId(0))
        object.add("operation", change.operation.value());
    if (naming == Naming::Full)
        object.addText("namespace", change.name.space.text())
            .addText("key", change.name.key.bytes());
    object.add("version", change.version.value()).addText("op", opName(change.op));
    if (naming == Naming::Full && change.oldValue)
        object.add("oldValue", *change.oldValue);
    if (change.value)
        object.add("value", *change.value);
    addExpiry(object, change.expiresAt);
    object.addText("at", change.at().toIso());
    addAttribution(object, change.by);
    return object;
}

QByteArray keyArray(const std::vector<Key>& keys)
{
    return arrayOf(keys, [](const Key& key) { return JsonText::fromUtf8(key.bytes()).bytes(); });
}

QByteArray operationText(OperationId operation)
{
    return operation == OperationId(0) ? "null" : QByteArray::number(operation.value());
}

} // namespace stateroom::control
