// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/sortkey.h"

#include "core/json/decimal.h"

#include <algorithm>

namespace stateroom::business {

namespace {

/// The first byte of a key.
enum Tag : char {
    Null = 0x01,
    False = 0x02,
    True = 0x03,
    Number = 0x04,
    Text = 0x05,
    Array = 0x06,
    Object = 0x07,
};

// A number's second byte: zero, or the size of the power of ten that lies above it, in one byte
// where that suffices. A negative number is the positive one with all bytes inverted.
constexpr uchar zeroByte = 0x80;
constexpr uchar tinyByte = 0x90;  ///< eight bytes of the power follow
constexpr uchar smallByte = 0x91; ///< 10^-40
constexpr uchar hugeByte = 0xf6;  ///< eight bytes of the power follow
constexpr qint64 leastSmall = -40;
constexpr qint64 mostSmall = leastSmall + (hugeByte - 1 - smallByte);

void append(QByteArray& keys, uint byte)
{
    keys += static_cast<char>(byte);
}

void appendPower(QByteArray& keys, qint64 power)
{
    if (power >= leastSmall && power <= mostSmall) {
        append(keys, uint(smallByte + (power - leastSmall)));
        return;
    }
    append(keys, power < 0 ? tinyByte : hugeByte);
    const quint64 bits = quint64(power) ^ (quint64(1) << 63);
    for (int shift = 56; shift >= 0; shift -= 8)
        append(keys, uint(bits >> shift) & 0xff);
}

/// Two digits a byte, 1 and more each, then a zero: so a number that goes on is the larger one.
void appendDigits(QByteArray& keys, QByteArrayView digits, qsizetype most)
{
    uint pair = 0;
    bool half = false;
    for (const char c : digits) {
        if (c == '.')
            continue;
        if (most == 0)
            break;
        pair = half ? pair + uint(c - '0') : uint(c - '0') * 10;
        if (half) {
            append(keys, pair + 1);
            --most;
        }
        half = !half;
    }
    if (half && most > 0)
        append(keys, pair + 1);
    append(keys, 0);
}

void appendNumber(QByteArray& keys, QByteArrayView json, qsizetype most)
{
    append(keys, Number);
    const Decimal number = Decimal::of(json);
    if (number.count == 0) {
        append(keys, zeroByte);
        return;
    }
    const qsizetype begin = keys.size();
    appendPower(keys, number.exponent + number.count);
    appendDigits(keys, number.digits, most);
    if (number.negative)
        invert(keys, begin);
}

/// Bytes with an end below all of them: 00 01, while a zero byte becomes 00 FF.
void appendBytes(QByteArray& keys, Tag tag, QByteArrayView bytes, qsizetype most)
{
    bytes = bytes.first(std::min(bytes.size(), most));
    keys.reserve(keys.size() + bytes.size() + 3);
    append(keys, tag);
    if (!bytes.contains('\0')) {
        keys += bytes;
    } else {
        for (const char c : bytes) {
            keys += c;
            if (c == '\0')
                append(keys, 0xff);
        }
    }
    append(keys, 0);
    append(keys, 1);
}

/// UTF-8, and of a lone surrogate what UTF-8 would make of its number: in the order of code points.
QByteArray codePoints(const QString& text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype begin = at;
        const auto isAlone = [&] {
            const bool paired =
                text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
            return text[at].isSurrogate() && !paired;
        };
        while (at < text.size() && !isAlone())
            at += text[at].isHighSurrogate() ? 2 : 1;
        bytes += QStringView(text).sliced(begin, at - begin).toUtf8();
        if (at == text.size())
            break;
        const uint unit = text[at++].unicode();
        append(bytes, 0xe0 | unit >> 12);
        append(bytes, 0x80 | (unit >> 6 & 0x3f));
        append(bytes, 0x80 | (unit & 0x3f));
    }
    return bytes;
}

/// Which of the names it is.
std::optional<size_t> placeOf(const QByteArrayList& names, JsonView name)
{
    const QByteArrayView raw = name.raw();
    const QByteArrayView text = raw.sliced(1, raw.size() - 2);
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (text == names[i])
            return size_t(i);
    }
    if (!text.contains('\\'))
        return std::nullopt;
    const qsizetype place = names.indexOf(textOf(name));
    return place < 0 ? std::nullopt : std::optional(size_t(place));
}

char typeOf(QByteArrayView key)
{
    return key.front() == True ? char(False) : key.front();
}

} // namespace

void appendSortKey(QByteArray& keys, std::optional<JsonView> value, qsizetype most)
{
    if (!value) {
        append(keys, Null);
        return;
    }
    switch (value->type()) {
    case JsonType::Null:
        append(keys, Null);
        return;
    case JsonType::Boolean:
        append(keys, *value->toBool() ? True : False);
        return;
    case JsonType::Number:
        appendNumber(keys, value->raw(), most);
        return;
    case JsonType::String: {
        const QByteArrayView raw = value->raw();
        const QByteArrayView text = raw.sliced(1, raw.size() - 2);
        if (text.contains('\\'))
            appendBytes(keys, Text, textOf(*value), most);
        else
            appendBytes(keys, Text, text, most);
        return;
    }
    case JsonType::Array:
        appendBytes(keys, Array, value->raw(), most);
        return;
    case JsonType::Object:
        appendBytes(keys, Object, value->raw(), most);
        return;
    }
    Q_UNREACHABLE();
}

bool fillsKey(std::optional<JsonView> value)
{
    // Also of a value that just fits: a longer one that begins like it has the same key.
    return value && value->raw().size() >= keptKeyBytes &&
           sortKey(value, keptKeyBytes) != sortKey(value, keptKeyBytes - 1);
}

void appendTextKey(QByteArray& keys, QByteArrayView utf8, qsizetype most)
{
    appendBytes(keys, Text, utf8, most);
}

QByteArray textOf(JsonView string)
{
    const QByteArrayView raw = string.raw();
    const QByteArrayView text = raw.sliced(1, raw.size() - 2);
    return text.contains('\\') ? codePoints(string.toString().value_or(QString()))
                               : text.toByteArray();
}

void invert(QByteArray& keys, qsizetype begin)
{
    std::for_each(keys.begin() + begin, keys.end(), [](char& c) { c = char(~c); });
}

QByteArray beginOfType(QByteArrayView key)
{
    return QByteArray(1, typeOf(key));
}

QByteArray endOfType(QByteArrayView key)
{
    const char type = typeOf(key);
    return QByteArray(1, type == False ? char(Number) : char(type + 1));
}

bool sameType(QByteArrayView a, QByteArrayView b)
{
    return typeOf(a) == typeOf(b);
}

std::vector<std::optional<JsonView>> membersOf(JsonView object, const QByteArrayList& names)
{
    std::vector<std::optional<JsonView>> found(size_t(names.size()));
    object.forEachMember([&](JsonView name, JsonView value) {
        if (const auto place = placeOf(names, name))
            found[*place] = value;
        return true;
    });
    return found;
}

namespace {

/// Also of a name with a lone surrogate, which JsonView knows no text for.
std::optional<JsonView> memberOf(JsonView object, QByteArrayView name)
{
    if (!name.contains('\xed') || name.isValidUtf8())
        return object.member(name);
    return membersOf(object, {name.toByteArray()}).front();
}

} // namespace

std::optional<JsonView> valueAt(JsonView record, QByteArrayView path)
{
    const qsizetype dot = path.indexOf('.');
    const auto found = memberOf(record, dot < 0 ? path : path.first(dot));
    if (!found || dot < 0)
        return found;
    return valueAt(*found, path.sliced(dot + 1));
}

} // namespace stateroom::business
