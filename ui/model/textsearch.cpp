// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/textsearch.h"

#include <QRegularExpression>

namespace stateroom::ui {

namespace {

QRegularExpression expressionOf(const SearchQuery& query)
{
    QRegularExpression::PatternOptions options = QRegularExpression::MultilineOption;
    options |= QRegularExpression::UseUnicodePropertiesOption;
    if (!query.matchCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(
        query.regex ? query.text : QRegularExpression::escape(query.text), options);
}

} // namespace

SearchHits findAll(const QByteArray& utf8, const SearchQuery& query, qsizetype most)
{
    SearchHits found;
    if (query.text.isEmpty())
        return found;
    const QRegularExpression expression = expressionOf(query);
    if (!expression.isValid()) {
        found.error = expression.errorString();
        return found;
    }
    const QString text = QString::fromUtf8(utf8);
    // From one hit to the next, so that the text is measured once.
    qsizetype at = 0;
    qsizetype offset = 0;
    const auto offsetOf = [&](qsizetype position) {
        offset += QStringView(text).sliced(at, position - at).toUtf8().size();
        at = position;
        return offset;
    };
    auto matches = expression.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedLength() == 0)
            continue;
        if (qsizetype(found.hits.size()) == most) {
            found.more = true;
            break;
        }
        const qsizetype begin = offsetOf(match.capturedStart());
        found.hits.emplace_back(begin, offsetOf(match.capturedEnd()) - begin);
    }
    return found;
}

QByteArray replaceAll(const QByteArray& utf8, const SearchQuery& query, const QString& replacement)
{
    const QRegularExpression expression = expressionOf(query);
    if (query.text.isEmpty() || !expression.isValid())
        return utf8;
    if (query.regex)
        return QString::fromUtf8(utf8).replace(expression, replacement).toUtf8();
    const auto sensitivity = query.matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive;
    return QString::fromUtf8(utf8).replace(query.text, replacement, sensitivity).toUtf8();
}

} // namespace stateroom::ui
