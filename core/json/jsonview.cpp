// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsonview.h"

#include "core/json/decimal.h"
#include "core/json/swar.h"

#include <QStringDecoder>

#include <algorithm>
#include <limits>

namespace stateroom {

namespace {

const uchar* bytesOf(QByteArrayView text)
{
    return reinterpret_cast<const uchar*>(text.data());
}

/// Behind the closing quote of the string whose opening quote stands at `at`.
const uchar* skipString(const uchar* at, const uchar* end)
{
    for (++at;; at += 2) {
        at = swar::findQuoteOrBackslash(at, end);
        if (*at == '"')
            return at + 1;
    }
}

/// Behind the bracket that closes the one at `at`.
const uchar* skipContainer(const uchar* at, const uchar* end)
{
    int depth = 0;
    do {
        switch (*at) {
        case '"':
            at = skipString(at, end);
            continue;
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            --depth;
            break;
        default:
            break;
        }
        ++at;
    } while (depth > 0);
    return at;
}

uint hexValue(char c)
{
    return c <= '9' ? uint(c - '0') : uint((c | 0x20) - 'a' + 10);
}

/// The UTF-16 unit that the escape at `at` stands for; moves `at` behind it.
char16_t decodeEscape(const char*& at)
{
    const char kind = at[1];
    at += 2;
    switch (kind) {
    case 'b':
        return u'\b';
    case 'f':
        return u'\f';
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    case 'u':
        break;
    default:
        return char16_t(kind); // a quote, a backslash, a slash
    }
    uint unit = 0;
    for (int i = 0; i < 4; ++i)
        unit = unit << 4 | hexValue(*at++);
    return char16_t(unit);
}

/// Like QString::fromUtf8, but keeps a U+FEFF at the start.
QString decodeUtf8(QByteArrayView text)
{
    QStringDecoder decoder(
        QStringDecoder::Utf8,
        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    return decoder(text);
}

/// What a string says; `raw` has its quotes.
QString decode(QByteArrayView raw)
{
    const QByteArrayView text = raw.sliced(1, raw.size() - 2);
    const char* at = text.begin();
    QString decoded;
    while (at != text.end()) {
        const char* escape = std::find(at, text.end(), '\\');
        if (escape != at)
            decoded += decodeUtf8(QByteArrayView(at, escape));
        for (at = escape; at != text.end() && *at == '\\';)
            decoded += QChar(decodeEscape(at));
    }
    return decoded;
}

bool nameIs(QByteArrayView raw, QByteArrayView utf8Name)
{
    const QByteArrayView text = raw.sliced(1, raw.size() - 2);
    if (text == utf8Name)
        return !text.contains('\\');
    // An escape is never shorter than what it stands for.
    if (text.size() <= utf8Name.size() || !text.contains('\\'))
        return false;
    // Compared as UTF-16: a lone surrogate has no UTF-8, and is equal to no name.
    return decode(raw) == decodeUtf8(utf8Name);
}

} // namespace

JsonType JsonView::type() const
{
    switch (m_text.front()) {
    case '{':
        return JsonType::Object;
    case '[':
        return JsonType::Array;
    case '"':
        return JsonType::String;
    case 't':
    case 'f':
        return JsonType::Boolean;
    case 'n':
        return JsonType::Null;
    default:
        return JsonType::Number;
    }
}

JsonText JsonView::toText() const
{
    return JsonText::fromValidated(m_text.toByteArray());
}

std::optional<JsonView> JsonView::member(QByteArrayView utf8Name) const
{
    std::optional<JsonView> found;
    forEachMember([&](JsonView name, JsonView value) {
        if (nameIs(name.m_text, utf8Name))
            found = value;
        return true;
    });
    return found;
}

std::optional<bool> JsonView::toBool() const
{
    if (type() != JsonType::Boolean)
        return std::nullopt;
    return m_text.front() == 't';
}

std::optional<qint64> JsonView::toInt64() const
{
    if (type() != JsonType::Number)
        return std::nullopt;
    const Decimal number = Decimal::of(m_text);
    if (number.count == 0)
        return 0;
    constexpr int mostDigits = std::numeric_limits<qint64>::digits10 + 1;
    if (number.exponent < 0 || number.exponent + number.count > mostDigits)
        return std::nullopt;
    quint64 size = 0; // 19 digits always fit
    for (const char c : number.digits) {
        if (c != '.')
            size = size * 10 + quint64(c - '0');
    }
    for (qint64 i = 0; i < number.exponent; ++i)
        size *= 10;
    constexpr auto largest = quint64(std::numeric_limits<qint64>::max());
    if (size > largest + (number.negative ? 1 : 0))
        return std::nullopt;
    return qint64(number.negative ? 0 - size : size);
}

std::optional<double> JsonView::toDouble() const
{
    if (type() != JsonType::Number)
        return std::nullopt;
    bool inRange = false;
    const double value = m_text.toDouble(&inRange);
    if (inRange)
        return value;
    // Too large, or too close to zero.
    const Decimal number = Decimal::of(m_text);
    const bool large = number.count + number.exponent > 0;
    const double size = large ? std::numeric_limits<double>::infinity() : 0.0;
    return number.negative ? -size : size;
}

std::optional<QString> JsonView::toString() const
{
    if (type() != JsonType::String)
        return std::nullopt;
    return decode(m_text);
}

qsizetype JsonView::skipValue(QByteArrayView text, qsizetype from)
{
    const uchar* const begin = bytesOf(text);
    const uchar* const end = begin + text.size();
    const uchar* at = begin + from;
    switch (*at) {
    case '"':
        return skipString(at, end) - begin;
    case '{':
    case '[':
        return skipContainer(at, end) - begin;
    default:
        break;
    }
    while (at != end && *at != ',' && *at != '}' && *at != ']')
        ++at;
    return at - begin;
}

} // namespace stateroom
