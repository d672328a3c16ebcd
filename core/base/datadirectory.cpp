// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/datadirectory.h"

#include <QStandardPaths>

namespace stateroom {

using namespace Qt::StringLiterals;

QString defaultDataDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/stateroom"_s;
}

} // namespace stateroom
