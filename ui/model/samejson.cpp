// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/samejson.h"

namespace stateroom::ui {

namespace {

/// Passes the signs of a JSON text that are not layout.
class Signs {
public:
    explicit Signs(QByteArrayView text)
        : m_text(text)
    {
    }

    /// To the next sign, if this is none; false at the end.
    bool seek()
    {
        while (m_at < m_text.size() && isLayout(m_text[m_at])) {
            m_line += isLineEnd(m_text[m_at]) ? 1 : 0;
            ++m_at;
        }
        return m_at < m_text.size();
    }
    /// Behind the sign that stands here.
    void pass()
    {
        const char sign = m_text[m_at++];
        if (m_isEscaped)
            m_isEscaped = false;
        else if (m_isString && sign == '\\')
            m_isEscaped = true;
        else if (sign == '"')
            m_isString = !m_isString;
    }
    qsizetype at() const { return m_at; }
    int line() const { return m_line; }

private:
    static bool isLineEnd(char sign) { return sign == '\n' || sign == '\r'; }
    bool isLayout(char sign) const
    {
        return isLineEnd(sign) || (!m_isString && (sign == ' ' || sign == '\t'));
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_line = 0;
    bool m_isString = false;
    bool m_isEscaped = false;
};

} // namespace

std::vector<int> linesIn(QByteArrayView text, QByteArrayView other)
{
    std::vector<int> lines;
    Signs here(text);
    Signs there(other);
    while (here.seek() && there.seek()) {
        lines.resize(std::size_t(here.line()) + 1, -1);
        // Those in between are empty, and point at what follows.
        for (auto line = lines.rbegin(); line != lines.rend() && *line < 0; ++line)
            *line = there.line();
        here.pass();
        there.pass();
    }
    lines.resize(std::size_t(here.line()) + 1, there.line());
    return lines;
}

qsizetype placeIn(QByteArrayView text, qsizetype offset, QByteArrayView other)
{
    Signs here(text);
    Signs there(other);
    while (here.seek() && there.seek() && here.at() < offset) {
        here.pass();
        there.pass();
    }
    return there.at();
}

} // namespace stateroom::ui
