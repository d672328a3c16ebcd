// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"

#include <QFile>
#include <QTest>

namespace stateroom::test {

/// A service, and calls of its control API with the token.
class ControlService : public TestService {
public:
    explicit ControlService(ServiceOptions options = plainOptions())
        : TestService(std::move(options))
    {
    }

    QByteArray token()
    {
        QFile file(service().controlTokenFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }
    /// `request` is the method and what follows `/_stateroom/v1`.
    HttpAnswer control(const QByteArray& request, const QByteArray& body = {}, Fields fields = {})
    {
        const qsizetype space = request.indexOf(' ');
        fields.append({"Authorization", "Bearer " + token()});
        return call(
            request.first(space + 1) + "/_stateroom/v1" + request.sliced(space + 1), body, fields);
    }
};

} // namespace stateroom::test

/// The answer's status and body.
#define COMPARE_ANSWER(answer, expectedStatus, expectedBody)                                       \
    do {                                                                                           \
        const HttpAnswer compared = (answer);                                                      \
        QCOMPARE(compared.body, QByteArray(expectedBody));                                         \
        QCOMPARE(compared.status, expectedStatus);                                                 \
    } while (false)
