// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace stateroom {

/// Calls back in its thread's event loop when the system asks the program to end: SIGTERM, SIGINT,
/// SIGHUP unless that is ignored (nohup), on Windows Ctrl+C and the closing of the console. The
/// second request ends the program at once, as if nobody had asked to be told. One at a time in a
/// process.
class Termination final : public QObject {
public:
    explicit Termination(std::function<void()> requested);
    ~Termination() override;
    /// The signal that asked (SIGINT, SIGTERM); 0 as long as none did, and on Windows.
    int signal() const;
    Q_DISABLE_COPY_MOVE(Termination)

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace stateroom
