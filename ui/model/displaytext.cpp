// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/displaytext.h"

#include <QLocale>

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

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

QString plainToolTip(const QString& text)
{
    return text.isEmpty() ? QString() : u"<span>"_s + text.toHtmlEscaped() + u"</span>"_s;
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

} // namespace stateroom::ui
