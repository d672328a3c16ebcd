// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/webhooks/endpointsmodel.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace stateroom::ui {

class NoticeBar;

/// Asks for a webhook's URL, its events and its metadata: a new one's, or those of one that is
/// there.
class EndpointForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointForm)

public:
    explicit EndpointForm(QWidget* parent = nullptr);

    void startNew();
    void startChange(const EndpointInfo& info);
    /// Which one is changed; empty: a new one is made.
    const QByteArray& webhook() const { return m_webhook; }
    void setBusy(bool busy);
    void showTrouble(const QString& trouble);

    QLineEdit& url() { return *m_url; }
    QLineEdit& metadata() { return *m_metadata; }
    QCheckBox* event(const QByteArray& name) const;
    QPushButton& acceptButton() { return *m_accept; }
    NoticeBar& notice() { return *m_notice; }

Q_SIGNALS:
    /// What to write: a new record's body, or a patch.
    void accepted(const stateroom::JsonText& body);
    void cancelled();

private:
    QWidget* makeEvents();
    QWidget* makeFields();
    QWidget* makeButtons();
    void checkAll(const QByteArrayList& events);
    void followAll();
    void submit();

    QLabel* m_title;
    NoticeBar* m_notice;
    QLineEdit* m_url;
    QLineEdit* m_metadata;
    QList<QCheckBox*> m_events; ///< named by the event; the first is *
    QPushButton* m_accept;
    QPushButton* m_cancel;
    QByteArray m_webhook;
};

} // namespace stateroom::ui
