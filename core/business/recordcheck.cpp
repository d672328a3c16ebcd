// SPDX-License-Identifier: GPL-3.0-or-later
// What a record must be, field by field.
#include "core/business/moment.h"
#include "core/business/recordtext.h"

#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace stateroom::business {

using namespace Qt::StringLiterals;

namespace {

using Problems = std::vector<FieldProblem>;

bool isOneOf(JsonView value, const QByteArrayList& choices)
{
    return value.type() == JsonType::String && choices.contains(textOf(value));
}

/// The form in which system fields are made, `2024-01-15T10:30:00.000Z`: else lists would sort
/// them among others by something else than their time.
bool isMadeMoment(const QByteArray& text)
{
    constexpr QByteArrayView form = "0000-00-00T00:00:00.000Z";
    const auto fits = [](char c, char place) {
        return place == '0' ? c >= '0' && c <= '9' : c == place;
    };
    return std::equal(text.begin(), text.end(), form.begin(), form.end(), fits) &&
           isMoment(QString::fromLatin1(text));
}

bool isUrl(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == u"http"_s || url.scheme() == u"https"_s);
}

void judgeText(const Field& field, JsonView value, Problems& problems)
{
    if (value.type() != JsonType::String)
        problems.push_back({field.name, "must be text."});
    else if (field.required && value.raw() == "\"\"")
        problems.push_back({field.name, "must not be empty."});
}

/// By which a bound compares with a number of any digits, exactly.
QByteArray keyOf(double bound)
{
    const auto json =
        JsonText::fromValidated(QByteArray::number(bound, 'g', QLocale::FloatingPointShortest));
    return sortKey(JsonView(json), wholeKey);
}

void judgeNumber(const Field& field, JsonView value, Problems& problems)
{
    const QByteArray number = sortKey(value, wholeKey);
    if (value.type() == JsonType::Number && (!field.least || number >= keyOf(*field.least)) &&
        (!field.most || number <= keyOf(*field.most)))
        return;
    QByteArray message = "must be a number";
    if (field.least)
        message += " from " + QByteArray::number(*field.least);
    if (field.most)
        message += " to " + QByteArray::number(*field.most);
    problems.push_back({field.name, message + '.'});
}

void judgeFlags(const Field& field, JsonView value, Problems& problems)
{
    if (value.type() != JsonType::Object) {
        problems.push_back({field.name, "must be an object of booleans."});
        return;
    }
    value.forEachMember([&](JsonView name, JsonView flag) {
        if (flag.type() != JsonType::Boolean)
            problems.push_back({field.name + '.' + textOf(name), "must be true or false."});
        return true;
    });
}

void judgeChoices(const Field& field, JsonView value, Problems& problems)
{
    bool any = false;
    bool holds = value.type() == JsonType::Array;
    value.forEachElement([&](JsonView element) {
        any = true;
        holds = holds && isOneOf(element, field.choices);
        return holds;
    });
    if (!holds || !any)
        problems.push_back(
            {field.name, "must be an array of at least one of " + field.choices.join(", ") + '.'});
}

void judgeValue(const Field& field, JsonView value, Problems& problems)
{
    const auto require = [&](bool holds, const QByteArray& message) {
        if (!holds)
            problems.push_back({field.name, message});
    };
    switch (field.type) {
    case FieldType::Text:
        judgeText(field, value, problems);
        return;
    case FieldType::Url:
        require(
            isUrl(value.toString().value_or(QString())),
            "must be an http or https URL, such as https://example.com/hooks.");
        return;
    case FieldType::Number:
        judgeNumber(field, value, problems);
        return;
    case FieldType::Boolean:
        require(value.type() == JsonType::Boolean, "must be true or false.");
        return;
    case FieldType::Moment:
        require(
            isMoment(value.toString().value_or(QString())),
            "must be a date, or a date and time such as 2024-01-15T10:30:00Z.");
        return;
    case FieldType::Choice:
        require(isOneOf(value, field.choices), "must be one of " + field.choices.join(", ") + '.');
        return;
    case FieldType::Reference:
        require(
            value.type() == JsonType::String && value.raw() != "\"\"",
            "must be an id of " + field.reference + '.');
        return;
    case FieldType::Object:
        require(value.type() == JsonType::Object, "must be an object.");
        return;
    case FieldType::Flags:
        judgeFlags(field, value, problems);
        return;
    case FieldType::Choices:
        judgeChoices(field, value, problems);
        return;
    }
    Q_UNREACHABLE();
}

} // namespace

bool hasSystemFields(const Resource& resource, const QByteArray& id, const JsonText& value)
{
    if (value.type() != JsonType::Object)
        return false;
    const auto textAt = [&value](QByteArrayView name) {
        const auto found = JsonView(value).member(name);
        return found && found->type() == JsonType::String ? textOf(*found) : QByteArray();
    };
    return textAt("id") == id && textAt("object") == resource.object &&
           isMadeMoment(textAt("created_at")) && isMadeMoment(textAt("updated_at"));
}

Result<void> checkSystemFields(const EntryName& name, const JsonText& value)
{
    const Resource* const resource = catalogue().resourceOf(name.space);
    if (!resource || hasSystemFields(*resource, name.key.bytes(), value))
        return {};
    return fail(
        ErrorCode::InvalidInput,
        QString::fromUtf8(
            name.space.text() +
            " holds records of the business API: an object whose id is its key, "
            "object \"" +
            resource->object +
            "\", created_at and updated_at moments such as 2024-01-15T10:30:00.000Z."));
}

std::vector<FieldProblem> judge(const Resource& resource, const JsonText& body, RecordWrite write)
{
    Problems problems;
    if (body.type() != JsonType::Object)
        return {{"body", "must be a JSON object."}};
    QByteArrayList names;
    names.reserve(qsizetype(resource.fields.size()));
    for (const Field& field : resource.fields)
        names << field.name;
    const auto values = membersOf(body, names);
    for (size_t i = 0; i < values.size(); ++i) {
        const Field& field = resource.fields[i];
        const std::optional<JsonView>& value = values[i];
        const bool isNull = value && value->type() == JsonType::Null;
        if (value && !isNull)
            judgeValue(field, *value, problems);
        else if (field.required && (isNull || write != RecordWrite::Patch))
            problems.push_back({field.name, "is required."});
    }
    return problems;
}

} // namespace stateroom::business
