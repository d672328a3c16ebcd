// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/calltarget.h"

namespace stateroom {

CallTarget& CallTarget::segment(QByteArrayView utf8)
{
    m_bytes += '/';
    m_bytes += utf8.toByteArray().toPercentEncoding();
    return *this;
}

CallTarget& CallTarget::word(QByteArrayView plain)
{
    m_bytes += '/';
    m_bytes += plain;
    return *this;
}

CallTarget& CallTarget::query(QByteArrayView name, QByteArrayView utf8)
{
    m_bytes += m_hasQuery ? '&' : '?';
    m_hasQuery = true;
    m_bytes += name;
    m_bytes += '=';
    m_bytes += utf8.toByteArray().toPercentEncoding();
    return *this;
}

CallTarget& CallTarget::number(QByteArrayView name, qint64 value)
{
    return query(name, QByteArray::number(value));
}

} // namespace stateroom
