// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsonformat.h"
#include "core/json/jsonview.h"
#include "tests/fuzz/fuzztarget.h"

#include <QRegularExpression>

#include <simdjson.h>

namespace stateroom::fuzz {

using namespace Qt::StringLiterals;

namespace {

/// The value's text put together again from what its views show.
void rebuild(JsonView value, QByteArray& text)
{
    switch (value.type()) {
    case JsonType::Object:
        text += '{';
        value.forEachMember([&text](JsonView name, JsonView member) {
            text += text.endsWith('{') ? "" : ",";
            text += name.raw();
            text += ':';
            rebuild(member, text);
            return true;
        });
        text += '}';
        return;
    case JsonType::Array: {
        text += '[';
        bool first = true;
        value.forEachElement([&](JsonView element) {
            text += std::exchange(first, false) ? "" : ",";
            rebuild(element, text);
            return true;
        });
        text += ']';
        return;
    }
    case JsonType::Null:
    case JsonType::Boolean:
    case JsonType::Number:
    case JsonType::String:
        text += value.raw();
        return;
    }
}

Finding checkScalars(JsonView value)
{
    Finding finding;
    const auto check = [&finding](JsonView child) {
        finding = checkScalars(child);
        return !finding;
    };
    switch (value.type()) {
    case JsonType::Object:
        value.forEachMember([&](JsonView name, JsonView member) {
            if (finding = checkScalars(name); !finding)
                finding = checkScalars(member);
            // A lone surrogate has no UTF-8 by which it could be asked for.
            const QString text = *name.toString();
            if (!finding && text.isValidUtf16() && !value.member(text.toUtf8()))
                finding = "a member is not found by its name";
            return !finding;
        });
        return finding;
    case JsonType::Array:
        value.forEachElement(check);
        return finding;
    case JsonType::String: {
        const auto text = value.toString();
        if (!text)
            return "a string without text";
        if (JsonView(JsonText::fromString(*text)).toString() != text)
            return "a string that changes when it is written again";
        return finding;
    }
    case JsonType::Number: {
        const auto number = value.toDouble();
        const auto whole = value.toInt64();
        if (!number)
            return "a number without value";
        if (whole && double(*whole) != *number)
            return "a whole number that is not the number";
        return finding;
    }
    case JsonType::Boolean:
        return value.toBool() ? finding : "a boolean without value";
    case JsonType::Null:
        return finding;
    }
    return finding;
}

/// Texts that simdjson refuses although they are valid: lone surrogates, numbers beyond its types.
bool mayBeBeyondSimdjson(QByteArrayView text)
{
    static const QRegularExpression beyond(u"\\\\u[dD][89a-fA-F]|[0-9.]{17}|[eE][-+]?[0-9]{3}"_s);
    return beyond.match(QString::fromLatin1(text)).hasMatch();
}

Finding compareWithSimdjson(QByteArrayView input, const Result<JsonText>& ours)
{
    static simdjson::dom::parser parser;
    if (input.startsWith("\xef\xbb\xbf"))
        return std::nullopt; // newer simdjson reads over a byte order mark
    const simdjson::padded_string padded(input.data(), size_t(input.size()));
    const bool theirs = parser.parse(padded).error() == simdjson::SUCCESS;
    const bool tooDeep = !ours && ours.error().message.contains(u"levels"_s);
    if (theirs && !ours && !tooDeep)
        return "refused, but simdjson accepts it: " + ours.error().message.toUtf8();
    if (!theirs && ours && !mayBeBeyondSimdjson(input))
        return "accepted, but simdjson refuses it";
    if (!ours)
        return std::nullopt;
    QByteArray compact(input.size() + 64, Qt::Uninitialized); // it writes whole registers
    size_t length = 0;
    if (theirs &&
        simdjson::minify(input.data(), size_t(input.size()), compact.data(), length) ==
            simdjson::SUCCESS &&
        compact.first(qsizetype(length)) != ours->bytes())
        return "compacted in another way than by simdjson";
    return std::nullopt;
}

Finding checkError(QByteArrayView input, const Error& error)
{
    if (error.code != ErrorCode::InvalidInput && error.code != ErrorCode::TooLarge)
        return "a strange code";
    if (error.code == ErrorCode::InvalidInput && (error.offset < 0 || error.offset > input.size()))
        return "an offset outside of the text";
    return error.message.isEmpty() ? Finding("no message") : std::nullopt;
}

Finding checkAccepted(const JsonText& text)
{
    const auto again = JsonText::parse(QByteArrayView(text.bytes()));
    if (!again || *again != text)
        return "a compact text is not compact, or not valid";
    const auto formatted = JsonText::parse(formatJson(text));
    if (!formatted || *formatted != text)
        return "formatting changes the value";
    QByteArray rebuilt;
    rebuild(text, rebuilt);
    if (rebuilt != text.bytes())
        return "views do not show what is there";
    return checkScalars(text);
}

} // namespace

Finding runJson(QByteArrayView input)
{
    const auto ours = JsonText::parse(input);
    const auto owned = JsonText::parse(input.toByteArray());
    if (ours.has_value() != owned.has_value() || (ours && *ours != *owned))
        return "the two ways of parsing differ";
    if (auto finding = compareWithSimdjson(input, ours))
        return finding;
    return ours ? checkAccepted(*ours) : checkError(input, ours.error());
}

} // namespace stateroom::fuzz
