// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/documentation/errorcatalogue.h"

namespace stateroom::documentation {

/// A file of `resources/docs`.
QByteArray pageFile(QByteArrayView name);

/// The page of one error code: what it means, why, what to do, where it occurs.
QByteArray errorPage(const ErrorEntry& entry);
/// The page with all of them.
QByteArray errorListPage();

} // namespace stateroom::documentation
