// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/failure.h"

#include <QtGlobal>

namespace stateroom {

HttpFailure httpFailureOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return {400, "VALIDATION_ERROR"};
    case ErrorCode::TooLarge:
        return {413, "PAYLOAD_TOO_LARGE"};
    case ErrorCode::NotFound:
        return {404, "NOT_FOUND"};
    case ErrorCode::Conflict:
        return {409, "VERSION_CONFLICT"};
    case ErrorCode::Compacted:
        return {410, "COMPACTED"};
    case ErrorCode::ReadOnly:
        return {503, "READ_ONLY"};
    case ErrorCode::StorageFull:
        return {507, "INSUFFICIENT_STORAGE"};
    case ErrorCode::StorageFailed:
        return {503, "STORAGE_FAILED"};
    case ErrorCode::DamagedFile:
        return {503, "STORAGE_FAILED"};
    case ErrorCode::NewerFile:
        return {503, "STORAGE_FAILED"};
    case ErrorCode::AlreadyOwned:
        return {503, "STORAGE_FAILED"};
    case ErrorCode::Cancelled:
        return {503, "UNAVAILABLE"};
    case ErrorCode::Internal:
        return {500, "INTERNAL_ERROR"};
    }
    Q_UNREACHABLE();
}

} // namespace stateroom
