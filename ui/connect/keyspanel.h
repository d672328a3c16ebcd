// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"

#include <QTimer>
#include <QWidget>

namespace stateroom::ui {

class EmptyPlace;
class KeyForm;
class KeysModel;
class ListTable;
class NoticeBar;

/// The API keys: makes, limits, revokes them, and copies what may be copied. A new key's text is
/// shown once. Nothing here waits for the disk.
class KeysPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeysPanel)

public:
    /// The service must outlive it.
    explicit KeysPanel(Service& service, QWidget* parent = nullptr);

    KeysModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    KeyForm& form() { return *m_form; }
    NoticeBar& notice() { return *m_notice; }
    QAction* makeAction() { return m_make; }
    QAction* changeAction() { return m_change; }
    QAction* revokeAction() { return m_revoke; }
    QAction* copyAction() { return m_copy; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    QWidget* makeHead();
    void setUpView();
    const ApiKey* current() const;
    void updateActions();

    void submit();
    void askToRevoke();
    void revoke(const QByteArray& id);
    void copyFirstKey();
    void showMade(const KeyStore::NewKey& made);
    void showError(const Error& error);

    Service& m_service;
    KeysModel* m_model;
    ListTable* m_view;
    KeyForm* m_form;
    NoticeBar* m_notice;
    QTimer m_uses; ///< looks for the last use, while it is seen
    QAction* m_make = nullptr;
    QAction* m_change = nullptr;
    QAction* m_revoke = nullptr;
    QAction* m_copy = nullptr;
};

} // namespace stateroom::ui
