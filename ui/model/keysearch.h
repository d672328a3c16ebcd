// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QObject>

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// Looks for namespaces and for keys in all of them, on a reader's thread, in short slices. Text as
/// KeyFilter has it, looked for in `kind/name` and `name/key`; keys of exactly this name come
/// first.
class KeySearch final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeySearch)

public:
    static constexpr int most = 50;       ///< keys found; then it ends
    static constexpr int mostSpaces = 12; ///< namespaces found; others are passed over

    /// The store must outlive it.
    explicit KeySearch(Store& store, QObject* parent = nullptr);

    /// Gives up the search before, and looks for this; an empty text finds nothing.
    void start(const QString& text);
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    /// Before any key.
    void foundSpaces(const QList<stateroom::Namespace>& spaces);
    void found(const QList<stateroom::EntryName>& names);
    void finished();

private:
    struct State;
    void step(std::shared_ptr<State> state);

    Store& m_store;
    quint64 m_generation = 0;
    bool m_running = false;
};

} // namespace stateroom::ui
