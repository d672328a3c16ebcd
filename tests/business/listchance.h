// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"
#include "tests/business/businessfixture.h"

#include <random>

namespace stateroom::test {

/// Conversations and questions about them, by a seeded chance.
class ListChance {
public:
    explicit ListChance(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int bound) { return int(m_random() % unsigned(bound)); }
    /// A conversation, or something that somebody has put in its place.
    QByteArray record();
    business::ListQuery query(const business::Resource& resource);
    /// Writes so many records, some of them over others.
    Result<void> fill(BusinessFixture& f, const business::Resource& resource, int count);

private:
    template <class T> const T& pick(const std::vector<T>& all)
    {
        return all[size_t(below(int(all.size())))];
    }
    QByteArray value();
    QByteArray path();
    QByteArray text();
    QByteArray operandFor(const QByteArray& path);
    business::FilterTerm term();

    std::mt19937 m_random;
};

} // namespace stateroom::test
