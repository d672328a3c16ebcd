// SPDX-License-Identifier: GPL-3.0-or-later
// valuepreview.h: what a change did, on one line.
#include "core/json/jsondiff.h"
#include "ui/model/displaytext.h"
#include "ui/model/previewparts.h"
#include "ui/model/timetext.h"

#include <QLocale>

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largest = 256 * 1024; ///< bytes of a value that is compared within
constexpr qsizetype longestPath = 60;     ///< characters of a place

/// A difference is looked for in bounded time: some milliseconds at most.
constexpr JsonDiffLimits limits{.differences = 1'000, .arrayEdits = 100, .bytes = 2 * 1024 * 1024};

/// A step of a JSON Pointer as it was before it was written into one.
QByteArray decoded(QByteArrayView step)
{
    QByteArray name = step.toByteArray();
    name.replace("~1", "/");
    name.replace("~0", "~");
    return name;
}

std::optional<JsonView> elementAt(const JsonView& array, qint64 index)
{
    std::optional<JsonView> found;
    array.forEachElement([&](const JsonView& element) {
        if (index-- > 0)
            return true;
        found = element;
        return false;
    });
    return found;
}

/// `.name`, or `["a name"]` where it could be taken for more than one step.
QString memberStep(const QByteArray& name, bool first)
{
    const QString shown = displayText(name);
    const bool plain = !shown.isEmpty() && std::none_of(shown.begin(), shown.end(), [](QChar sign) {
        return sign == u'.' || sign == u'[' || sign == u']' || sign == u'"' || sign == u' ';
    });
    if (!plain)
        return u"[\"%1\"]"_s.arg(shown);
    return first ? shown : u'.' + shown;
}

/// `a.b[3].c`: a place as programmers write it. `value` is what the place is in.
QString placeText(QByteArrayView pointer, const JsonView& value)
{
    QString text;
    std::optional<JsonView> at = value;
    while (!pointer.isEmpty() && at) {
        pointer = pointer.sliced(1);
        const qsizetype end = pointer.indexOf('/');
        const QByteArray step = decoded(end < 0 ? pointer : pointer.first(end));
        pointer = end < 0 ? QByteArrayView() : pointer.sliced(end);
        if (at->type() == JsonType::Array) {
            text += u"[%1]"_s.arg(QString::fromLatin1(step));
            at = elementAt(*at, step.toLongLong());
        } else {
            text += memberStep(step, text.isEmpty());
            at = at->member(step);
        }
    }
    if (text.size() <= longestPath)
        return text;
    // Its end says most.
    constexpr qsizetype front = longestPath / 3;
    return text.left(front) + u'…' + text.right(longestPath - front - 1);
}

/// A container says what it holds; a text is short beside its place.
Spans valueSpans(const JsonView& value)
{
    const JsonType type = value.type();
    if (type == JsonType::Object || type == JsonType::Array)
        return valuePreview(value);
    return {shortPreview(value)};
}

Spans spansOf(const JsonDifference& difference, const JsonView& before, const JsonView& after)
{
    using Kind = JsonDifference::Kind;
    Spans spans;
    if (difference.kind == Kind::Added)
        spans << Span{SpanKind::Added, u"+ "_s};
    else if (difference.kind == Kind::Removed)
        spans << Span{SpanKind::Removed, u"− "_s};
    const JsonView& where = difference.kind == Kind::Removed ? before : after;
    spans << Span{SpanKind::Name, placeText(difference.path, where)}
          << Span{SpanKind::Punctuation, u": "_s};
    if (difference.before)
        spans << valueSpans(*difference.before);
    if (difference.kind == Kind::Changed)
        spans << arrowSpan();
    if (difference.after)
        spans << valueSpans(*difference.after);
    return spans;
}

/// The first place at which the values differ, and how many more there are; nothing where they
/// differ as a whole, or are too large to be looked into.
std::optional<Spans> changeWithin(const JsonView& before, const JsonView& after)
{
    if (before.raw().size() > largest || after.raw().size() > largest)
        return std::nullopt;
    const JsonDiff diff = diffJson(before, after, limits);
    if (diff.differences.empty()) {
        if (!diff.isComplete)
            return std::nullopt;
        //: A write that changed the order of members or the like, but no value
        return withWord(
            valuePreview(after),
            {SpanKind::Muted, ValuePreview::tr("same value, written differently")});
    }
    if (diff.differences.front().path.isEmpty())
        return std::nullopt;
    Spans spans = spansOf(diff.differences.front(), before, after);
    if (!diff.isComplete)
        //: Behind the first difference of two values
        spans << Span{SpanKind::Muted, u"  "_s + ValuePreview::tr("+ more")};
    else if (const qsizetype more = std::ssize(diff.differences) - 1; more > 0)
        //: Behind the first difference of two values: how many others there are
        spans << Span{
            SpanKind::Muted, u"  "_s + ValuePreview::tr("+ %1 more").arg(QLocale().toString(more))};
    return spans;
}

} // namespace

Spans changePreview(
    const std::optional<JsonText>& oldValue, const std::optional<JsonText>& newValue, bool expired,
    std::optional<Timestamp> expiresAt, ChangeDetail detail)
{
    const Spans before = oldValue ? valuePreview(*oldValue) : Spans();
    if (!newValue) {
        //: What became of an entry, behind an arrow
        const QString gone = expired ? ValuePreview::tr("expired") : ValuePreview::tr("deleted");
        return before + Spans{arrowSpan(), {SpanKind::Muted, gone}};
    }
    if (!oldValue)
        return valuePreview(*newValue);
    if (*oldValue == *newValue) {
        const QString same =
            expiresAt
                //: A write that kept the value; %1 is the moment when it is to expire now
                ? ValuePreview::tr("same value, expires %1").arg(exactTimeText(*expiresAt))
                //: A write that kept the value
                : ValuePreview::tr("same value, no expiry");
        return withWord(valuePreview(*newValue), {SpanKind::Muted, same});
    }
    if (detail == ChangeDetail::Places)
        if (auto change = changeWithin(*oldValue, *newValue))
            return *change;
    return before + Spans{arrowSpan()} + valuePreview(*newValue);
}

} // namespace stateroom::ui
