// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/documentation/errorcatalogue.h"

#include "core/api/routetable.h"

#include <algorithm>

namespace stateroom::documentation {

namespace {

/// Two APIs write their codes in lower case.
QByteArray spellingIn(const QByteArray& api, const QByteArray& code)
{
    return api == "integration" || api == "campaign" ? code.toLower() : code;
}

ErrorEntry entryFrom(const JsonView& row)
{
    ErrorEntry entry{
        textOf(row, "code"), textOf(row, "title"), textOf(row, "cause"), textOf(row, "cure"), {}};
    row.member("statuses")->forEachMember([&entry](const JsonView& name, const JsonView& list) {
        const QByteArray api = name.toString().value_or(QString()).toUtf8();
        ErrorEntry::Use use{api, spellingIn(api, entry.code), {}};
        list.forEachElement([&use](const JsonView& status) {
            use.statuses.push_back(int(status.toInt64().value_or(0)));
            return true;
        });
        entry.uses.push_back(std::move(use));
        return true;
    });
    return entry;
}

std::vector<ErrorEntry> read()
{
    std::vector<ErrorEntry> all;
    const JsonText text = RouteTable::file("errors");
    JsonView(text).member("errors")->forEachElement([&all](const JsonView& row) {
        all.push_back(entryFrom(row));
        return true;
    });
    return all;
}

} // namespace

const std::vector<ErrorEntry>& errorCatalogue()
{
    static const std::vector<ErrorEntry> all = read();
    return all;
}

const ErrorEntry* errorEntry(const QByteArray& code)
{
    const auto& all = errorCatalogue();
    const QByteArray wanted = code.toUpper();
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const ErrorEntry& entry) { return entry.code == wanted; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace stateroom::documentation
