// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/camera.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QPixmap>
#include <QWidget>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

void settle(int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    while (!deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

void Camera::take(QWidget& window, const QString& name)
{
    settle();
    for (const int scale : {1, 2}) {
        QPixmap picture(window.size() * scale);
        picture.setDevicePixelRatio(scale);
        window.render(&picture);
        const QString file = scale == 1 ? name : name + u"@2x"_s;
        constexpr int smallest = 0; // of PNG: the time is ours, the room is the repository's
        if (!picture.save(m_directory + u'/' + file + u".png"_s, "PNG", smallest))
            qFatal("cannot write to %s", qPrintable(m_directory));
    }
}

void Camera::takePopup(const QString& name)
{
    settle();
    QWidget* popup = QApplication::activePopupWidget();
    if (popup == nullptr)
        qFatal("nothing has popped up for %s", qPrintable(name));
    take(*popup, name);
    popup->close();
}

} // namespace stateroom::ui
