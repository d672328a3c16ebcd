// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/types.h"

namespace stateroom {

QByteArrayView Headers::nameAt(const Place& place) const
{
    return {m_text.constData() + place.nameAt, qsizetype(place.nameLength)};
}

QByteArrayView Headers::valueAt(const Place& place) const
{
    return {m_text.constData() + place.valueAt, qsizetype(place.valueLength)};
}

void Headers::add(QByteArrayView name, QByteArrayView value)
{
    value = value.trimmed();
    const auto at = static_cast<quint32>(m_text.size());
    const auto nameLength = static_cast<quint32>(name.size());
    if (m_text.isEmpty())
        m_text.reserve(128);
    m_text.append(name);
    m_text.append(value);
    m_places.push_back({at, nameLength, at + nameLength, static_cast<quint32>(value.size())});
}

void Headers::set(QByteArrayView name, QByteArrayView value)
{
    remove(name);
    add(name, value);
}

void Headers::remove(QByteArrayView name)
{
    std::erase_if(
        m_places, [&](const Place& place) { return equalsIgnoringCase(nameAt(place), name); });
}

std::optional<QByteArrayView> Headers::first(QByteArrayView name) const
{
    for (const Place& place : m_places) {
        if (equalsIgnoringCase(nameAt(place), name))
            return valueAt(place);
    }
    return std::nullopt;
}

qsizetype Headers::count(QByteArrayView name) const
{
    return std::count_if(m_places.begin(), m_places.end(), [&](const Place& place) {
        return equalsIgnoringCase(nameAt(place), name);
    });
}

bool Headers::hasToken(QByteArrayView name, QByteArrayView token) const
{
    for (const Place& place : m_places) {
        if (!equalsIgnoringCase(nameAt(place), name))
            continue;
        QByteArrayView rest = valueAt(place);
        while (!rest.isEmpty()) {
            const qsizetype comma = rest.indexOf(',');
            const QByteArrayView item = comma < 0 ? rest : rest.first(comma);
            if (equalsIgnoringCase(item.trimmed(), token))
                return true;
            rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
        }
    }
    return false;
}

Headers::Field Headers::at(qsizetype index) const
{
    const Place& place = m_places[static_cast<size_t>(index)];
    return {nameAt(place), valueAt(place)};
}

std::vector<Headers::Field> Headers::all() const
{
    std::vector<Field> fields;
    fields.reserve(m_places.size());
    for (const Place& place : m_places)
        fields.push_back({nameAt(place), valueAt(place)});
    return fields;
}

std::optional<QByteArrayView> QueryParameters::last(QByteArrayView name) const
{
    for (auto item = m_items.rbegin(); item != m_items.rend(); ++item) {
        if (item->first == name)
            return QByteArrayView(item->second);
    }
    return std::nullopt;
}

Response Response::json(int status, QByteArray body)
{
    Response response{status, {}, std::move(body)};
    response.headers.add("Content-Type", "application/json");
    return response;
}

Response Response::text(int status, QByteArray body)
{
    Response response{status, {}, std::move(body)};
    response.headers.add("Content-Type", "text/plain; charset=utf-8");
    return response;
}

Response Response::empty(int status)
{
    return {status, {}, {}};
}

Response& Response::with(QByteArrayView name, QByteArrayView value) &
{
    headers.set(name, value);
    return *this;
}

Response&& Response::with(QByteArrayView name, QByteArrayView value) &&
{
    headers.set(name, value);
    return std::move(*this);
}

} // namespace stateroom
