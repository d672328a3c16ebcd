// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace bench {

size_t Histogram::indexOf(quint64 value)
{
    constexpr quint64 linear = quint64(1) << subBits;
    if (value < linear)
        return size_t(value);
    const int shift = int(std::bit_width(value)) - 1 - subBits;
    return (size_t(shift + 1) << subBits) + size_t((value >> shift) - linear);
}

double Histogram::middleOf(size_t index)
{
    constexpr size_t linear = size_t(1) << subBits;
    if (index < linear)
        return double(index);
    const size_t shift = (index >> subBits) - 1;
    return std::ldexp(double((index & (linear - 1)) + linear) + 0.5, int(shift));
}

void Histogram::add(qint64 nanoseconds)
{
    ++m_counts[indexOf(quint64(std::max<qint64>(nanoseconds, 0)))];
    ++m_count;
}

void Histogram::add(const Histogram& other)
{
    for (size_t i = 0; i < m_counts.size(); ++i)
        m_counts[i] += other.m_counts[i];
    m_count += other.m_count;
}

double Histogram::milliseconds(double part) const
{
    const auto wanted = qint64(std::ceil(part * double(m_count)));
    qint64 seen = 0;
    for (size_t i = 0; i < m_counts.size(); ++i) {
        seen += m_counts[i];
        if (seen >= wanted && seen > 0)
            return middleOf(i) / 1e6;
    }
    return 0;
}

} // namespace bench
