// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recordtext.h"

#include "core/business/sortkey.h"
#include "ui/model/displaytext.h"
#include "ui/model/valuepreview.h"

#include <QCoreApplication>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

namespace {

/// No column is wider.
constexpr qsizetype longestCell = 200;

/// What the catalogue says of the resources that come with it; of others its own words are shown.
[[maybe_unused]] constexpr const char* catalogueTexts[] = {
    QT_TRANSLATE_NOOP("Catalogue", "An autonomous agent and what it may do."),
    QT_TRANSLATE_NOOP("Catalogue", "What people call it."),
    QT_TRANSLATE_NOOP("Catalogue", "What it works as."),
    QT_TRANSLATE_NOOP("Catalogue", "What it is told to do."),
    QT_TRANSLATE_NOOP("Catalogue", "What it may do, each a boolean."),
    QT_TRANSLATE_NOOP("Catalogue", "Whatever you like."),
    QT_TRANSLATE_NOOP("Catalogue", "Whether it works; active unless said otherwise."),
    QT_TRANSLATE_NOOP("Catalogue", "A conversation that an agent has."),
    QT_TRANSLATE_NOOP("Catalogue", "The agent that has it."),
    QT_TRANSLATE_NOOP("Catalogue", "Where it is had: web, email."),
    QT_TRANSLATE_NOOP("Catalogue", "How far it is."),
    QT_TRANSLATE_NOOP("Catalogue", "How content the customer was, from 1 to 5."),
    QT_TRANSLATE_NOOP("Catalogue", "One message of a conversation."),
    QT_TRANSLATE_NOOP("Catalogue", "The conversation that it belongs to."),
    QT_TRANSLATE_NOOP("Catalogue", "What it says."),
    QT_TRANSLATE_NOOP("Catalogue", "Who says it."),
    QT_TRANSLATE_NOOP("Catalogue", "When it was said; its creation unless said otherwise."),
    QT_TRANSLATE_NOOP("Catalogue", "An order, with whatever members it has."),
    QT_TRANSLATE_NOOP("Catalogue", "What a customer sends back of an order."),
    QT_TRANSLATE_NOOP("Catalogue", "The order that it came with."),
};

bool isMoment(const Resource& resource, QByteArrayView name)
{
    const Field* field = resource.field(name);
    return field != nullptr ? field->type == FieldType::Moment
                            : name == "created_at" || name == "updated_at";
}

QString shortMoment(QString text)
{
    if (text.size() >= 19 && text[10] == u'T') {
        text = text.first(19);
        text[10] = u' ';
    }
    return text;
}

} // namespace

QString cellText(const Resource& resource, QByteArrayView field, JsonView record)
{
    const auto value = record.member(field);
    if (!value || value->type() == JsonType::Null)
        return {};
    switch (value->type()) {
    case JsonType::String: {
        const QByteArray text = textOf(*value);
        if (isMoment(resource, field))
            return displayText(shortMoment(QString::fromUtf8(text)));
        return displayText(QString::fromUtf8(text).left(longestCell));
    }
    case JsonType::Number:
        return displayText(value->raw().first(std::min(value->raw().size(), longestCell)));
    case JsonType::Boolean:
    case JsonType::Array:
    case JsonType::Object:
        return plainText(valuePreview(*value));
    case JsonType::Null:
        break;
    }
    return {};
}

QString recordLabel(const Resource& resource, JsonView record)
{
    for (const Field& field : resource.fields) {
        if (field.type != FieldType::Text)
            continue;
        if (const QString text = cellText(resource, field.name, record); !text.isEmpty())
            return text;
    }
    return {};
}

QString catalogueText(const QByteArray& english)
{
    return QCoreApplication::translate("Catalogue", english.constData());
}

} // namespace stateroom::ui
