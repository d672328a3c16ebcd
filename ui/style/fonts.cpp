// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/fonts.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>

#include <algorithm>
#include <cmath>

namespace stateroom::ui {

QFont uiFont(TextSize size, QFont::Weight weight)
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(int(size));
    font.setWeight(weight);
    return font;
}

QFont fixedFont(TextSize size)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(int(size));
    return font;
}

qreal enlargementFor(const QFont& system, const QSize& least, const QSize& room)
{
    constexpr qreal usual = 11.0 * 96.0 / 72.0;
    const qreal wanted =
        system.pixelSize() > 0 ? system.pixelSize() : system.pointSizeF() * 96.0 / 72.0;
    const qreal fitting =
        std::min(qreal(room.width()) / least.width(), qreal(room.height()) / least.height());
    return std::max(1.0, std::min(wanted / usual, fitting));
}

int roomFor(const QString& text, const QFont& font)
{
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

} // namespace stateroom::ui
