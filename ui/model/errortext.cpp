// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/errortext.h"

#include <QCoreApplication>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

} // namespace

QString errorSentence(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return ErrorText::tr("This is not valid.");
    case ErrorCode::TooLarge:
        return ErrorText::tr("This is too large.");
    case ErrorCode::NotFound:
        return ErrorText::tr("This does not exist any more.");
    case ErrorCode::Conflict:
        return ErrorText::tr("Someone else wrote this in the meantime.");
    case ErrorCode::Compacted:
        return ErrorText::tr("History does not reach back that far.");
    case ErrorCode::ReadOnly:
        return ErrorText::tr("The store can only be read here.");
    case ErrorCode::StorageFull:
        return ErrorText::tr("The disk is full. Nothing was saved.");
    case ErrorCode::StorageFailed:
        return ErrorText::tr("The disk or the database reported an error.");
    case ErrorCode::DamagedFile:
        return ErrorText::tr("The store's file is damaged.");
    case ErrorCode::NewerFile:
        return ErrorText::tr("The store's file was written by a newer version.");
    case ErrorCode::AlreadyOwned:
        return ErrorText::tr("Another program is using this.");
    case ErrorCode::Cancelled:
        return ErrorText::tr("This was given up before it was done.");
    case ErrorCode::Internal:
        return ErrorText::tr("Something went wrong within Stateroom.");
    }
    Q_UNREACHABLE();
}

QString errorText(const Error& error)
{
    const QString particulars = error.toString();
    if (particulars.isEmpty())
        return errorSentence(error.code);
    return errorSentence(error.code) + u' ' + particulars;
}

} // namespace stateroom::ui
