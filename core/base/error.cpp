// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace stateroom {

using namespace Qt::StringLiterals;

QString Error::toString() const
{
    return hint.isEmpty() ? message : message + u' ' + hint;
}

QLatin1StringView errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return "InvalidInput"_L1;
    case ErrorCode::TooLarge:
        return "TooLarge"_L1;
    case ErrorCode::NotFound:
        return "NotFound"_L1;
    case ErrorCode::Conflict:
        return "Conflict"_L1;
    case ErrorCode::Compacted:
        return "Compacted"_L1;
    case ErrorCode::ReadOnly:
        return "ReadOnly"_L1;
    case ErrorCode::StorageFull:
        return "StorageFull"_L1;
    case ErrorCode::StorageFailed:
        return "StorageFailed"_L1;
    case ErrorCode::DamagedFile:
        return "DamagedFile"_L1;
    case ErrorCode::NewerFile:
        return "NewerFile"_L1;
    case ErrorCode::AlreadyOwned:
        return "AlreadyOwned"_L1;
    case ErrorCode::Cancelled:
        return "Cancelled"_L1;
    case ErrorCode::Internal:
        return "Internal"_L1;
    }
    Q_UNREACHABLE();
}

} // namespace stateroom
