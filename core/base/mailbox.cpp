// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mailbox.h"

#include <QCoreApplication>
#include <QEvent>

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
        const std::lock_guard lock(m_mutex);
        receiver = std::exchange(m_receiver, nullptr);
        unread.swap(m_items);
    }
    delete receiver;
}

void Mailbox::post(QPointer<QObject> context, Letter letter)
{
    const std::lock_guard lock(m_mutex);
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
    std::vector<Item> items;
    {
        const std::lock_guard lock(m_mutex);
        items.swap(m_items);
        m_wakeUpUnderWay = false;
    }
    for (Item& item : items) {
        if (item.context)
            item.letter();
        item.letter = nullptr; // what it holds goes here, in the receiving thread
    }
}

} // namespace stateroom
