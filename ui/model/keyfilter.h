// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/model/textmark.h"

#include <QByteArray>
#include <QRegularExpression>

namespace stateroom::ui {

/// Which keys are meant by what was typed: those that contain the text, letters alike in either
/// case unless a capital was typed; or, between slashes, those that a regular expression matches
/// (`/^run-\d+$/`, with `i` behind it in either case). A value; any thread.
class KeyFilter {
public:
    /// Lets everything pass.
    KeyFilter() = default;
    /// InvalidInput, with the place in `text` as its offset, for an expression that is none.
    static Result<KeyFilter> parse(const QString& text);

    bool isEmpty() const { return m_kind == Kind::Everything; }
    bool matches(QByteArrayView key) const;
    /// Where it matches within a key.
    TextMarks marksIn(const QString& key) const;

private:
    enum class Kind { Everything, Bytes, AsciiAnyCase, TextAnyCase, Expression };

    Kind m_kind = Kind::Everything;
    QByteArray m_bytes;
    QString m_text;
    QRegularExpression m_expression;
};

} // namespace stateroom::ui
