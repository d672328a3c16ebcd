// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

#include <atomic>
#include <chrono>
#include <compare>

namespace stateroom {

using Milliseconds = std::chrono::milliseconds;

/// A moment of the wall clock: milliseconds since 1970-01-01T00:00:00Z.
class Timestamp {
public:
    constexpr Timestamp() = default;
    constexpr explicit Timestamp(qint64 millisecondsSinceEpoch)
        : m_value(millisecondsSinceEpoch)
    {
    }
    constexpr qint64 value() const { return m_value; }
    constexpr auto operator<=>(const Timestamp&) const = default;

    friend constexpr Timestamp operator+(Timestamp at, Milliseconds by)
    {
        return Timestamp(at.m_value + by.count());
    }
    friend constexpr Milliseconds operator-(Timestamp a, Timestamp b)
    {
        return Milliseconds(a.m_value - b.m_value);
    }

    /// RFC 3339 in UTC with milliseconds: `2026-11-22T03:40:24.000Z`.
    QByteArray toIso() const;
    /// In UTC.
    QDateTime toDateTime() const;

private:
    qint64 m_value = 0;
};

/// Where all time comes from. Any thread may ask. Must outlive those to whom it is given.
class Clock {
public:
    virtual ~Clock() = default;
    /// The wall clock. It may jump, forwards or back.
    virtual Timestamp now() const = 0;
    /// A clock that only goes forward, for time-outs; its zero means nothing.
    virtual Milliseconds steady() const = 0;
};

/// The system's clock.
class SystemClock final : public Clock {
public:
    Timestamp now() const override;
    Milliseconds steady() const override;
};

/// A clock that stands until it is moved: for tests. Thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Timestamp start = Timestamp(1'700'000'000'000))
        : m_now(start.value())
    {
    }
    Timestamp now() const override { return Timestamp(m_now.load()); }
    Milliseconds steady() const override { return Milliseconds(m_steady.load()); }
    /// Moves both clocks forward.
    void advance(Milliseconds by)
    {
        m_now += by.count();
        m_steady += by.count();
    }
    /// Sets the wall clock alone, back too.
    void setNow(Timestamp at) { m_now = at.value(); }

private:
    std::atomic<qint64> m_now;
    std::atomic<qint64> m_steady = 0;
};

} // namespace stateroom
