// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/masking.h"

#include "core/http/keytexts.h"

#include <algorithm>
#include <cctype>

namespace stateroom {

namespace {

constexpr QByteArrayView mask = "***";

/// Without case, `_` and `-`, so that apiKey, api_key and API-Key are one name.
bool isSecretName(QByteArrayView name)
{
    constexpr QByteArrayView secrets[] = {
        "apikey",       "token",      "accesstoken", "refreshtoken",  "secret",
        "clientsecret", "password",   "passwd",      "authorization", "privatekey",
        "xapikey",      "xauthtoken", "cookie",      "setcookie",     "proxyauthorization",
        "usertoken",    "idtoken",    "authtoken",   "jwt",           "bearer"};
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

/// What a parameter `key` is: the control API names a key of the store so.
enum class KeyParameter { Secret, Name };

bool isSecretParameter(QByteArrayView name, KeyParameter key)
{
    return isSecretName(name) ||
           (key == KeyParameter::Secret &&
            (equalsIgnoringCase(name, "key") || equalsIgnoringCase(name, "auth")));
}

/// Items `name=value` between `&`; a name may be written with escapes.
QByteArray maskQuery(QByteArrayView query, KeyParameter key)
{
    QByteArray masked;
    masked.reserve(query.size());
    for (;;) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView item = end < 0 ? query : query.first(end);
        const qsizetype equals = item.indexOf('=');
        if (equals >= 0 && isSecretParameter(unescaped(item.first(equals)), key))
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

QByteArray maskSecrets(const QByteArray& target)
{
    const qsizetype question = target.indexOf('?');
    if (question < 0)
        return maskCredentials(target);
    const auto key = target.startsWith("/_stateroom/") ? KeyParameter::Name : KeyParameter::Secret;
    const QByteArray query = maskQuery(QByteArrayView(target).sliced(question + 1), key);
    return maskCredentials(target.first(question + 1) + query);
}

QByteArray maskMethod(QByteArrayView method)
{
    // It may be a piece of a line, cut anywhere.
    const QByteArray masked = maskKeyTexts(maskSecrets(method.toByteArray()), 1);
    return masked.first(std::min(masked.size(), RequestReport::maxMethod));
}

void appendMaskedHead(QByteArray& out, const Headers& fields)
{
    const qsizetype end = out.size() + RequestReport::maxHead;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const auto [name, value] = fields.at(i);
        if (out.size() + name.size() + value.size() + 4 > end)
            return;
        if (mayHoldCredentials(name))
            out.append(maskKeyTexts(name.toByteArray()));
        else
            out.append(name);
        out.append(": ");
        if (isSecretName(name)) {
            const qsizetype space = find(value, ' ');
            if (equalsIgnoringCase(name, "Authorization") && space > 0)
                out.append(value.first(space + 1));
            out.append(mask);
        } else if (find(value, '?') >= 0 || mayHoldCredentials(value)) {
            out.append(maskSecrets(value.toByteArray()));
        } else {
            out.append(value);
        }
        out.append("\r\n");
    }
}

RecordedBody maskBody(const QByteArray& body, bool isCut)
{
    constexpr qsizetype room = 1024; // what is masked becomes shorter
    RecordedBody recorded;
    QByteArray head = body.first(std::min(body.size(), RecordedBody::maxBytes + room));
    // What is cut amid a key's text would not be known for one.
    if (isCut || head.size() < body.size()) {
        while (!head.isEmpty() && (isTokenCharacter(head.back()) || head.back() == '%'))
            head.chop(1);
    }
    const qsizetype start = skipSpace(head, 0);
    const bool isForm = start < head.size() && isTokenCharacter(head[start]) && head.contains('=');
    recorded.bytes =
        maskKeyTexts(isForm ? maskQuery(head, KeyParameter::Secret) : maskMembers(head));
    recorded.isCut =
        isCut || body.size() > head.size() || recorded.bytes.size() > RecordedBody::maxBytes;
    recorded.bytes.truncate(RecordedBody::maxBytes);
    return recorded;
}

} // namespace stateroom
