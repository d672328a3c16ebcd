// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>

namespace stateroom {

/// One window for each data directory: a second start finds the first one by it. Whoever owns the
/// directory listens; only the same user can call.
class SingleInstance final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SingleInstance)

public:
    /// `directory`: the data's, which need not exist yet.
    explicit SingleInstance(const QString& directory, QObject* parent = nullptr);

    /// Asks the window that is open on this directory to show itself; false when there is none.
    /// Waits for the answer, shortly.
    bool callFirst() const;
    /// Waits for such calls. To be called by the directory's owner.
    void listen();

Q_SIGNALS:
    /// A second start wants the window to be seen.
    void called();

private:
    void answer();

    QString m_name;
    QLocalServer m_server;
};

} // namespace stateroom
