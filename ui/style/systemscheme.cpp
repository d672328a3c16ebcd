// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/systemscheme.h"

#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0) && defined(STATEROOM_DBUS)
#include "ui/style/portalsettings.h"
#endif

namespace stateroom::ui {

SystemScheme::SystemScheme(QObject* parent)
    : QObject(parent)
    , m_dark(QGuiApplication::palette().color(QPalette::Window).lightness() < 128)
{
    follow();
}

void SystemScheme::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
void SystemScheme::follow()
{
    const auto* hints = QGuiApplication::styleHints();
    if (hints->colorScheme() != Qt::ColorScheme::Unknown)
        m_dark = hints->colorScheme() == Qt::ColorScheme::Dark;
    connect(hints, &QStyleHints::colorSchemeChanged, this, [this](Qt::ColorScheme scheme) {
        setDark(scheme == Qt::ColorScheme::Dark);
    });
}
#elif defined(STATEROOM_DBUS)
void SystemScheme::follow()
{
    auto* portal = new PortalSettings([this](bool dark) { setDark(dark); }, this);
    portal->ask();
}
#else
void SystemScheme::follow() {}
#endif

} // namespace stateroom::ui
