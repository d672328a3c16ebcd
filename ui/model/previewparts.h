// SPDX-License-Identifier: GPL-3.0-or-later
// What previews of values and of changes have in common.
#pragma once

#include "ui/model/valuepreview.h"

#include <QCoreApplication>

namespace stateroom::ui {

struct ValuePreview {
    Q_DECLARE_TR_FUNCTIONS(ValuePreview)
};

/// Between what was and what is.
inline Span arrowSpan()
{
    return {SpanKind::Muted, QStringLiteral(" \u2192 ")};
}

/// Between a value and what else there is to say of it.
inline Span gapSpan()
{
    return {SpanKind::Muted, QStringLiteral("  ")};
}

/// A value within a line that has more to say: a text is cut short, of a container its kind is
/// told alone.
Span shortPreview(const JsonView& value);

} // namespace stateroom::ui
