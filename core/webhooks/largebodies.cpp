// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/largebodies.h"

#include "core/webhooks/bodies.h"
#include "core/webhooks/signature.h"

#include <utility>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

/// What is done in the other thread.
class LargeBodies::Worker final : public QObject {
public:
    explicit Worker(Store& store)
        : m_store(store)
    {
    }

    Result<QByteArray> read(const QByteArray& event)
    {
        if (!m_reader) {
            auto reader = m_store.openReader();
            if (!reader)
                return failureOf(reader);
            m_reader = std::move(*reader);
        }
        auto found = m_reader->value({bodiesSpace(), Key(event)});
        if (!found)
            return failureOf(found);
        if (!*found)
            return fail(ErrorCode::NotFound, u"The delivery's body is kept no more."_s);
        return (*found)->value.bytes();
    }

private:
    Store& m_store;
    std::unique_ptr<Reader> m_reader;
};

LargeBodies::LargeBodies(Store& store, qint64 most)
    : m_most(most)
    , m_worker(new Worker(store))
{
    m_thread.setObjectName(u"webhook bodies"_s);
    m_worker->moveToThread(&m_thread);
    // Its Reader belongs to that thread, which ends it.
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

LargeBodies::~LargeBodies()
{
    m_thread.quit();
    m_thread.wait();
}

void LargeBodies::prepare(const QByteArray& event, qint64 size, const QByteArray& secret, Done done)
{
    m_waiting.push_back({event, size, secret, std::move(done)});
    admitWaiting();
}

/// Those whose body is there already, and in their order those for which there is room.
void LargeBodies::admitWaiting()
{
    bool mayTakeRoom = true;
    for (auto wish = m_waiting.begin(); wish != m_waiting.end();) {
        if (admit(*wish, mayTakeRoom)) {
            wish = m_waiting.erase(wish);
        } else {
            mayTakeRoom = false;
            ++wish;
        }
    }
}

bool LargeBodies::admit(Wish& wish, bool mayTakeRoom)
{
    const auto known = m_held.find(wish.event);
    if (known == m_held.end()) {
        const bool hasRoom = m_bytes == 0 || m_bytes + wish.size <= m_most;
        if (wish.size > smallBytes && !(mayTakeRoom && hasRoom))
            return false;
        m_bytes += wish.size;
        Held& held = m_held[wish.event];
        held.size = wish.size;
        held.users = 1;
        const QByteArray event = wish.event;
        held.wishes.push_back(std::move(wish));
        QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, event] {
            auto body = worker->read(event);
            QMetaObject::invokeMethod(
                this, [this, event, body = std::move(body)] { loaded(event, body); });
        });
        return true;
    }
    Held& held = known->second;
    ++held.users;
    if (held.body)
        sign(std::move(wish), *held.body);
    else
        held.wishes.push_back(std::move(wish));
    return true;
}

void LargeBodies::loaded(const QByteArray& event, const Result<QByteArray>& body)
{
    Held& held = m_held.at(event);
    std::vector<Wish> wishes = std::exchange(held.wishes, {});
    if (body) {
        held.body = *body;
        for (Wish& wish : wishes)
            sign(std::move(wish), *body);
        return;
    }
    m_bytes -= held.size;
    m_held.erase(event);
    for (const Wish& wish : wishes)
        wish.done(failureOf(body));
    admitWaiting();
}

void LargeBodies::sign(Wish wish, const QByteArray& body)
{
    const quint64 id = ++m_lastSigning;
    m_signing.emplace(id, std::move(wish.done));
    QMetaObject::invokeMethod(m_worker, [this, id, secret = wish.secret, event = wish.event, body] {
        PreparedBody prepared{body, webhooks::sign(secret, body), event};
        QMetaObject::invokeMethod(
            this, [this, id, prepared = std::move(prepared)] { isSigned(id, prepared); });
    });
}

void LargeBodies::isSigned(quint64 id, const PreparedBody& body)
{
    const Done done = m_signing.extract(id).mapped();
    done(body);
}

void LargeBodies::release(const QByteArray& event)
{
    const auto known = m_held.find(event);
    if (known == m_held.end() || --known->second.users > 0)
        return;
    m_bytes -= known->second.size;
    m_held.erase(known);
    admitWaiting();
}

void LargeBodies::cancelWaiting()
{
    for (const Wish& wish : std::exchange(m_waiting, {}))
        wish.done(fail(ErrorCode::Cancelled, u"Ended before its turn."_s));
}

} // namespace stateroom::webhooks
