// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/loadgenerator.h"

#include "bench/httpclient.h"

#include <array>
#include <deque>
#include <memory>
#include <sys/epoll.h>
#include <unistd.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct Connection {
    HttpClient client;
    std::deque<qint64> sentAt; ///< of the requests under way
    bool broken = false;
};

class Run {
public:
    Run(Workload& workload, const LoadOptions& options)
        : m_workload(workload)
        , m_options(options)
        , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    {
    }
    ~Run() { ::close(m_epoll); }
    Q_DISABLE_COPY_MOVE(Run)

    LoadResult run();

private:
    bool connectAll();
    void watch(size_t index, int operation);
    void sendMore(size_t index);
    void handle(const epoll_event& event);
    void readAnswers(size_t index);
    void noteError(const QString& what);
    void breakOff(size_t index, const QString& why);

    Workload& m_workload;
    const LoadOptions& m_options;
    int m_epoll;
    std::vector<std::unique_ptr<Connection>> m_connections;
    QByteArray m_request;
    LoadResult m_result;
    qint64 m_countFrom = 0;
    qint64 m_now = 0;
    qint64 m_underWay = 0;
    bool m_sending = true;
};

LoadResult Run::run()
{
    if (!connectAll())
        return m_result;
    const qint64 begin = m_now = steadyNanoseconds();
    m_countFrom = begin + qint64(m_options.warmUp * 1e9);
    const qint64 end =
        m_options.seconds > 0 ? m_countFrom + qint64(m_options.seconds * 1e9) : qint64(1) << 62;
    for (size_t i = 0; i < m_connections.size(); ++i)
        sendMore(i);
    std::array<epoll_event, 64> events;
    constexpr qint64 patience = 30'000'000'000;
    constexpr qint64 patienceBeforeSleep = 30'000;
    qint64 lastAnswer = m_now;
    while (m_underWay > 0) {
        // For a moment it asks again rather than sleep. Asleep, it must be woken for an answer,
        // which the server's send pays for, and the more often the slower the server is.
        const bool sleeps = m_options.sleeps || m_now - lastAnswer > patienceBeforeSleep;
        const int count =
            ::epoll_wait(m_epoll, events.data(), int(events.size()), sleeps ? 100 : 0);
        m_now = steadyNanoseconds();
        if (m_sending && m_now >= end)
            m_sending = false;
        for (int i = 0; i < count; ++i)
            handle(events[size_t(i)]);
        lastAnswer = count > 0 ? m_now : lastAnswer;
        if (m_now - lastAnswer > patience) {
            noteError(u"no answer in 30 s"_s);
            break;
        }
    }
    m_result.seconds = double(qMin(m_now, end) - m_countFrom) / 1e9;
    return m_result;
}

bool Run::connectAll()
{
    for (int i = 0; i < m_options.connections; ++i) {
        m_connections.push_back(std::make_unique<Connection>());
        if (!m_connections.back()->client.connectTo(m_options.port)) {
            noteError(u"cannot connect to port %1"_s.arg(m_options.port));
            return false;
        }
        watch(size_t(i), EPOLL_CTL_ADD);
    }
    return true;
}

void Run::watch(size_t index, int operation)
{
    HttpClient& client = m_connections[index]->client;
    epoll_event event{};
    event.events = client.hasUnsent() ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.u64 = index;
    ::epoll_ctl(m_epoll, operation, client.descriptor(), &event);
}

void Run::sendMore(size_t index)
{
    Connection& connection = *m_connections[index];
    m_request.resize(0);
    while (m_sending && std::ssize(connection.sentAt) < m_options.pipeline) {
        if (!m_workload.appendRequest(int(index), m_request)) {
            m_sending = false;
            break;
        }
        connection.sentAt.push_back(steadyNanoseconds());
        ++m_underWay;
    }
    if (m_request.isEmpty())
        return;
    const bool wasWaiting = connection.client.hasUnsent();
    if (!connection.client.send(m_request))
        breakOff(index, u"connection broken while sending"_s);
    else if (connection.client.hasUnsent() != wasWaiting)
        watch(index, EPOLL_CTL_MOD);
}

void Run::handle(const epoll_event& event)
{
    const size_t index = event.data.u64;
    Connection& connection = *m_connections[index];
    if (connection.broken)
        return;
    if (event.events & EPOLLOUT) {
        if (!connection.client.flush())
            breakOff(index, u"connection broken while sending"_s);
        else if (!connection.client.hasUnsent())
            watch(index, EPOLL_CTL_MOD);
    }
    if (event.events & ~EPOLLOUT)
        readAnswers(index);
}

void Run::readAnswers(size_t index)
{
    Connection& connection = *m_connections[index];
    const bool open = connection.client.receive();
    m_now = steadyNanoseconds();
    for (;;) {
        const auto response = connection.client.response();
        if (response.status == 0)
            break;
        if (response.status < 0 || connection.sentAt.empty())
            return breakOff(index, u"an answer that is not HTTP as expected"_s);
        if (!m_workload.accept(int(index), response.status, response.body))
            noteError(
                u"%1: "_s.arg(response.status) +
                QString::fromUtf8(response.body.first(qMin<qsizetype>(response.body.size(), 200))));
        ++m_result.allRequests;
        if (m_now >= m_countFrom && m_sending) {
            ++m_result.requests;
            m_result.latency.add(m_now - connection.sentAt.front());
        }
        connection.sentAt.pop_front();
        --m_underWay;
        connection.client.take(response.size);
    }
    if (!open)
        return breakOff(index, u"connection closed by the server"_s);
    sendMore(index);
}

void Run::noteError(const QString& what)
{
    if (m_result.errors++ == 0)
        m_result.firstError = what;
}

void Run::breakOff(size_t index, const QString& why)
{
    noteError(why);
    Connection& connection = *m_connections[index];
    connection.broken = true;
    m_underWay -= std::ssize(connection.sentAt);
    connection.sentAt.clear();
    ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, connection.client.descriptor(), nullptr);
}

} // namespace

LoadResult runLoad(Workload& workload, const LoadOptions& options)
{
    return Run(workload, options).run();
}

} // namespace bench
