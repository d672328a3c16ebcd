// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <optional>
#include <utility>

namespace stateroom::ui {

/// Runs `work` (`T()`, touching nothing that another thread may touch) on a pooled thread, then
/// `done` (`void(T)`) in the window's thread, unless `context` has gone by then. To be called in
/// the window's thread.
template <class Work, class Done> void inBackground(Work work, QObject* context, Done done)
{
    QThreadPool::globalInstance()->start(
        [work = std::move(work), done = std::move(done), guard = QPointer<QObject>(context)] {
            auto result = work();
            // By way of the application, which outlives the pool: the context may go at any time.
            QMetaObject::invokeMethod(
                qApp,
                [guard, done, result = std::move(result)]() mutable {
                    if (guard)
                        done(std::move(result));
                },
                Qt::QueuedConnection);
        });
}

} // namespace stateroom::ui
