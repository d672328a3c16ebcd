// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsontext.h"

#include "core/json/jsonview.h"
#include "core/json/scanner.h"

#include <optional>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// The text without white space; nothing when it has none.
Result<std::optional<QByteArray>> compacted(QByteArrayView text, const JsonLimits& limits)
{
    if (text.size() > limits.maxBytes)
        return fail(
            ErrorCode::TooLarge, u"The JSON text is larger than %1 bytes."_s.arg(limits.maxBytes));
    JsonScanner scanner(text, limits.maxDepth);
    if (!scanner.scan())
        return fail(
            {ErrorCode::InvalidInput, scanner.errorMessage(), {}, scanner.errorOffset(), -1});
    if (!scanner.hasSpace())
        return std::nullopt;
    return scanner.takeCompacted();
}

void appendEscape(QByteArray& out, char16_t unit)
{
    static constexpr char digits[] = "0123456789abcdef";
    switch (unit) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[(unit >> shift) & 0xf];
}

} // namespace

JsonText::JsonText()
    : m_bytes(QByteArrayLiteral("null"))
{
}

Result<JsonText> JsonText::parse(QByteArrayView text, const JsonLimits& limits)
{
    auto compact = compacted(text, limits);
    if (!compact)
        return failureOf(std::move(compact));
    return JsonText(*compact ? std::move(**compact) : text.toByteArray());
}

Result<JsonText> JsonText::parse(QByteArray text, const JsonLimits& limits)
{
    auto compact = compacted(text, limits);
    if (!compact)
        return failureOf(std::move(compact));
    if (*compact)
        return JsonText(std::move(**compact));
    // Bytes that another owns (fromRawData) may end before we do.
    if (!text.data_ptr().isMutable())
        return JsonText(QByteArrayView(text).toByteArray());
    return JsonText(std::move(text));
}

JsonText JsonText::fromString(QStringView text)
{
    QByteArray out;
    out.reserve(text.size() + 2);
    out += '"';
    // Runs that need no escape are converted at once; a lone surrogate has no UTF-8, so it stays
    // an escape.
    qsizetype begin = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            ++at;
        } else if (c < u' ' || c == u'"' || c == u'\\' || c.isSurrogate()) {
            out += text.sliced(begin, at - begin).toUtf8();
            appendEscape(out, c.unicode());
            begin = at + 1;
        }
    }
    out += text.sliced(begin).toUtf8();
    out += '"';
    return JsonText(std::move(out));
}

JsonText JsonText::fromUtf8(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size() + 2);
    out += '"';
    for (const char c : text) {
        if (uchar(c) < ' ' || c == '"' || c == '\\')
            appendEscape(out, uchar(c));
        else
            out += c;
    }
    out += '"';
    return JsonText(std::move(out));
}

JsonText JsonText::fromNumber(qint64 number)
{
    return JsonText(QByteArray::number(number));
}

JsonText JsonText::fromBoolean(bool boolean)
{
    return JsonText(boolean ? QByteArrayLiteral("true") : QByteArrayLiteral("false"));
}

JsonType JsonText::type() const
{
    return JsonView(*this).type();
}

} // namespace stateroom
