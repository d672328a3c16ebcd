// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

#include <vector>

namespace stateroom::documentation {

/// What is said of one error code of the APIs (`resources/openapi/errors.json`).
struct ErrorEntry {
    /// Where it occurs.
    struct Use {
        QByteArray api;      ///< `workflow`
        QByteArray spelling; ///< as that API writes the code
        std::vector<int> statuses;
    };
    QByteArray code; ///< upper case
    QByteArray title;
    QByteArray cause;
    QByteArray cure;
    std::vector<Use> uses;
};

/// Every error code that an API answers, in the order of the file. A test holds it against the
/// sources. Lives as long as the program.
const std::vector<ErrorEntry>& errorCatalogue();
/// In upper or lower case; null when no API has it.
const ErrorEntry* errorEntry(const QByteArray& code);

} // namespace stateroom::documentation
