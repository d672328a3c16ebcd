// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace stateroom::ui {

/// Where a list's filter is typed. What is wrong with it is told below it.
class FilterBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterBar)

public:
    /// `hint` stands in the field while it is empty, `name` says what it is to who does not see it.
    FilterBar(const QString& hint, const QString& name, QWidget* parent = nullptr);

    QString text() const;
    /// Sets it without telling.
    void setText(const QString& text);
    void showTrouble(const QString& trouble);
    /// Gives it the keyboard; with `begin`, that is typed instead of what was there.
    void takeKeyboard(const QString& begin = {});
    QLineEdit& edit() { return *m_edit; }
    /// What a list of completions stands below: the field, and what is wrong with what is typed. In
    /// the field's coordinates.
    QRect besideCompletions() const;

Q_SIGNALS:
    /// What is wrong has come or gone: lists of completions have another place.
    void reshaped();
    void changed(const QString& text);
    /// On to what was found.
    void left();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QLineEdit* m_edit;
    QLabel* m_trouble;
    bool m_quiet = false;
};

} // namespace stateroom::ui
