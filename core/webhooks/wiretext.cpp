// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/wiretext.h"

#include <QUrl>

#include <algorithm>

namespace stateroom::webhooks {

namespace {

/// Of an answer's fields, names and values: what is kept of them.
constexpr qsizetype mostFieldBytes = qsizetype(16) * 1024;

/// A field's text may be anything; what is kept is UTF-8.
QByteArray asUtf8(const QByteArray& text)
{
    return text.isValidUtf8() ? text : QString::fromLatin1(text).toUtf8();
}

} // namespace

QByteArray authorityOf(const QUrl& url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    QByteArray text = host.contains(u':') ? '[' + host.toLatin1() + ']' : host.toLatin1();
    if (url.port() >= 0)
        text += ':' + QByteArray::number(url.port());
    return text;
}

QByteArray targetOf(const QUrl& url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (!target.startsWith('/'))
        target.prepend('/');
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

HeaderFields keptFields(const ReplyHead& head)
{
    HeaderFields kept;
    qsizetype size = 0;
    for (const auto& [name, value] : head.fields) {
        size += name.size() + value.size();
        if (size > mostFieldBytes)
            break;
        kept.emplace_back(asUtf8(name), asUtf8(value));
    }
    return kept;
}

QByteArray keptBody(const QByteArray& body)
{
    QByteArray kept = body.first(std::min(body.size(), Attempt::mostResponse));
    if (kept.size() == body.size())
        return kept;
    constexpr int longestRest = 3;
    for (int rest = 0; rest <= longestRest && rest < kept.size(); ++rest) {
        QByteArray shorter = kept.chopped(rest);
        if (shorter.isValidUtf8())
            return shorter;
    }
    return kept;
}

} // namespace stateroom::webhooks
