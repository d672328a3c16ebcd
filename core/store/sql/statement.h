// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QSqlQuery>
#include <QVariant>

#include <array>
#include <limits>
#include <optional>
#include <span>

namespace stateroom::sql {

class Connection;

/// How many bytes of values a read may still take; it ends with the value that spends them.
class ByteBudget {
public:
    explicit ByteBudget(qint64 most = 0) ///< 0: without end
        : m_left(most > 0 ? most : std::numeric_limits<qint64>::max())
    {
    }
    void spend(qint64 bytes) { m_left -= bytes; }
    bool isSpent() const { return m_left <= 0; }

private:
    qint64 m_left;
};

/// A statement that is prepared when first run, and kept. The end of Rows resets it by itself,
/// since an unfinished SELECT pins its snapshot and makes COMMIT fail. One run at a time.
///
/// A SELECT that is run often is written `SELECT +a AS '', ...`: Qt's driver describes each column
/// anew at each run, and such an expression has no name, table and declared type to copy. For a
/// point read of five columns that is a quarter of its time.
class Statement {
public:
    /// Both must outlive the statement.
    Statement(Connection& connection, QStringView sql)
        : m_connection(connection)
        , m_sql(sql)
    {
    }
    Q_DISABLE_COPY_MOVE(Statement)

    /// The rows of one run, read in place.
    class [[nodiscard]] Rows {
    public:
        Rows(Rows&& other) noexcept
            : m_connection(other.m_connection)
            , m_query(std::exchange(other.m_query, nullptr))
        {
        }
        Rows& operator=(Rows&&) = delete;
        ~Rows()
        {
            if (m_query)
                m_query->finish();
        }
        /// Moves to the next row. False at the end, and on an error, which error() then tells.
        bool next() { return m_query->next(); }
        /// What ended the reading, if it was an error; the connection notes it. To be asked
        /// wherever next() was false.
        std::optional<Error> error() const;
        /// How many rows the INSERT, UPDATE or DELETE has changed.
        int changed() const { return m_query->numRowsAffected(); }

        qint64 integer(int column) const { return m_query->value(column).toLongLong(); }
        QByteArray bytes(int column) const { return m_query->value(column).toByteArray(); }
        bool isNull(int column) const { return m_query->isNull(column); }
        std::optional<Timestamp> moment(int column) const
        {
            if (isNull(column))
                return std::nullopt;
            return Timestamp(integer(column));
        }

    private:
        friend class Statement;
        Rows(Connection* connection, QSqlQuery* query)
            : m_connection(connection)
            , m_query(query)
        {
        }
        Connection* m_connection;
        QSqlQuery* m_query;
    };

    static constexpr size_t maxParameters = 24;

    /// Runs with these parameters: qint64, QByteArray (a BLOB, never NULL), Number types,
    /// Timestamp, and optionals of them (nothing is NULL).
    template <class... Parameters> Result<Rows> rows(const Parameters&... parameters)
    {
        static_assert(sizeof...(parameters) <= maxParameters);
        if (auto ready = prepare(); !ready)
            return failureOf(ready);
        bindAll(parameters...);
        return execute();
    }

    /// The same for a statement without rows.
    template <class... Parameters> Result<void> run(const Parameters&... parameters)
    {
        auto result = rows(parameters...);
        if (!result)
            return failureOf(result);
        return {};
    }

    /// The same, and how many rows it has changed.
    template <class... Parameters> Result<int> change(const Parameters&... parameters)
    {
        auto result = rows(parameters...);
        if (!result)
            return failureOf(result);
        return result->changed();
    }

    /// The same with three for each of `texts`: `number`, the text, `bytes`.
    Result<void>
    runForEach(qint64 number, std::span<const QByteArray> texts, const QByteArray& bytes);

private:
    template <class... Parameters> void bindAll(const Parameters&... parameters)
    {
        [[maybe_unused]] size_t index = 0; // used, but for GCC 15 not where there is none
        (m_query->bindValue(parameterNames[index++], variantOf(parameters)), ...);
    }
    static QVariant variantOf(qint64 value) { return QVariant(value); }
    static QVariant variantOf(int value) { return QVariant(qint64(value)); }
    static QVariant variantOf(const QByteArray& bytes)
    {
        // Qt would bind a null QByteArray, which an empty one often is, as NULL.
        return QVariant(bytes.isNull() ? QByteArray("") : bytes);
    }
    static QVariant variantOf(Timestamp at) { return QVariant(at.value()); }
    template <class Tag> static QVariant variantOf(Number<Tag> number)
    {
        return QVariant(number.value());
    }
    template <class T> static QVariant variantOf(const std::optional<T>& value)
    {
        return value ? variantOf(*value) : QVariant(QMetaType::fromType<qint64>());
    }
    Result<void> prepare();
    Result<Rows> execute();

    static const std::array<QString, maxParameters> parameterNames;

    Connection& m_connection;
    QStringView m_sql;
    std::optional<QSqlQuery> m_query;
};

} // namespace stateroom::sql
