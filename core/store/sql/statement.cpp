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

Result<void> Statement::prepare()
{
    if (m_query)
        return {};
    auto query = m_connection.prepare(m_sql.toString());
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
