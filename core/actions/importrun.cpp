// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/importrun.h"

#include "core/actions/actionslice.h"
#include "core/actions/importcheck.h"
#include "core/actions/undo.h"

#include <QEventLoop>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// Stands while an import is under way, as the first change of its operation; so it names the
/// operation that is to be undone.
const EntryName& marker()
{
    static const EntryName name{Namespace("system", "imports"), Key("running")};
    return name;
}

/// Writes the file; one slice after the other.
class ImportWriter {
public:
    ImportWriter(ImportRequest request, std::vector<Namespace> clear)
        : m_request(std::move(request))
        , m_clear(std::move(clear))
    {
    }

    Result<bool> slice(Transaction& transaction, ImportReport& report)
    {
        while (!transaction.sliceIsOver() && m_steps-- > 0) {
            auto more = m_cleared < m_clear.size() ? clearSome(transaction, report)
                                                   : writeLine(transaction, report);
            if (!more)
                return failureOf(more);
            if (!*more)
                return finish(transaction);
        }
        m_steps = stepsPerSlice;
        return true;
    }

private:
    static constexpr int stepsPerSlice = 10'000;

    /// Before the first write: what changes nothing leaves no trace.
    Result<void> begin(Transaction& transaction)
    {
        if (std::exchange(m_begun, true))
            return {};
        auto marked = transaction.set(marker(), JsonText(), {.expected = Version(0)});
        if (marked)
            return {};
        if (marked.error().code != ErrorCode::Conflict)
            return failureOf(marked);
        return fail(
            ErrorCode::Conflict, u"Another import is under way, or was not undone yet."_s,
            u"Wait for it, or start the server anew."_s);
    }
    Result<bool> finish(Transaction& transaction)
    {
        if (!m_begun)
            return false;
        if (auto removed = transaction.remove(marker()); !removed)
            return failureOf(removed);
        return false;
    }

    Result<bool> clearSome(Transaction& transaction, ImportReport& report)
    {
        const Namespace& space = m_clear[m_cleared];
        auto page = transaction.read().keys(space, {.limit = 100});
        if (!page)
            return failureOf(page);
        if (!page->keys.empty()) {
            if (auto begun = begin(transaction); !begun)
                return failureOf(begun);
        }
        for (const Key& key : page->keys) {
            if (auto removed = transaction.remove({space, key}); !removed)
                return failureOf(removed);
            ++report.deleted;
        }
        m_cleared += page->more ? 0 : 1;
        return true;
    }

    Result<bool> writeLine(Transaction& transaction, ImportReport& report)
    {
        const QByteArray line = takeLine();
        if (line.isEmpty())
            return false;
        if (line.trimmed().isEmpty())
            return true;
        // It was judged before.
        auto parsed = parseImportLine(line, m_request.limits);
        if (!parsed)
            return failureOf(parsed);
        if (auto* entry = std::get_if<ImportEntry>(&*parsed)) {
            // Of a value that was replaced in time the expiry never came.
            if (entry->isChange && entry->expiresAt && *entry->expiresAt <= transaction.at() &&
                isReplacedNext(*entry))
                entry->expiresAt.reset();
            if (auto written = write(transaction, *entry, report); !written)
                return failureOf(written);
        }
        return true;
    }

    QByteArray takeLine()
    {
        return m_ahead ? *std::exchange(m_ahead, std::nullopt) : m_request.source->readLine();
    }

    /// Whether the history goes on with another change of the key than its expiry.
    bool isReplacedNext(const ImportEntry& entry)
    {
        m_ahead = m_request.source->readLine();
        const auto next = parseImportLine(*m_ahead, m_request.limits);
        const auto* change = next ? std::get_if<ImportEntry>(&*next) : nullptr;
        return change && change->isChange && !change->isExpiry && change->name == entry.name;
    }

    Result<void> write(Transaction& transaction, const ImportEntry& entry, ImportReport& report)
    {
        const bool again = entry.isChange && m_lastKey == entry.name;
        if (!again) {
            auto decided = m_decisions.decide(transaction.read(), entry, transaction.at(), report);
            if (!decided)
                return failureOf(decided);
            m_decision = *decided;
            m_lastKey = entry.name;
        }
        if (m_decision == ImportDecision::Conflict)
            return fail(
                ErrorCode::Conflict, u"Somebody has written a key of the file meanwhile."_s);
        if (m_decision != ImportDecision::Write)
            return {};
        if (auto begun = begin(transaction); !begun)
            return begun;
        if (entry.value) {
            auto set = transaction.set(entry.name, *entry.value, {.expiresAt = entry.expiresAt});
            return set ? Result<void>() : Result<void>(failureOf(set));
        }
        auto removed = transaction.remove(entry.name);
        return removed ? Result<void>() : Result<void>(failureOf(removed));
    }

    const ImportRequest m_request;
    ImportDecisions m_decisions{m_request};
    const std::vector<Namespace> m_clear;
    std::optional<QByteArray> m_ahead; ///< a line that was looked at before its turn
    bool m_begun = false;
    size_t m_cleared = 0;
    int m_steps = stepsPerSlice;
    EntryName m_lastKey;
    ImportDecision m_decision = ImportDecision::Write;
};

struct Import {
    Attribution by;
    std::unique_ptr<ImportWriter> writer;
    ImportReport report;
    OperationId operation;
    std::function<void(Result<ImportReport>)> done;
    ActionOnce<ImportReport> once;

    Result<bool> slice(Transaction& transaction)
    {
        if (!once.keep)
            return writer->slice(transaction, report);
        auto isDone = once.isDone(transaction);
        if (!isDone || *isDone)
            return isDone ? Result<bool>(false) : failureOf(isDone);
        auto more = writer->slice(transaction, report);
        if (!more || *more)
            return more;
        report.operation = transaction.operation();
        if (auto kept = once.keep(transaction, report); !kept)
            return failureOf(kept);
        return false;
    }
};

/// After a failure: takes back what was committed, then tells the failure.
void takeBack(Store& store, const std::shared_ptr<Import>& import, Error error, QObject* context)
{
    if (import->operation == OperationId(0))
        return import->done(fail(std::move(error)));
    undoChanges(
        store, import->by, {.target = import->operation, .skipConflicts = true}, context,
        [&store, import, error, guard = QPointer<QObject>(context)](Result<UndoReport> undone) {
            if (!undone)
                return import->done(fail(error)); // the next start undoes it
            store.transact(
                import->by, [](Transaction& transaction) { return transaction.remove(marker()); },
                guard,
                [import, error](Result<std::optional<Version>>) { import->done(fail(error)); });
        });
}

void write(Store& store, const std::shared_ptr<Import>& import, QObject* context)
{
    store.bulk(
        import->by,
        [import, tentative = OperationId(0)](Transaction& transaction) mutable {
            import->operation = tentative; // its slice was committed
            auto more = import->slice(transaction);
            tentative = transaction.operation();
            return more;
        },
        context,
        [&store, import, guard = QPointer<QObject>(context)](Result<OperationId> operation) {
            if (!operation)
                return takeBack(store, import, std::move(operation).error(), guard);
            import->report.operation = *operation;
            import->done(std::move(import->report));
        });
}

} // namespace

void importEntries(
    Store& store, Attribution by, ImportRequest request, QObject* context,
    std::function<void(Result<ImportReport>)> done, ActionOnce<ImportReport> once)
{
    auto check = std::make_shared<ImportCheck>(request);
    checkImport(
        store, check, context,
        [&store, by = std::move(by), request, check, done = std::move(done), once = std::move(once),
         guard = QPointer<QObject>(context)](Result<void> checked) mutable {
            if (!checked)
                return done(failureOf(checked));
            if (request.dryRun || check->report().conflictCount > 0)
                return done(check->report());
            if (!request.source->seek(0))
                return done(fail(
                    ErrorCode::StorageFailed, u"The file cannot be read a second time: "_s +
                                                  request.source->errorString() + u'.'));
            auto import = std::make_shared<Import>();
            import->by = std::move(by);
            import->writer = std::make_unique<ImportWriter>(
                request, request.clear ? check->spaces() : std::vector<Namespace>());
            import->done = std::move(done);
            import->once = std::move(once);
            write(store, import, guard);
        });
}

Result<bool> undoInterruptedImport(Store& store)
{
    auto reader = store.openReader();
    if (!reader)
        return failureOf(reader);
    auto marked = (*reader)->get(marker());
    if (!marked)
        return failureOf(marked);
    if (!*marked)
        return false;
    auto change = (*reader)->version(marker(), (*marked)->version);
    if (!change)
        return failureOf(change);
    Result<bool> outcome = true;
    QEventLoop loop;
    undoChanges(
        store, {}, {.target = change->operation, .skipConflicts = true}, &loop,
        [&](Result<UndoReport> undone) {
            if (!undone)
                outcome = failureOf(undone);
            loop.quit();
        });
    loop.exec();
    // Where the log has forgotten its beginning, nothing more can be done.
    if (!outcome && outcome.error().code != ErrorCode::Compacted)
        return outcome;
    auto removed = store.transactAndWait(
        {}, [](Transaction& transaction) { return transaction.remove(marker()); });
    if (!removed)
        return failureOf(removed);
    return outcome;
}

} // namespace stateroom
