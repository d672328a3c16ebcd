// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/errorphrases.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Marked for translation here, where one looks for them; tests/ui/errorphrases.py holds them
/// against core/.
[[maybe_unused]] constexpr const char* sentences[] = {
    QT_TRANSLATE_NOOP("CoreSentence", "Not a namespace: it must be written kind/name."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected JSON without a byte order mark."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected a value."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected the end of the text after the value."),
    QT_TRANSLATE_NOOP(
        "CoreSentence", "Expected a member's name in double quotes, or '}', after '{'."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected a value, or ']', after '['."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected ',' or '}' after a member."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected ',' or ']' after an element."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected a member's name in double quotes after ','."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected a value after ','."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected ':' after a member's name."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected a value after ':'."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected 'true'."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected 'false'."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected 'null'."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected '\"' at the end of a string."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected control characters in a string to be escaped."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected one of \" \\ / b f n r t u after '\\'."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected four hexadecimal digits after '\\u'."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected valid UTF-8."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected no digit after a number's leading zero."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected a digit after '-'."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected a digit after '.'."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected a digit in a number's exponent."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected at most %1 levels of arrays and objects."),
    QT_TRANSLATE_NOOP("CoreSentence", "The JSON text is larger than %1 bytes."),
    QT_TRANSLATE_NOOP("CoreSentence", "The store is closing."),
    QT_TRANSLATE_NOOP("CoreSentence", "The store was closed."),
    QT_TRANSLATE_NOOP("CoreSentence", "The work was given up before its end."),
    QT_TRANSLATE_NOOP("CoreSentence", "This program follows the store, another one owns it."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected version %1, but the key does not exist."),
    QT_TRANSLATE_NOOP("CoreSentence", "Expected version %1, but the key has %2."),
    QT_TRANSLATE_NOOP("CoreSentence", "History holds no version %1 of this key."),
    QT_TRANSLATE_NOOP("CoreSentence", "At version %1 the key was deleted; there is no value."),
    QT_TRANSLATE_NOOP("CoreSentence", "At version %1 the key expired; there is no value."),
    QT_TRANSLATE_NOOP("CoreSentence", "History holds no value of this key."),
    QT_TRANSLATE_NOOP(
        "CoreSentence",
        "The log does not reach back that far: it is complete behind change %1 only."),
    QT_TRANSLATE_NOOP("CoreSentence", "There is no change %1: the log ends at %2."),
    QT_TRANSLATE_NOOP("CoreSentence", "The log knows no such operation."),
    QT_TRANSLATE_NOOP("CoreSentence", "The log knows no such revision."),
    QT_TRANSLATE_NOOP("CoreSentence", "The log does not hold all of this operation."),
    QT_TRANSLATE_NOOP("CoreSentence", "No namespace is named."),
    QT_TRANSLATE_NOOP("CoreSentence", "The namespaces of system/ are Stateroom's own."),
    QT_TRANSLATE_NOOP("CoreSentence", "A namespace cannot be copied to itself."),
    QT_TRANSLATE_NOOP("CoreSentence", "A key must have 1 to 4,096 bytes."),
    QT_TRANSLATE_NOOP(
        "CoreSentence", "A key of the integration API may have at most 256 characters."),
    QT_TRANSLATE_NOOP("CoreSentence", "A key of the workflow API may have at most 1,024 bytes."),
    QT_TRANSLATE_NOOP("CoreSentence", "A workflow id may have at most 1,024 bytes."),
    QT_TRANSLATE_NOOP("CoreSentence", "The first key is not in force."),
    QT_TRANSLATE_NOOP("CoreSentence", "There is no key of this id."),
    QT_TRANSLATE_NOOP("CoreSentence", "There is no address to listen on."),
    QT_TRANSLATE_NOOP(
        "CoreSentence", "Other machines are served only where every API needs a key."),
};

/// Of the library that matches expressions, old and new releases of it: those that come of typing.
[[maybe_unused]] constexpr const char* expressionErrors[] = {
    QT_TRANSLATE_NOOP("ExpressionError", "\\ at end of pattern"),
    QT_TRANSLATE_NOOP("ExpressionError", "\\c at end of pattern"),
    QT_TRANSLATE_NOOP("ExpressionError", "unrecognized character follows \\"),
    QT_TRANSLATE_NOOP("ExpressionError", "numbers out of order in {} quantifier"),
    QT_TRANSLATE_NOOP("ExpressionError", "number too big in {} quantifier"),
    QT_TRANSLATE_NOOP("ExpressionError", "missing terminating ] for character class"),
    QT_TRANSLATE_NOOP("ExpressionError", "range out of order in character class"),
    QT_TRANSLATE_NOOP("ExpressionError", "quantifier does not follow a repeatable item"),
    QT_TRANSLATE_NOOP("ExpressionError", "unrecognized character after (? or (?-"),
    QT_TRANSLATE_NOOP("ExpressionError", "missing closing parenthesis"),
    QT_TRANSLATE_NOOP("ExpressionError", "unmatched closing parenthesis"),
    QT_TRANSLATE_NOOP("ExpressionError", "reference to non-existent subpattern"),
    QT_TRANSLATE_NOOP("ExpressionError", "lookbehind assertion is not fixed length"),
    QT_TRANSLATE_NOOP("ExpressionError", "length of lookbehind assertion is not limited"),
    QT_TRANSLATE_NOOP(
        "ExpressionError", "branch too long in variable-length lookbehind assertion"),
    QT_TRANSLATE_NOOP("ExpressionError", "unknown property after \\P or \\p"),
    QT_TRANSLATE_NOOP("ExpressionError", "malformed \\P or \\p sequence"),
};

/// Whether the window speaks English, which needs no translation.
bool speaksEnglish()
{
    //: The code of the language into which this is translated, such as de
    return QCoreApplication::translate("CoreSentence", "en") == u"en"_s;
}

std::optional<QString> translated(const char* context, const QString& english)
{
    if (english.isEmpty() || speaksEnglish())
        return english.isEmpty() ? std::nullopt : std::optional(english);
    const QString text = QCoreApplication::translate(context, english.toUtf8().constData());
    return text == english ? std::nullopt : std::optional(text);
}

} // namespace

std::optional<QString> translatedSentence(const QString& english)
{
    static const QRegularExpression number(u"[0-9]+"_s);
    QString words;
    QStringList numbers;
    qsizetype from = 0;
    for (auto found = number.globalMatch(english); found.hasNext();) {
        const auto match = found.next();
        numbers << match.captured();
        words += english.mid(from, match.capturedStart() - from) + u'%' +
                 QString::number(numbers.size());
        from = match.capturedEnd();
    }
    words += english.mid(from);
    if (const auto whole = translated("CoreSentence", english); whole)
        return whole;
    auto text = translated("CoreSentence", words);
    if (text)
        for (const QString& each : numbers)
            *text = text->arg(each);
    return text;
}

std::optional<QString> translatedExpressionError(const QString& english)
{
    return translated("ExpressionError", english);
}

} // namespace stateroom::ui
