// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/keytexts.h"

#include "core/http/types.h"

#include <algorithm>
#include <vector>

namespace stateroom {

namespace {

constexpr QByteArrayView mask = "***";
constexpr QByteArrayView jwtStart = "eyJ"; // `{"` in base64url
constexpr QByteArrayView scheme = "Bearer";

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

int hexValue(char c)
{
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

struct Unit {
    char c;
    qsizetype size; ///< in the raw text
};

Unit unitAt(QByteArrayView text, qsizetype at)
{
    const auto hasHex = [text](qsizetype from) {
        return from + 1 < text.size() && isHex(text[from]) && isHex(text[from + 1]);
    };
    if (text[at] != '%' || !hasHex(at + 1))
        return {text[at], 1};
    qsizetype hex = at + 1;
    while (text[hex] == '2' && text[hex + 1] == '5' && hasHex(hex + 2)) // `%255F`
        hex += 2;
    return {char(hexValue(text[hex]) * 16 + hexValue(text[hex + 1])), hex + 2 - at};
}

/// A text as it is meant, that knows where each character stands in the raw one.
class PlainText {
public:
    explicit PlainText(QByteArrayView raw)
        : m_text(raw)
    {
        if (find(raw, '%') < 0)
            return;
        m_decoded.reserve(raw.size());
        m_starts.reserve(size_t(raw.size()) + 1);
        for (qsizetype at = 0; at < raw.size();) {
            const Unit unit = unitAt(raw, at);
            m_decoded.append(unit.c);
            m_starts.push_back(at);
            at += unit.size;
        }
        m_starts.push_back(raw.size());
        m_text = m_decoded;
    }
    Q_DISABLE_COPY_MOVE(PlainText)

    QByteArrayView text() const { return m_text; }
    qsizetype rawAt(qsizetype at) const { return m_starts.empty() ? at : m_starts[size_t(at)]; }

private:
    QByteArrayView m_text;
    QByteArray m_decoded;
    std::vector<qsizetype> m_starts; // empty: nothing is escaped
};

struct Range {
    qsizetype from;
    qsizetype to;
};
using Ranges = std::vector<Range>;

qsizetype endOfToken(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && isTokenCharacter(text[at]))
        ++at;
    return at;
}

bool endsWithPrefix(QByteArrayView text)
{
    constexpr QByteArrayView prefixes[] = {"int_", "wfl_", "cmp_", "biz_", "ctl_", "whsec_"};
    return std::any_of(std::begin(prefixes), std::end(prefixes), [text](QByteArrayView prefix) {
        return text.endsWith(prefix);
    });
}

void findKeys(const PlainText& plain, qsizetype shortest, Ranges& found)
{
    const QByteArrayView text = plain.text();
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype bar = find(text.sliced(at), '_');
        if (bar < 0)
            return;
        at += bar + 1;
        if (!endsWithPrefix(text.first(at)))
            continue;
        // No more than is needed to say no: another prefix may follow at once.
        const qsizetype end = endOfToken(text, at);
        if (end - at < shortest)
            continue;
        found.push_back({plain.rawAt(at), plain.rawAt(end)});
        at = end;
    }
}

// Two parts are enough: the signature may be missing, or cut off.
void findJwts(const PlainText& plain, Ranges& found)
{
    constexpr qsizetype shortest = 10; // of a part
    const QByteArrayView text = plain.text();
    for (qsizetype at = text.indexOf(jwtStart); at >= 0; at = text.indexOf(jwtStart, at)) {
        const qsizetype from = at + jwtStart.size();
        at = endOfToken(text, from); // within the same part there is no better one
        if (at - from < shortest || at == text.size() || text[at] != '.')
            continue;
        qsizetype end = endOfToken(text, at + 1);
        if (end - at - 1 < shortest)
            continue;
        while (end < text.size() && text[end] == '.')
            end = endOfToken(text, end + 1);
        found.push_back({plain.rawAt(from), plain.rawAt(end)});
        at = end;
    }
}

bool isSchemeAt(QByteArrayView text, qsizetype at)
{
    return (text[at] | 0x20) == 'b' && text.size() - at > scheme.size() &&
           equalsIgnoringCase(text.sliced(at, scheme.size()), scheme);
}

void findBehindScheme(const PlainText& plain, QByteArrayView raw, Ranges& found)
{
    const QByteArrayView text = plain.text();
    qsizetype done = 0; // in the raw text
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (!isSchemeAt(text, at) || plain.rawAt(at) < done)
            continue;
        qsizetype from = at + scheme.size();
        const qsizetype word = from;
        while (from < text.size() && find(" \t+:=", text[from]) >= 0)
            ++from;
        if (from == word)
            continue;
        const qsizetype start = plain.rawAt(from);
        const auto end = std::find_if(raw.begin() + start, raw.end(), [](char c) {
            return c == '?' || c == '&' || c == '#';
        });
        done = end - raw.begin();
        if (done > start)
            found.push_back({start, done});
    }
}

QByteArray maskRanges(const QByteArray& text, Ranges ranges)
{
    if (ranges.empty())
        return text;
    std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) {
        return a.from < b.from;
    });
    QByteArray masked;
    qsizetype copied = 0;
    for (const Range& range : ranges) {
        if (range.from >= copied) {
            masked.append(QByteArrayView(text).sliced(copied, range.from - copied)).append(mask);
            copied = range.to;
        }
        copied = std::max(copied, range.to); // they may overlap
    }
    return masked.append(QByteArrayView(text).sliced(copied));
}

bool mayHoldKeyTexts(QByteArrayView text)
{
    if (find(text, '_') >= 0 || find(text, '%') >= 0)
        return true;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const qsizetype next = find(text.sliced(at), 'J');
        if (next < 0)
            return false;
        at += next;
        if (text.first(at + 1).endsWith(jwtStart))
            return true;
    }
    return false;
}

} // namespace

QByteArray maskKeyTexts(const QByteArray& text, qsizetype shortest)
{
    if (!mayHoldKeyTexts(text))
        return text;
    Ranges found;
    const PlainText plain(text);
    findKeys(plain, shortest, found);
    findJwts(plain, found);
    return maskRanges(text, std::move(found));
}

QByteArray maskCredentials(const QByteArray& text)
{
    if (!mayHoldCredentials(text))
        return text;
    Ranges found;
    const PlainText plain(text);
    findKeys(plain, shortestKeyText, found);
    findJwts(plain, found);
    findBehindScheme(plain, text, found);
    return maskRanges(text, std::move(found));
}

bool mayHoldCredentials(QByteArrayView text)
{
    if (mayHoldKeyTexts(text))
        return true;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (isSchemeAt(text, at))
            return true;
    }
    return false;
}

QByteArray unescaped(QByteArrayView text)
{
    return PlainText(text).text().toByteArray();
}

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

} // namespace stateroom
