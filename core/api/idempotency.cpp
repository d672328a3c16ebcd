// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/idempotency.h"

#include <QCryptographicHash>
#include <QDataStream>

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxKeyBytes = 255;
constexpr Milliseconds lifetime = std::chrono::hours(24);
constexpr auto streamVersion = QDataStream::Qt_6_4;

bool isVisible(char c)
{
    return c > ' ' && c < '\x7f';
}

QByteArray encode(const Response& response)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(streamVersion);
    const auto tag = response.headers.first("ETag");
    stream << qint32(response.status) << (tag ? tag->toByteArray() : QByteArray()) << response.body;
    return bytes;
}

std::optional<Response> decode(const QByteArray& bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(streamVersion);
    qint32 status = 0;
    QByteArray tag;
    QByteArray body;
    stream >> status >> tag >> body;
    if (stream.status() != QDataStream::Ok)
        return std::nullopt;
    Response response = Response::json(status, std::move(body));
    if (!tag.isEmpty())
        response.headers.set("ETag", tag);
    response.headers.set("Idempotency-Replayed", "true");
    return response;
}

/// The path of a call, the same however it is written: `/orders` is `/v1/orders`, escapes are the
/// usual ones. The control API has its own base.
QByteArrayList pathOf(const Request& request)
{
    QByteArrayList path(request.segments.begin(), request.segments.end());
    if (path.value(0) != "v1" && path.value(0) != "_stateroom")
        path.prepend("v1");
    return path;
}

/// The target that most clients would write for this path and query.
QByteArray plainTarget(const QByteArrayList& path, const QByteArray& target)
{
    QByteArray text;
    for (const QByteArray& segment : path)
        text += '/' + segment.toPercentEncoding("!$&'()*+,;=:@");
    const qsizetype question = target.indexOf('?');
    return question < 0 ? text : text + target.sliced(question);
}

} // namespace

Result<std::optional<IdempotentWrite>>
IdempotentWrite::of(const Request& request, QByteArrayView api, QByteArrayView credential)
{
    const auto key = request.headers.first("Idempotency-Key");
    if (!key)
        return std::nullopt;
    if (request.headers.count("Idempotency-Key") > 1)
        return fail(
            ErrorCode::InvalidInput, u"\"Idempotency-Key\" must not stand there twice."_s,
            u"Send one such header field."_s);
    if (key->isEmpty() || key->size() > maxKeyBytes ||
        !std::all_of(key->begin(), key->end(), isVisible))
        return fail(
            ErrorCode::InvalidInput,
            u"\"Idempotency-Key\" must be 1 to 255 visible ASCII characters."_s,
            u"A UUID is a good one."_s);
    IdempotentWrite write;
    write.m_key = key->toByteArray();
    write.m_scope = api.toByteArray() + '\0' + credential.toByteArray() + '\0' +
                    QByteArray::number(int(request.method));
    const QByteArrayList path = pathOf(request);
    for (const QByteArray& segment : path)
        write.m_scope += '\0' + segment; // no segment holds a zero byte
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(plainTarget(path, request.target));
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(request.body);
    write.m_fingerprint = hash.result();
    return write;
}

Result<std::optional<Response>> IdempotentWrite::replay(Transaction& transaction) const
{
    return replay(transaction.read());
}

Result<std::optional<Response>> IdempotentWrite::replay(Reader& reader) const
{
    auto record = reader.idempotencyRecord(m_scope, m_key);
    if (!record)
        return failureOf(record);
    if (!*record)
        return std::nullopt;
    if ((*record)->fingerprint != m_fingerprint)
        return fail(
            ErrorCode::InvalidInput,
            u"This \"Idempotency-Key\" was used for another request on this path."_s,
            u"Use a new key for a new request."_s);
    auto response = decode((*record)->answer);
    if (!response)
        return fail(ErrorCode::DamagedFile, u"A kept answer cannot be read."_s);
    return response;
}

Result<void> IdempotentWrite::keep(Transaction& transaction, const Response& response) const
{
    return transaction.keepIdempotencyRecord(
        m_scope, m_key, m_fingerprint, encode(response), lifetime);
}

} // namespace stateroom
