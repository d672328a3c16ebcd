// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsonformat.h"

namespace stateroom {

namespace {

/// Writes compact text again, byte by byte, with white space between its tokens.
class Formatter {
public:
    Formatter(QByteArrayView text, const JsonFormat& format)
        : m_text(text)
        , m_format(format)
    {
        m_out.reserve(text.size() + text.size() / 2);
    }

    /// The result; null when it grew beyond the format's bound.
    QByteArray run()
    {
        while (m_at < m_text.size()) {
            if (m_out.size() > m_format.maxBytes)
                return {};
            writeToken();
        }
        return std::move(m_out);
    }

private:
    void writeToken()
    {
        const char c = m_text[m_at];
        switch (c) {
        case '"':
            copyString();
            return;
        case '{':
        case '[':
            open();
            return;
        case '}':
        case ']':
            --m_depth;
            breakLine();
            break;
        case ',':
            m_out.append(c);
            ++m_at;
            breakLine();
            return;
        case ':':
            m_out.append(": ");
            ++m_at;
            return;
        default:
            break;
        }
        m_out.append(c);
        ++m_at;
    }

    void open()
    {
        if (const qsizetype end = endOfShortArray(); end > 0) {
            copyInline(end);
            return;
        }
        m_out.append(m_text[m_at]);
        const char next = m_text[m_at + 1];
        if (next == '}' || next == ']') {
            m_out.append(next);
            m_at += 2;
            return;
        }
        ++m_at;
        ++m_depth;
        breakLine();
    }

    /// Behind the array that starts here, if it holds scalars only and is short; else 0.
    qsizetype endOfShortArray() const
    {
        if (m_text[m_at] != '[' || m_text[m_at + 1] == ']')
            return 0;
        const qsizetype stop = std::min(m_text.size(), m_at + m_format.inlineBytes);
        for (qsizetype at = m_at + 1; at < stop; ++at) {
            switch (m_text[at]) {
            case '"':
                at = endOfString(at) - 1;
                break;
            case '[':
            case '{':
                return 0;
            case ']':
                return at + 1;
            default:
                break;
            }
        }
        return 0;
    }

    void copyInline(qsizetype end)
    {
        while (m_at < end) {
            const char c = m_text[m_at];
            if (c == '"') {
                copyString();
                continue;
            }
            m_out.append(c);
            if (c == ',')
                m_out.append(' ');
            ++m_at;
        }
    }

    void copyString()
    {
        const qsizetype end = endOfString(m_at);
        m_out.append(m_text.sliced(m_at, end - m_at));
        m_at = end;
    }

    /// Behind the closing quote of the string that starts at `at`.
    qsizetype endOfString(qsizetype at) const
    {
        for (++at; m_text[at] != '"'; ++at) {
            if (m_text[at] == '\\')
                ++at;
        }
        return at + 1;
    }

    void breakLine()
    {
        m_out.append('\n');
        m_out.append(qsizetype(m_depth) * m_format.indent, ' ');
    }

    QByteArrayView m_text;
    const JsonFormat& m_format;
    QByteArray m_out;
    qsizetype m_at = 0;
    int m_depth = 0;
};

} // namespace

QByteArray formatJson(const JsonView& value, const JsonFormat& format)
{
    const QByteArray formatted = Formatter(value.raw(), format).run();
    return formatted.isNull() ? value.raw().toByteArray() : formatted;
}

} // namespace stateroom
