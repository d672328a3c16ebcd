// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/sortableid.h"

namespace stateroom::business {

namespace {

/// In the order of their characters.
constexpr char idDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";

void appendDigits(QByteArray& id, quint64 number, int count)
{
    for (int shift = 5 * (count - 1); shift >= 0; shift -= 5)
        id += idDigits[(number >> shift) & 31];
}

} // namespace

QByteArray sortableId(const QByteArray& prefix, Timestamp at, Seq place, quint32 salt)
{
    QByteArray id = prefix;
    appendDigits(id, quint64(at.value()), 9);
    appendDigits(id, quint64(place.value()), 8);
    appendDigits(id, salt, 3);
    return id;
}

} // namespace stateroom::business
