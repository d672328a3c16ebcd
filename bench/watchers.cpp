// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/watchers.h"

#include "bench/httpclient.h"

#include <array>
#include <charconv>
#include <memory>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <vector>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t writers = 4; // in turn, so that a slow write does not hold the next one back

class Run {
public:
    explicit Run(const WatchOptions& options)
        : m_options(options)
        , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
        , m_timer(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC))
    {
    }
    ~Run()
    {
        ::close(m_timer);
        ::close(m_epoll);
    }
    Q_DISABLE_COPY_MOVE(Run)

    WatchResult run();

private:
    struct Watcher {
        HttpClient client;
        bool streaming = false;
    };

    bool connectAll();
    void watch(int descriptor, quint64 data);
    void startTimer();
    /// Handles what arrives until `done`, at most for the given time.
    template <class Done> bool handleUntil(Done done, double seconds);
    void handle(quint64 data);
    void tick();
    void readWriter(HttpClient& client);
    void readWatcher(Watcher& watcher);
    void readEvent(QByteArrayView line, qint64 now);

    const WatchOptions& m_options;
    int m_epoll;
    int m_timer;
    std::vector<std::unique_ptr<Watcher>> m_watchers;
    std::array<HttpClient, writers> m_writers;
    std::vector<qint64> m_sentAt; ///< of the write of each number
    qint64 m_writesWanted = 0;
    qint64 m_answered = 0;
    int m_streaming = 0;
    WatchResult m_result;
};

WatchResult Run::run()
{
    m_writesWanted = qint64(m_options.writesPerSecond * m_options.seconds);
    if (!connectAll())
        return m_result;
    if (!handleUntil([this] { return m_streaming == m_options.watchers; }, 10)) {
        m_result.error = u"not every watcher got its stream"_s;
        return m_result;
    }
    startTimer();
    const bool all = handleUntil(
        [this] {
            return m_answered == m_writesWanted &&
                   m_result.events == m_writesWanted * m_options.watchers;
        },
        m_options.seconds + 10);
    if (!all && m_result.error.isEmpty())
        m_result.error = u"%1 of %2 events arrived"_s.arg(m_result.events)
                             .arg(m_writesWanted * m_options.watchers);
    return m_result;
}

bool Run::connectAll()
{
    m_result.error = u"cannot connect to port %1"_s.arg(m_options.port);
    for (size_t i = 0; i < writers; ++i) {
        if (!m_writers[i].connectTo(m_options.port))
            return false;
        watch(m_writers[i].descriptor(), i);
    }
    for (int i = 0; i < m_options.watchers; ++i) {
        m_watchers.push_back(std::make_unique<Watcher>());
        HttpClient& client = m_watchers.back()->client;
        if (!client.connectTo(m_options.port) ||
            !client.send("GET /v1/state/bench/watched/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                         "Accept: text/event-stream\r\n\r\n"))
            return false;
        watch(client.descriptor(), writers + quint64(i));
    }
    watch(m_timer, ~quint64(0));
    m_result.error.clear();
    return true;
}

void Run::watch(int descriptor, quint64 data)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = data;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
}

void Run::startTimer()
{
    itimerspec every{};
    every.it_interval.tv_nsec = 1'000'000'000 / m_options.writesPerSecond;
    every.it_value = every.it_interval;
    ::timerfd_settime(m_timer, 0, &every, nullptr);
}

template <class Done> bool Run::handleUntil(Done done, double seconds)
{
    const qint64 end = steadyNanoseconds() + qint64(seconds * 1e9);
    std::array<epoll_event, 128> events;
    while (!done() && m_result.error.isEmpty() && steadyNanoseconds() < end) {
        const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), 100);
        for (int i = 0; i < count; ++i)
            handle(events[size_t(i)].data.u64);
    }
    return done();
}

void Run::handle(quint64 data)
{
    if (data == ~quint64(0))
        tick();
    else if (data < writers)
        readWriter(m_writers[data]);
    else
        readWatcher(*m_watchers[data - writers]);
}

void Run::tick()
{
    quint64 due = 0;
    if (::read(m_timer, &due, sizeof due) != sizeof due)
        return;
    for (; due > 0 && m_result.writes < m_writesWanted; --due) {
        QByteArray body =
            "{\"value\":{\"n\":" + QByteArray::number(m_result.writes) + ",\"text\":\"";
        body = body.leftJustified(205, 'x') + "\"}}";
        const QByteArray request = "POST /v1/state/bench/watched HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                   "Content-Type: application/json\r\nContent-Length: " +
                                   QByteArray::number(body.size()) + "\r\n\r\n" + body;
        m_sentAt.push_back(steadyNanoseconds());
        if (!m_writers[size_t(m_result.writes++) % writers].send(request))
            m_result.error = u"a write's connection broke"_s;
    }
}

void Run::readWriter(HttpClient& client)
{
    if (!client.receive())
        m_result.error = u"a write's connection was closed"_s;
    for (auto answer = client.response(); answer.status != 0; answer = client.response()) {
        if (answer.status != 200) {
            m_result.error = u"a write was answered with %1"_s.arg(answer.status);
            return;
        }
        ++m_answered;
        client.take(answer.size);
    }
}

void Run::readWatcher(Watcher& watcher)
{
    if (!watcher.client.receive()) {
        m_result.error = u"a stream was closed by the server"_s;
        return;
    }
    const qint64 now = steadyNanoseconds();
    if (!watcher.streaming) {
        const QByteArrayView head = watcher.client.received();
        const qsizetype end = head.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        if (!head.startsWith("HTTP/1.1 200")) {
            m_result.error = u"a stream was refused"_s;
            return;
        }
        watcher.client.take(end + 4);
        watcher.streaming = true;
        ++m_streaming;
    }
    for (;;) {
        const QByteArrayView text = watcher.client.received();
        const qsizetype end = text.indexOf('\n');
        if (end < 0)
            return;
        if (text.startsWith("data:"))
            readEvent(text.first(end), now);
        watcher.client.take(end + 1);
    }
}

void Run::readEvent(QByteArrayView line, qint64 now)
{
    static constexpr QByteArrayView before = "\"newValue\":{\"n\":";
    const qsizetype at = line.indexOf(before);
    size_t number = m_sentAt.size();
    if (at >= 0)
        std::from_chars(line.begin() + at + before.size(), line.end(), number);
    if (number >= m_sentAt.size()) {
        m_result.error = u"an event that is not of this run"_s;
        return;
    }
    m_result.latency.add(now - m_sentAt[number]);
    ++m_result.events;
}

} // namespace

WatchResult runWatchers(const WatchOptions& options)
{
    return Run(options).run();
}

} // namespace bench
