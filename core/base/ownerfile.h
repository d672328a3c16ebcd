// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace stateroom {

/// Files with secrets in the data directory: small, readable by their owner alone, replaced as a
/// whole.

/// Its content; nothing when there is no such file. StorageFailed.
Result<QByteArray> readOwnerFile(const QString& path);
Result<void> writeOwnerFile(const QString& path, const QByteArray& content);

} // namespace stateroom
