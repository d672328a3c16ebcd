// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct DisplayText {
    Q_DECLARE_TR_FUNCTIONS(DisplayText)
};

bool isUnseen(QChar c)
{
    const char16_t code = c.unicode();
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f))
        return true;
    const auto category = c.category();
    return category == QChar::Other_Format || category == QChar::Separator_Line ||
           category == QChar::Separator_Paragraph;
}

QChar signFor(QChar c)
{
    const char16_t code = c.unicode();
    if (code < 0x20)
        return QChar(char16_t(0x2400 + code)); // the block of control pictures: ␀ to ␟
    if (code == 0x7f)
        return QChar(u'\u2421');
    return QChar(QChar::ReplacementCharacter);
}

/// Joins emoji and shapes scripts: it is seen by what it does.
bool isJoiner(QChar c)
{
    return c.unicode() == 0x200c || c.unicode() == 0x200d;
}

} // namespace

QString displayText(const QString& text)
{
    const auto bad = [](QChar c) { return isUnseen(c) && !isJoiner(c); };
    if (std::none_of(text.begin(), text.end(), bad))
        return text;
    QString shown = text;
    std::transform(shown.begin(), shown.end(), shown.begin(), [bad](QChar c) {
        return bad(c) ? signFor(c) : c;
    });
    return shown;
}

QString displayText(QByteArrayView utf8)
{
    return displayText(QString::fromUtf8(utf8));
}

QString displayText(const QByteArray& utf8)
{
    return displayText(QByteArrayView(utf8));
}

QString keyDisplayText(QByteArrayView utf8)
{
    constexpr qsizetype mostShown = 400;
    constexpr qsizetype mostBytes = 4 * mostShown;
    QString shown = displayText(QString::fromUtf8(utf8.first(std::min(utf8.size(), mostBytes))));
    const auto unseen = [](QChar c) { return c.isSpace(); };
    const auto firstSeen = std::find_if_not(shown.begin(), shown.end(), unseen);
    std::fill(shown.begin(), firstSeen, QChar(u'␣'));
    const auto lastSeen =
        std::find_if_not(shown.rbegin(), std::make_reverse_iterator(firstSeen), unseen);
    std::fill(shown.rbegin(), lastSeen, QChar(u'␣'));
    if (shown.size() > mostShown || utf8.size() > mostBytes) {
        shown.truncate(mostShown);
        if (shown.back().isHighSurrogate())
            shown.chop(1);
        shown += u'…';
    }
    return shown;
}

QString plainToolTip(const QString& text)
{
    return text.isEmpty() ? QString() : u"<span>"_s + text.toHtmlEscaped() + u"</span>"_s;
}

QString sizeText(qint64 bytes)
{
    if (bytes >= 0 && bytes < 1000) // Qt's has no plural forms
        return DisplayText::tr("%Ln bytes", nullptr, int(bytes));
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

} // namespace stateroom::ui
