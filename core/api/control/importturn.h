// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <memory>
#include <utility>

namespace stateroom::control {

/// Whose turn it is to import: one at a time, from the first look at the file on. Shared by the
/// workers. Thread-safe.
class ImportTurn : public std::enable_shared_from_this<ImportTurn> {
public:
    /// Ends when it is told to, or goes.
    class Claim {
    public:
        explicit Claim(std::shared_ptr<ImportTurn> turn)
            : m_turn(std::move(turn))
        {
        }
        ~Claim() { end(); }
        Q_DISABLE_COPY_MOVE(Claim)

        void end()
        {
            if (const auto turn = std::exchange(m_turn, nullptr))
                turn->m_isTaken = false;
        }

    private:
        std::shared_ptr<ImportTurn> m_turn;
    };

    /// Null when somebody else has it.
    std::shared_ptr<Claim> take()
    {
        return m_isTaken.exchange(true) ? nullptr : std::make_shared<Claim>(shared_from_this());
    }

private:
    std::atomic<bool> m_isTaken = false;
};

} // namespace stateroom::control
