// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/control/arguments.h"

#include "core/api/control/answers.h"
#include "core/api/numbers.h"
#include "core/store/reader.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace stateroom::control {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxNamedKeys = 10'000;
constexpr double maxSeconds = 9.0e12;

template <class Names> bool isKnown(const Names& known, QByteArrayView name)
{
    return std::find(known.begin(), known.end(), name) != known.end();
}

QByteArray quoted(QByteArrayView name)
{
    return '"' + name.toByteArray() + '"';
}

/// What no text of ours may hold, and where; empty: nothing. A lone surrogate has no UTF-8, and no
/// name of ours holds a zero byte.
QByteArray flawIn(const QString& text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar unit = text[at];
        if (unit.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            ++at;
            continue;
        }
        if (!unit.isNull() && !unit.isSurrogate())
            continue;
        const QStringView before = QStringView(text).first(at);
        const qsizetype column = at - before.lastIndexOf(u'\n');
        return "must not hold " +
               (unit.isNull() ? QByteArray("U+0000")
                              : "half of a character (U+" +
                                    QByteArray::number(unit.unicode(), 16).toUpper() + ')') +
               ": line " + QByteArray::number(before.count(u'\n') + 1) + ", column " +
               QByteArray::number(column) + '.';
    }
    return {};
}

} // namespace

Arguments Arguments::ofBody(const Request& request, const JsonLimits& limits, Names known)
{
    Arguments arguments(nullptr);
    auto body = request.body.trimmed().isEmpty() ? Result<JsonText>(JsonText::fromValidated("{}"))
                                                 : JsonText::parse(request.body, limits);
    if (!body) {
        body.error().message = u"The body is not valid JSON: "_s + body.error().message;
        arguments.refuse(errorAnswer(body.error()));
        return arguments;
    }
    arguments.m_body = std::move(*body);
    const JsonView view(arguments.m_body);
    if (view.type() != JsonType::Object) {
        arguments.refuse(invalid("The body must be a JSON object."));
        return arguments;
    }
    view.forEachMember([&](const JsonView& name, const JsonView&) {
        const QByteArray text = name.toString().value_or(QString()).toUtf8();
        if (!isKnown(known, text))
            arguments.refuse(text, "is no member that this call knows.");
        return true;
    });
    return arguments;
}

Arguments Arguments::ofQuery(const Request& request)
{
    return Arguments(&request.query);
}

void Arguments::refuse(Response response)
{
    if (!m_refusal)
        m_refusal = std::move(response);
}

void Arguments::refuse(QByteArrayView name, QByteArrayView rule)
{
    refuse(invalid(quoted(name) + ' ' + rule.toByteArray()));
}

std::optional<JsonView> Arguments::member(QByteArrayView name) const
{
    return JsonView(m_body).member(name);
}

bool Arguments::has(QByteArrayView name) const
{
    return m_query ? m_query->contains(name) : member(name).has_value();
}

std::optional<QByteArray> Arguments::text(QByteArrayView name)
{
    if (!has(name))
        return std::nullopt;
    if (m_query)
        return m_query->last(name)->toByteArray();
    const auto string = member(name)->toString();
    const QByteArray flaw = string ? flawIn(*string) : QByteArray("must be a text.");
    if (!flaw.isEmpty()) {
        refuse(name, flaw);
        return std::nullopt;
    }
    return string->toUtf8();
}

std::optional<QByteArrayList> Arguments::texts(QByteArrayView name)
{
    if (!has(name))
        return std::nullopt;
    QByteArrayList all;
    if (m_query) {
        for (const auto& [parameter, value] : m_query->all()) {
            if (parameter == name)
                all << value;
        }
        return all;
    }
    const auto list = member(name);
    bool areTexts = list->type() == JsonType::Array;
    list->forEachElement([&](const JsonView& element) {
        const auto string = element.toString();
        areTexts = string && string->isValidUtf16() && !string->contains(QChar(0));
        if (areTexts)
            all << string->toUtf8();
        return areTexts;
    });
    if (!areTexts)
        refuse(name, "must be an array of texts.");
    return all;
}

std::optional<qint64> Arguments::number(QByteArrayView name, qint64 least, qint64 most)
{
    if (!has(name))
        return std::nullopt;
    const auto number = m_query ? wholeNumber(*m_query->last(name)) : member(name)->toInt64();
    if (number && *number >= least && *number <= most)
        return number;
    refuse(
        name, most == maxNumber ? "must be a whole number from " + QByteArray::number(least) + '.'
                                : "must be a whole number from " + QByteArray::number(least) +
                                      " to " + QByteArray::number(most) + '.');
    return std::nullopt;
}

bool Arguments::flag(QByteArrayView name, bool standard)
{
    if (!has(name))
        return standard;
    std::optional<bool> value;
    if (!m_query)
        value = member(name)->toBool();
    else if (const auto text = *m_query->last(name); text == "true" || text == "false")
        value = text == "true";
    if (!value)
        refuse(name, "must be true or false.");
    return value.value_or(standard);
}

std::optional<Timestamp> Arguments::moment(QByteArrayView name)
{
    const auto given = text(name);
    if (!given)
        return std::nullopt;
    const auto at = QDateTime::fromString(QString::fromUtf8(*given), Qt::ISODateWithMs);
    // Without an offset it would mean the server's own time zone.
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime) {
        refuse(name, "must be a time such as 2026-03-01T12:00:00Z.");
        return std::nullopt;
    }
    return Timestamp(at.toMSecsSinceEpoch());
}

std::optional<JsonText> Arguments::value(QByteArrayView name)
{
    if (m_query || !has(name))
        return std::nullopt;
    return member(name)->toText();
}

std::optional<Milliseconds> Arguments::seconds(QByteArrayView name)
{
    if (m_query || !has(name))
        return std::nullopt;
    const auto given = member(name)->toDouble();
    if (!given || *given < 0 || *given > maxSeconds) {
        refuse(name, "must be a number of seconds that is not negative.");
        return std::nullopt;
    }
    if (*given == 0)
        return std::nullopt;
    return Milliseconds(qint64(std::ceil(*given * 1000)));
}

Namespace Arguments::space(QByteArrayView text)
{
    auto found = spaceOf(text);
    if (found)
        return std::move(*found);
    refuse(std::move(found.error()));
    return {};
}

Scope Arguments::scope(Namespace space)
{
    Scope scope{std::move(space)};
    const auto prefix = text("prefix");
    const auto key = text("key");
    const auto keys = texts("keys");
    if (int(prefix.has_value()) + int(key.has_value()) + int(keys.has_value()) > 1)
        refuse(invalid("\"prefix\", \"key\" and \"keys\" exclude each other."));
    if (keys && keys->size() > maxNamedKeys)
        refuse(invalid("\"keys\" may hold at most 10,000."));
    if (prefix)
        scope.prefix = *prefix;
    if (key)
        scope.keys = std::vector{Key(*key)};
    if (keys) {
        scope.keys.emplace();
        for (const QByteArray& one : *keys)
            scope.keys->emplace_back(one);
        // Each once.
        std::sort(scope.keys->begin(), scope.keys->end());
        scope.keys->erase(std::unique(scope.keys->begin(), scope.keys->end()), scope.keys->end());
    }
    return scope;
}

std::optional<Response> unknownArgument(const Request& request, const QByteArrayList& parameters)
{
    for (const auto& [name, value] : request.query.all()) {
        if (!isKnown(parameters, name))
            return invalid(quoted(name) + " is no parameter that this call knows.");
    }
    if (request.method == Method::Delete)
        return Arguments::ofBody(request, {}, {}).refusal();
    return std::nullopt;
}

tl::expected<Namespace, Response> spaceOf(QByteArrayView segment)
{
    auto space = Namespace::parse(segment);
    if (!space)
        return tl::unexpected(errorAnswer(space.error()));
    if (auto open = checkIsData(*space); !open)
        return tl::unexpected(errorAnswer(403, "FORBIDDEN", open.error().toString().toUtf8()));
    return std::move(*space);
}

tl::expected<EntryName, Response> nameOf(const Request& request)
{
    auto space = spaceOf(request.parameters[0]);
    if (!space)
        return tl::unexpected(std::move(space.error()));
    return EntryName{std::move(*space), Key(request.parameters[1])};
}

int listLimit(Arguments& arguments)
{
    return int(std::min<qint64>(arguments.number("limit", 1).value_or(100), Reader::maxPage));
}

} // namespace stateroom::control
