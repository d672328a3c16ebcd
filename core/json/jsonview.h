// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsontext.h"

#include <QString>

#include <optional>

namespace stateroom {

/// A look into validated, compact JSON text, without building a tree: the raw text of one value.
/// Does not own its bytes: the JsonText that it looks into must live as long.
class JsonView {
public:
    JsonView(const JsonText& text)
        : m_text(text.bytes())
    {
    }

    JsonType type() const;
    QByteArrayView raw() const { return m_text; }
    /// An owned copy of this value.
    JsonText toText() const;

    /// An object's member of this name (compared after decoding escapes), the last where a name
    /// stands more than once; nothing when there is none or this is not an object.
    std::optional<JsonView> member(QByteArrayView utf8Name) const;

    /// A boolean, else nothing.
    std::optional<bool> toBool() const;
    /// A number that is a whole one and fits (`3`, `3.0`, `30e-1`), else nothing.
    std::optional<qint64> toInt64() const;
    /// A number as the nearest double (1e400 is infinite), else nothing.
    std::optional<double> toDouble() const;
    /// A string, decoded; a lone surrogate escape stays one in the QString. Else nothing.
    std::optional<QString> toString() const;

    /// Runs `visit(JsonView name, JsonView value)` for each member of an object in order (`name` is
    /// the raw string; toString() decodes it). Stops when it returns false.
    template <class Visit> void forEachMember(Visit&& visit) const;
    /// Runs `visit(JsonView element)` for each element of an array in order; stops at false.
    template <class Visit> void forEachElement(Visit&& visit) const;

private:
    explicit JsonView(QByteArrayView raw)
        : m_text(raw)
    {
    }
    /// The end of the value that starts at `from` in validated, compact text.
    static qsizetype skipValue(QByteArrayView text, qsizetype from);

    QByteArrayView m_text;
};

template <class Visit> void JsonView::forEachMember(Visit&& visit) const
{
    if (m_text.front() != '{')
        return;
    for (qsizetype at = 1; m_text[at] != '}';) {
        if (m_text[at] == ',')
            ++at;
        const qsizetype nameEnd = skipValue(m_text, at);
        const qsizetype valueEnd = skipValue(m_text, nameEnd + 1);
        if (!visit(
                JsonView(m_text.sliced(at, nameEnd - at)),
                JsonView(m_text.sliced(nameEnd + 1, valueEnd - nameEnd - 1))))
            return;
        at = valueEnd;
    }
}

template <class Visit> void JsonView::forEachElement(Visit&& visit) const
{
    if (m_text.front() != '[')
        return;
    for (qsizetype at = 1; m_text[at] != ']';) {
        if (m_text[at] == ',')
            ++at;
        const qsizetype end = skipValue(m_text, at);
        if (!visit(JsonView(m_text.sliced(at, end - at))))
            return;
        at = end;
    }
}

} // namespace stateroom
