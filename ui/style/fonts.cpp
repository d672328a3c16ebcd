// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/fonts.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>

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

int roomFor(const QString& text, const QFont& font)
{
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

} // namespace stateroom::ui
