// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsontext.h"
#include "ui/model/throttle.h"

#include <QWidget>

#include <functional>

class QAction;
class QLabel;
class QSplitter;

namespace stateroom::ui {

class FindBar;
class JsonEditor;
class TheirsPane;

/// A value as text: the editor, the bar that finds in it, and below it where the text stops being
/// JSON. It is checked in another thread, so that a large one can be typed in.
class ValueView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValueView)

public:
    /// The text as it can be saved.
    struct Checked {
        JsonText value;
        QByteArray formatted; ///< the value laid out
    };

    explicit ValueView(QWidget* parent = nullptr);

    JsonEditor& editor() { return *m_editor; }
    TheirsPane& theirs() { return *m_theirs; }

    /// Another value, unmodified.
    void showText(const QByteArray& text);
    /// A newer state of the same value: view and cursor stay where they are.
    void refreshText(const QByteArray& text);
    /// An edit of `base` as it was left; undoing it leads to `base`.
    void showEdit(const QByteArray& base, const QByteArray& text, int line, int column);

    void setEditable(bool editable);
    bool isModified() const;
    void setUnmodified();
    /// Back to what it was made from, as one step that can be undone.
    void dropEdit(const QByteArray& base);
    /// Counts every change of the text.
    quint64 edits() const;
    /// Sets what somebody else wrote beside the edit, which is laid out first like it is, as one
    /// step that can be undone; the cursor stays at its place in the value.
    void compareWith(const QString& title, const QByteArray& theirs);
    /// Has it tell the text as JSON, by textTaken(), whenever that has changed.
    void setTellsText(bool tells);

    /// Calls `done` with the text as JSON, at once where it is small. If it is not JSON: with
    /// nothing, and the keyboard stands at the place that is wrong. Not called when the text is
    /// changed meanwhile.
    void check(std::function<void(std::optional<Checked>)> done);

    /// Find, replace, lay out, fold: what the text offers beside editing.
    const QList<QAction*>& actions() const { return m_actions; }

Q_SIGNALS:
    void modificationChanged();
    void edited();
    /// The text as it is now, if it is JSON. Only after setTellsText(true).
    void textTaken(const std::optional<stateroom::JsonText>& json);
    /// Esc in the editor.
    void left();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    QWidget* makeMine();
    void makeActions();
    QAction* addAction(const QString& text, const QKeySequence& keys, std::function<void()> run);
    void lookAtText();
    void layOut(bool compact);
    void layOutLikeTheirs();
    void showProblem(const std::optional<Error>& error);
    void goToProblem(const Error& error);

    JsonEditor* m_editor;
    TheirsPane* m_theirs;
    FindBar* m_find;
    QLabel* m_problem;
    QSplitter* m_columns;
    QList<QAction*> m_actions;
    QList<QAction*> m_changing; ///< those that change the text
    Throttle m_check;
    bool m_checking = false;
    bool m_tellsText = false;
};

} // namespace stateroom::ui
