// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hooks/hookrun.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QTreeView;

namespace stateroom::ui {

class DiffModel;
class JsonEditor;

/// What a script came to: its result, what it logged, and what it changed in its state.
class ScriptOutcome final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptOutcome)

public:
    explicit ScriptOutcome(QWidget* parent = nullptr);

    void clear();
    /// A failure's has a log only. `isKept`: the changes were made, not only told.
    void show(const HookOutcome& outcome, bool isKept);

    JsonEditor& result() { return *m_result; }
    QPlainTextEdit& log() { return *m_log; }
    QTreeView& changes() { return *m_changes; }
    DiffModel& model() { return *m_model; }

Q_SIGNALS:
    /// Esc in one of them.
    void left();

private:
    QWidget* makePart(const QString& title, QLabel* state, QWidget* content);
    void setUpLog();
    void setUpChanges();
    void showResult(const HookOutcome& outcome);
    void showLog(const HookOutcome& outcome);
    void showChanges(const HookOutcome& outcome, bool isKept);

    JsonEditor* m_result;
    QPlainTextEdit* m_log;
    DiffModel* m_model;
    QTreeView* m_changes;
    QLabel* m_resultState;
    QLabel* m_logState;
    QLabel* m_changesState;
    quint64 m_generation = 0;
};

} // namespace stateroom::ui
