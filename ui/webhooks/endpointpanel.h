// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/webhooks/deliverytext.h"
#include "ui/webhooks/endpointsmodel.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace stateroom::ui {

class ChoiceBox;
class DeliveriesModel;
class DeliveryDetail;
class ElidedLabel;
class EmptyPlace;
class ListTable;
class NoticeBar;
struct NoticeAction;
class WebhookDesk;

/// One webhook: what it is, its deliveries, and what is done to both.
class EndpointPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointPanel)

public:
    /// The desk must outlive it.
    explicit EndpointPanel(WebhookDesk& desk, QWidget* parent = nullptr);
    ~EndpointPanel() override;

    void show(const EndpointInfo& info);
    /// Shows a secret that was just made with its webhook, until it is hidden.
    void showSecret(const QByteArray& webhook, const QByteArray& secret);
    /// Asks whether the webhook shall go.
    void askToRemove();
    /// To the deliveries, the newest one if none was chosen.
    void takeKeyboard();
    /// Where the server listens, for the line that makes a first event; empty: it does not.
    void setUrl(const QString& url);

    /// What is done to the webhook; those that a list of them may offer, too.
    const QList<QAction*>& endpointActions() const { return m_endpointActions; }
    QAction* testAction() { return m_test; }
    QAction* toggleAction() { return m_toggle; }
    QAction* againAction() { return m_again; }
    QAction* curlAction() { return m_curl; }
    QAction* compareAction() { return m_compare; }
    QAction* abandonAction() { return m_abandon; }
    QAction* filterAction() { return m_filter; }
    /// Which deliveries are listed, by their state.
    ChoiceBox& states() { return *m_states; }
    QPushButton& showAllButton() { return *m_showAll; }

    DeliveriesModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    DeliveryDetail& detail() { return *m_detail; }
    NoticeBar& notice() { return *m_notice; }
    NoticeBar& secretNotice() { return *m_secret; }
    NoticeBar& disabledNotice() { return *m_disabled; }

Q_SIGNALS:
    void editWanted();
    /// The keyboard goes back to the list of webhooks.
    void left();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeEndpointActions();
    void makeDeliveryActions();
    QWidget* makeHead();
    void makeFilter();
    void filter();
    void setUpView();
    void arrange();

    void showHead();
    void updateActions();
    void updateEmpty();
    void deliveriesChanged();
    QByteArray current() const;
    void chosen();
    void showReport();
    void compareNow();
    void choose(const QByteArray& delivery);

    void sendTest();
    void sendAgain();
    void tellOfSending(const QByteArray& delivery);
    void endSending();
    void abandon();
    void copyAsCurl();
    void toggle();
    void remove();
    void copySecret();
    void askToRenew();
    void renewSecret();
    void showFreshSecret();
    void hideSecret();
    void ask(const QString& question, const NoticeAction& act, const QString& leave);
    void leaveQuestion();
    void tell(const QString& trouble);

    WebhookDesk& m_desk;
    EndpointInfo m_info;
    QString m_url;
    DeliveriesModel* m_model;
    ListTable* m_view;
    DeliveryDetail* m_detail = nullptr;
    ElidedLabel* m_line;
    ElidedLabel* m_facts;
    NoticeBar* m_notice;
    NoticeBar* m_disabled;
    NoticeBar* m_secret;
    QHash<QByteArray, QByteArray> m_freshSecrets; ///< that were made here and are not hidden yet
    ChoiceBox* m_states;
    EmptyPlace* m_empty;
    QPushButton* m_showAll;
    QStackedWidget* m_pages;
    QTimer m_seconds;     ///< moves countdowns, while they are seen
    QByteArray m_wanted;  ///< a delivery to be chosen when it is listed
    QByteArray m_base;    ///< that others are compared with
    QByteArray m_sentNow; ///< a delivery of which it is told that it is being sent
    int m_sentTries = 0;  ///< how many attempts it had by then
    QString m_sentNotice;
    QList<QAction*> m_endpointActions;
    QAction* m_test = nullptr;
    QAction* m_edit = nullptr;
    QAction* m_toggle = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_copySecret = nullptr;
    QAction* m_renewSecret = nullptr;
    QAction* m_again = nullptr;
    QAction* m_curl = nullptr;
    QAction* m_compare = nullptr;
    QAction* m_abandon = nullptr;
    QAction* m_filter = nullptr;
};

} // namespace stateroom::ui
