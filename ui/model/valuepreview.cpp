// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/valuepreview.h"

#include "ui/model/displaytext.h"
#include "ui/model/previewparts.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype scanLimit = 256 * 1024; ///< larger containers are not looked through
constexpr qsizetype stringLimit = 160;      ///< characters of a string that stands alone
constexpr qsizetype memberLimit = 40;       ///< characters of one within an object
constexpr qsizetype numberLimit = 40;
constexpr qsizetype shownMembers = 3;

/// The beginning of a raw JSON string, closed again, not cut within an escape or a character.
QByteArray headOfString(QByteArrayView raw, qsizetype bytes)
{
    qsizetype end = 1;
    while (end < bytes) {
        const auto byte = static_cast<unsigned char>(raw[end]);
        qsizetype step = 1;
        if (byte == '\\')
            step = raw[end + 1] == 'u' ? 6 : 2;
        else if (byte >= 0xf0)
            step = 4;
        else if (byte >= 0xe0)
            step = 3;
        else if (byte >= 0xc0)
            step = 2;
        end += step;
    }
    return raw.first(end).toByteArray() + '"';
}

QString shortString(const JsonView& value, qsizetype limit)
{
    QString text;
    if (value.raw().size() > limit * 8) {
        const auto head = JsonText::fromValidated(headOfString(value.raw(), limit * 6));
        text = JsonView(head).toString().value_or(QString());
        text = text.left(limit) + u'…';
    } else {
        text = value.toString().value_or(QString());
        if (text.size() > limit)
            text = text.left(limit) + u'…';
    }
    return displayText(text);
}

Span scalar(const JsonView& value, qsizetype limit)
{
    switch (value.type()) {
    case JsonType::Null:
    case JsonType::Boolean:
        return {SpanKind::Keyword, QString::fromLatin1(value.raw())};
    case JsonType::Number: {
        const bool cut = value.raw().size() > numberLimit;
        const QString digits =
            QString::fromLatin1(value.raw().first(std::min(numberLimit, value.raw().size())));
        return {SpanKind::Number, cut ? digits + u'…' : digits};
    }
    case JsonType::String:
        return {SpanKind::String, u'"' + shortString(value, limit) + u'"'};
    case JsonType::Array:
        return {SpanKind::Punctuation, value.raw().size() == 2 ? u"[ ]"_s : u"[ … ]"_s};
    case JsonType::Object:
        return {SpanKind::Punctuation, value.raw().size() == 2 ? u"{ }"_s : u"{ … }"_s};
    }
    Q_UNREACHABLE();
}

/// A member's name as it is shown: bare when it reads as a word.
Span memberName(const JsonView& name)
{
    return {SpanKind::Name, shortString(name, memberLimit)};
}

Spans objectPreview(const JsonView& object)
{
    if (object.raw().size() == 2)
        return {{SpanKind::Punctuation, u"{ }"_s}};
    Spans spans{{SpanKind::Punctuation, u"{ "_s}};
    if (object.raw().size() > scanLimit)
        return spans << Span{SpanKind::Muted, sizeText(object.raw().size())}
                     << Span{SpanKind::Punctuation, u" }"_s};
    qsizetype seen = 0;
    object.forEachMember([&](const JsonView& name, const JsonView& value) {
        if (seen++ < shownMembers) {
            if (seen > 1)
                spans.append({SpanKind::Punctuation, u", "_s});
            spans.append(memberName(name));
            spans.append({SpanKind::Punctuation, u": "_s});
            spans.append(scalar(value, memberLimit));
        }
        return true;
    });
    if (seen > shownMembers)
        spans.append({SpanKind::Muted, u", … %1"_s.arg(seen - shownMembers)});
    spans.append({SpanKind::Punctuation, u" }"_s});
    return spans;
}

Spans arrayPreview(const JsonView& array)
{
    if (array.raw().size() == 2)
        return {{SpanKind::Punctuation, u"[ ]"_s}};
    QString inside;
    if (array.raw().size() > scanLimit) {
        inside = sizeText(array.raw().size());
    } else {
        int count = 0;
        array.forEachElement([&count](const JsonView&) { return ++count > 0; });
        //: How many elements an array has, within brackets
        inside = ValuePreview::tr("%Ln items", nullptr, count);
    }
    return {
        {SpanKind::Punctuation, u"[ "_s},
        {SpanKind::Muted, inside},
        {SpanKind::Punctuation, u" ]"_s}};
}

using WidthOf = std::function<int(const QString&)>;

int widthOfAll(const Spans& spans, const WidthOf& widthOf)
{
    int total = 0;
    for (const Span& span : spans)
        total += widthOf(span.text);
    return total;
}

/// As much of the text's beginning as fits with an ellipsis behind it.
QString cutText(const QString& text, int width, const WidthOf& widthOf)
{
    const auto cut = [&text](qsizetype length) {
        if (length > 0 && text[length - 1].isHighSurrogate())
            --length;
        const QString head = text.first(length);
        return head.endsWith(u'…') ? head : head + u'…'; // one of its own will do
    };
    qsizetype fits = 0;
    qsizetype tooMuch = text.size() + 1;
    while (tooMuch - fits > 1) {
        const qsizetype middle = fits + (tooMuch - fits) / 2;
        (widthOf(cut(middle)) <= width ? fits : tooMuch) = middle;
    }
    return cut(fits);
}

/// Cut at its end, as all is that leads nowhere.
Spans cutSpans(const Spans& spans, int width, const WidthOf& widthOf)
{
    if (widthOfAll(spans, widthOf) <= width)
        return spans;
    // There must be room for the ellipsis behind each piece.
    const int reserve = widthOf(u"…"_s);
    Spans kept;
    int left = width;
    for (const Span& span : spans) {
        const int wanted = widthOf(span.text);
        if (wanted > left - reserve)
            return kept << Span{span.kind, cutText(span.text, left, widthOf)};
        kept.append(span);
        left -= wanted;
    }
    return kept;
}

} // namespace

QString plainText(const Spans& spans)
{
    QString text;
    for (const Span& span : spans)
        text += span.text;
    return text;
}

Spans valuePreview(const JsonView& value)
{
    switch (value.type()) {
    case JsonType::Object:
        return objectPreview(value);
    case JsonType::Array:
        return arrayPreview(value);
    case JsonType::Null:
    case JsonType::Boolean:
    case JsonType::Number:
    case JsonType::String:
        return {scalar(value, stringLimit)};
    }
    Q_UNREACHABLE();
}

Span shortPreview(const JsonView& value)
{
    return scalar(value, memberLimit);
}

Spans withWord(const Spans& value, const Span& word)
{
    return value + Spans{gapSpan(), word};
}

Spans fittedSpans(const Spans& spans, int width, const WidthOf& widthOf)
{
    const qsizetype at = std::max(spans.indexOf(arrowSpan()), spans.indexOf(gapSpan()));
    if (at < 0 || widthOfAll(spans, widthOf) <= width)
        return cutSpans(spans, width, widthOf);
    const Spans before = spans.first(at);
    const Spans after = spans.sliced(at + 1);
    const int room = std::max(width - widthOf(spans[at].text), 0);
    const bool isWord = after.size() == 1 && (after.first().kind == SpanKind::Muted ||
                                              after.first().kind == SpanKind::Removed);
    const int least = isWord ? 0 : room / 2; // for the side before
    const Spans end = cutSpans(after, room - std::min(widthOfAll(before, widthOf), least), widthOf);
    return cutSpans(before, room - widthOfAll(end, widthOf), widthOf) + Spans{spans[at]} + end;
}

} // namespace stateroom::ui
