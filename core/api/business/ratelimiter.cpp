// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/ratelimiter.h"

#include "core/json/jsonview.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace stateroom::business {

namespace {

constexpr qint64 msPerMinute = 60'000;
constexpr qint64 msPerDay = 86'400'000;
constexpr quint32 most = std::numeric_limits<quint32>::max();

constexpr quint64 pack(quint32 window, quint32 calls)
{
    return quint64(window) << 32 | calls;
}

constexpr quint32 windowOf(quint64 cell)
{
    return quint32(cell >> 32);
}

constexpr quint32 callsOf(quint64 cell)
{
    return quint32(cell);
}

quint32 windowAt(Timestamp at, qint64 length)
{
    return quint32(std::max<qint64>(at.value(), 0) / length);
}

/// Where a window stands after its newest call.
struct Quota {
    quint32 limit;
    quint32 calls;
    qint64 end; ///< milliseconds since 1970

    quint32 remaining() const { return calls < limit ? limit - calls : 0; }
    bool isExceeded() const { return calls > limit; }
};

qint64 secondsUntil(qint64 end, Timestamp now)
{
    return std::max<qint64>((end - now.value() + 999) / 1000, 1);
}

RateStanding judge(const Plan& plan, quint64 minuteCell, quint64 dayCell, Timestamp now)
{
    const Quota minute{
        plan.perMinute, callsOf(minuteCell), (qint64(windowOf(minuteCell)) + 1) * msPerMinute};
    const Quota day{
        plan.perDay == 0 ? most : plan.perDay, callsOf(dayCell),
        (qint64(windowOf(dayCell)) + 1) * msPerDay};
    const Quota& nearer = day.remaining() <= minute.remaining() ? day : minute;
    RateStanding standing;
    standing.admitted = !minute.isExceeded() && !day.isExceeded();
    standing.limit = nearer.limit;
    standing.remaining = nearer.remaining();
    standing.reset = nearer.end / 1000;
    if (nearer.remaining() == 0)
        standing.retryAfter = secondsUntil(nearer.end, now);
    return standing;
}

} // namespace

quint64 RateLimiter::Counter::count(Cell& cell, quint32 window)
{
    quint64 seen = cell.load(std::memory_order_relaxed);
    for (;;) {
        quint64 next = pack(window, 1);
        if (windowOf(seen) >= window)
            next = callsOf(seen) == most ? seen : seen + 1;
        if (cell.compare_exchange_weak(seen, next, std::memory_order_relaxed))
            return next;
    }
}

quint64 RateLimiter::Counter::current(const Cell& cell, quint32 window)
{
    const quint64 seen = cell.load(std::memory_order_relaxed);
    return windowOf(seen) >= window ? seen : pack(window, 0);
}

RateStanding RateLimiter::Counter::take(const Plan& plan, Timestamp now)
{
    const quint64 minute = count(m_minute, windowAt(now, msPerMinute));
    const quint64 day = count(m_day, windowAt(now, msPerDay));
    return judge(plan, minute, day, now);
}

RateStanding RateLimiter::Counter::look(const Plan& plan, Timestamp now) const
{
    return judge(
        plan, current(m_minute, windowAt(now, msPerMinute)),
        current(m_day, windowAt(now, msPerDay)), now);
}

RateLimiter::CounterPtr RateLimiter::counterOf(const ApiKey& key)
{
    const Lock lock(m_mutex);
    CounterPtr& counter = m_counters[key.id];
    if (!counter)
        counter = std::make_shared<Counter>();
    return counter;
}

QByteArray RateLimiter::save() const
{
    std::vector<std::pair<QByteArray, CounterPtr>> counters;
    {
        const Lock lock(m_mutex);
        counters.assign(m_counters.begin(), m_counters.end());
    }
    std::sort(counters.begin(), counters.end()); // the same counts are the same text
    QByteArray text = "{";
    for (const auto& [id, counter] : counters) {
        const auto append = [&text](quint64 cell) {
            text += QByteArray::number(windowOf(cell)) + ',' + QByteArray::number(callsOf(cell));
        };
        text += (text.size() > 1 ? "," : "") + JsonText::fromUtf8(id).bytes() + ":[";
        append(counter->m_minute.load(std::memory_order_relaxed));
        text += ',';
        append(counter->m_day.load(std::memory_order_relaxed));
        text += ']';
    }
    return text + '}';
}

void RateLimiter::load(const QByteArray& saved, Timestamp now)
{
    const auto text = JsonText::parse(QByteArrayView(saved));
    if (!text)
        return;
    const Lock lock(m_mutex);
    JsonView(*text).forEachMember([&](const JsonView& name, const JsonView& value) {
        std::vector<quint32> numbers;
        value.forEachElement([&numbers](const JsonView& element) {
            numbers.push_back(
                quint32(std::clamp<qint64>(element.toInt64().value_or(0), 0, qint64(most))));
            return true;
        });
        if (numbers.size() != 4)
            return true;
        m_mutex.assertHeld();
        auto counter = std::make_shared<Counter>();
        if (numbers[0] == windowAt(now, msPerMinute))
            counter->m_minute = pack(numbers[0], numbers[1]);
        if (numbers[2] == windowAt(now, msPerDay))
            counter->m_day = pack(numbers[2], numbers[3]);
        if (counter->m_day != 0)
            m_counters[name.toString().value_or(QString()).toUtf8()] = std::move(counter);
        return true;
    });
}

} // namespace stateroom::business
