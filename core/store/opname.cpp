// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/opname.h"

namespace stateroom {

QByteArrayView opName(ChangeOp op)
{
    switch (op) {
    case ChangeOp::Set:
        return "set";
    case ChangeOp::Delete:
        return "delete";
    case ChangeOp::Expire:
        return "expire";
    case ChangeOp::Restore:
        return "restore";
    }
    Q_UNREACHABLE();
}

} // namespace stateroom
