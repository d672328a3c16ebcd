// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// The lines of an exported file, each with its end.
namespace stateroom::test {

inline QByteArray headLine()
{
    return R"({"stateroom":"export","format":1,"history":false})"
           "\n";
}

/// Of the namespace workflow/w.
inline QByteArray entryLine(const QByteArray& key, const QByteArray& value)
{
    return R"({"namespace":"workflow/w","key":)" + ('"' + key) + "\",\"value\":" + value + "}\n";
}

inline QByteArray endLine(int entries)
{
    return R"({"end":true,"entries":)" + QByteArray::number(entries) + ",\"changes\":0}\n";
}

} // namespace stateroom::test
