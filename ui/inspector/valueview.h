// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsontext.h"
#include "ui/model/throttle.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace stateroom::ui {

class EmptyPlace;
class JsonEditor;

/// A value as text: the editor and, below it, where the text stops being JSON. In its place, for a
/// large value, the offer to show it.
class ValueView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValueView)

public:
    explicit ValueView(QWidget* parent = nullptr);

    JsonEditor& editor() { return *m_editor; }

    /// Another value, unmodified.
    void showText(const QByteArray& text);
    /// A newer state of the same value: view and cursor stay where they are.
    void refreshText(const QByteArray& text);
    /// An edit of `base` as it was left; undoing it leads to `base`.
    void showEdit(const QByteArray& base, const QByteArray& text, int line, int column);
    /// Offers to show a value of this size instead of showing it.
    void showLarge(qint64 bytes);

    void setEditable(bool editable);
    bool isModified() const;
    void setUnmodified();
    /// Counts every change of the text.
    quint64 edits() const { return m_edits; }

    /// The text as JSON. If it is not: nothing, and the keyboard stands at the place that is wrong.
    std::optional<JsonText> checked();

Q_SIGNALS:
    void modificationChanged();
    /// Esc in the editor.
    void left();
    /// The large value is to be shown.
    void largeWanted();

private:
    void arrange();
    void check();

    JsonEditor* m_editor;
    QLabel* m_problem;
    EmptyPlace* m_large;
    QStackedWidget* m_pages;
    Throttle m_check;
    quint64 m_edits = 0;
};

} // namespace stateroom::ui
