// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headwriter.h"

#include "core/http/headparser.h"

#include <QLocale>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView exposedHeaders =
    "Access-Control-Expose-Headers: ETag, Location, Retry-After, X-Request-Id, X-API-Version, "
    "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Stateroom-Durability, "
    "Idempotency-Replayed\r\n";

// Fields that belong to the server: a handler's are not written.
bool isServers(QByteArrayView name)
{
    switch (name.size()) {
    case 4:
        return equalsIgnoringCase(name, "Date");
    case 6:
        return equalsIgnoringCase(name, "Server");
    case 10:
        return equalsIgnoringCase(name, "Connection");
    case 12:
        return equalsIgnoringCase(name, "X-Request-Id");
    case 14:
        return equalsIgnoringCase(name, "Content-Length");
    case 17:
        return equalsIgnoringCase(name, "Transfer-Encoding");
    default:
        return false;
    }
}

/// Writes behind the bytes of an array whose room has been made before: appending to the array
/// piece by piece costs as much as all else about a head.
class Pen {
public:
    Pen(QByteArray& out, qsizetype room)
        : m_out(out)
    {
        const qsizetype size = out.size();
        out.resize(size + room);
        m_at = out.data() + size;
        m_end = m_at + room;
    }
    ~Pen() { m_out.truncate(m_at - m_out.constData()); }
    Q_DISABLE_COPY_MOVE(Pen)

    Pen& operator<<(QByteArrayView text)
    {
        Q_ASSERT(m_end - m_at >= text.size());
        std::memcpy(m_at, text.data(), static_cast<size_t>(text.size()));
        m_at += text.size();
        return *this;
    }
    Pen& operator<<(qint64 number)
    {
        m_at = std::to_chars(m_at, m_end, number).ptr;
        return *this;
    }

private:
    QByteArray& m_out;
    char* m_at = nullptr;
    char* m_end = nullptr;
};

// More than all that is written besides the fields' own bytes, the id and the origin.
constexpr qsizetype roomForOurs = 256;
constexpr qsizetype roomForField = 4;

} // namespace

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 100:
        return "Continue";
    case 101:
        return "Switching Protocols";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 425:
        return "Too Early";
    case 426:
        return "Upgrade Required";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    case 507:
        return "Insufficient Storage";
    default:
        return "Status"; // the phrase means nothing, but an empty one trips some readers
    }
}

bool HeadWriter::isWritable(const Headers& fields)
{
    const auto breaksLine = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const Headers::Field field = fields.at(i);
        if (!isToken(field.name) || std::any_of(field.value.begin(), field.value.end(), breaksLine))
            return false;
    }
    return true;
}

const QByteArray& HeadWriter::dateAndServer()
{
    const Timestamp now = m_clock.now();
    const qint64 second = now.value() / 1000;
    if (std::exchange(m_second, second) != second) {
        const QString date =
            QLocale::c().toString(now.toDateTime(), u"ddd, dd MMM yyyy HH:mm:ss"_s);
        m_dateAndServer = "\r\nDate: " + date.toLatin1() +
                          " GMT\r\nServer: Stateroom\r\nVary: Origin\r\n"
                          // For browsers that do not tell what they load something for.
                          "X-Content-Type-Options: nosniff\r\n";
    }
    return m_dateAndServer;
}

void HeadWriter::write(QByteArray& out, int status, const Headers& fields, const Traits& traits)
{
    const QByteArray& common = dateAndServer();
    const QByteArrayView reason = reasonPhrase(status);
    qsizetype room = roomForOurs + common.size() + reason.size() + traits.requestId.size();
    if (!traits.origin.isEmpty())
        room += traits.origin.size() + exposedHeaders.size();
    for (qsizetype i = 0; i < fields.size(); ++i)
        room += fields.at(i).name.size() + fields.at(i).value.size() + roomForField;
    Pen pen(out, room);
    pen << "HTTP/1.1 " << qint64(status) << " " << reason << common;
    bool isCachingSaid = false;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const Headers::Field field = fields.at(i);
        if (isServers(field.name))
            continue;
        isCachingSaid = isCachingSaid || equalsIgnoringCase(field.name, "Cache-Control");
        pen << field.name << ": " << field.value << "\r\n";
    }
    if (!isCachingSaid)
        pen << "Cache-Control: no-store\r\n";
    switch (traits.frame) {
    case Frame::Length:
        pen << "Content-Length: " << traits.length << "\r\n";
        break;
    case Frame::Chunked:
        pen << "Transfer-Encoding: chunked\r\n";
        break;
    case Frame::UntilClose:
    case Frame::None:
        break;
    }
    if (traits.close)
        pen << "Connection: close\r\n";
    if (!traits.requestId.isEmpty())
        pen << "X-Request-Id: " << traits.requestId << "\r\n";
    if (!traits.origin.isEmpty())
        pen << "Access-Control-Allow-Origin: " << traits.origin << "\r\n" << exposedHeaders;
    pen << "\r\n";
}

} // namespace stateroom
