// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace stateroom::control {

/// What lets a program use the control API: `ctl_` and 256 random bits, in a file that only its
/// owner may read. Here only its hash is kept.
class ControlToken {
public:
    /// Reads the file, or makes it. DamagedFile when it holds something else, StorageFailed when it
    /// cannot be read or made.
    static Result<ControlToken> open(const QString& file);

    /// Compared by hash and in constant time, so that how long it takes tells nothing.
    bool matches(QByteArrayView text) const;

private:
    explicit ControlToken(QByteArrayView text);
    QByteArray m_hash;
};

} // namespace stateroom::control
