// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsontext.h"

#include <QStringList>

namespace stateroom::cli {

/// Puts a JSON object together, member by member; values stay byte for byte.
class JsonObject {
public:
    JsonObject& add(QByteArrayView name, const JsonText& value);
    JsonObject& add(QByteArrayView name, const QString& text);
    JsonObject& add(QByteArrayView name, qint64 number);
    JsonObject& add(QByteArrayView name, const QStringList& texts);
    /// `"name":true`; nothing when it is false.
    JsonObject& addIf(QByteArrayView name, bool isTrue);

    QByteArray bytes() const { return m_bytes + '}'; }

private:
    QByteArray m_bytes = "{";
};

} // namespace stateroom::cli
