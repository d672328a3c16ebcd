// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/campaigndesk.h"
#include "core/service/owncall.h"

#include <QWidget>

class QAction;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace stateroom::ui {

class CopyButton;
class ExchangeView;
class NoticeBar;
class OpRow;

/// Does to a participant's state what a program would do: sends `state:mutate` and `state` over
/// HTTP to this process's own server, with a user token, and shows what was sent, answered and
/// done.
class Simulator final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Simulator)

public:
    /// Both must outlive it.
    Simulator(Service& service, CampaignDesk& desk, QWidget* parent = nullptr);

    /// Whose state it is about, and which variables there are.
    void take(const campaign::Participant& who, const std::vector<VariableState>& states);
    /// Looks anew at whether there is a server to send to.
    void refreshServer();
    /// How long a token holds that is made for curl.
    void setLifetime(Milliseconds lifetime) { m_lifetime = lifetime; }

    const std::vector<OpRow*>& rows() const { return m_rows; }
    void addRow();
    QLineEdit& mutationId() { return *m_id; }
    ExchangeView& exchange() { return *m_exchange; }
    NoticeBar& notice() { return *m_notice; }
    QAction* sendAction() { return m_send; }
    CopyButton& curlButton() { return *m_curlButton; }
    QAction* readAction() { return m_read; }
    QAction* curlAction() { return m_curl; }

Q_SIGNALS:
    /// The user wants to see to it that the server listens.
    void serverWanted();

private:
    void makeActions();
    QWidget* makeBottom();
    void removeRow(OpRow* row);
    void fitRows();
    void preview();
    void updateActions();

    bool isReady() const;
    QByteArray body() const;
    OwnCall mutation(const QByteArray& token) const;
    QByteArray token();
    void send(OwnCall call);
    void showOutcome(const OwnAnswer& answer, bool isRead, Timestamp began);
    void copyAsCurl();

    Service& m_service;
    CampaignDesk& m_desk;
    campaign::Participant m_who;
    std::vector<VariableState> m_states;
    std::vector<OpRow*> m_rows;
    QWidget* m_rowBox;
    QVBoxLayout* m_rowLayout;
    QScrollArea* m_scroll;
    QLineEdit* m_id;
    NoticeBar* m_notice;
    ExchangeView* m_exchange;
    QPushButton* m_sendButton;
    CopyButton* m_curlButton = nullptr;
    QAction* m_add = nullptr;
    QAction* m_newId = nullptr;
    QAction* m_send = nullptr;
    QAction* m_read = nullptr;
    QAction* m_curl = nullptr;
    QByteArray m_token; ///< that speaks for m_who
    Timestamp m_tokenMade;
    Milliseconds m_lifetime = std::chrono::minutes(15);
    bool m_isSending = false;
};

} // namespace stateroom::ui
