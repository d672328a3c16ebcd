// SPDX-License-Identifier: GPL-3.0-or-later
// ModelRun's random transactions.
#include "tests/store/storemodelrun.h"

namespace stateroom::test {

using namespace Qt::StringLiterals;

ModelRun::Op ModelRun::randomOp()
{
    Op op;
    op.name = randomName();
    op.isSet = chance(75);
    op.value = randomValue();
    if (const qint64 dice = random(100); dice < 15)
        op.expect = Expect::TheVersion;
    else if (dice < 19)
        op.expect = Expect::AnotherVersion;
    else if (dice < 23)
        op.expect = Expect::Absence;
    if (chance(30))
        op.ttl = Milliseconds(chance(90) ? random(5000) : -random(100));
    if (chance(5))
        op.as = ChangeOp::Restore;
    return op;
}

void ModelRun::transaction()
{
    std::vector<Op> ops(size_t(chance(60) ? 1 : 1 + random(6)));
    std::generate(ops.begin(), ops.end(), [this] { return randomOp(); });
    const bool failAtEnd = chance(8);
    const Attribution by{
        "key" + QByteArray::number(random(3)), "req" + QByteArray::number(m_steps)};
    m_lastStep = u"transaction of %1"_s.arg(ops.size());

    Run run;
    const auto answer =
        m_fixture.store().transactAndWait(by, [&](Transaction& transaction) -> Result<void> {
            run = {};
            run.at = transaction.at();
            run.revision = transaction.revision();
            for (const Op& op : ops) {
                if (auto done = runOp(transaction, op, run); !done)
                    return done;
            }
            if (failAtEnd)
                return fail(ErrorCode::InvalidInput, u"given up half-way"_s);
            return {};
        });
    require(run.problem.isEmpty(), run.problem);
    require(run.at == m_now, u"the transaction has another time than the store"_s);
    const bool shouldFail = run.refused || failAtEnd;
    require(answer.has_value() == !shouldFail, u"the transaction answers "_s + errorText(answer));
    if (shouldFail) {
        ++refusedTransactions;
        run.written.clear();
    }
    for (Change& change : run.written)
        change.by = by;
    if (failure.isEmpty())
        absorb(run);
}

std::optional<Entry> ModelRun::liveIn(const Run& run, const EntryName& name) const
{
    for (auto own = run.own.rbegin(); own != run.own.rend(); ++own) {
        if (own->first == name) {
            if (own->second && own->second->expiresAt && *own->second->expiresAt <= run.at)
                return std::nullopt;
            return own->second;
        }
    }
    return model.entry(name, model.last(), run.at);
}

Result<void> ModelRun::runOp(Transaction& transaction, const Op& op, Run& run) const
{
    const auto agrees = [&](const char* when) {
        const auto live = liveIn(run, op.name);
        const auto found = transaction.read().get(op.name);
        const bool agreed =
            found && found->has_value() == live.has_value() &&
            (!live || ((*found)->version == live->version && (*found)->value == live->value));
        if (!agreed)
            run.problem = u"the transaction reads something else %1"_s.arg(QLatin1StringView(when));
    };
    agrees("before its write");
    const auto live = liveIn(run, op.name);
    const Version has = live ? live->version : Version();
    std::optional<Version> expected;
    switch (op.expect) {
    case Expect::Anything:
        break;
    case Expect::TheVersion:
        expected = has;
        break;
    case Expect::AnotherVersion:
        expected = has.next();
        break;
    case Expect::Absence:
        expected = Version(0);
        break;
    }
    run.refused = expected && *expected != has;

    Change change;
    change.name = op.name;
    change.revision = run.revision;
    change.committedAt = run.at;
    const auto refusedRightly = [&](const auto& result) {
        if (result.has_value() == run.refused ||
            (run.refused && (result.error().code != ErrorCode::Conflict ||
                             result.error().currentVersion != has.value())))
            run.problem = u"compare-and-set judges wrongly: "_s + errorText(result);
    };
    if (op.isSet) {
        SetOptions how;
        how.expected = expected;
        how.as = op.as;
        if (op.ttl)
            how.expiresAt = run.at + *op.ttl;
        const auto version = transaction.set(op.name, op.value, how);
        refusedRightly(version);
        if (!version)
            return failureOf(version);
        change.op = op.as;
        change.value = op.value;
        change.version = *version;
        change.expiresAt = how.expiresAt;
        run.written.push_back(change);
        run.own.emplace_back(
            op.name, Entry{op.name.key, op.value, *version, {}, run.at, how.expiresAt});
    } else {
        const auto version = transaction.remove(op.name, expected);
        refusedRightly(version);
        if (!version)
            return failureOf(version);
        if (version->has_value() != live.has_value())
            run.problem = u"remove says %1 of a key that is %2"_s.arg(version->has_value())
                              .arg(live.has_value());
        if (*version) {
            change.op = ChangeOp::Delete;
            change.version = **version;
            run.written.push_back(change);
        }
        run.own.emplace_back(op.name, std::nullopt);
    }
    agrees("after its write");
    return {};
}

} // namespace stateroom::test
