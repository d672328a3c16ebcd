// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/campaigndesk.h"
#include "ui/model/bulkactions.h"

#include <QWidget>

class QAction;

namespace stateroom::ui {

class ElidedLabel;
class ListTable;
class NoticeBar;
class VariablesModel;

/// A campaign's variables with the state of one participant; declares nothing itself, but takes
/// variables back, exports and imports them.
class VariablesPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VariablesPanel)

public:
    /// Both must outlive it.
    VariablesPanel(Service& service, CampaignDesk& desk, QWidget* parent = nullptr);

    VariablesModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    NoticeBar& notice() { return *m_notice; }
    /// What was taken away here can be undone.
    BulkActions& removals() { return *m_removals; }
    BulkActions& resets() { return *m_resets; }
    QAction* addAction() { return m_add; }
    QAction* changeAction() { return m_change; }
    QAction* removeAction() { return m_remove; }

    /// Shows what was read of this participant.
    void take(const campaign::Participant& who, std::vector<VariableState> states);
    void choose(campaign::Scope scope, const QByteArray& name);
    void setWritable(bool writable);
    /// Takes all values of an app's scope away from its participant.
    void resetApp(const campaign::Participant& who);
    void exportTo(const QString& path);
    void importFrom(const QString& path);

Q_SIGNALS:
    void addWanted(stateroom::campaign::Scope scope);
    void changeWanted(const stateroom::campaign::Variable& variable);
    /// Show this entry.
    void entryWanted(const stateroom::EntryName& name);

private:
    QAction* makeAction(const QIcon& icon, const QString& text, void (VariablesPanel::*run)());
    void makeActions();
    QWidget* makeHead();
    void setUpView();
    void updateActions();
    const VariableState* current() const;

    void add();
    void change();
    void remove();
    void showValue();
    void showDefinition();
    void askExport();
    void askImport();
    void tellDone(BulkActions& by, const QString& text, OperationId operation);
    void tellFailed(const QString& text);

    Service& m_service;
    CampaignDesk& m_desk;
    VariablesModel* m_model;
    ListTable* m_view;
    ElidedLabel* m_title;
    NoticeBar* m_notice;
    BulkActions* m_removals;
    BulkActions* m_resets;
    QAction* m_add = nullptr;
    QAction* m_change = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_showValue = nullptr;
    QAction* m_showDefinition = nullptr;
    QAction* m_export = nullptr;
    QAction* m_import = nullptr;
    QByteArray m_id;
    QString m_removed; ///< the path that is being removed
    campaign::Participant m_resetOf;
    std::optional<std::pair<campaign::Scope, QByteArray>> m_wanted; ///< chosen when it is there
    bool m_isWritable = true;
};

} // namespace stateroom::ui
