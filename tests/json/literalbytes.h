// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stateroom::test {

/// A literal with its zeros, and without the zero behind it.
template <size_t size> QByteArray bytes(const char (&text)[size])
{
    return QByteArray(text, qsizetype(size) - 1);
}

} // namespace stateroom::test
