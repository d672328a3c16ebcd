// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsontext.h"

namespace stateroom {

/// Writes one JSON object, member by member. Names are plain words of ours.
class JsonObject {
public:
    JsonObject& add(QByteArrayView name, const JsonText& value)
    {
        return addRaw(name, value.bytes());
    }
    JsonObject& add(QByteArrayView name, qint64 number)
    {
        return addRaw(name, QByteArray::number(number));
    }
    JsonObject& addFlag(QByteArrayView name, bool value)
    {
        return addRaw(name, value ? "true" : "false");
    }
    /// A string; `utf8` must be valid UTF-8.
    JsonObject& addText(QByteArrayView name, QByteArrayView utf8)
    {
        return add(name, JsonText::fromUtf8(utf8));
    }
    /// What is JSON already.
    JsonObject& addRaw(QByteArrayView name, QByteArrayView json)
    {
        m_text += m_text.isEmpty() ? "{\"" : ",\"";
        m_text.append(name).append("\":").append(json);
        return *this;
    }
    QByteArray take() { return m_text.isEmpty() ? QByteArray("{}") : std::move(m_text) + '}'; }

private:
    QByteArray m_text;
};

} // namespace stateroom
