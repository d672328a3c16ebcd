// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/campaigndesk.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;

namespace stateroom::ui {

class CampaignsModel;
class ListTable;

/// The list of campaigns; a new one gets its name here, and is there once it has a variable.
class CampaignsPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CampaignsPanel)

public:
    /// The desk must outlive it.
    explicit CampaignsPanel(CampaignDesk& desk, QWidget* parent = nullptr);
    ~CampaignsPanel() override;

    CampaignsModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    QLineEdit& form() { return *m_form; }
    QAction* newAction() { return m_new; }

    /// The chosen one; empty: none.
    const QByteArray& current() const { return m_current; }
    void choose(const QByteArray& id);
    /// Chosen when the list is first read, if it is there.
    void setPreferred(const QByteArray& id) { m_preferred = id; }
    /// Reads the list anew.
    void refresh();
    void setWritable(bool writable);

Q_SIGNALS:
    void currentChanged(const QByteArray& id);
    /// A new one has been named, and wants its first variable.
    void firstVariableWanted();
    /// The list was read.
    void refreshed();
    void failed(const stateroom::Error& error);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void makeForm();
    void takeName();
    void leaveForm();
    void showCurrent();

    CampaignDesk& m_desk;
    CampaignsModel* m_model;
    ListTable* m_view;
    QAction* m_new;
    QWidget* m_formBox;
    QLineEdit* m_form;
    QLabel* m_trouble;
    QByteArray m_current;
    QByteArray m_preferred;
    bool m_showing = false; ///< the view is being told, not the user choosing
};

} // namespace stateroom::ui
