// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QWidget;

namespace stateroom::ui {

class ElidedLabel;

/// The head of a detail: what it is over what is known of it, in secondary text, and at the right
/// what can be done. All become its own.
QWidget*
makeDetailHead(int height, ElidedLabel* line, ElidedLabel* facts, const QList<QWidget*>& right);

/// A button for each, with its words.
QList<QWidget*> makeWordedButtons(const QList<QAction*>& actions);

} // namespace stateroom::ui
