// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/jsonobject.h"

namespace stateroom::cli {

JsonObject& JsonObject::add(QByteArrayView name, const JsonText& value)
{
    if (m_bytes.size() > 1)
        m_bytes += ',';
    m_bytes += JsonText::fromUtf8(name).bytes() + ':' + value.bytes();
    return *this;
}

JsonObject& JsonObject::add(QByteArrayView name, const QString& text)
{
    return add(name, JsonText::fromString(text));
}

JsonObject& JsonObject::add(QByteArrayView name, qint64 number)
{
    return add(name, JsonText::fromNumber(number));
}

JsonObject& JsonObject::add(QByteArrayView name, const QStringList& texts)
{
    QByteArray array = "[";
    for (const QString& text : texts) {
        if (array.size() > 1)
            array += ',';
        array += JsonText::fromString(text).bytes();
    }
    return add(name, JsonText::fromValidated(array + ']'));
}

JsonObject& JsonObject::addIf(QByteArrayView name, bool isTrue)
{
    return isTrue ? add(name, JsonText::fromBoolean(true)) : *this;
}

} // namespace stateroom::cli
