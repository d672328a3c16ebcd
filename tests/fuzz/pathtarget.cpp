// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/targetparser.h"
#include "tests/fuzz/fuzztarget.h"

namespace stateroom::fuzz {

namespace {

/// Percent decoding as RFC 3986 has it, byte by byte and without hurry; nothing for a mistake.
std::optional<QByteArray> decodePlainly(QByteArrayView text, PlusSign plus)
{
    QByteArray decoded;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == PlusSign::Space) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            const QByteArray digits =
                text.sliced(i + 1).first(std::min<qsizetype>(2, text.size() - i - 1)).toByteArray();
            const auto isHex = [](char c) { return std::isxdigit(uchar(c)) != 0; };
            if (digits.size() < 2 || !std::all_of(digits.begin(), digits.end(), isHex) ||
                digits == "00")
                return std::nullopt;
            decoded += QByteArray::fromHex(digits);
            i += 2;
        }
    }
    if (!decoded.isValidUtf8())
        return std::nullopt;
    return decoded;
}

bool isWellFormed(const QByteArray& text)
{
    return text.isValidUtf8() && !text.contains('\0');
}

QByteArray encoded(const Target& target)
{
    QByteArray text;
    for (const QByteArray& segment : target.segments)
        text += '/' + segment.toPercentEncoding();
    if (text.isEmpty())
        text = "/";
    char before = '?';
    for (const auto& [name, value] : target.query.all())
        text +=
            std::exchange(before, '&') + name.toPercentEncoding() + '=' + value.toPercentEncoding();
    return text;
}

} // namespace

Finding runPath(QByteArrayView input)
{
    for (const PlusSign plus : {PlusSign::Itself, PlusSign::Space}) {
        const bool hasNul = input.contains('\0'); // a raw one never comes this far
        if (!hasNul && percentDecode(input, plus) != decodePlainly(input, plus))
            return "decoded in another way than RFC 3986 says";
    }
    Target target;
    if (const auto mistake = parseTarget(input, target))
        return mistake->isEmpty() ? Finding("refused without a word") : std::nullopt;
    if (target.isAsterisk)
        return std::nullopt;
    for (const QByteArray& segment : target.segments) {
        if (segment.isEmpty() || !isWellFormed(segment))
            return "an empty or malformed segment";
    }
    for (const auto& [name, value] : target.query.all()) {
        if (!isWellFormed(name) || !isWellFormed(value))
            return "a malformed parameter";
    }
    Target again;
    if (parseTarget(encoded(target), again) || again.segments != target.segments ||
        again.query.all() != target.query.all())
        return "encoded anew it means something else: " + encoded(target);
    return std::nullopt;
}

} // namespace stateroom::fuzz
