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
    // At a scale that is set from outside, that alone: texts and hairlines fall otherwise there.
    const qreal own = window.devicePixelRatioF();
    for (const qreal scale : own > 1 ? QList{own} : QList{1.0, 2.0})
        draw(window, name, scale);
}

void Camera::draw(QWidget& window, const QString& name, qreal scale)
{
    QPixmap picture((QSizeF(window.size()) * scale).toSize());
    picture.setDevicePixelRatio(scale);
    window.render(&picture);
    QWidget* popup = QApplication::activePopupWidget();
    if (popup != nullptr && popup != &window)
        popup->render(&picture, popup->pos() - window.mapToGlobal(QPoint()));
    const QString file = scale == 1 ? name : u"%1@%2x"_s.arg(name).arg(scale);
    constexpr int smallest = 0; // of PNG: the time is ours, the room is the repository's
    if (!picture.save(m_directory + u'/' + file + u".png"_s, "PNG", smallest))
        qFatal("cannot write to %s", qPrintable(m_directory));
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
