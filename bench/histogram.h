// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace bench {

/// Counts durations in nanoseconds, to 1 part in 64.
class Histogram {
public:
    void add(qint64 nanoseconds);
    void add(const Histogram& other);
    qint64 count() const { return m_count; }
    /// The duration below which the given part (0 to 1) of all lies, in milliseconds.
    double milliseconds(double part) const;

private:
    static constexpr int subBits = 6;
    static size_t indexOf(quint64 value);
    static double middleOf(size_t index);

    std::array<qint64, (64 - subBits + 1) << subBits> m_counts{};
    qint64 m_count = 0;
};

} // namespace bench
