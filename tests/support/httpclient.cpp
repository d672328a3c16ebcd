// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpclient.h"

#include <QHostAddress>

namespace stateroom::test {

namespace {

bool isNamed(const std::pair<QByteArray, QByteArray>& field, const QByteArray& name)
{
    return field.first.compare(name, Qt::CaseInsensitive) == 0;
}

} // namespace

QByteArray HttpAnswer::field(const QByteArray& name) const
{
    QByteArray value;
    for (const auto& field : fields) {
        if (isNamed(field, name))
            value = value.isNull() ? field.second : value + ", " + field.second;
    }
    return value;
}

HttpClient::HttpClient(quint16 port)
{
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    m_socket.waitForConnected(patienceMs);
}

void HttpClient::send(const QByteArray& bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(patienceMs)) {
    }
}

QByteArray requestBytes(const QByteArray& request, const QByteArray& body, const Fields& fields)
{
    QByteArray bytes = request + " HTTP/1.1\r\n";
    const auto has = [&](const QByteArray& name) {
        return std::any_of(
            fields.begin(), fields.end(), [&](const auto& field) { return isNamed(field, name); });
    };
    if (!has("Host"))
        bytes += "Host: localhost\r\n";
    if (!body.isEmpty() && !has("Content-Length") && !has("Transfer-Encoding"))
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const auto& [name, value] : fields)
        bytes += name + ": " + value + "\r\n";
    return bytes + "\r\n" + body;
}

HttpAnswer HttpClient::call(const QByteArray& request, const QByteArray& body, const Fields& fields)
{
    send(requestBytes(request, body, fields));
    return readAnswer(request.startsWith("HEAD "));
}

bool HttpClient::waitForMore()
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(patienceMs))
        return false;
    m_input += m_socket.readAll();
    return true;
}

bool HttpClient::fill(qsizetype size)
{
    while (m_input.size() < size) {
        if (!waitForMore())
            return false;
    }
    return true;
}

QByteArray HttpClient::take(qsizetype size)
{
    const QByteArray taken = m_input.first(size);
    m_input.remove(0, size);
    return taken;
}

void HttpClient::readSlowly()
{
    m_socket.setReadBufferSize(1024);
    // Said by hand, the kernel does not let it grow.
    m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 16 * 1024);
}

std::optional<QByteArray> HttpClient::readLine()
{
    qsizetype end = -1;
    while ((end = m_input.indexOf('\n')) < 0) {
        if (!waitForMore())
            return std::nullopt;
    }
    QByteArray line = take(end + 1);
    line.chop(line.endsWith("\r\n") ? 2 : 1);
    return line;
}

HttpAnswer HttpClient::readHead()
{
    HttpAnswer answer;
    const auto status = readLine();
    if (!status || !status->startsWith("HTTP/1.1 "))
        return {};
    for (auto line = readLine(); line; line = readLine()) {
        if (line->isEmpty()) {
            answer.status = status->mid(9, 3).toInt();
            break;
        }
        const qsizetype colon = line->indexOf(": ");
        if (colon <= 0)
            return {};
        answer.fields.append({line->first(colon), line->sliced(colon + 2)});
    }
    return answer;
}

HttpAnswer HttpClient::readAnswer(bool isHead)
{
    HttpAnswer answer = readHead();
    if (answer.status == 100)
        return readAnswer(isHead);
    if (isHead || answer.status == 0 || answer.status == 204 || answer.status == 304)
        return answer;
    if (answer.isChunked())
        return readChunks(answer.body) ? answer : HttpAnswer();
    const QByteArray length = answer.field("Content-Length");
    if (length.isNull()) {
        while (waitForMore()) {
        }
        answer.body = take(m_input.size());
        return answer;
    }
    if (!fill(length.toLongLong()))
        return {};
    answer.body = take(length.toLongLong());
    return answer;
}

bool HttpClient::readChunks(QByteArray& body)
{
    for (;;) {
        const auto line = readLine();
        bool ok = false;
        const qsizetype size = line ? line->toLongLong(&ok, 16) : 0;
        if (!ok || !fill(size + 2))
            return false;
        body += take(size);
        if (take(2) != "\r\n")
            return false;
        if (size == 0)
            return true;
    }
}

bool HttpClient::waitForEnd()
{
    while (waitForMore()) {
    }
    return m_input.isEmpty() && m_socket.state() != QAbstractSocket::ConnectedState;
}

HttpAnswer
call(quint16 port, const QByteArray& request, const QByteArray& body, const Fields& fields)
{
    HttpClient client(port);
    return client.call(request, body, fields);
}

} // namespace stateroom::test
