// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"

#include <QTest>

namespace stateroom::test {

/// One request and all that is expected of it, as one literal. In every text `{wf}` stands for a
/// workflow id that no other case uses, so that cases do not know of each other.
struct ApiCase {
    const char* name = nullptr;
    /// What was called before, each `METHOD target body`; must succeed.
    QByteArrayList given = {};
    QByteArray request = {}; ///< method and target
    QByteArray body = {};
    Fields headers = {};

    int status = 200;
    QByteArray answer = {};       ///< the whole body, when it is told exactly
    QByteArray begins = {};       ///< how the body begins
    QByteArrayList contains = {}; ///< what the body must hold
    QByteArrayList absent = {};   ///< what the body may not hold
    Fields fields = {};           ///< fields of the answer; a null value: there is none such
    QByteArrayList log = {};      ///< the changes afterwards, as `key v1 set value`
};

/// Adds a row for each case to a `_data` function.
void addCases(const QList<ApiCase>& cases);
/// Runs the case of the current row, which addCases() has added.
void runCase(TestService& service);

} // namespace stateroom::test

Q_DECLARE_METATYPE(stateroom::test::ApiCase)
