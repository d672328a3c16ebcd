// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mailbox.h"

#include <QCoreApplication>
#include <QEvent>

#include <iterator>

namespace stateroom {

/// The QObject that lives in the receiving thread and is woken by one posted event.
class Mailbox::Receiver final : public QObject {
public:
    explicit Receiver(Mailbox* mailbox)
        : m_mailbox(mailbox)
    {
    }
    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        m_mailbox->readAll();
        return true;
    }

private:
    Mailbox* m_mailbox;
};

Mailbox::Mailbox()
    : m_receiver(new Receiver(this))
{
}

Mailbox::~Mailbox()
{
    close();
}

std::shared_ptr<Mailbox> Mailbox::ofThisThread()
{
    // Closed when the thread ends, whoever still holds the mailbox: a receiver must not outlive it.
    struct Slot {
        std::shared_ptr<Mailbox> mailbox{new Mailbox};
        ~Slot() { mailbox->close(); }
    };
    thread_local Slot slot;
    return slot.mailbox;
}

void Mailbox::close()
{
    std::vector<Item> unread;
    Receiver* receiver = nullptr;
    {
        const Lock lock(m_mutex);
        receiver = std::exchange(m_receiver, nullptr);
        unread.swap(m_items);
    }
    delete receiver;
}

void Mailbox::post(QPointer<QObject> context, Letter letter)
{
    const Lock lock(m_mutex);
    if (!m_receiver)
        return;
    m_items.push_back({std::move(context), std::move(letter)});
    if (std::exchange(m_wakeUpUnderWay, true))
        return;
    // Under the lock, or the receiver could be gone by now.
    QCoreApplication::postEvent(m_receiver, new QEvent(QEvent::User));
}

void Mailbox::readAll()
{
    {
        const Lock lock(m_mutex);
        std::move(m_items.begin(), m_items.end(), std::back_inserter(m_reading));
        m_items.clear();
        m_wakeUpUnderWay = false;
        // A letter may run an event loop of its own (a dialog): that one then reads on from here.
        if (m_reading.size() > 1)
            QCoreApplication::postEvent(m_receiver, new QEvent(QEvent::User));
    }
    while (!m_reading.empty()) {
        // Taken out first; what the letter holds goes at the end of its turn, in this thread.
        const Item item = std::move(m_reading.front());
        m_reading.pop_front();
        if (item.context)
            item.letter();
    }
}

} // namespace stateroom
