// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/manners.h"

#include "ui/widgets/readingorder.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QStyle>
#include <QStyleOption>
#include <QTest>
#include <QToolButton>

#include <tuple>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Where a widget stands: `EntriesPanel/QWidget/QToolButton "New key"`.
QString placeOf(const QWidget& widget)
{
    QString text = QString::fromLatin1(widget.metaObject()->className()).section(u"::"_s, -1);
    if (const auto* parent = widget.parentWidget(); parent != nullptr && !widget.isWindow())
        text = placeOf(*parent).section(u'/', -2) + u'/' + text;
    return text;
}

bool isOperated(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Button:
    case QAccessible::ButtonDropDown:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::Link:
    case QAccessible::List:
    case QAccessible::MenuItem:
    case QAccessible::PageTab:
    case QAccessible::RadioButton:
    case QAccessible::Slider:
    case QAccessible::SpinBox:
    case QAccessible::Table:
    case QAccessible::Tree:
        return true;
    default: // a closed list of Qt's, of which these are what a person operates
        return false;
    }
}

void lookForNames(QAccessibleInterface* part, QStringList& faults)
{
    if (part == nullptr || !part->isValid() || part->state().invisible)
        return;
    auto* widget = qobject_cast<QWidget*>(part->object());
    const QAccessible::Role role = part->role();
    const bool focusable = widget != nullptr && (widget->focusPolicy() & Qt::TabFocus) &&
                           widget->focusProxy() == nullptr;
    const QString where = widget != nullptr ? placeOf(*widget) : u"part of its parent"_s;
    if (focusable && role == QAccessible::NoRole)
        faults << where + u": no role"_s;
    if ((focusable || isOperated(role)) && part->text(QAccessible::Name).trimmed().isEmpty())
        faults << where + u": no name, role "_s + QString::number(role);
    if (qobject_cast<QAbstractItemView*>(widget) != nullptr)
        return; // its cells are texts, which the model names
    for (int i = 0; i < part->childCount(); ++i)
        lookForNames(part->child(i), faults);
}

bool isWithinScrollArea(const QWidget& widget)
{
    for (const QWidget* at = widget.parentWidget(); at != nullptr; at = at->parentWidget())
        if (qobject_cast<const QAbstractScrollArea*>(at) != nullptr)
            return true;
    return false;
}

bool labelFits(const QLabel& label)
{
    if (label.text().isEmpty())
        return true;
    if (label.wordWrap())
        return label.heightForWidth(label.width()) <= label.height();
    const QSize needed = label.fontMetrics().size(0, label.text());
    const QSize given = label.contentsRect().size();
    return needed.width() <= given.width() && needed.height() <= given.height();
}

bool buttonFits(const QAbstractButton& button)
{
    const auto* tool = qobject_cast<const QToolButton*>(&button);
    if (button.text().isEmpty() ||
        (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly))
        return true;
    const int icon = button.icon().isNull() ? 0 : button.iconSize().width() + 4;
    const QSize needed = button.fontMetrics().size(Qt::TextShowMnemonic, button.text());
    return needed.width() + icon <= button.width() && needed.height() <= button.height() &&
           button.sizeHint().height() <= button.height();
}

bool placeholderFits(const QLineEdit& edit)
{
    return !edit.toolTip().isEmpty() || // a field shortens it with an ellipsis
           edit.fontMetrics().horizontalAdvance(edit.placeholderText()) <=
               edit.contentsRect().width();
}

QStringList clippedTitles(const QHeaderView& header)
{
    QStringList faults;
    for (int section = 0; section < header.count(); ++section)
        if (!header.isSectionHidden(section) &&
            header.sectionSizeHint(section) > header.sectionSize(section))
            faults << placeOf(header) +
                          u": column %1, %2 of %3"_s
                              .arg(header.model()
                                       ->headerData(section, header.orientation(), Qt::DisplayRole)
                                       .toString())
                              .arg(header.sectionSize(section))
                              .arg(header.sectionSizeHint(section));
    return faults;
}

/// All that the menus of a menu bar offer.
void gather(const QMenu& menu, QSet<const QAction*>& found)
{
    for (const QAction* action : menu.actions()) {
        found.insert(action);
        if (action->menu() != nullptr)
            gather(*action->menu(), found);
    }
}

QStringList menuFaults(const QMenuBar& bar, QSet<const QAction*>& found)
{
    QStringList faults;
    QSet<QChar> letters;
    for (const QAction* action : bar.actions()) {
        const qsizetype at = action->text().indexOf(u'&');
        if (at < 0)
            faults << u"menu %1: no letter"_s.arg(action->text());
        else if (const QChar letter = action->text().at(at + 1).toLower(); letters.contains(letter))
            faults << u"menu %1: its letter is another one's"_s.arg(action->text());
        else
            letters.insert(letter);
        if (action->menu() != nullptr)
            gather(*action->menu(), found);
    }
    return faults;
}

/// Buttons and context menus that Tab leads to.
QSet<const QAction*> actionsByTab(const QWidget& window)
{
    QSet<const QAction*> found;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus))
            continue;
        const QList<QAction*> actions = widget->actions();
        found.unite({actions.begin(), actions.end()});
        const auto* button = qobject_cast<const QToolButton*>(widget);
        if (button != nullptr && button->menu() != nullptr)
            gather(*button->menu(), found);
        for (const QAction* action : actions)
            if (action->menu() != nullptr)
                gather(*action->menu(), found);
    }
    return found;
}

/// What a button does; null when that is its own affair.
const QAction* actionOf(const QAbstractButton& button, const QList<QAction*>& all)
{
    if (const auto* tool = qobject_cast<const QToolButton*>(&button);
        tool != nullptr && tool->defaultAction() != nullptr)
        return tool->defaultAction();
    for (const QAction* action : all)
        if (!button.text().isEmpty() && action->text() == button.text())
            return action;
    return nullptr;
}

QStringList buttonFaults(QWidget& window)
{
    QStringList faults;
    const QList<QAction*> all = window.findChildren<QAction*>();
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        // A table's corner and a field's own buttons are Qt's.
        if (!button->isVisibleTo(&window) ||
            qobject_cast<const QAbstractItemView*>(button->parentWidget()) != nullptr ||
            qobject_cast<const QLineEdit*>(button->parentWidget()) != nullptr)
            continue;
        const QString what = placeOf(*button) + u" \""_s + button->text() + u'"';
        const QAction* action = actionOf(*button, all);
        const QString keys =
            action != nullptr ? action->shortcut().toString(QKeySequence::NativeText) : QString();
        // Of radio buttons Tab leads to the chosen one, and arrows to the others.
        if (!(button->focusPolicy() & Qt::TabFocus) && keys.isEmpty() && !button->autoExclusive())
            faults << what + u": Tab does not lead to it"_s;
        if (!keys.isEmpty() && !button->toolTip().contains(keys))
            faults << what + u": its tooltip does not tell "_s + keys;
    }
    return faults;
}

QStringList sharedShortcuts(const QWidget& window)
{
    QStringList faults;
    QHash<QKeySequence, QString> owners;
    for (const QAction* action : window.findChildren<QAction*>())
        if (action->shortcutContext() == Qt::WindowShortcut)
            for (const QKeySequence& keys : action->shortcuts()) {
                if (owners.contains(keys))
                    faults << keys.toString() + u": "_s + owners[keys] + u" and "_s +
                                  action->text();
                owners.insert(keys, action->text());
            }
    return faults;
}

struct FocusMover : QWidget {
    using QWidget::focusNextPrevChild;
};

/// What Tab leads to, in its order. It really goes there.
QWidgetList tabStops(QWidget& window)
{
    if (QWidget* focused = window.focusWidget())
        focused->clearFocus();
    QWidgetList stops;
    while ((window.*&FocusMover::focusNextPrevChild)(true)) {
        QWidget* stop = window.focusWidget();
        if (stop == nullptr || stops.contains(stop))
            break;
        stops << stop;
    }
    return stops;
}

/// The part of `whole` that a widget within it belongs to.
QWidget* partWith(const QWidget& whole, QWidget* widget)
{
    while (widget->parentWidget() != &whole)
        widget = widget->parentWidget();
    return widget;
}

bool standsBefore(QWidget* second, QWidget* first)
{
    QWidget* whole = first->parentWidget();
    while (whole != nullptr && !whole->isAncestorOf(second))
        whole = whole->parentWidget();
    if (whole == nullptr || second->isAncestorOf(first) || first->isAncestorOf(second))
        return false;
    const QWidget* one = partWith(*whole, first);
    const QWidget* other = partWith(*whole, second);
    if (one->property(readingRank) != other->property(readingRank))
        return false; // somebody wants it so
    const QRect a = one->geometry();
    const QRect b = other->geometry();
    const int shared = std::min(a.bottom(), b.bottom()) - std::max(a.top(), b.top());
    if (shared > std::min(a.height(), b.height()) / 2)
        return b.right() <= a.left();
    return b.center().y() < a.center().y();
}

} // namespace

QStringList unnamedParts(QWidget& window)
{
    QStringList faults;
    lookForNames(QAccessible::queryAccessibleInterface(&window), faults);
    return faults;
}

QStringList clippedTexts(QWidget& window)
{
    QStringList faults;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible())
            continue;
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const auto* edit = qobject_cast<const QLineEdit*>(widget);
        const auto* box = qobject_cast<const QComboBox*>(widget);
        if (const auto* header = qobject_cast<const QHeaderView*>(widget))
            faults << clippedTitles(*header);
        if (label == nullptr && button == nullptr && edit == nullptr && box == nullptr)
            continue;
        const QString what = placeOf(*widget) + u" \""_s +
                             (label != nullptr    ? label->text()
                              : button != nullptr ? button->text()
                              : edit != nullptr   ? edit->placeholderText()
                                                  : box->currentText()) +
                             u'"';
        if ((label != nullptr && !labelFits(*label)) ||
            (button != nullptr && !buttonFits(*button)) ||
            (edit != nullptr && !placeholderFits(*edit)) ||
            (box != nullptr && box->sizeHint().width() > box->width()))
            faults << what + u": does not fit into %1 x %2"_s.arg(widget->width())
                                 .arg(widget->height());
        // What stands over the edge of what it is in.
        if (!isWithinScrollArea(*widget) && !widget->visibleRegion().isEmpty() &&
            !widget->visibleRegion().boundingRect().contains(widget->rect()))
            faults << what + u": is cut off"_s;
    }
    return faults;
}

QStringList keylessParts(QWidget& window)
{
    QSet<const QAction*> reached = actionsByTab(window);
    QStringList faults;
    for (const QMenuBar* bar : window.findChildren<QMenuBar*>())
        faults << menuFaults(*bar, reached);
    for (const QAction* action : window.findChildren<QAction*>()) {
        const bool own = !action->text().isEmpty() && !action->isSeparator() &&
                         action->menu() == nullptr &&
                         qobject_cast<const QLineEdit*>(action->parent()) == nullptr;
        if (own && action->shortcut().isEmpty() && !reached.contains(action))
            faults << u"action %1: no key leads to it"_s.arg(action->text());
    }
    return faults + buttonFaults(window) + sharedShortcuts(window);
}

QStringList lastingFaults(QWidget& window)
{
    QStringList faults;
    std::ignore = QTest::qWaitFor(
        [&] {
            QTest::qWait(20);
            faults = unnamedParts(window) + clippedTexts(window) + keylessParts(window);
            return faults.isEmpty();
        },
        1'000);
    return faults;
}

QStringList misorderedStops(QWidget& window)
{
    QStringList faults;
    const QWidgetList stops = tabStops(window);
    for (QWidget* widget : window.findChildren<QWidget*>())
        if (widget->isVisible() && widget->isEnabled() && !stops.contains(widget) &&
            (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus &&
            widget->focusProxy() == nullptr)
            faults << placeOf(*widget) + u": Tab does not lead to it"_s;
    for (qsizetype i = 1; i < stops.size(); ++i)
        if (standsBefore(stops[i], stops[i - 1]))
            faults << placeOf(*stops[i]) + u' ' + stops[i]->accessibleName() +
                          u": Tab leads back to it, from "_s + placeOf(*stops[i - 1]) + u' ' +
                          stops[i - 1]->accessibleName();
    return faults;
}

} // namespace stateroom::ui
