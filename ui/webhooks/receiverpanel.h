// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/receiver.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace stateroom::ui {

class EmptyPlace;
class EndpointsModel;
class ListTable;
class MessageView;
class NoticeBar;
class ReceiverHead;
class ReceiverModel;
class WebhookDesk;

/// The window's own receiver of webhooks: starts it, makes a webhook that points at it, and shows
/// what arrives, whoever sent it, with the check of its signature.
class ReceiverPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReceiverPanel)

public:
    /// All must outlive it.
    ReceiverPanel(
        webhooks::Receiver& receiver, WebhookDesk& desk, EndpointsModel& endpoints,
        Milliseconds slowTime, QWidget* parent = nullptr);
    ~ReceiverPanel() override;

    /// To what has come, or to what leads on.
    void takeKeyboard();
    /// Whether the server listens: only then is anything sent.
    void setServing(bool isServing);

    /// What leads on: starts it, makes its webhook, sends a test.
    QAction* stepAction() { return m_step; }
    QAction* stopAction() { return m_stop; }
    QAction* clearAction() { return m_clear; }
    ReceiverHead& head() { return *m_head; }
    ReceiverModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    MessageView& message() { return *m_message; }
    NoticeBar& verdict() { return *m_verdict; }
    NoticeBar& notice() { return *m_notice; }

Q_SIGNALS:
    /// It listens now, or does not any more.
    void listens(bool isListening);

private:
    /// What is to be done next.
    enum class Step { Start, MakeWebhook, PointWebhook, EnableWebhook, Test };

    void makeActions();
    void setUpView();
    void arrange();
    Step nextStep() const;
    void doStep();
    void start();
    void stop();
    void makeWebhook();
    void pointWebhook();
    void enableWebhook();
    void sendTest();
    void takeOwnSecret(const QByteArray& secret);
    void readOwnSecret();
    void useSecret();
    void clear();
    void refreshed();
    void showCurrent();
    void updateState();
    void tell(const QString& trouble);

    webhooks::Receiver& m_receiver;
    WebhookDesk& m_desk;
    EndpointsModel& m_endpoints;
    ReceiverModel* m_model;
    ListTable* m_view;
    ReceiverHead* m_head = nullptr;
    NoticeBar* m_notice;
    NoticeBar* m_verdict;
    MessageView* m_message;
    QWidget* m_detail;
    EmptyPlace* m_empty;
    QStackedWidget* m_pages;
    QPushButton* m_stepButton = nullptr; ///< where nothing is yet
    QAction* m_step = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_clear = nullptr;
    QByteArray m_ownWebhook; ///< whose secret is used
    QByteArray m_ownSecret;
    bool m_isServing = true;
    bool m_isBusy = false; ///< a step is being done
    bool m_followsNewest = true;
};

} // namespace stateroom::ui
