// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/administration.h"

namespace stateroom::campaign {

namespace {

constexpr qint64 pageBytes = 4 * 1024 * 1024;

/// The count so far; it keeps itself alive from page to page.
class MisfitCount final : public std::enable_shared_from_this<MisfitCount> {
public:
    MisfitCount(
        Store& store, Namespace space, Variable variable, QObject* context,
        std::function<void(Result<qint64>)> done)
        : m_store(store)
        , m_space(std::move(space))
        , m_variable(std::move(variable))
        , m_context(context)
        , m_done(std::move(done))
    {
    }

    void readOn()
    {
        m_store.read(
            [self = shared_from_this()](Reader& reader) { return self->countPage(reader); },
            m_context,
            [self = shared_from_this()](Result<bool> more) {
                if (!more)
                    return self->m_done(failureOf(more));
                if (*more)
                    return self->readOn();
                self->m_done(self->m_count);
            });
    }

private:
    /// Whether there is more.
    Result<bool> countPage(Reader& reader)
    {
        auto page = reader.page(
            m_space, {.after = m_after, .limit = Reader::maxPage, .maxBytes = pageBytes});
        if (!page)
            return failureOf(page);
        for (const Entry& entry : page->entries) {
            const auto key = parseValueKey(m_space, entry.key);
            if (key && key->scope == m_variable.scope && key->variable == m_variable.name &&
                !canonicalValue(m_variable.type, entry.value))
                ++m_count;
        }
        if (page->more)
            m_after = page->entries.back().key;
        return page->more;
    }

    Store& m_store;
    const Namespace m_space;
    const Variable m_variable;
    QObject* const m_context;
    const std::function<void(Result<qint64>)> m_done;
    std::optional<Key> m_after;
    qint64 m_count = 0;
};

} // namespace

void countMisfits(
    Store& store, const QByteArray& campaign, const Variable& variable, QObject* context,
    std::function<void(Result<qint64>)> done)
{
    std::make_shared<MisfitCount>(
        store, valueSpace(campaign, variable.scope), variable, context, std::move(done))
        ->readOn();
}

Outcome<ImportCounts> importVariables(
    Transaction& transaction, const QByteArray& campaign, const std::vector<Variable>& variables,
    const DefinitionLimits& limits)
{
    ImportCounts counts;
    for (const Variable& variable : variables) {
        auto before = readVariable(transaction.read(), campaign, variable.scope, variable.name);
        if (!before)
            return failureOf(before);
        if (auto defined = define(transaction, campaign, variable, limits); !defined)
            return tl::make_unexpected(std::move(defined).error());
        ++(*before ? counts.unchanged : counts.defined);
    }
    return counts;
}

AppValues appValues(const Participant& who)
{
    return {
        valueSpace(who.campaign, Scope::App),
        escapedSegment(who.sub) + '/' + escapedSegment(who.app) + '/'};
}

} // namespace stateroom::campaign
