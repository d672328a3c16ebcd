// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/text.h"

#include <QDateTime>
#include <QLocale>

#ifndef Q_OS_WIN
#include <cwchar>
#endif

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

/// Joins emoji and shapes scripts: it is seen by what it does.
bool isJoiner(char16_t unit)
{
    return unit == 0x200c || unit == 0x200d;
}

bool isUnseen(QChar c)
{
    const char16_t unit = c.unicode();
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f))
        return true;
    const auto category = c.category();
    return (category == QChar::Other_Format && !isJoiner(unit)) ||
           category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
}

QString escapeOf(QChar c)
{
    switch (c.unicode()) {
    case u'\n':
        return u"\\n"_s;
    case u'\r':
        return u"\\r"_s;
    case u'\t':
        return u"\\t"_s;
    default:
        return u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0'));
    }
}

template <class Keep> QString escaped(const QString& text, Keep keep)
{
    if (std::none_of(text.begin(), text.end(), [&](QChar c) { return isUnseen(c) && !keep(c); }))
        return text;
    QString shown;
    shown.reserve(text.size() + 16);
    for (const QChar c : text) {
        if (isUnseen(c) && !keep(c))
            shown += escapeOf(c);
        else
            shown += c;
    }
    return shown;
}

bool isLayout(QChar c)
{
    return c == u'\n' || c == u'\t';
}

int widthOf(char32_t character)
{
#ifdef Q_OS_WIN
    return QChar::isMark(character) ? 0 : 1;
#else
    if (character < 0x80)
        return 1;
    const int width = ::wcwidth(wchar_t(character));
    return width < 0 ? 1 : width;
#endif
}

/// Runs `visit(first unit, behind the last, width)` for each character; stops at false.
template <class Visit> void forEachCharacter(QStringView text, Visit visit)
{
    for (qsizetype at = 0; at < text.size();) {
        const bool pair =
            text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const char32_t character =
            pair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : char32_t(text[at].unicode());
        const qsizetype next = at + (pair ? 2 : 1);
        if (!visit(at, next, widthOf(character)))
            return;
        at = next;
    }
}

} // namespace

QString visible(const QString& text)
{
    return escaped(text, [](QChar) { return false; });
}

QString visibleText(const QString& text)
{
    return escaped(text, isLayout);
}

QByteArray visibleJson(QByteArrayView json)
{
    // Within strings JSON allows no raw control character below U+0020, so a line break or a tab
    // stands between tokens. All else that is unseen is within a string.
    const bool plain =
        std::all_of(json.begin(), json.end(), [](char c) { return uchar(c) < 0x7f; });
    return plain ? json.toByteArray() : escaped(QString::fromUtf8(json), isLayout).toUtf8();
}

int displayWidth(QStringView text)
{
    int sum = 0;
    forEachCharacter(text, [&sum](qsizetype, qsizetype, int width) {
        sum += width;
        return true;
    });
    return sum;
}

QString elided(const QString& text, int width)
{
    int sum = 0;
    qsizetype fitting = 0; // with room for the sign
    bool tooLong = false;
    forEachCharacter(text, [&](qsizetype, qsizetype next, int columns) {
        sum += columns;
        if (sum <= width - 1)
            fitting = next;
        tooLong = sum > width;
        return !tooLong;
    });
    return tooLong ? text.first(fitting) + u'…' : text;
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString countText(qint64 count, const QString& one, const QString& many)
{
    return QString::number(count) + u' ' + (count == 1 ? one : many);
}

QString timeText(const QString& moment)
{
    const QDateTime time = QDateTime::fromString(moment, Qt::ISODateWithMs);
    return time.isValid() ? time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) : visible(moment);
}

QString durationText(qint64 seconds)
{
    if (seconds < 120)
        return QString::number(seconds) + u" s"_s;
    if (seconds < 120 * 60)
        return QString::number(seconds / 60) + u" min"_s;
    if (seconds < 48 * 3600)
        return QString::number(seconds / 3600) + u" h"_s;
    return QString::number(seconds / 86400) + u" d"_s;
}

} // namespace stateroom::cli
