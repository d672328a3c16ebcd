// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/errortext.h"

#include "ui/model/errorphrases.h"

#include <QCoreApplication>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// Whether the particulars are what the disk, the database or the system reported.
bool isOfTheSystem(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ReadOnly:
    case ErrorCode::StorageFull:
    case ErrorCode::StorageFailed:
    case ErrorCode::DamagedFile:
    case ErrorCode::NewerFile:
    case ErrorCode::Internal:
        return true;
    case ErrorCode::InvalidInput:
    case ErrorCode::TooLarge:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Compacted:
    case ErrorCode::AlreadyOwned:
    case ErrorCode::Cancelled:
        return false;
    }
    Q_UNREACHABLE();
}

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
    QString text = errorSentence(error.code);
    if (const auto particulars = translatedSentence(error.message))
        text += u' ' + *particulars;
    else if (isOfTheSystem(error.code) && !error.message.isEmpty())
        //: Behind a sentence that says what failed; %1 is in English, as the system reported it
        text += u' ' + ErrorText::tr("The report: %1").arg(error.message);
    return text;
}

QString jsonErrorText(const Error& error)
{
    return translatedSentence(error.message).value_or(errorSentence(error.code));
}

QString expressionErrorText(const Error& error)
{
    const auto why = translatedExpressionError(error.message);
    //: An expression to filter with; %1 is a place in it, a number of characters
    return why ? ErrorText::tr("Not an expression at %1: %2").arg(error.offset).arg(*why)
               : ErrorText::tr("Not an expression at %1.").arg(error.offset);
}

} // namespace stateroom::ui
