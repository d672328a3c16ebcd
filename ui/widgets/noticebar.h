// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>

#include <functional>

class QBoxLayout;
class QLabel;

namespace stateroom::ui {

enum class NoticeKind { Info, Warning, Error };

struct NoticeAction {
    QString text;
    std::function<void()> run;
};

/// Says in place what happened, and offers the next step. Hidden while it has nothing to say.
class NoticeBar final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoticeBar)

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    /// The text is plain. The actions run in the order of the buttons; the notice stays until it is
    /// ended, cleared or replaced. Returns its number, by which whoever told it ends it.
    int tell(NoticeKind kind, const QString& text, const QList<NoticeAction>& actions = {});
    /// Ends the notice of this number, when its truth or its subject has gone; another one stays.
    void end(int notice);
    /// Ends whatever is told.
    void clear();

    /// What is told at the moment; empty when nothing.
    QString text() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void removeButtons();
    void drawIcon();
    /// The buttons stand beside the text, below it where there is little room, and below each other
    /// where there is less.
    void fitButtons();

    QLabel* m_icon;
    QLabel* m_text;
    QBoxLayout* m_buttons;
    QBoxLayout* m_body;
    NoticeKind m_kind = NoticeKind::Info;
    int m_number = 0; ///< of the newest notice
};

} // namespace stateroom::ui
