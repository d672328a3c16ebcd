// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace stateroom {

/// Takes connections off a listening socket. QTcpServer does so too, but once it has found nothing
/// more to accept it takes each later failure for the same: without descriptors it asks again,
/// without end and without telling.
class Acceptor {
public:
    /// `listening` does not block and outlives this.
    explicit Acceptor(qintptr listening);
    ~Acceptor();
    Q_DISABLE_COPY_MOVE(Acceptor)

    enum class Outcome {
        Accepted,
        Refusable, ///< there is no descriptor but the one kept for this: say no and close it
        Nothing,   ///< nobody waits
        Failed,    ///< somebody waits, in vain for now; try again after a while
    };
    /// `descriptor` is the caller's if Accepted or Refusable.
    Outcome accept(qintptr& descriptor);

private:
    std::optional<qintptr> take();
    void keepSpare();

    qintptr m_listening;
    int m_spare = -1; // given up to accept, and refuse, when there is no other
};

} // namespace stateroom
