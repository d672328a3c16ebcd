// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/scintilla.h"

namespace stateroom::ui {

/// An editor for JSON text: coloured by the theme, with a mark where it stops being valid.
/// Tab indents; Esc leaves the editor by `left`, so that the keyboard is never caught in it.
class JsonEditor final : public QsciScintilla {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JsonEditor)

public:
    explicit JsonEditor(QWidget* parent = nullptr);

    /// Another value: nothing of the former one can be undone back to.
    void showText(const QByteArray& utf8);
    /// A newer state of the same value: the view and the cursor stay where they are.
    void refreshText(const QByteArray& utf8);
    /// Replaces all text as an edit, which can be undone.
    void replaceText(const QByteArray& utf8);
    QByteArray utf8() const;

    /// Puts a squiggle under the byte at this offset, or at the end.
    void markError(qint64 offset);
    void clearError();

Q_SIGNALS:
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void setUp();
    void applyTheme();
    void fitMargin();

    QsciLexerJSON* m_lexer;
};

} // namespace stateroom::ui
