// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/dispatcher.h"

#include "core/webhooks/dispatchdesk.h"

#include <QThread>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

class Dispatcher::Thread {
public:
    Thread(Store& store, DispatcherOptions options)
        : m_desk(new DispatchDesk(store, std::move(options)))
    {
        m_thread.setObjectName(u"webhooks"_s);
        m_desk->moveToThread(&m_thread);
        // The desk's Reader and sockets belong to that thread: it ends them.
        QObject::connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
        m_thread.start();
        tell(&DispatchDesk::start);
    }
    ~Thread() { m_thread.wait(); }
    Q_DISABLE_COPY_MOVE(Thread)

    /// Has a function of the desk called in its thread.
    template <class Function, class... Arguments>
    void tell(Function function, Arguments... arguments)
    {
        QMetaObject::invokeMethod(
            m_desk,
            [desk = m_desk, function, ... arguments = std::move(arguments)] {
                (desk->*function)(arguments...);
            },
            Qt::QueuedConnection);
    }

private:
    QThread m_thread;
    DispatchDesk* m_desk;
};

Dispatcher::Dispatcher(Store& store, DispatcherOptions options)
    : m_thread(std::make_unique<Thread>(store, std::move(options)))
{
}

Dispatcher::~Dispatcher()
{
    stop(Milliseconds(0));
}

void Dispatcher::stop(Milliseconds patience)
{
    if (!m_thread)
        return;
    m_thread->tell(&DispatchDesk::end, patience);
    m_thread.reset();
}

void Dispatcher::setRules(AddressRules rules)
{
    if (m_thread)
        m_thread->tell(&DispatchDesk::setRules, std::move(rules));
}

void Dispatcher::look()
{
    if (m_thread)
        m_thread->tell(&DispatchDesk::look);
}

} // namespace stateroom::webhooks
