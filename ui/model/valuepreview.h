// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/json/jsonview.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <functional>
#include <optional>

namespace stateroom::ui {

/// What a piece of a preview is; how it looks is the view's business.
enum class SpanKind {
    Plain,
    Name,
    String,
    Number,
    Keyword,
    Punctuation,
    Muted,
    Added, ///< what a difference is, with a sign and a word
    Removed,
    Changed,
};

struct Span {
    SpanKind kind = SpanKind::Plain;
    QString text;

    friend bool operator==(const Span&, const Span&) = default;
};

using Spans = QList<Span>;

/// The spans' text in a row.
QString plainText(const Spans& spans);

/// A value on one line, saying what matters: `{ step: "writing", … 4 }`, `[ 12 items ]`, `"text"`,
/// `42`. Takes bounded time: of a large value only its size is told. Any thread.
Spans valuePreview(const JsonView& value);

/// How far a change is looked into.
enum class ChangeDetail {
    Places, ///< to the place that differs; takes up to some milliseconds where values are large
    Whole,  ///< both values as wholes
};

/// What a change did, on one line: `a.b[3].step: "researching" → "writing"  + 2 more`, by the same
/// comparison as the history's; for what was created the value alone, for what is gone `… →
/// deleted` or `… → expired`; for a write of the same value that and when it is to expire now. No
/// `newValue` means gone. Any thread.
Spans changePreview(
    const std::optional<JsonText>& oldValue, const std::optional<JsonText>& newValue, bool expired,
    std::optional<Timestamp> expiresAt = {}, ChangeDetail detail = ChangeDetail::Places);

/// The value with a word about it behind it. Where there is little room the value gives way, not
/// the word.
Spans withWord(const Spans& value, const Span& word);

/// The same spans shortened to `width`, which `widthOf` measures in, each cut marked by an
/// ellipsis. Of a change both sides give way, so that the arrow and what it leads to are seen.
Spans fittedSpans(const Spans& spans, int width, const std::function<int(const QString&)>& widthOf);

} // namespace stateroom::ui

Q_DECLARE_METATYPE(stateroom::ui::Spans)
