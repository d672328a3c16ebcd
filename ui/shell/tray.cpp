// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray.h"

#include "ui/style/icons.h"

#include <QAction>
#include <QMenu>
#include <QSystemTrayIcon>

namespace stateroom::ui {

Tray::Tray(QWidget* window, QAction* quit)
    : QObject(window)
    , m_quit(quit)
{
}

Tray::~Tray() = default;

bool Tray::isThere()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void Tray::setOn(bool on)
{
    on = on && isThere();
    if (on == isOn())
        return;
    if (!on) {
        m_icon.reset();
        m_menu.reset();
        return;
    }
    m_menu = std::make_unique<QMenu>();
    connect(m_menu->addAction(tr("Show Stateroom")), &QAction::triggered, this, &Tray::wanted);
    m_menu->addSeparator();
    m_menu->addAction(m_quit);
    m_icon = std::make_unique<QSystemTrayIcon>(programIcon());
    m_icon->setContextMenu(m_menu.get());
    m_icon->setToolTip(m_toolTip);
    connect(
        m_icon.get(), &QSystemTrayIcon::activated, this,
        [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                Q_EMIT wanted();
        });
    m_icon->show();
}

void Tray::setToolTip(const QString& text)
{
    m_toolTip = text;
    if (m_icon)
        m_icon->setToolTip(text);
}

} // namespace stateroom::ui
