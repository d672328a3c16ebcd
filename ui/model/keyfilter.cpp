// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/keyfilter.h"

#include <algorithm>

namespace stateroom::ui {

namespace {

constexpr int maxMarks = 64; // more would not be seen on one line

bool isExpression(const QString& text)
{
    return text.size() > 2 && text.startsWith(u'/') &&
           (text.endsWith(u'/') || text.endsWith(QLatin1StringView("/i")));
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

bool containsFolded(QByteArrayView text, QByteArrayView wanted)
{
    const char first = wanted.front();
    const char* end = text.data() + (text.size() - wanted.size() + 1);
    for (const char* at = text.data(); at < end; ++at)
        if (lowered(*at) == first &&
            std::equal(
                wanted.begin(), wanted.end(), at, [](char a, char b) { return a == lowered(b); }))
            return true;
    return false;
}

} // namespace

Result<KeyFilter> KeyFilter::parse(const QString& text)
{
    KeyFilter filter;
    if (text.isEmpty())
        return filter;
    if (isExpression(text)) {
        const auto last = text.lastIndexOf(u'/');
        auto options = QRegularExpression::UseUnicodePropertiesOption |
                       QRegularExpression::DotMatchesEverythingOption;
        if (last + 1 < text.size())
            options |= QRegularExpression::CaseInsensitiveOption;
        filter.m_kind = Kind::Expression;
        filter.m_expression = QRegularExpression(text.sliced(1, last - 1), options);
        if (!filter.m_expression.isValid()) {
            Error error{ErrorCode::InvalidInput, filter.m_expression.errorString(), {}, -1, -1};
            error.offset = filter.m_expression.patternErrorOffset() + 1;
            return fail(std::move(error));
        }
        filter.m_expression.optimize();
        return filter;
    }
    const bool anyCase = text.toLower() == text;
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
    filter.m_text = text;
    filter.m_bytes = text.toUtf8();
    filter.m_kind = !anyCase ? Kind::Bytes : ascii ? Kind::AsciiAnyCase : Kind::TextAnyCase;
    return filter;
}

bool KeyFilter::matches(QByteArrayView key) const
{
    switch (m_kind) {
    case Kind::Everything:
        return true;
    case Kind::Bytes:
        return key.contains(m_bytes);
    case Kind::AsciiAnyCase:
        return containsFolded(key, m_bytes);
    case Kind::TextAnyCase:
        return QString::fromUtf8(key).contains(m_text, Qt::CaseInsensitive);
    case Kind::Expression:
        return m_expression.match(QString::fromUtf8(key)).hasMatch();
    }
    Q_UNREACHABLE();
}

TextMarks KeyFilter::marksIn(const QString& key) const
{
    TextMarks marks;
    if (m_kind == Kind::Everything)
        return marks;
    if (m_kind == Kind::Expression) {
        auto found = m_expression.globalMatch(key);
        while (found.hasNext() && marks.size() < maxMarks) {
            const auto match = found.next();
            if (match.capturedLength() > 0)
                marks.append({int(match.capturedStart()), int(match.capturedLength())});
        }
        return marks;
    }
    const auto sensitivity = m_kind == Kind::Bytes ? Qt::CaseSensitive : Qt::CaseInsensitive;
    for (auto at = key.indexOf(m_text, 0, sensitivity); at >= 0 && marks.size() < maxMarks;
         at = key.indexOf(m_text, at + m_text.size(), sensitivity))
        marks.append({int(at), int(m_text.size())});
    return marks;
}

} // namespace stateroom::ui
