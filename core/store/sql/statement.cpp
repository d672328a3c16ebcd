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
    return m_connection->noted(errorOf(error, u"Cannot read the store"_s));
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

Result<void>
Statement::runForEach(qint64 number, std::span<const QByteArray> texts, const QByteArray& bytes)
{
    Q_ASSERT(3 * texts.size() <= maxParameters);
    if (auto ready = prepare(); !ready)
        return ready;
    const QVariant first = variantOf(number);
    const QVariant last = variantOf(bytes);
    auto name = parameterNames.begin();
    for (const QByteArray& text : texts) {
        m_query->bindValue(*name++, first);
        m_query->bindValue(*name++, variantOf(text));
        m_query->bindValue(*name++, last);
    }
    auto result = execute();
    if (!result)
        return failureOf(result);
    return {};
}

Result<Statement::Rows> Statement::execute()
{
    if (m_query->exec())
        return Rows(&m_connection, &*m_query);
    Error error = m_connection.noted(errorOf(m_query->lastError(), u"Cannot use the store"_s));
    m_query->finish();
    return fail(std::move(error));
}

} // namespace stateroom::sql
