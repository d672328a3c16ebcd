// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/indexer.h"
#include "core/business/records.h"
#include "tests/store/storefixture.h"

namespace stateroom::test {

template <class T> QString errorText(const business::Outcome<T>& outcome)
{
    if (outcome)
        return {};
    if (const auto* error = std::get_if<Error>(&outcome.error()))
        return error->toString();
    return QString::fromUtf8(std::get<business::Refusal>(outcome.error()).message);
}

/// A store that keeps the catalogue's indexes.
class BusinessFixture : public StoreFixture {
public:
    BusinessFixture() { options.indexer = &business::catalogueIndexer(); }

    const business::Resource& resource(QByteArrayView name) const
    {
        return *business::catalogue().resource(name);
    }
    /// What `work` makes of a transaction, committed; an Outcome stays one.
    template <class Work> auto write(Work work)
    {
        std::optional<decltype(work(std::declval<Transaction&>()))> outcome;
        auto ran = store().transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
            outcome.emplace(work(transaction));
            if (!*outcome)
                return fail(ErrorCode::Conflict, QStringLiteral("refused"));
            return {};
        });
        Q_ASSERT(outcome);
        return std::move(*outcome);
    }
    business::Outcome<business::RecordChange> create(QByteArrayView name, const QByteArray& body)
    {
        return write([&](Transaction& transaction) {
            return business::createRecord(transaction, resource(name), json(body));
        });
    }
    business::Outcome<business::RecordChange> change(
        QByteArrayView name, const QByteArray& id, const QByteArray& body,
        business::RecordWrite how, std::optional<Version> expected = std::nullopt)
    {
        return write([&](Transaction& transaction) {
            return business::changeRecord(
                transaction, resource(name), id, json(body), how, expected);
        });
    }
    /// The id of a new record.
    QByteArray made(QByteArrayView name, const QByteArray& body)
    {
        auto created = create(name, body);
        return created ? created->record.id : "!" + errorText(created).toUtf8();
    }
};

} // namespace stateroom::test
