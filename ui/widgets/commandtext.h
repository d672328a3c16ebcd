// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace stateroom::ui {

/// A command to be read and copied: as wide as its line is, and where there is less room, on as
/// many lines as it needs, none of which ends within an option's name; it scrolls where those find
/// no room. What is copied from it is one line all the same.
class CommandText final : public QPlainTextEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandText)

public:
    explicit CommandText(QWidget* parent = nullptr);

    void setCommand(const QString& command);
    QString command() const { return m_command; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    QMimeData* createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QString m_command;
};

} // namespace stateroom::ui
