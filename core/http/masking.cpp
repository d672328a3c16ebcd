// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/masking.h"

#include "core/http/targetparser.h"

#include <algorithm>
#include <cctype>

namespace stateroom {

namespace {

constexpr QByteArrayView mask = "***";

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/// Without case, `_` and `-`, so that apiKey, api_key and API-Key are one name.
bool isSecretName(QByteArrayView name)
{
    constexpr QByteArrayView secrets[] = {
        "apikey",       "token",      "accesstoken", "refreshtoken",  "secret",
        "clientsecret", "password",   "passwd",      "authorization", "privatekey",
        "xapikey",      "xauthtoken", "cookie",      "setcookie",     "proxyauthorization"};
    char plain[24];
    qsizetype size = 0;
    for (const char c : name) {
        if (c == '_' || c == '-')
            continue;
        if (size == qsizetype(sizeof plain))
            return false;
        plain[size++] = c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
    }
    return std::any_of(std::begin(secrets), std::end(secrets), [&](QByteArrayView secret) {
        return secret == QByteArrayView(plain, size);
    });
}

/// Items `name=value` between `&`; a name may be written with escapes.
QByteArray maskQuery(QByteArrayView query)
{
    QByteArray masked;
    masked.reserve(query.size());
    for (;;) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView item = end < 0 ? query : query.first(end);
        const qsizetype equals = item.indexOf('=');
        const auto name =
            equals < 0 ? std::nullopt : percentDecode(item.first(equals), PlusSign::Space);
        if (name && isSecretName(*name))
            masked.append(item.first(equals + 1)).append(mask);
        else
            masked.append(item);
        if (end < 0)
            return masked;
        masked.append('&');
        query = query.sliced(end + 1);
    }
}

/// Where the JSON string that begins at `at` ends: behind its closing quote, or at the text's end.
qsizetype endOfString(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\')
            ++at;
    }
    return std::min(at + 1, text.size());
}

qsizetype skipSpace(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && std::isspace(uchar(text[at])))
        ++at;
    return at;
}

/// The text may be cut off anywhere, or be no JSON at all.
QByteArray maskMembers(QByteArrayView text)
{
    QByteArray masked;
    masked.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] != '"') {
            masked += text[at++];
            continue;
        }
        const qsizetype end = endOfString(text, at);
        const QByteArrayView name = text.sliced(at, end - at);
        masked += name;
        const qsizetype colon = skipSpace(text, end);
        const bool isName = name.size() > 1 && colon < text.size() && text[colon] == ':';
        at = end;
        if (!isName || !isSecretName(name.sliced(1).chopped(1)))
            continue;
        const qsizetype value = skipSpace(text, colon + 1);
        masked += text.sliced(end, value - end);
        at = value;
        if (value < text.size() && text[value] == '"') {
            masked.append('"').append(mask).append('"');
            at = endOfString(text, value);
        }
    }
    return masked;
}

} // namespace

QByteArray maskKeyTexts(const QByteArray& text)
{
    constexpr QByteArrayView prefixes[] = {"int_", "wfl_", "cmp_", "biz_", "ctl_", "whsec_"};
    constexpr qsizetype shortest = 32; // 256 bits are 43 characters; ids are shorter
    if (!text.contains('_'))
        return text;
    QByteArray masked;
    qsizetype copied = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (at > 0 && isTokenCharacter(text[at - 1]))
            continue;
        for (const QByteArrayView prefix : prefixes) {
            if (!QByteArrayView(text).sliced(at).startsWith(prefix))
                continue;
            qsizetype end = at + prefix.size();
            while (end < text.size() && isTokenCharacter(text[end]))
                ++end;
            if (end - at - prefix.size() < shortest)
                break;
            masked.append(QByteArrayView(text).sliced(copied, at + prefix.size() - copied));
            masked.append(mask);
            copied = end;
            at = end - 1;
            break;
        }
    }
    return copied == 0 ? text : masked.append(QByteArrayView(text).sliced(copied));
}

QByteArray maskSecrets(const QByteArray& target)
{
    const qsizetype question = target.indexOf('?');
    if (question < 0)
        return maskKeyTexts(target);
    const QByteArray query = maskQuery(QByteArrayView(target).sliced(question + 1));
    return maskKeyTexts(target.first(question + 1) + query);
}

void appendMaskedHead(QByteArray& out, const Headers& fields)
{
    const qsizetype end = out.size() + RequestReport::maxHead;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const auto [name, value] = fields.at(i);
        if (out.size() + name.size() + value.size() + 4 > end)
            return;
        out.append(name).append(": ");
        if (isSecretName(name)) {
            const qsizetype space = find(value, ' ');
            if (equalsIgnoringCase(name, "Authorization") && space > 0)
                out.append(value.first(space + 1));
            out.append(mask);
        } else if (find(value, '_') >= 0 || find(value, '?') >= 0) {
            out.append(maskSecrets(value.toByteArray()));
        } else {
            out.append(value);
        }
        out.append("\r\n");
    }
}

RecordedBody maskBody(const QByteArray& body)
{
    constexpr qsizetype room = 1024; // what is masked becomes shorter
    RecordedBody recorded;
    QByteArray head = body.first(std::min(body.size(), RecordedBody::maxBytes + room));
    // What is cut amid a key's text would not be known for one.
    while (head.size() < body.size() && !head.isEmpty() && isTokenCharacter(head.back()))
        head.chop(1);
    const qsizetype start = skipSpace(head, 0);
    const bool isForm = start < head.size() && isTokenCharacter(head[start]) && head.contains('=');
    recorded.bytes = maskKeyTexts(isForm ? maskQuery(head) : maskMembers(head));
    recorded.isCut = body.size() > head.size() || recorded.bytes.size() > RecordedBody::maxBytes;
    recorded.bytes.truncate(RecordedBody::maxBytes);
    return recorded;
}

} // namespace stateroom
