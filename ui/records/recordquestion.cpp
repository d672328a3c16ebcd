// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recordquestion.h"

#include "core/business/listparameters.h"

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

namespace {

/// As forms and browsers write a query: `+` is a space.
QByteArray decoded(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('+', ' '));
}

} // namespace

Checked<std::vector<FilterTerm>> filterOfText(const Resource& resource, const QString& text)
{
    QByteArray question = text.trimmed().toUtf8();
    ListParameters parameters;
    if (question.startsWith('{')) {
        parameters.emplace_back("filter", question);
    } else {
        if (question.startsWith('?'))
            question.remove(0, 1);
        for (const QByteArray& part : question.split('&')) {
            if (part.isEmpty())
                continue;
            const qsizetype sign = part.indexOf('=');
            const QByteArray name = decoded(sign < 0 ? part : part.first(sign));
            if (sign < 0 || !(name == "filter" || name.startsWith("filter[")))
                return refuseField("filter", "is written filter[field]: " + name + '.');
            const QByteArray value = decoded(part.sliced(sign + 1));
            if (!QByteArrayView(name).isValidUtf8() || !QByteArrayView(value).isValidUtf8())
                return refuseField("filter", "must be valid UTF-8.");
            parameters.emplace_back(name, value);
        }
    }
    auto query = listQueryOf(resource, parameters);
    if (!query)
        return refuse(std::move(query).error());
    return std::move(query->filter);
}

std::optional<NamePlace> namePlaceAt(const QString& text, qsizetype cursor)
{
    const QString before = text.first(std::min(cursor, text.size()));
    if (before.trimmed().startsWith(u'{')) {
        const qsizetype quote = before.lastIndexOf(u'"');
        // A name follows a brace or a comma; an odd number of quotes leaves one open.
        if (quote < 1 || before.count(u'"') % 2 == 0)
            return std::nullopt;
        const QString lead = before.first(quote).trimmed();
        if (!lead.endsWith(u'{') && !lead.endsWith(u','))
            return std::nullopt;
        return NamePlace{quote + 1, cursor - quote - 1, true};
    }
    const qsizetype part = before.lastIndexOf(u'&') + 1;
    const qsizetype bracket = before.indexOf(u'[', part);
    if (before.indexOf(u'=', part) >= 0 || before.indexOf(u']', part) >= 0)
        return std::nullopt;
    if (bracket >= 0)
        return NamePlace{bracket + 1, cursor - bracket - 1, false};
    return NamePlace{part, cursor - part, false};
}

QStringList fieldNames(const Resource& resource)
{
    QStringList names;
    for (const Field& field : resource.fields)
        names << QString::fromUtf8(field.name);
    for (const QByteArray& name : systemFields())
        names << QString::fromUtf8(name);
    return names;
}

} // namespace stateroom::ui
