// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/icons.h"

#include <QString>
#include <QWidget>

class QAction;
class QButtonGroup;
class QFrame;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace stateroom::ui {

enum class Ground { Window, Surface };

/// A widget that paints its ground.
QWidget* makePane(Ground ground, QWidget* parent = nullptr);

/// One pixel between two areas.
QFrame* makeHairline(Qt::Orientation orientation);

/// A label for text that may come from data: always plain.
QLabel* makeLabel(const QString& text = {});
QLabel* makeSecondaryLabel(const QString& text = {});

/// Where a line that is too long goes on.
enum class LineBreaks { None, Anywhere };

/// Text to be read and copied, in the fixed font, on the ground where it stands.
QPlainTextEdit* makeTextView(const QString& name, LineBreaks breaks = LineBreaks::None);

/// A flat button with an icon, or with text alone, that does what the action does; its tooltip
/// names the action and its shortcut. The keyboard reaches it.
QToolButton* makeToolButton(QAction* action);

/// A row of tabs, of which the first is chosen; `group` numbers them from 0. `below` is the room
/// between them and what they lead to.
QWidget* makeTabRow(const QStringList& titles, QButtonGroup& group, int below);

/// One of several columns beside each other: what it is, and below it what it holds.
QWidget* makeTitledColumn(QLabel* title, QWidget* contents);

/// Names the signs that stand in a field, for those who do not see them: the one before the text
/// and the one that clears it.
void nameSigns(const QLineEdit& field);

/// A sign at the field's end that clears it, there while there is something to clear.
void addClearSign(QLineEdit& field);

/// Sets a dynamic property that the style sheet looks at, and restyles the widget.
void setStyleProperty(QWidget* widget, const char* name, const QVariant& value);

/// The tooltip of an action: its text, and its shortcut in brackets.
QString toolTipOf(const QAction& action);

} // namespace stateroom::ui
