// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/givenkeys.h"

#include "core/api/plan.h"

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

Failure wrong(const QString& why)
{
    return fail(
        ErrorCode::InvalidInput, u"STATEROOM_KEYS cannot be read: "_s + why,
        u"It is a list such as integration=TOKEN,business=TOKEN:starter."_s);
}

/// Whether it can stand behind `Bearer ` and in a URL's parameter as it is.
bool isToken(QByteArrayView text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

Result<ApiKey> parseItem(const QByteArray& item)
{
    const qsizetype equals = item.indexOf('=');
    const auto api =
        apiFromName(QByteArrayView(item).first(std::max<qsizetype>(equals, 0)).trimmed());
    if (!api)
        return wrong(u"an item does not begin with integration=, workflow=, campaign= or "
                     u"business=."_s);
    QByteArray token = item.sliced(equals + 1).trimmed();
    ApiKey key;
    key.api = *api;
    key.label = "STATEROOM_KEYS";
    key.source = ApiKey::Source::Given;
    if (const qsizetype colon = token.lastIndexOf(':'); colon >= 0) {
        key.plan = token.sliced(colon + 1);
        token.truncate(colon);
        if (!findPlan(key.plan))
            return wrong(u"what follows a colon must be a plan."_s);
    }
    if (!isToken(token))
        return wrong(u"a token must be visible ASCII characters, without spaces and commas."_s);
    key.hash = hashOfKeyText(token);
    key.id = makeKeyId(key.hash);
    return key;
}

} // namespace

Result<std::vector<ApiKey>> parseGivenKeys(const QString& list, Timestamp now)
{
    std::vector<ApiKey> given;
    const QByteArrayList items = list.toUtf8().split(',');
    for (const QByteArray& item : items) {
        auto key = parseItem(item);
        if (!key)
            return failureOf(key);
        const bool isTwice = std::any_of(given.begin(), given.end(), [&key](const ApiKey& other) {
            return other.hash == key->hash;
        });
        if (isTwice)
            return wrong(u"one token stands there twice."_s);
        key->created = now;
        given.push_back(std::move(*key));
    }
    return given;
}

} // namespace stateroom
