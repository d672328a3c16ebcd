// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>

namespace stateroom {

/// How many calls a key of the business API may make (contract section 4, "Rate limits").
struct Plan {
    const char* name;
    quint32 perMinute;
    quint32 perDay; ///< 0: as many as the minutes allow
};

/// `local` is not in the document: what a key has for which nobody chose a plan.
constexpr std::array plans = {
    Plan{"local", 1'000'000, 0}, Plan{"starter", 100, 10'000}, Plan{"growth", 1'000, 100'000},
    Plan{"enterprise", 10'000, 0}};

/// The plan of that name; null when there is none.
constexpr const Plan* findPlan(QByteArrayView name)
{
    for (const Plan& plan : plans) {
        if (name == plan.name)
            return &plan;
    }
    return nullptr;
}

} // namespace stateroom
