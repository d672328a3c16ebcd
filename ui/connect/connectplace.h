// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"

#include <QWidget>

class QLabel;

namespace stateroom::ui {

class KeysPanel;
class NoticeBar;
class SnippetsPanel;

/// The place where a program finds what it needs to call the server: address, example, key.
class ConnectPlace final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectPlace)

public:
    /// The service must outlive it.
    explicit ConnectPlace(Service& service, QWidget* parent = nullptr);

    /// Where the process that is followed serves, or empty; for a service that serves nothing.
    void setFollowedUrl(const QString& url);

    SnippetsPanel& snippets() { return *m_snippets; }
    KeysPanel& keys() { return *m_keys; }
    NoticeBar& notice() { return *m_notice; }

    /// Looks anew at whether the server listens.
    void refresh();

Q_SIGNALS:
    /// The server listens now, where it did not before.
    void served();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeHead();
    void tellHttps();
    void serveElsewhere();

    Service& m_service;
    QLabel* m_address;
    NoticeBar* m_notice;
    SnippetsPanel* m_snippets;
    KeysPanel* m_keys;
    QString m_followedUrl;
};

} // namespace stateroom::ui
