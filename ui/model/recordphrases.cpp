// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/recordphrases.h"

#include "ui/model/displaytext.h"
#include "ui/model/errorphrases.h"
#include "ui/model/phrasebook.h"

#include <QCoreApplication>

#include <optional>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct RecordText {
    Q_DECLARE_TR_FUNCTIONS(RecordText)
};

/// What core/business says of fields and questions, %1 and %2 being names and numbers. Of those
/// that fit, the first one counts.
constexpr const char* rules[] = {
    QT_TRANSLATE_NOOP("RecordRule", "is required."),
    QT_TRANSLATE_NOOP("RecordRule", "must be text."),
    QT_TRANSLATE_NOOP("RecordRule", "must not be empty."),
    QT_TRANSLATE_NOOP("RecordRule", "must be a number from %1 to %2."),
    QT_TRANSLATE_NOOP("RecordRule", "must be a number from %1."),
    QT_TRANSLATE_NOOP("RecordRule", "must be a number to %1."),
    QT_TRANSLATE_NOOP("RecordRule", "must be a number."),
    QT_TRANSLATE_NOOP("RecordRule", "must be true or false."),
    QT_TRANSLATE_NOOP("RecordRule", "must be an object of booleans."),
    QT_TRANSLATE_NOOP("RecordRule", "must be an object."),
    QT_TRANSLATE_NOOP("RecordRule", "must be a JSON object."),
    QT_TRANSLATE_NOOP("RecordRule", "must be an array of at least one of %1."),
    QT_TRANSLATE_NOOP("RecordRule", "must be one of %1."),
    QT_TRANSLATE_NOOP("RecordRule", "must be an id of %1."),
    QT_TRANSLATE_NOOP(
        "RecordRule", "must be an http or https URL, such as https://example.com/hooks."),
    QT_TRANSLATE_NOOP(
        "RecordRule", "must be a date, or a date and time such as 2024-01-15T10:30:00Z."),
    QT_TRANSLATE_NOOP("RecordRule", "has an unknown operator: %1."),
    QT_TRANSLATE_NOOP("RecordRule", "needs an array for %1."),
    QT_TRANSLATE_NOOP("RecordRule", "is not the path of a field."),
    QT_TRANSLATE_NOOP("RecordRule", "has a number whose exponent is beyond 10^16."),
    QT_TRANSLATE_NOOP("RecordRule", "has more than %1 values."),
    QT_TRANSLATE_NOOP("RecordRule", "has more than %1 fields."),
    QT_TRANSLATE_NOOP("RecordRule", "has more than %1 terms."),
    QT_TRANSLATE_NOOP("RecordRule", "needs one value."),
    QT_TRANSLATE_NOOP("RecordRule", "needs true or false for $exists."),
    QT_TRANSLATE_NOOP("RecordRule", "stands more than once."),
    QT_TRANSLATE_NOOP("RecordRule", "is written filter[field]: %1."),
    QT_TRANSLATE_NOOP("RecordRule", "has a bracket that is not closed, or text behind one: %1."),
    QT_TRANSLATE_NOOP("RecordRule", "must name a field, then an operator: %1."),
    QT_TRANSLATE_NOOP("RecordRule", "needs one value for %1; several are for $in and $nin."),
    QT_TRANSLATE_NOOP("RecordRule", "is either one JSON text or stands in brackets, not both."),
    QT_TRANSLATE_NOOP("RecordRule", "is not valid JSON at byte %1: %2"),
    QT_TRANSLATE_NOOP("RecordRule", "must be valid UTF-8."),
    QT_TRANSLATE_NOOP("RecordRule", "must not have more than %1 bytes."),
    QT_TRANSLATE_NOOP("RecordRule", "must not have a user name or password."),
    QT_TRANSLATE_NOOP("RecordRule", "must not have a fragment (#)."),
    QT_TRANSLATE_NOOP("RecordRule", "must not have port 0."),
    // What core/webhooks says without naming a field.
    QT_TRANSLATE_NOOP("RecordRule", "There are %1 webhooks already, and no more can be had."),
    QT_TRANSLATE_NOOP("RecordRule", "The webhook is disabled: set its status to enabled first."),
};

std::optional<QString> translated(const QString& message)
{
    static const Phrasebook book(rules);
    const auto found = book.find(message);
    if (!found)
        return std::nullopt;
    QStringList parts;
    for (const QString& part : found->parts)
        parts << displayText(part);
    // The second is why a text is not JSON.
    if (parts.size() == 2)
        parts[1] = translatedSentence(found->parts[1]).value_or(parts[1]);
    return filled(QCoreApplication::translate("RecordRule", found->sentence), parts);
}

} // namespace

QString problemText(const business::FieldProblem& problem)
{
    const QString message = QString::fromUtf8(problem.message);
    return translated(message).value_or(displayText(message));
}

bool knowsProblem(const QByteArray& message)
{
    return translated(QString::fromUtf8(message)).has_value();
}

QString refusalText(const business::Refusal& refusal)
{
    switch (refusal.kind) {
    case business::RefusalKind::Missing:
        if (refusal.field.isEmpty())
            //: %1 is an id
            return RecordText::tr("There is no record %1.").arg(displayText(refusal.id));
        //: %1 is the name of a field, %2 an id that stands in it
        return RecordText::tr("%1: there is no record %2.")
            .arg(displayText(refusal.field), displayText(refusal.id));
    case business::RefusalKind::Invalid:
        break;
    }
    if (refusal.problems.empty()) {
        const QString message = QString::fromUtf8(refusal.message);
        return translated(message).value_or(displayText(message));
    }
    QStringList sentences;
    for (const business::FieldProblem& problem : refusal.problems)
        sentences << displayText(problem.field) + u' ' + problemText(problem);
    return sentences.join(u' ');
}

} // namespace stateroom::ui
