// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/targetparser.h"

#include <algorithm>

namespace stateroom {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

constexpr auto notDecodable = "The path or query holds an invalid escape, or is not UTF-8.";

// A mistake does not end it: the segments tell whose path it was meant to be.
std::optional<QByteArray> parsePath(QByteArrayView path, std::vector<QByteArray>& segments)
{
    std::optional<QByteArray> mistake;
    const auto note = [&mistake](const char* what) {
        if (!mistake)
            mistake = what;
    };
    const auto skipSlashes = [&path] {
        while (path.startsWith('/'))
            path = path.sliced(1);
    };
    constexpr size_t usualSegments = 6;
    segments.reserve(usualSegments);
    // Clients join a base that ends with a slash to a path that begins with one.
    skipSlashes();
    while (!path.isEmpty()) {
        const qsizetype slash = find(path, '/');
        const QByteArrayView raw = slash < 0 ? path : path.first(slash);
        auto segment = percentDecode(raw, PlusSign::Itself);
        if (!segment) {
            note(notDecodable);
            segment = raw.toByteArray();
        }
        path = slash < 0 ? QByteArrayView() : path.sliced(slash + 1);
        const bool isBase = segments.empty() && *segment == "v1";
        if (segment->isEmpty())
            note("The path holds an empty segment.");
        else
            segments.push_back(std::move(*segment));
        if (isBase)
            skipSlashes();
        else if (slash >= 0 && path.isEmpty())
            note("The path ends with a slash.");
    }
    return mistake;
}

std::optional<QByteArray> parseQuery(QByteArrayView text, QueryParameters& query)
{
    while (!text.isEmpty()) {
        const qsizetype end = find(text, '&');
        const QByteArrayView item = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (item.isEmpty())
            continue;
        const qsizetype equals = find(item, '=');
        auto name = percentDecode(equals < 0 ? item : item.first(equals), PlusSign::Space);
        auto value =
            percentDecode(equals < 0 ? QByteArrayView() : item.sliced(equals + 1), PlusSign::Space);
        if (!name || !value)
            return QByteArray(notDecodable);
        query.add(std::move(*name), std::move(*value));
    }
    return std::nullopt;
}

// Takes `http://authority` off an absolute form; false when it has none to take.
bool takeAuthority(QByteArrayView& rest, QByteArrayView& authority)
{
    const qsizetype schemeEnd = rest.indexOf("://");
    if (schemeEnd < 0)
        return false;
    const QByteArrayView scheme = rest.first(schemeEnd);
    if (!equalsIgnoringCase(scheme, "http") && !equalsIgnoringCase(scheme, "https"))
        return false;
    rest = rest.sliced(schemeEnd + 3);
    const auto end =
        std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    authority = rest.first(end - rest.begin());
    rest = rest.sliced(authority.size());
    return !authority.isEmpty();
}

} // namespace

std::optional<QByteArray> percentDecode(QByteArrayView text, PlusSign plus)
{
    QByteArray decoded(text.size(), Qt::Uninitialized);
    char* out = decoded.data();
    bool isAscii = true;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
            if (c == '\0')
                return std::nullopt;
        } else if (c == '+' && plus == PlusSign::Space) {
            c = ' ';
        }
        isAscii = isAscii && static_cast<uchar>(c) < 0x80;
        *out++ = c;
    }
    decoded.truncate(out - decoded.constData());
    if (!isAscii && !decoded.isValidUtf8())
        return std::nullopt;
    return decoded;
}

std::optional<QByteArray> parseTarget(QByteArrayView raw, Target& target)
{
    target = {};
    const auto isForeign = [](char c) {
        return static_cast<uchar>(c) <= 0x20 || static_cast<uchar>(c) >= 0x7f || c == '#';
    };
    std::optional<QByteArray> foreign;
    if (std::any_of(raw.begin(), raw.end(), isForeign))
        foreign = "The target holds a character that must be percent-encoded.";
    if (raw == "*") {
        target.isAsterisk = true;
        return std::nullopt;
    }
    QByteArrayView rest = raw;
    if (!rest.startsWith('/') && !takeAuthority(rest, target.authority))
        return foreign ? foreign
                       : QByteArray("The target must be a path that begins with a slash.");
    const qsizetype question = find(rest, '?');
    const QByteArrayView path = question < 0 ? rest : rest.first(question);
    auto mistake = parsePath(path, target.segments);
    if (foreign || mistake)
        return foreign ? foreign : mistake;
    if (question < 0)
        return std::nullopt;
    return parseQuery(rest.sliced(question + 1), target.query);
}

} // namespace stateroom
