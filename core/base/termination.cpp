// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/termination.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#ifdef Q_OS_WIN
#include <atomic>
#include <windows.h>
#else
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace stateroom {

#ifdef Q_OS_WIN

namespace {

// A console handler has no argument to find its object by.
std::atomic<QObject*> receiver = nullptr;

BOOL WINAPI onConsoleEvent(DWORD)
{
    QObject* const target = receiver.exchange(nullptr);
    if (!target)
        return FALSE;
    QCoreApplication::postEvent(target, new QEvent(QEvent::User));
    return TRUE;
}

} // namespace

class Termination::Private final : public QObject {
public:
    explicit Private(std::function<void()> requested)
        : m_requested(std::move(requested))
    {
        receiver = this;
        SetConsoleCtrlHandler(onConsoleEvent, TRUE);
    }
    ~Private() override
    {
        SetConsoleCtrlHandler(onConsoleEvent, FALSE);
        receiver = nullptr;
    }
    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        m_requested();
        return true;
    }

    int signal() const { return 0; }

private:
    const std::function<void()> m_requested;
};

#else

namespace {

// A signal handler may do next to nothing: it writes a byte into a pipe that the event loop reads.
int pipeEnds[2] = {-1, -1};

extern "C" void onSignal(int signal)
{
    const int saved = errno;
    // The next one ends the program as if there were no handler.
    std::signal(signal, SIG_DFL);
    const auto byte = char(signal);
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    errno = saved;
}

} // namespace

class Termination::Private {
public:
    explicit Private(std::function<void()> requested)
    {
        if (::pipe(pipeEnds) != 0)
            return; // without descriptors the signals keep their plain meaning
        for (const int end : pipeEnds)
            ::fcntl(end, F_SETFD, FD_CLOEXEC);
        m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
        QObject::connect(
            m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
            [this, callback = std::move(requested)] {
                m_notifier->setEnabled(false);
                char byte = 0;
                if (::read(pipeEnds[0], &byte, 1) == 1)
                    m_signal = byte;
                callback();
            });
        std::signal(SIGTERM, onSignal);
        std::signal(SIGINT, onSignal);
        // The terminal was closed; but nohup is to be obeyed.
        if (std::signal(SIGHUP, onSignal) == SIG_IGN)
            std::signal(SIGHUP, SIG_IGN);
    }
    ~Private()
    {
        std::signal(SIGTERM, SIG_DFL);
        std::signal(SIGINT, SIG_DFL);
        if (std::signal(SIGHUP, SIG_DFL) == SIG_IGN)
            std::signal(SIGHUP, SIG_IGN);
        m_notifier.reset();
        for (int& end : pipeEnds) {
            if (end >= 0)
                ::close(std::exchange(end, -1));
        }
    }

    int signal() const { return m_signal; }

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_signal = 0;
};

#endif

Termination::Termination(std::function<void()> requested)
    : d(std::make_unique<Private>(std::move(requested)))
{
}

Termination::~Termination() = default;

int Termination::signal() const
{
    return d->signal();
}

} // namespace stateroom
