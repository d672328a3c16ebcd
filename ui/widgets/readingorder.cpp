// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/readingorder.h"

#include <QScrollArea>

#include <algorithm>

namespace stateroom::ui {

namespace {

bool isStop(const QWidget& widget)
{
    return widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus &&
           widget.focusProxy() == nullptr;
}

/// By rank, then by place: on one line are two that share more than half of the lower one's height.
bool comesBefore(const QWidget& a, const QWidget& b)
{
    const int rank = a.property(readingRank).toInt();
    const int otherRank = b.property(readingRank).toInt();
    if (rank != otherRank)
        return rank < otherRank;
    const QRect one = a.geometry();
    const QRect other = b.geometry();
    const int shared =
        std::min(one.bottom(), other.bottom()) - std::max(one.top(), other.top()) + 1;
    if (2 * shared <= std::min(one.height(), other.height()))
        return one.center().y() < other.center().y();
    return a.layoutDirection() == Qt::RightToLeft ? one.right() > other.right()
                                                  : one.left() < other.left();
}

/// By hand: "before" among parts that overlap is no order that std::sort could bear.
/// What is hidden is left out, but where `here` stands: it may be what is being hidden.
QWidgetList partsByReading(const QWidget& whole, const QWidget* here)
{
    QWidgetList parts;
    for (QObject* child : whole.children()) {
        auto* part = qobject_cast<QWidget*>(child);
        if (part == nullptr || part->isWindow())
            continue;
        const bool leadsHere = part == here || (here != nullptr && part->isAncestorOf(here));
        if (!part->isVisible() && !leadsHere)
            continue;
        qsizetype at = parts.size();
        while (at > 0 && comesBefore(*part, *parts[at - 1]))
            --at;
        parts.insert(at, part);
    }
    return parts;
}

/// `here` too, whatever it is, so that there is somewhere to start from.
void gatherStops(QWidget& whole, const QWidget* here, QWidgetList& stops)
{
    for (QWidget* part : partsByReading(whole, here)) {
        if (part == here || (part->isVisible() && isStop(*part)))
            stops.append(part);
        gatherStops(*part, here, stops);
    }
}

void showWithinScrollAreas(QWidget& widget)
{
    for (QWidget* around = widget.parentWidget(); around != nullptr;
         around = around->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(around))
            area->ensureWidgetVisible(&widget);
}

} // namespace

bool moveFocusByReading(QWidget& window, bool next)
{
    QWidget* here = window.focusWidget();
    QWidgetList stops;
    gatherStops(window, here, stops);
    const qsizetype at = stops.indexOf(here);
    const qsizetype count = stops.size();
    if (count == 0 || (count == 1 && at == 0))
        return false;
    const qsizetype to = at < 0 ? (next ? 0 : count - 1) : (at + (next ? 1 : count - 1)) % count;
    stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    showWithinScrollAreas(*stops[to]);
    return true;
}

} // namespace stateroom::ui
