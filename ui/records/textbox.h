// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace stateroom::ui {

/// A field for text of any length: one line high, and higher with what is in it, up to six. Tab
/// leaves it, and so does Enter as long as the text is one line: Shift+Enter breaks it. In what has
/// several lines Enter begins another, as in every text.
class TextBox final : public QPlainTextEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextBox)

public:
    explicit TextBox(QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void breakLine();
    void fit();
};

} // namespace stateroom::ui
