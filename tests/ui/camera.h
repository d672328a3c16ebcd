// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

class QWidget;

namespace stateroom::ui {

constexpr QSize windowSize(1240, 780);

/// Lets the window take what the store has answered and told.
void settle(int milliseconds = 400);

/// Draws windows into files of a directory.
class Camera {
public:
    explicit Camera(QString directory)
        : m_directory(std::move(directory))
    {
    }

    /// With what has popped up over it: at one and at two pixels per point, or at the scale that
    /// the environment sets.
    void take(QWidget& window, const QString& name);
    /// Of what has dropped down or popped up over a window.
    void takePopup(const QString& name);

private:
    void draw(QWidget& window, const QString& name, qreal scale);

    QString m_directory;
};

} // namespace stateroom::ui
