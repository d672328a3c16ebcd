// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headparser.h"

#include <algorithm>
#include <array>

namespace stateroom {

namespace {

constexpr qsizetype maxMethod = 64;
constexpr qsizetype versionLength = 8; // HTTP/1.1

constexpr std::array<bool, 256> makeTokenTable()
{
    std::array<bool, 256> table{};
    for (int c = '0'; c <= '9'; ++c)
        table[static_cast<size_t>(c)] = true;
    for (int c = 'a'; c <= 'z'; ++c)
        table[static_cast<size_t>(c)] = table[static_cast<size_t>(c - 'a' + 'A')] = true;
    for (const char c :
         {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        table[static_cast<size_t>(c)] = true;
    return table;
}
constexpr auto tokenTable = makeTokenTable();

bool isTokenCharacter(char c)
{
    return tokenTable[static_cast<uchar>(c)];
}

bool isControl(char c)
{
    return static_cast<uchar>(c) < 0x20 || c == 0x7f;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

} // namespace

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

std::optional<Method> methodFromName(QByteArrayView name)
{
    if (name == "GET")
        return Method::Get;
    if (name == "POST")
        return Method::Post;
    if (name == "PUT")
        return Method::Put;
    if (name == "DELETE")
        return Method::Delete;
    if (name == "PATCH")
        return Method::Patch;
    if (name == "HEAD")
        return Method::Head;
    if (name == "OPTIONS")
        return Method::Options;
    return std::nullopt;
}

void HeadParser::reset()
{
    m_places.clear();
    m_scanned = m_lineStart = 0;
    m_methodAt = m_methodLength = m_targetAt = m_targetLength = 0;
    m_minorVersion = 1;
    m_hasRequestLine = false;
}

HeadParser::Outcome HeadParser::refuse(Refusal::Kind kind, QByteArray message)
{
    m_refusal = {kind, std::move(message)};
    return Outcome::Refused;
}

HeadParser::Outcome HeadParser::look(QByteArrayView input)
{
    for (;;) {
        const qsizetype newline = find(input, '\n', m_scanned);
        if (newline < 0)
            return judgeUnfinished(input);
        m_scanned = newline + 1;
        if (newline == m_lineStart || input[newline - 1] != '\r')
            return refuse(Refusal::Kind::BadRequest, "A line of the head does not end with CRLF.");
        const QByteArrayView line = input.sliced(m_lineStart, newline - 1 - m_lineStart);
        if (m_hasRequestLine && m_scanned > m_limits.maxHead)
            return refuse(Refusal::Kind::HeadTooLarge, "The request's head is too large.");
        if (!m_hasRequestLine) {
            // One empty line may precede a request (RFC 9112, 2.2).
            if (!(line.isEmpty() && m_lineStart == 0) && !readRequestLine(line))
                return Outcome::Refused;
        } else if (line.isEmpty()) {
            return Outcome::Complete;
        } else if (!readField(line)) {
            return Outcome::Refused;
        }
        m_lineStart = m_scanned;
    }
}

// No line end yet: what can be said already?
HeadParser::Outcome HeadParser::judgeUnfinished(QByteArrayView input)
{
    const qsizetype from = std::exchange(m_scanned, input.size());
    if (m_hasRequestLine) {
        if (input.size() > m_limits.maxHead)
            return refuse(Refusal::Kind::HeadTooLarge, "The request's head is too large.");
        return Outcome::Incomplete;
    }
    // Something else than HTTP (a TLS hello, say) may never send a line end.
    for (qsizetype i = from; i < input.size(); ++i) {
        if (isControl(input[i]) && !(input[i] == '\r' && i + 1 == input.size()))
            return refuse(Refusal::Kind::BadRequest, "This is not HTTP/1.1.");
    }
    const QByteArrayView line = input.sliced(m_lineStart);
    if (line.size() > maxMethod && line.first(maxMethod).indexOf(' ') < 0)
        return refuse(Refusal::Kind::BadRequest, "This is not HTTP/1.1.");
    if (line.size() > m_limits.maxTarget + maxMethod + versionLength + 3)
        return refuse(Refusal::Kind::UriTooLong, "The request's target is too long.");
    return Outcome::Incomplete;
}

bool HeadParser::readRequestLine(QByteArrayView line)
{
    const auto bad = [this](QByteArray why) {
        refuse(Refusal::Kind::BadRequest, std::move(why));
        return false;
    };
    const qsizetype first = find(line, ' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || first > maxMethod || last <= first + 1)
        return bad("The request line must be: method, space, target, space, HTTP/1.1.");
    if (std::any_of(line.begin(), line.end(), isControl))
        return bad("The request line holds a control character.");
    if (!isToken(line.first(first)))
        return bad("The method is not a token.");
    m_methodAt = m_lineStart;
    m_methodLength = first;
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    if (target.size() > m_limits.maxTarget) {
        refuse(Refusal::Kind::UriTooLong, "The request's target is too long.");
        return false;
    }
    if (find(target, ' ') >= 0)
        return bad("The request's target holds a space.");
    if (!readVersion(line.sliced(last + 1)))
        return false;
    m_targetAt = m_lineStart + first + 1;
    m_targetLength = target.size();
    m_hasRequestLine = true;
    return true;
}

bool HeadParser::readVersion(QByteArrayView version)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (version.size() != versionLength || !version.startsWith("HTTP/") || !isDigit(version[5]) ||
        version[6] != '.' || !isDigit(version[7])) {
        refuse(Refusal::Kind::BadRequest, "The request line must end with HTTP/1.1.");
        return false;
    }
    if (version[5] != '1') {
        refuse(Refusal::Kind::UnsupportedVersion, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
        return false;
    }
    m_minorVersion = version[7] == '0' ? 0 : 1;
    return true;
}

bool HeadParser::readField(QByteArrayView line)
{
    const auto bad = [this](QByteArray why) {
        refuse(Refusal::Kind::BadRequest, std::move(why));
        return false;
    };
    if (static_cast<int>(m_places.size()) >= m_limits.maxFields) {
        refuse(Refusal::Kind::HeadTooLarge, "The request has too many header fields.");
        return false;
    }
    qsizetype colon = 0;
    while (colon < line.size() && isTokenCharacter(line[colon]))
        ++colon;
    if (colon == 0 || colon == line.size() || line[colon] != ':')
        return bad("A header field must be: name, colon, value, on one line.");
    qsizetype from = colon + 1;
    qsizetype to = line.size();
    for (qsizetype i = from; i < to; ++i) {
        if (isControl(line[i]) && line[i] != '\t')
            return bad("A header field holds a control character.");
    }
    while (from < to && isBlank(line[from]))
        ++from;
    while (to > from && isBlank(line[to - 1]))
        --to;
    m_places.push_back(
        {static_cast<quint32>(m_lineStart), static_cast<quint32>(colon),
         static_cast<quint32>(m_lineStart + from), static_cast<quint32>(to - from)});
    return true;
}

Headers HeadParser::takeHeaders(QByteArrayView input)
{
    Headers headers;
    headers.m_text = input.first(m_scanned).toByteArray();
    headers.m_places = std::exchange(m_places, {});
    m_places.reserve(headers.m_places.size());
    return headers;
}

} // namespace stateroom
