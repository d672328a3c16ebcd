// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QToolButton>

class QAction;

namespace stateroom::ui {

/// How the server that belongs to the window fares.
struct ServerStatus {
    enum class State {
        Listening,
        Stopped,  ///< it could not listen; the store can be used nevertheless
        Following ///< another process serves this store; the window only reads
    };
    State state = State::Stopped;
    QString url;            ///< where it listens, or the process that is followed
    QString trouble;        ///< what kept it from listening or writing; plain text for the user
    quint16 offer = 0;      ///< a port to try instead; 0: none
    bool ownerGone = false; ///< following: that process has ended; the window may take over
};

/// The server's address with its state, in the corner of the window. A click copies the address, or
/// opens Connect where there is that place.
class ServerBadge final : public QToolButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServerBadge)

public:
    explicit ServerBadge(QWidget* parent = nullptr);

    void show(const ServerStatus& status);
    /// Copies the address, and says so for a moment.
    QAction* copyAction() { return m_copy; }
    /// Opens the documentation that the server serves, in the user's browser.
    QAction* docsAction() { return m_docs; }
    /// From now on a click is somebody else's, who opens Connect.
    void leadToConnect();

private:
    void copy();
    void showState();

    ServerStatus m_status;
    QAction* m_copy;
    QAction* m_docs;
    QTimer m_copied;
    bool m_leads = false;
};

} // namespace stateroom::ui
