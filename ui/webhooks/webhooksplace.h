// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"
#include "core/webhooks/receiver.h"

#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace stateroom::ui {

class EmptyPlace;
class EndpointForm;
class EndpointPanel;
class EndpointsModel;
class ListTable;
class NoticeBar;
class ReceiverPanel;
class WebhookDesk;

/// The place for webhooks: which there are, what was sent to each, and a receiver to try them with.
class WebhooksPlace final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WebhooksPlace)

public:
    /// The service must outlive it.
    explicit WebhooksPlace(Service& service, QWidget* parent = nullptr);
    ~WebhooksPlace() override;

    /// Looks anew at whether the server listens.
    void refreshServer();
    /// Shows this webhook, as soon as it is listed.
    void choose(const QByteArray& webhook);

    /// Where the receiver listens; empty: it does not.
    QString receiverUrl() const { return m_listener.url(); }

    EndpointsModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    EndpointForm& form() { return *m_form; }
    EndpointPanel& endpoint() { return *m_endpoint; }
    ReceiverPanel& receiver() { return *m_receiver; }
    EmptyPlace& empty() { return *m_empty; }
    QAction* newAction() { return m_new; }
    QAction* receiverAction() { return m_showReceiver; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    QWidget* makeSide();
    QWidget* makeEmpty();
    void setUpView();
    void arrange();
    void startNew();
    void startChange();
    void leaveForm();
    void submit(const JsonText& body);
    void written(const QString& trouble);
    void showReceiver(bool show);
    void rowChosen(const QModelIndex& index, const QModelIndex& previous);
    void refreshed();
    /// Where there is no state to tell, its room is the URL's.
    void fitRows();
    void showChosen();

    Service& m_service;
    SystemClock m_clock; ///< the receiver's
    webhooks::Receiver m_listener;
    WebhookDesk* m_desk;
    EndpointsModel* m_model;
    ListTable* m_view;
    EndpointForm* m_form;
    EndpointPanel* m_endpoint;
    ReceiverPanel* m_receiver;
    EmptyPlace* m_empty;
    NoticeBar* m_notice;
    QStackedWidget* m_pages;
    QToolButton* m_receiverButton = nullptr;
    QAction* m_new = nullptr;
    QAction* m_showReceiver = nullptr;
    QByteArray m_chosen;        ///< the webhook that is shown, or is to be once it is listed
    QByteArray m_awaited;       ///< a webhook that was made here, until it is listed
    QByteArray m_awaitedSecret; ///< its secret, to be shown then
    bool m_isAsking = false;    ///< the form is shown
    bool m_isShowing = false;   ///< the list follows, and does not lead
};

} // namespace stateroom::ui
