// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/focusframe.h"

#include "ui/style/metrics.h"
#include "ui/style/theme.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QPainter>

namespace stateroom::ui {

namespace {

constexpr int settled = 80; ///< milliseconds
constexpr qreal radius = 5; ///< as fields have it

} // namespace

FocusFrame::FocusFrame(QAbstractItemView& view)
    : QWidget(&view)
    , m_view(view)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &FocusFrame::follow);
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
}

/// Whatever changes in the view, its rows or which is chosen, has it painted.
bool FocusFrame::eventFilter(QObject* object, QEvent* event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::FocusOut:
    case QEvent::WindowActivate:
    case QEvent::WindowDeactivate:
    case QEvent::Resize:
    case QEvent::Paint:
        // What is chosen in a moment anyhow, when rows have been read, needs no frame until then.
        if (!m_next.isActive())
            m_next.start(isVisible() ? 0 : settled);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(object, event);
}

bool FocusFrame::isWanted() const
{
    const auto* chosen = m_view.selectionModel();
    return m_view.hasFocus() && m_view.isActiveWindow() &&
           (chosen == nullptr || !chosen->hasSelection());
}

void FocusFrame::follow()
{
    const bool wanted = isWanted();
    if (wanted) {
        setGeometry(m_view.viewport()->geometry());
        raise();
    }
    setVisible(wanted);
}

void FocusFrame::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::of(palette()).color(ColorRole::Accent), 1));
    // Off the edges, and so that its line fills whole pixels.
    constexpr qreal inset = metrics::gap4 + 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius, radius);
}

} // namespace stateroom::ui
