// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QAction;
class QMenu;
class QSystemTrayIcon;
class QWidget;

namespace stateroom::ui {

/// The icon in the tray that stands for the running server while the window is closed. It is there
/// while it is switched on, where the desktop has a tray.
class Tray final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Tray)

public:
    Tray(QWidget* window, QAction* quit);
    ~Tray() override;

    static bool isThere();
    void setOn(bool on);
    bool isOn() const { return m_icon != nullptr; }
    void setToolTip(const QString& text);

Q_SIGNALS:
    /// The user wants to see the window.
    void wanted();

private:
    QAction* m_quit;
    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QString m_toolTip;
};

} // namespace stateroom::ui
