// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/scintilla.h"

class QsciLexerJavaScript;

namespace stateroom::ui {

/// An editor for a script in JavaScript, coloured by the theme. Tab indents; Esc leaves the editor
/// by `left`, so that the keyboard is never caught.
class ScriptEditor final : public QsciScintilla {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptEditor)

public:
    explicit ScriptEditor(QWidget* parent = nullptr);

    /// Another script: nothing of the former one can be undone back to.
    void showScript(const QByteArray& utf8);
    QByteArray script() const;

    /// Marks a line, from 1, with its ground and a sign; and what stands at a column, from 1, where
    /// one is known. Gone at the next edit.
    void markError(int line, int column);
    void clearError();
    /// The line that is marked; 0: none.
    int errorLine() const { return m_errorLine; }
    /// Puts the cursor there, and the keyboard.
    void goTo(int line, int column);

Q_SIGNALS:
    void edited();
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setUp();
    void applyTheme();
    void fitMargin();

    QsciLexerJavaScript* m_lexer;
    int m_errorLine = 0;
};

} // namespace stateroom::ui
