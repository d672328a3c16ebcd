// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/statement.h"

#include "core/store/sql/connection.h"

#include <QSqlError>

namespace stateroom::sql {

using namespace Qt::StringLiterals;

std::optional<Error> Statement::Rows::error() const
{
    const QSqlError error = m_query->lastError();
    if (!error.isValid())
        return std::nullopt;
    return errorOf(error, u"Cannot read the store"_s);
}

const std::array<QString, Statement::maxParameters> Statement::parameterNames = [] {
    std::array<QString, maxParameters> names;
    for (size_t i = 0; i < maxParameters; ++i)
        names[i] = u":p"_s + QChar(char16_t(u'a' + i));
    return names;
}();

/// Each `?` is given a name: bound by position, Qt composes one with QString::arg at each bind.
Result<void> Statement::prepare()
{
    if (m_query)
        return {};
    QString sql;
    size_t parameters = 0;
    for (const QChar c : m_sql) {
        if (c == u'?')
            sql += parameterNames.at(parameters++);
        else
            sql += c;
    }
    auto query = m_connection.prepare(sql);
    if (!query)
        return failureOf(query);
    m_query.emplace(std::move(*query));
    return {};
}

Result<Statement::Rows> Statement::execute()
{
    if (m_query->exec())
        return Rows(&*m_query);
    Error error = errorOf(m_query->lastError(), u"Cannot use the store"_s);
    m_query->finish();
    return fail(std::move(error));
}

} // namespace stateroom::sql
