// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/storefixture.h"

namespace stateroom::test {

inline Namespace space(QByteArrayView text)
{
    return Namespace::parse(text).value();
}

/// A store, and actions that are waited for.
class ActionFixture : public StoreFixture {
public:
    /// `start` is given the store, a context and where to put the answer.
    template <class T, class Start> Result<T> finish(Start start)
    {
        Answers<T> answers;
        start(store(), answers.context(), answers.collect());
        if (!QTest::qWaitFor([&answers] { return !answers.all.empty(); }, 30'000))
            return fail(ErrorCode::Internal, QStringLiteral("no answer"));
        return std::move(answers.all.front());
    }

    Revision revision() { return position().lastRevision; }
    /// All keys of a namespace with their values: `a=1 b=2`.
    QByteArray contents(QByteArrayView of)
    {
        QByteArrayList items;
        const auto page = reader().page(space(of), {.limit = Reader::maxPage}).value();
        for (const Entry& entry : page.entries)
            items << entry.key.bytes() + '=' + entry.value.bytes();
        return items.join(' ');
    }
    /// Writes keys 0000 to count - 1 in one transaction each `perRevision`.
    Result<void> fill(QByteArrayView of, int count, const QByteArray& value)
    {
        return store().transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
            for (int i = 0; i < count; ++i) {
                auto set = transaction.set(
                    {space(of), Key(QByteArray::number(i).rightJustified(4, '0'))}, json(value));
                if (!set)
                    return failureOf(set);
            }
            return {};
        });
    }
    /// The operations of all changes behind a place, each once.
    std::set<qint64> operations(Seq after)
    {
        std::set<qint64> all;
        for (const Change& change : log(after))
            all.insert(change.operation.value());
        return all;
    }
};

} // namespace stateroom::test
