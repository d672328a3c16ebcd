// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feed.h"
#include "ui/model/throttle.h"

#include <QObject>

namespace stateroom {
class Reader;
class Store;
} // namespace stateroom

namespace stateroom::ui {

/// Tells when nothing is left of a bulk change: each key that it has changed has been written,
/// deleted or brought back since, so that there is nothing to tell of it or to take back any more.
/// As for an undo, a value that has merely expired still stands. Looks on a reader's thread, after
/// changes in the namespace and from where it stopped.
class OperationWatch final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationWatch)

public:
    /// The store must outlive it.
    explicit OperationWatch(Store& store, QObject* parent = nullptr);

    /// Watches this operation, whose changes are in this namespace, instead of the one before.
    void follow(OperationId operation, const Namespace& space);
    void stop();

Q_SIGNALS:
    /// Told once; then it is not watched any more.
    void overtaken(stateroom::OperationId operation);

private:
    struct Standing {
        Seq upTo;          ///< all up to here has been overtaken
        bool over = false; ///< and there is no more
    };
    static Result<Standing> readOn(Reader& reader, OperationId operation, Seq after);
    void look();

    Store& m_store;
    OperationId m_operation{};
    Seq m_upTo;
    Subscription m_subscription;
    Throttle m_look;
    quint64 m_generation = 0; ///< an answer to a question asked before is not taken
    bool m_reading = false;
    bool m_again = false;
};

} // namespace stateroom::ui
