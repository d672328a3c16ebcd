// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mailbox.h"
#include "core/base/result.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace stateroom {

/// Whom to tell how a piece of work ended: a callback in a context's thread, or a waiting thread.
template <class T> class Completion {
public:
    using Callback = std::function<void(Result<T>)>;

    /// To be called in `context`'s thread, where the callback will run unless the context is gone.
    static Completion posted(QObject* context, Callback callback)
    {
        return Completion(Mailbox::ofThisThread(), context, std::move(callback));
    }
    /// The callback runs at once in the thread that completes.
    static Completion direct(Callback callback)
    {
        return Completion(nullptr, nullptr, std::move(callback));
    }

    void complete(Result<T> result)
    {
        if (!m_mailbox) {
            m_callback(std::move(result));
            return;
        }
        m_mailbox->post(
            m_context, [callback = std::move(m_callback), result = std::move(result)]() mutable {
                callback(std::move(result));
            });
    }

    /// Whether nobody is left to be told.
    bool isAbandoned() const { return m_mailbox && !m_context; }

private:
    Completion(std::shared_ptr<Mailbox> mailbox, QPointer<QObject> context, Callback callback)
        : m_mailbox(std::move(mailbox))
        , m_context(std::move(context))
        , m_callback(std::move(callback))
    {
    }

    std::shared_ptr<Mailbox> m_mailbox;
    QPointer<QObject> m_context;
    Callback m_callback;
};

} // namespace stateroom
