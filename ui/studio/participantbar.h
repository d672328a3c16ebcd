// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/campaigndesk.h"

#include <QWidget>

class QAction;
class QComboBox;
class QSettings;

namespace stateroom::ui {

class CopyButton;

/// Whom Studio plays: a participant and an app, picked among those that have values or invented;
/// and the token that speaks for them.
class ParticipantBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParticipantBar)

public:
    /// The desk must outlive it.
    explicit ParticipantBar(CampaignDesk& desk, QWidget* parent = nullptr);

    /// The participant of this campaign from now on.
    void setCampaign(const QByteArray& id);
    /// The chosen one; sub and app may be empty.
    campaign::Participant who() const;
    Milliseconds lifetime() const;
    void setWritable(bool writable);
    /// Whom one played the last time.
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;
    /// Looks anew for participants to pick from.
    void refresh();

    QComboBox& sub() { return *m_sub; }
    QComboBox& app() { return *m_app; }
    CopyButton& tokenButton() { return *m_tokenButton; }
    QAction* tokenAction() { return m_token; }
    QAction* resetAction() { return m_reset; }

Q_SIGNALS:
    void changed();
    void copyWanted();
    void resetWanted();

private:
    QComboBox* makeChoice(const QString& name, const QString& placeholder);
    void offer(QComboBox& choice, const QByteArrayList& items, const QString& first);
    void updateActions();

    CampaignDesk& m_desk;
    QByteArray m_id;
    QComboBox* m_sub;
    QComboBox* m_app;
    QComboBox* m_lifetime;
    QAction* m_token;
    QAction* m_reset;
    CopyButton* m_tokenButton;
    bool m_isWritable = true;
};

} // namespace stateroom::ui
