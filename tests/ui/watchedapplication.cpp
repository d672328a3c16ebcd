// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watchedapplication.h"

#include <QEvent>
#include <QMetaEnum>
#include <QThread>

#ifdef Q_OS_UNIX
#include <ctime>
#else
#include <chrono>
#endif

namespace stateroom::ui {

namespace {

// The promise is 50 ms, of the program as it is shipped. Without optimisation our own code takes
// three to five times as long, with a sanitizer more; Qt's, which is most of what an event does
// here, takes the same. So twice as long is allowed there, four times under a sanitizer.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double promised = 200;
#elif defined(__OPTIMIZE__) || defined(NDEBUG)
constexpr double promised = 50;
#else
constexpr double promised = 100;
#endif

double allowed = promised;

double threadMilliseconds()
{
#ifdef Q_OS_UNIX
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
#else
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
#endif
}

} // namespace

WatchedApplication::Allowance::Allowance(int milliseconds)
    : m_before(std::exchange(allowed, double(milliseconds) * promised / 50))
{
}

WatchedApplication::Allowance::~Allowance()
{
    allowed = m_before;
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    QThread* current = QThread::currentThread();
    if (current != thread())
        return QApplication::notify(receiver, event);
    const int level = current->loopLevel();
    if (m_measuring && level <= m_level)
        return QApplication::notify(receiver, event); // a part of the one that is measured

    const bool outerMeasuring = std::exchange(m_measuring, true);
    const int outerLevel = std::exchange(m_level, level);
    const double outerElsewhere = std::exchange(m_elsewhere, 0);
    const char* name = receiver->metaObject()->className(); // it may go
    const QEvent::Type type = event->type();
    const double begin = threadMilliseconds();
    const bool taken = QApplication::notify(receiver, event);
    const double all = threadMilliseconds() - begin;
    judge(all - m_elsewhere, name, type);
    m_measuring = outerMeasuring;
    m_level = outerLevel;
    m_elsewhere = outerElsewhere + all;
    return taken;
}

void WatchedApplication::judge(double milliseconds, const char* receiver, QEvent::Type type)
{
    m_longest = std::max(m_longest, milliseconds);
    if (milliseconds <= allowed)
        return;
    const char* kind = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    const QByteArray text = "the window's thread was at work for " +
                            QByteArray::number(milliseconds, 'f', 0) + " ms on " +
                            QByteArray(kind != nullptr ? kind : "an event") + " of " + receiver +
                            ", allowed are " + QByteArray::number(allowed, 'f', 0);
    if (tell)
        tell(text);
    else
        QTest::qFail(text.constData(), __FILE__, __LINE__);
}

int runWatched(QObject& test, WatchedApplication& application, const QStringList& arguments)
{
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    const int failures = QTest::qExec(&test, arguments);
    qInfo("longest event: %.0f ms", application.longest());
    return failures;
}

} // namespace stateroom::ui
