// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/campaigndesk.h"
#include "ui/model/throttle.h"

#include <QTimer>
#include <QWidget>

class QButtonGroup;
class QSettings;
class QStackedWidget;

namespace stateroom::ui {

class CampaignsPanel;
class EmptyPlace;
class MutationsPanel;
class NoticeBar;
class ParticipantBar;
class Simulator;
class VariableForm;
class VariablesPanel;

/// The place for campaigns: declares their variables, shows a participant's state as it changes,
/// and does what a program would do to it.
class StudioPlace final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StudioPlace)

public:
    enum Tab { SimulateTab, RecentTab };

    /// Both must outlive it. `settings` keeps the campaign and the participant who is played.
    StudioPlace(Service& service, QSettings& settings, QWidget* parent = nullptr);
    ~StudioPlace() override;

    CampaignsPanel& campaigns() { return *m_campaigns; }
    VariablesPanel& variables() { return *m_variables; }
    ParticipantBar& participant() { return *m_participant; }
    VariableForm& form() { return *m_form; }
    Simulator& simulator() { return *m_simulator; }
    MutationsPanel& mutations() { return *m_mutations; }

    /// Looks anew at whether the server listens.
    void refreshServer();
    void showTab(Tab tab);
    bool isEmpty() const;

Q_SIGNALS:
    /// Show this entry.
    void entryWanted(const stateroom::EntryName& name);
    /// Show the request with this id.
    void requestWanted(const QByteArray& requestId);
    /// Show where the server can be made to listen.
    void serverWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void arrange();
    void arrangeLower();
    EmptyPlace* makeEmpty();
    void connectPanels();
    void follow();
    void noteChanges(const std::vector<ChangePtr>& changes);
    void refreshValues();
    void showPage();
    void closeForm();
    void copyToken();

    Service& m_service;
    QSettings& m_settings;
    CampaignDesk m_desk;
    CampaignsPanel* m_campaigns;
    VariablesPanel* m_variables;
    ParticipantBar* m_participant;
    VariableForm* m_form;
    Simulator* m_simulator;
    MutationsPanel* m_mutations;
    NoticeBar* m_notice;
    QButtonGroup* m_tabs;
    QStackedWidget* m_tabPages;
    QStackedWidget* m_lower; ///< the tabs, or the form
    QStackedWidget* m_pages; ///< a campaign, or nothing yet
    EmptyPlace* m_empty;
    Throttle m_listRefresh;
    Throttle m_peopleRefresh;
    Throttle m_valueRefresh;
    QTimer m_ages;
    quint64 m_asked = 0; ///< counts what was asked for, so that only the last answer is shown
    Subscription m_subscription;
};

} // namespace stateroom::ui
