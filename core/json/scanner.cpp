// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/scanner.h"

#include "core/json/swar.h"

#include <cstring>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

bool isSpace(uchar c)
{
    return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
}

bool isDigit(uchar c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(uchar c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// What may follow the first byte of a UTF-8 sequence (RFC 3629): the bounds of the second byte,
/// which exclude overlong forms, surrogates and what is above U+10FFFF, and how many follow.
struct Utf8Lead {
    uchar low = 0x80;
    uchar high = 0xbf;
    int following = 0;
};

Utf8Lead utf8Lead(uchar c)
{
    if (c < 0xc2 || c > 0xf4)
        return {};
    if (c < 0xe0)
        return {0x80, 0xbf, 1};
    if (c < 0xf0)
        return {uchar(c == 0xe0 ? 0xa0 : 0x80), uchar(c == 0xed ? 0x9f : 0xbf), 2};
    return {uchar(c == 0xf0 ? 0x90 : 0x80), uchar(c == 0xf4 ? 0x8f : 0xbf), 3};
}

} // namespace

JsonScanner::JsonScanner(QByteArrayView text, int maxDepth)
    : m_begin(reinterpret_cast<const uchar*>(text.data()))
    , m_at(m_begin)
    , m_end(m_begin + text.size())
    , m_runBegin(m_begin)
    , m_maxDepth(maxDepth)
{
}

bool JsonScanner::scan()
{
    if (m_end - m_begin >= 3 && std::memcmp(m_begin, "\xef\xbb\xbf", 3) == 0)
        return refuse("Expected JSON without a byte order mark.");
    skipSpace();
    if (!scanValue("Expected a value."))
        return false;
    while (m_depth > 0) {
        if (!scanNext())
            return false;
    }
    skipSpace();
    if (!atEnd())
        return refuse("Expected the end of the text after the value.");
    if (hasSpace())
        copyRun();
    return true;
}

QByteArray JsonScanner::takeCompacted()
{
    m_compacted.truncate(m_out - m_compacted.constData());
    if (m_compacted.size() < m_compacted.capacity() / 2)
        m_compacted.squeeze();
    return std::move(m_compacted);
}

/// The next part of the innermost open array or object: its end, or one more value.
bool JsonScanner::scanNext()
{
    skipSpace();
    const bool object = inObject();
    if (!atEnd() && *m_at == (object ? '}' : ']')) {
        ++m_at;
        --m_depth;
        m_justOpened = false;
        return true;
    }
    if (m_justOpened) {
        m_justOpened = false;
        return object ? scanName("Expected a member's name in double quotes, or '}', after '{'.")
                      : scanValue("Expected a value, or ']', after '['.");
    }
    if (atEnd() || *m_at != ',')
        return refuse(
            object ? "Expected ',' or '}' after a member."
                   : "Expected ',' or ']' after an element.");
    ++m_at;
    skipSpace();
    return object ? scanName("Expected a member's name in double quotes after ','.")
                  : scanValue("Expected a value after ','.");
}

/// A name, its colon and its value.
bool JsonScanner::scanName(const char* expected)
{
    if (atEnd() || *m_at != '"')
        return refuse(expected);
    if (!scanString())
        return false;
    skipSpace();
    if (atEnd() || *m_at != ':')
        return refuse("Expected ':' after a member's name.");
    ++m_at;
    skipSpace();
    return scanValue("Expected a value after ':'.");
}

/// A scalar, or the bracket that opens an array or object.
bool JsonScanner::scanValue(const char* expected)
{
    if (atEnd())
        return refuse(expected);
    switch (*m_at) {
    case '{':
        return open(true);
    case '[':
        return open(false);
    case '"':
        return scanString();
    case 't':
        return scanWord("true", "Expected 'true'.");
    case 'f':
        return scanWord("false", "Expected 'false'.");
    case 'n':
        return scanWord("null", "Expected 'null'.");
    default:
        break;
    }
    if (*m_at == '-' || isDigit(*m_at))
        return scanNumber();
    return refuse(expected);
}

bool JsonScanner::scanString()
{
    ++m_at;
    for (;;) {
        m_at = swar::skipPlain(m_at, m_end);
        if (atEnd())
            return refuse("Expected '\"' at the end of a string.");
        const uchar c = *m_at;
        if (c == '"') {
            ++m_at;
            return true;
        }
        if (c < 0x20)
            return refuse("Expected control characters in a string to be escaped.");
        if (!(c == '\\' ? scanEscape() : scanUtf8()))
            return false;
    }
}

bool JsonScanner::scanEscape()
{
    ++m_at;
    if (atEnd() || *m_at == '\0' || !std::strchr("\"\\/bfnrtu", *m_at))
        return refuse("Expected one of \" \\ / b f n r t u after '\\'.");
    if (*m_at++ != 'u')
        return true;
    for (int i = 0; i < 4; ++i, ++m_at) {
        if (atEnd() || !isHexDigit(*m_at))
            return refuse("Expected four hexadecimal digits after '\\u'.");
    }
    return true;
}

/// Sequences of more than one byte, as many as follow each other.
bool JsonScanner::scanUtf8()
{
    while (!atEnd() && *m_at >= 0x80) {
        auto [low, high, following] = utf8Lead(*m_at);
        if (following == 0)
            return refuse("Expected valid UTF-8.");
        for (++m_at; following > 0; --following, ++m_at) {
            if (atEnd() || *m_at < low || *m_at > high)
                return refuse("Expected valid UTF-8.");
            low = 0x80;
            high = 0xbf;
        }
    }
    return true;
}

bool JsonScanner::scanNumber()
{
    if (*m_at == '-')
        ++m_at;
    if (!atEnd() && *m_at == '0') {
        ++m_at;
        if (!atEnd() && isDigit(*m_at))
            return refuse("Expected no digit after a number's leading zero.");
    } else if (!scanDigits("Expected a digit after '-'.")) {
        return false;
    }
    if (!atEnd() && *m_at == '.') {
        ++m_at;
        if (!scanDigits("Expected a digit after '.'."))
            return false;
    }
    if (!atEnd() && (*m_at == 'e' || *m_at == 'E')) {
        ++m_at;
        if (!atEnd() && (*m_at == '+' || *m_at == '-'))
            ++m_at;
        return scanDigits("Expected a digit in a number's exponent.");
    }
    return true;
}

bool JsonScanner::scanDigits(const char* expected)
{
    if (atEnd() || !isDigit(*m_at))
        return refuse(expected);
    do
        ++m_at;
    while (!atEnd() && isDigit(*m_at));
    return true;
}

bool JsonScanner::scanWord(const char* word, const char* expected)
{
    for (; *word; ++word, ++m_at) {
        if (atEnd() || *m_at != uchar(*word))
            return refuse(expected);
    }
    return true;
}

bool JsonScanner::open(bool object)
{
    if (m_depth >= m_maxDepth)
        return refuse(u"Expected at most %1 levels of arrays and objects."_s.arg(m_maxDepth));
    const qsizetype word = m_depth / 64;
    const quint64 bit = quint64(1) << (m_depth % 64);
    if (word == m_objects.size())
        m_objects.append(0);
    m_objects[word] = object ? m_objects[word] | bit : m_objects[word] & ~bit;
    ++m_depth;
    m_justOpened = true;
    ++m_at;
    return true;
}

bool JsonScanner::inObject() const
{
    const int innermost = m_depth - 1;
    return (m_objects[innermost / 64] >> (innermost % 64)) & 1;
}

void JsonScanner::skipSpace()
{
    if (atEnd() || !isSpace(*m_at))
        return;
    if (!m_out) {
        m_compacted = QByteArray(m_end - m_begin, Qt::Uninitialized);
        m_out = m_compacted.data();
    }
    copyRun();
    do
        ++m_at;
    while (!atEnd() && isSpace(*m_at));
    m_runBegin = m_at;
}

void JsonScanner::copyRun()
{
    const auto length = size_t(m_at - m_runBegin);
    if (length > 0)
        std::memcpy(m_out, m_runBegin, length);
    m_out += length;
}

bool JsonScanner::refuse(QString message)
{
    m_message = std::move(message);
    return false;
}

} // namespace stateroom
