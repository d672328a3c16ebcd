// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonstructure.h"

#include "core/json/swar.h"

#include <algorithm>
#include <cstring>

namespace stateroom::ui {

namespace {

/// How far behind a string its colon is looked for.
constexpr qsizetype longestGap = 256;

bool isWordByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '+' || c == '.';
}

/// Behind the string's closing quote, or the text's end; `at` stands within it.
qsizetype endOfString(QByteArrayView text, qsizetype at, StringState& state)
{
    while (at < text.size()) {
        if (state.escaped) {
            // A break for display may stand between a backslash and what it escapes.
            state.escaped = text[at] == '\r';
            ++at;
            continue;
        }
        const auto* begin = reinterpret_cast<const uchar*>(text.data());
        at = swar::findQuoteOrBackslash(begin + at, begin + text.size()) - begin;
        if (at == text.size())
            break;
        if (text[at++] == '"') {
            state.inString = false;
            break;
        }
        state.escaped = true;
    }
    return at;
}

/// Runs `visit(at)` for each bracket that stands outside of strings, until it returns false.
template <class Visit> void forEachBracket(QByteArrayView text, qsizetype from, Visit&& visit)
{
    for (qsizetype at = from; at < text.size();) {
        const char c = text[at];
        if (c == '"') {
            StringState state{true, false};
            at = endOfString(text, at + 1, state);
            continue;
        }
        if ((isOpening(c) || isClosing(c)) && !visit(at))
            return;
        ++at;
    }
}

class Styler {
public:
    Styler(QByteArrayView text, qsizetype length, StringState state)
        : m_text(text)
        , m_styles(std::min(length, text.size()), char(JsonStyle::Plain))
        , m_state(state)
    {
    }

    QByteArray run(StringState& state)
    {
        for (qsizetype at = 0; at < m_styles.size();)
            at = m_state.inString || m_text[at] == '"' ? styleString(at) : styleOther(at);
        state = m_state;
        return std::move(m_styles);
    }

private:
    qsizetype styleString(qsizetype at)
    {
        const qsizetype begin = at;
        if (!m_state.inString) {
            m_state = {true, false};
            ++at;
        }
        // Not beyond its line: there the next one begins, whatever is missing here.
        qsizetype lineEnd = at;
        while (lineEnd < m_text.size() && m_text[lineEnd] != '\n' && m_text[lineEnd] != '\r')
            ++lineEnd;
        at = endOfString(m_text.first(lineEnd), at, m_state);
        set(begin, at, !m_state.inString && isName(at) ? JsonStyle::Name : JsonStyle::String);
        if (at < m_text.size() && m_state.inString) {
            if (m_text[at] == '\n')
                m_state = {};
            ++at;
        }
        return at;
    }

    qsizetype styleOther(qsizetype at)
    {
        const char c = m_text[at];
        if (isWordByte(c))
            return styleWord(at);
        if (isOpening(c) || isClosing(c) || c == ',' || c == ':')
            set(at, at + 1, JsonStyle::Punctuation);
        return at + 1;
    }

    qsizetype styleWord(qsizetype at)
    {
        const qsizetype begin = at;
        while (at < m_text.size() && isWordByte(m_text[at]))
            ++at;
        const QByteArrayView word = m_text.sliced(begin, at - begin);
        if (word.front() == '-' || (word.front() >= '0' && word.front() <= '9'))
            set(begin, at, JsonStyle::Number);
        else if (word == "true" || word == "false" || word == "null")
            set(begin, at, JsonStyle::Keyword);
        return at;
    }

    bool isName(qsizetype stringEnd) const
    {
        const qsizetype stop = std::min(m_text.size(), stringEnd + longestGap);
        for (qsizetype at = stringEnd; at < stop; ++at) {
            const char c = m_text[at];
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
                return c == ':';
        }
        return false;
    }

    void set(qsizetype from, qsizetype to, JsonStyle style)
    {
        to = std::min(to, m_styles.size());
        if (to > from)
            std::memset(m_styles.data() + from, int(style), size_t(to - from));
    }

    QByteArrayView m_text;
    QByteArray m_styles;
    StringState m_state;
};

} // namespace

StringState stringStateAfter(QByteArrayView text, StringState state)
{
    for (qsizetype at = 0; at < text.size();) {
        if (!state.inString) {
            at = text.indexOf('"', at);
            if (at < 0)
                return state;
            state = {true, false};
            ++at;
        }
        at = endOfString(text, at, state);
    }
    return state;
}

QByteArray styleJson(QByteArrayView text, qsizetype length, StringState& state)
{
    return Styler(text, length, state).run(state);
}

qsizetype closingOf(QByteArrayView text, qsizetype opening)
{
    qsizetype found = -1;
    qsizetype depth = 0;
    forEachBracket(text, opening, [&](qsizetype at) {
        depth += isOpening(text[at]) ? 1 : -1;
        if (depth == 0)
            found = at;
        return depth > 0;
    });
    return found;
}

qsizetype openingOf(QByteArrayView text, qsizetype closing)
{
    std::vector<qsizetype> open;
    qsizetype found = -1;
    forEachBracket(text, 0, [&](qsizetype at) {
        if (at >= closing) {
            if (at == closing && !open.empty())
                found = open.back();
            return false;
        }
        if (isOpening(text[at]))
            open.push_back(at);
        else if (!open.empty())
            open.pop_back();
        return true;
    });
    return found;
}

std::vector<qsizetype> innerOpenings(QByteArrayView text, qsizetype most)
{
    std::vector<qsizetype> openings;
    qsizetype depth = 0;
    forEachBracket(text, 0, [&](qsizetype at) {
        if (isClosing(text[at])) {
            --depth;
        } else if (++depth == 2) {
            openings.push_back(at);
        }
        return qsizetype(openings.size()) < most;
    });
    return openings;
}

} // namespace stateroom::ui
