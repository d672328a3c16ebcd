// SPDX-License-Identifier: GPL-3.0-or-later
// ModelRun's random transactions.
#include "tests/store/storemodelrun.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

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

ModelRun::Plan ModelRun::randomPlan()
{
    Plan plan;
    plan.ops.resize(size_t(chance(60) ? 1 : 1 + random(6)));
    std::generate(plan.ops.begin(), plan.ops.end(), [this] { return randomOp(); });
    plan.failsAtEnd = chance(8);
    plan.troubleAt = chance(8) ? int(1 + random(3)) : 0;
    plan.by = {"key" + QByteArray::number(random(3)), "req" + QByteArray::number(m_steps)};
    return plan;
}

/// One that somebody waits for, or several that share a commit.
void ModelRun::transactions()
{
    std::vector<Plan> plans(size_t(chance(80) ? 1 : 2 + random(4)));
    std::generate(plans.begin(), plans.end(), [this] { return randomPlan(); });
    m_lastStep = u"%1 transactions"_s.arg(plans.size());
    plans[0].isFirst = true;
    Answers<void> answers;
    if (plans.size() == 1) {
        answers.all.push_back(m_fixture.store().transactAndWait(
            plans[0].by,
            [this, &plan = plans[0]](Transaction& transaction) { return run(transaction, plan); }));
    } else {
        {
            const WriterBlock block(m_fixture.store());
            for (Plan& plan : plans)
                m_fixture.store().transact(
                    plan.by,
                    [this, &plan](Transaction& transaction) { return run(transaction, plan); },
                    answers.context(), answers.collect());
        }
        // QTest::qWaitFor would sleep, which is most of a run's time.
        QTimer patience;
        patience.setSingleShot(true);
        patience.start(20'000);
        while (answers.all.size() < plans.size() && patience.isActive())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        require(answers.all.size() == plans.size(), u"a transaction is not answered"_s);
    }
    std::vector<Change> written;
    for (size_t i = 0; i < plans.size() && failure.isEmpty(); ++i) {
        Plan& plan = plans[i];
        require(plan.run.problem.isEmpty(), plan.run.problem);
        require(plan.run.at == m_now, u"a transaction has another time than the store"_s);
        mostRuns = std::max(mostRuns, plan.runs);
        const bool fails = plan.run.refused || plan.failsAtEnd || plan.runs == plan.troubleAt;
        require(
            answers.all[i].has_value() == !fails,
            u"a transaction answers "_s + errorText(answers.all[i]));
        if (fails) {
            ++refusedTransactions;
            continue;
        }
        for (Change& change : plan.run.written) {
            change.by = plan.by;
            written.push_back(std::move(change));
        }
    }
    if (failure.isEmpty())
        absorb(written);
}

/// On the writer's thread, while this one waits.
Result<void> ModelRun::run(Transaction& transaction, Plan& plan)
{
    // Also when the batch is run again, since one of it or its commit failed.
    if (plan.isFirst)
        m_ownOfBatch.clear();
    ++plan.runs;
    Run run;
    run.at = transaction.at();
    run.revision = transaction.revision();
    const auto work = [&]() -> Result<void> {
        for (const Op& op : plan.ops) {
            if (auto done = runOp(transaction, op, run); !done)
                return done;
        }
        if (plan.runs == plan.troubleAt)
            return fail(ErrorCode::StorageFull, u"no room"_s);
        if (plan.failsAtEnd)
            return fail(ErrorCode::InvalidInput, u"given up half-way"_s);
        return {};
    };
    const auto done = work();
    if (done)
        m_ownOfBatch.insert(m_ownOfBatch.end(), run.own.begin(), run.own.end());
    plan.run = std::move(run);
    return done;
}

std::optional<Entry> ModelRun::liveIn(const Run& run, const EntryName& name) const
{
    for (const auto* writes : {&run.own, &m_ownOfBatch}) {
        for (auto own = writes->rbegin(); own != writes->rend(); ++own) {
            if (own->first != name)
                continue;
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
