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
        const bool crlf = newline > m_lineStart && input[newline - 1] == '\r';
        const QByteArrayView line = input.first(crlf ? newline - 1 : newline).sliced(m_lineStart);
        // What shows before the line ends comes first, or the answer would depend on the pieces in
        // which the line has come.
        if (m_hasRequestLine && newline >= m_limits.maxHead)
            return refuse(Refusal::Kind::HeadTooLarge, "The request's head is too large.");
        if (!m_hasRequestLine && !judgeUnfinishedLine(line))
            return Outcome::Refused;
        m_scanned = newline + 1;
        if (!crlf)
            return refuse(Refusal::Kind::BadRequest, "A line of the head does not end with CRLF.");
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
    if (m_hasRequestLine) {
        if (input.size() > m_limits.maxHead)
            return refuse(Refusal::Kind::HeadTooLarge, "The request's head is too large.");
    } else {
        QByteArrayView line = input.sliced(m_lineStart);
        if (line.endsWith('\r'))
            line.chop(1);
        if (!judgeUnfinishedLine(line))
            return Outcome::Refused;
    }
    m_scanned = input.size();
    return Outcome::Incomplete;
}

// The request line as far as it has come, without its end. Something else than HTTP (a TLS hello,
// say) may never send one. Of several mistakes the first byte that shows one decides.
bool HeadParser::judgeUnfinishedLine(QByteArrayView line)
{
    // One carriage return that was taken for the line's end may turn out to be none.
    const qsizetype from = std::clamp<qsizetype>(m_scanned - m_lineStart - 1, 0, line.size());
    qsizetype mistake = std::find_if(line.begin() + from, line.end(), isControl) - line.begin();
    if (line.size() > maxMethod && line.first(maxMethod + 1).indexOf(' ') < 0)
        mistake = std::min(mistake, maxMethod);
    const qsizetype longest = m_limits.maxTarget + maxMethod + versionLength + 3;
    if (longest < mistake) {
        refuseLongTarget(line);
        return false;
    }
    if (mistake < line.size()) {
        refuse(Refusal::Kind::BadRequest, "This is not HTTP/1.1.");
        return false;
    }
    return true;
}

// Its beginning tells whose path it was meant to be, the same in whatever pieces it has come.
void HeadParser::refuseLongTarget(QByteArrayView line)
{
    refuse(Refusal::Kind::UriTooLong, "The request's target is too long.");
    const qsizetype space = find(line, ' ');
    if (space <= 0 || !isToken(line.first(space)))
        return;
    m_methodAt = m_lineStart;
    m_methodLength = space;
    m_targetAt = m_lineStart + space + 1;
    m_targetLength = std::min(m_limits.maxTarget, line.size() - space - 1);
    m_hasRequestLine = true;
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
    if (!isToken(line.first(first)))
        return bad("The method is not a token.");
    m_methodAt = m_lineStart;
    m_methodLength = first;
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    if (target.size() > m_limits.maxTarget) {
        refuseLongTarget(line);
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
