// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/editorsigns.h"

#include "ui/style/fonts.h"
#include "ui/widgets/scintilla.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <cmath>

namespace stateroom::ui {

namespace {

/// A pixmap would be placed by its pixels, as though each were a point; Scintilla's own characters
/// stand below the line's.
void define(QsciScintilla& editor, int marker, const QImage& image)
{
    const long percent = std::lround(image.devicePixelRatio() * 100);
    editor.SendScintilla(QsciScintilla::SCI_RGBAIMAGESETSCALE, static_cast<unsigned long>(percent));
    editor.markerDefine(image, marker);
}

} // namespace

void defineGlyphSign(QsciScintilla& editor, int marker, Glyph glyph, int size)
{
    define(editor, marker, glyphIcon(glyph).pixmap(QSize(size, size)).toImage());
}

void defineLetterSign(QsciScintilla& editor, int marker, char letter, const QColor& color)
{
    const QFont font = fixedFont();
    const QFontMetrics metrics(font);
    const qreal ratio = qGuiApp->devicePixelRatio();
    const QSize size(metrics.horizontalAdvance(QLatin1Char(letter)), metrics.height());
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(0, metrics.ascent()), QString(QLatin1Char(letter)));
    painter.end();
    define(editor, marker, image);
}

} // namespace stateroom::ui
