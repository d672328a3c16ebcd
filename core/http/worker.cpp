// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/worker.h"

#include "core/http/connection.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QRandomGenerator>
#include <QThread>

#include <algorithm>
#include <vector>

namespace stateroom {

namespace {

constexpr Milliseconds sweepEvery{250};
constexpr int roundsPerTurn = 16;
constexpr qint64 smallBacklog = 64 * 1024; // to cut for less would make no room
constexpr Milliseconds stall{1000};        // whoever has taken something since is reading
constexpr int unreadByReaders = 2;         // times the bound, before those are cut too

bool isRequestId(QByteArrayView text)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    };
    return !text.isEmpty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), fits);
}

// SplitMix64: spreads a counter over all 64 bits, one to one.
quint64 scatter(quint64 number)
{
    number += 0x9e3779b97f4a7c15ULL;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9ULL;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebULL;
    return number ^ (number >> 31);
}

} // namespace

Worker::Worker(ServerShare& share)
    : m_share(share)
    , m_headWriter(*share.options.clock)
    , m_idSeed(QRandomGenerator::global()->generate64())
{
    connect(&m_sweeper, &QTimer::timeout, this, &Worker::sweep);
    // The end of a turn, in which all sockets that had something were read. Which of the two comes
    // there depends on the platform's dispatcher.
    const auto* dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, &Worker::passReady);
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &Worker::passReady);
}

Worker::~Worker() = default;

Result<void> Worker::prepare(const HttpServer::RouteMaker& makeRoutes)
{
    Result<Router> router = makeRoutes(this);
    if (!router)
        return failureOf(router);
    m_router = std::move(*router);
    return {};
}

void Worker::adopt(qintptr descriptor, Scheme scheme)
{
    auto* connection = new Connection(*this, descriptor, scheme);
    m_connections.insert(connection);
    if (!m_sweeper.isActive())
        m_sweeper.start(sweepEvery);
    if (isStopping())
        connection->stopGracefully();
}

void Worker::connectionEnded(Connection* connection)
{
    m_connections.erase(connection);
    std::erase(m_ready, connection);
    std::replace(m_passing.begin(), m_passing.end(), connection, static_cast<Connection*>(nullptr));
    --m_share.connections;
    if (!m_connections.empty())
        return;
    m_sweeper.stop();
    if (m_endsWhenEmpty)
        thread()->quit();
}

void Worker::passReady()
{
    // Each round takes one request of each connection; then whatever else waits gets its turn.
    for (int round = 0; !m_ready.empty() && !m_adapter.isBusy(); ++round) {
        if (round == roundsPerTurn) {
            QMetaObject::invokeMethod(this, &Worker::passReady, Qt::QueuedConnection);
            return;
        }
        m_passing.swap(m_ready);
        if (!m_adapter.pass(*this)) {
            for (size_t i = 0; i < m_passing.size(); ++i) {
                if (Connection* connection = m_passing[i])
                    connection->handleFailed();
            }
        }
        m_passing.clear();
    }
}

void Worker::handleAll()
{
    for (size_t i = 0; i < m_passing.size(); ++i) {
        if (Connection* connection = m_passing[i])
            connection->handle();
        if (m_unread > maxUnread())
            cutStalled();
    }
}

void Worker::countUnread(qint64 change)
{
    m_unread += change;
    if (change <= 0 || m_unread <= maxUnread() || std::exchange(m_isCutPosted, true))
        return;
    // Whoever writes may be going through other connections.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isCutPosted = false;
            cutStalled();
        },
        Qt::QueuedConnection);
}

// Each worker has its share, so that none waits for another.
qint64 Worker::maxUnread() const
{
    return m_share.options.limits.maxUnread / std::max(1, m_share.options.threads);
}

// Whoever reads at all has taken something later than those who do not.
void Worker::cutStalled()
{
    const Milliseconds now = clock().steady();
    while (m_unread > maxUnread()) {
        std::vector<Connection*> readers;
        for (Connection* connection : m_connections) {
            if (connection->unread() >= smallBacklog)
                readers.push_back(connection);
        }
        if (readers.size() < 2)
            return; // an answer that is too large by itself
        Connection* longest = *std::min_element(
            readers.begin(), readers.end(), [](const Connection* a, const Connection* b) {
                return a->lastTaken() < b->lastTaken();
            });
        if (now - longest->lastTaken() < stall && m_unread <= unreadByReaders * maxUnread())
            return; // the next sweep looks again
        longest->cut();
    }
}

void Worker::sweep()
{
    const Milliseconds now = clock().steady();
    const std::vector<Connection*> connections(m_connections.begin(), m_connections.end());
    for (Connection* connection : connections)
        connection->sweep(now); // one that has ended meanwhile is dead, but not yet deleted
    cutStalled();
}

void Worker::beginStop(Milliseconds patience)
{
    m_endsWhenEmpty = true;
    const std::vector<Connection*> connections(m_connections.begin(), m_connections.end());
    for (Connection* connection : connections)
        connection->stopGracefully();
    if (m_connections.empty() || patience.count() <= 0)
        thread()->quit();
    else
        QTimer::singleShot(patience, this, [this] { thread()->quit(); });
}

void Worker::endNow()
{
    while (!m_connections.empty())
        (*m_connections.begin())->cut();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

QByteArray& Worker::scratch()
{
    constexpr qsizetype room = 20 * 1024;
    m_scratch.reserve(room);
    m_scratch.resize(0);
    return m_scratch;
}

QByteArray Worker::requestIdFor(const Headers& headers)
{
    const auto given = headers.first("X-Request-Id");
    if (given && headers.count("X-Request-Id") == 1 && isRequestId(*given))
        return given->toByteArray();
    constexpr QByteArrayView digits = "0123456789abcdefghjkmnpqrstvwxyz";
    constexpr int fromSeed = 7;
    constexpr int fromCount = 13;
    QByteArray id(4 + fromSeed + fromCount, Qt::Uninitialized);
    char* out = std::copy_n("req_", 4, id.data());
    quint64 seed = m_idSeed;
    for (int i = 0; i < fromSeed; ++i, seed >>= 5)
        *out++ = digits[static_cast<qsizetype>(seed & 31)];
    quint64 number = scatter(m_idSeed + m_idCount++);
    for (int i = 0; i < fromCount; ++i, number >>= 5)
        *out++ = digits[static_cast<qsizetype>(number & 31)];
    return id;
}

} // namespace stateroom
