// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace stateroom::ui {

/// Reads a time span as people write it: `90`, `90 s`, `15 min`, `2h`, `1d 12h`. Nothing for what
/// is none, or is not positive, or is longer than a hundred years.
std::optional<Milliseconds> parseTimeSpan(const QString& text);

/// A time span in whole seconds as parseTimeSpan() reads it: `5 s`, `1 d 12 h`.
QString timeSpanText(Milliseconds span);

/// Asks when one key or several are to expire, and says what the answer means as it is typed.
/// Hidden until it is opened; Esc closes it, and who had the keyboard before has it again.
class ExpiryBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExpiryBar)

public:
    /// `now` tells the store's time.
    explicit ExpiryBar(std::function<Timestamp()> now, QWidget* parent = nullptr);

    /// `left`: how long it has now; nothing for ever.
    void open(std::optional<Milliseconds> left);
    /// Says how many keys it is about.
    void openForMany(int keys);

Q_SIGNALS:
    /// A time from now; nothing: never.
    void chosen(std::optional<stateroom::Milliseconds> span);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    /// The buttons stand below the field where there is little room.
    void resizeEvent(QResizeEvent* event) override;

private:
    void close();
    void choose();
    void look();
    void takeKeyboard();

    const std::function<Timestamp()> m_now;
    QBoxLayout* m_rows = nullptr;
    QLineEdit* m_span;
    QLabel* m_hint;
    QPushButton* m_set;
    QPushButton* m_never;
    QLabel* m_many;
    QTimer m_ticks;             ///< the moment that is told moves on
    QPointer<QWidget> m_before; ///< had the keyboard
};

} // namespace stateroom::ui
