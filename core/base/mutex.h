// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

// What clang's -Wthread-safety proves about locks, if members say by which they are guarded:
// tests/lint/locks.py runs it over every file that locks. Nothing for other compilers.
#if defined(__clang__)
#define STATEROOM_THREAD_ANNOTATION(...) __attribute__((__VA_ARGS__))
#else
#define STATEROOM_THREAD_ANNOTATION(...)
#endif
/// A member that is touched with this mutex held only.
#define GUARDED_BY(mutex) STATEROOM_THREAD_ANNOTATION(guarded_by(mutex))
/// A function that is called with this mutex held only.
#define REQUIRES(mutex) STATEROOM_THREAD_ANNOTATION(requires_capability(mutex))

namespace stateroom {

/// A std::mutex that clang can follow. Taken by a Lock.
class STATEROOM_THREAD_ANNOTATION(capability("mutex")) Mutex {
public:
    Mutex() = default;
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    /// In a lambda, which clang reads as a function by itself: it is run with the mutex held.
    /// Checks nothing.
    void assertHeld() const STATEROOM_THREAD_ANNOTATION(assert_capability(this)) {}

private:
    friend class Lock;
    std::mutex m_mutex;
};

/// Holds a Mutex as long as it lives.
class STATEROOM_THREAD_ANNOTATION(scoped_lockable) Lock {
public:
    explicit Lock(Mutex& mutex) STATEROOM_THREAD_ANNOTATION(acquire_capability(mutex))
        : m_lock(mutex.m_mutex)
    {
    }
    ~Lock() STATEROOM_THREAD_ANNOTATION(release_capability()) {}
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    friend class Condition;
    std::unique_lock<std::mutex> m_lock;
};

/// What threads wait for. A wait may end without cause, so it stands in a loop, which also lets
/// clang see that the condition is looked at with the mutex held.
class Condition {
public:
    void notifyOne() { m_condition.notify_one(); }
    void notifyAll() { m_condition.notify_all(); }

    void wait(Lock& lock) { m_condition.wait(lock.m_lock); }
    /// False when it is `until`.
    bool waitUntil(Lock& lock, std::chrono::steady_clock::time_point until)
    {
        return m_condition.wait_until(lock.m_lock, until) == std::cv_status::no_timeout;
    }

private:
    std::condition_variable m_condition;
};

} // namespace stateroom
