// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/valuedifference.h"
#include "ui/webhooks/deliverytext.h"

#include <QWidget>

class QAction;
class QListWidget;
class QPlainTextEdit;
class QStackedWidget;

namespace stateroom::ui {

class DifferencePane;
class ElidedLabel;
class MessageView;
class NoticeBar;

/// One delivery: its request, each attempt with what was answered, and why it has not arrived. Or
/// how its body differs from that of another.
class DeliveryDetail final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DeliveryDetail)

public:
    /// `actions` get a button each.
    explicit DeliveryDetail(const QList<QAction*>& actions, QWidget* parent = nullptr);

    void show(const DeliveryReport& report);
    void clear();
    /// Which delivery is shown; empty: none.
    const QByteArray& shown() const { return m_shown; }

    void showDifference(const QString& title, const ValueDifference& difference);
    /// Instead of a difference: what to do to get one.
    void showDifferenceHint(const QString& hint);
    void leaveDifference();

    NoticeBar& why() { return *m_why; }
    MessageView& request() { return *m_request; }
    QListWidget& attempts() { return *m_attempts; }
    QString answer() const;
    DifferencePane& difference() { return *m_difference; }

private:
    QWidget* makeHead(const QList<QAction*>& actions);
    QWidget* makeTexts();
    QWidget* makeAttempts();
    void showFacts(const DeliveryReport& report);
    void showAttempts(const std::vector<webhooks::Attempt>& attempts);
    void showAnswer();

    ElidedLabel* m_line;
    ElidedLabel* m_facts;
    NoticeBar* m_why;
    MessageView* m_request;
    QListWidget* m_attempts;
    QPlainTextEdit* m_answer;
    DifferencePane* m_difference;
    QStackedWidget* m_pages;
    QByteArray m_shown;
    std::vector<webhooks::Attempt> m_shownAttempts;
};

} // namespace stateroom::ui
