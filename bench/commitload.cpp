// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/commitload.h"

#include "core/business/indexer.h"
#include "core/business/records.h"
#include "core/store/store.h"

#include <QCoreApplication>
#include <QList>

#include <ctime>
#include <future>
#include <pthread.h>
#include <random>

namespace bench {

using namespace Qt::StringLiterals;
using namespace stateroom;

namespace {

constexpr int perCommit = 32;
constexpr int commits = 40; ///< of one measurement
constexpr int rounds = 15;
constexpr int plainKeys = 10'000;

class CommitLoad {
public:
    using Work = std::function<Result<void>(Transaction&)>;

    Result<void> open(const QString& folder, int records);
    /// Microseconds of one.
    Result<double> measure(const std::function<Work()>& make);

    Work newAgent();
    Work set(int keys);

private:
    Result<void> commit(const std::function<Work()>& make);
    double writerMicroseconds() const;

    SystemClock m_clock;
    QObject m_context;
    std::unique_ptr<Store> m_store;
    clockid_t m_writer = 0;
    std::optional<Error> m_error;
    const business::Resource& m_agents = *business::catalogue().resource("agents");
    std::mt19937 m_random{4711};
    int m_made = 0;
};

CommitLoad::Work CommitLoad::newAgent()
{
    const auto body = JsonText::fromValidated(
        R"({"name":"Support Agent )" + QByteArray::number(++m_made) +
        R"(","role":"Customer Success Specialist",)"
        R"("instructions":"Help customers with their questions",)"
        R"("capabilities":{"can_create_tickets":true,"can_issue_refunds":false},)"
        R"("metadata":{"department":"customer_support","language":"en"}})");
    return [this, body](Transaction& transaction) -> Result<void> {
        if (!business::createRecord(transaction, m_agents, body))
            return fail(ErrorCode::Internal, u"An agent was refused."_s);
        return {};
    };
}

CommitLoad::Work CommitLoad::set(int keys)
{
    QByteArrayList names;
    for (int i = 0; i < keys; ++i)
        names << "item-" + QByteArray::number(10'000'000 + int(m_random() % plainKeys));
    return [names](Transaction& transaction) -> Result<void> {
        static const auto value = JsonText::fromValidated(
            R"({"n":123456,"step":"researching","text":")" + QByteArray(160, 'x') + R"("})");
        for (const QByteArray& name : names) {
            auto written = transaction.set({Namespace("workflow", "bench"), Key(name)}, value);
            if (!written)
                return failureOf(written);
        }
        return {};
    };
}

double CommitLoad::writerMicroseconds() const
{
    timespec spent{};
    clock_gettime(m_writer, &spent);
    return double(spent.tv_sec) * 1e6 + double(spent.tv_nsec) / 1e3;
}

/// All of them wait while the writer is held, and so come into one commit.
Result<void> CommitLoad::commit(const std::function<Work()>& make)
{
    const auto note = [this](const Result<void>& done) {
        if (!done)
            m_error = done.error();
    };
    std::promise<void> gate;
    m_store->transact(
        {},
        [opened = gate.get_future().share()](Transaction&) {
            opened.wait();
            return Result<void>();
        },
        &m_context, note);
    for (int i = 0; i < perCommit; ++i)
        m_store->transact({}, make(), &m_context, note);
    gate.set_value();
    auto waited = m_store->transactAndWait({}, [](Transaction&) { return Result<void>(); });
    QCoreApplication::processEvents();
    if (m_error)
        return fail(*m_error);
    return waited;
}

Result<double> CommitLoad::measure(const std::function<Work()>& make)
{
    const double begin = writerMicroseconds();
    for (int i = 0; i < commits; ++i) {
        if (auto committed = commit(make); !committed)
            return failureOf(committed);
    }
    return (writerMicroseconds() - begin) / (commits * perCommit);
}

Result<void> CommitLoad::open(const QString& folder, int records)
{
    StoreOptions options;
    options.directory = folder;
    options.clock = &m_clock;
    options.indexer = &business::catalogueIndexer();
    auto store = Store::open(options);
    if (!store)
        return failureOf(store);
    m_store = std::move(*store);
    auto found = m_store->transactAndWait({}, [this](Transaction&) -> Result<void> {
        pthread_getcpuclockid(pthread_self(), &m_writer);
        return {};
    });
    constexpr int atOnce = 256;
    for (int done = 0; found && done < plainKeys; done += atOnce) {
        found = m_store->transactAndWait({}, [done](Transaction& transaction) -> Result<void> {
            for (int i = done; i < std::min(done + atOnce, plainKeys); ++i) {
                const Key key("item-" + QByteArray::number(10'000'000 + i));
                auto set = transaction.set({Namespace("workflow", "bench"), key}, JsonText());
                if (!set)
                    return failureOf(set);
            }
            return {};
        });
    }
    for (int done = 0; found && done < records; done += atOnce) {
        std::vector<Work> works;
        for (int i = 0; i < std::min(atOnce, records - done); ++i)
            works.push_back(newAgent());
        found = m_store->transactAndWait({}, [&works](Transaction& transaction) -> Result<void> {
            for (const Work& work : works) {
                if (auto made = work(transaction); !made)
                    return made;
            }
            return {};
        });
    }
    return found;
}

} // namespace

bool reportCommits(const QString& folder, int records, Report& report)
{
    struct Kind {
        QString name;
        std::function<CommitLoad::Work()> make;
        QList<double> times;
    };
    CommitLoad load;
    std::vector<Kind> kinds = {
        {u"a set of a key"_s, [&] { return load.set(1); }, {}},
        {u"three sets in one transaction"_s, [&] { return load.set(3); }, {}},
        {u"a new agent, six index rows"_s, [&] { return load.newAgent(); }, {}},
    };
    auto going = load.open(folder, records);
    for (int round = 0; going && round < rounds; ++round) {
        for (Kind& kind : kinds) {
            auto time = load.measure(kind.make);
            if (!time) {
                going = failureOf(time);
                break;
            }
            kind.times << *time;
        }
    }
    if (!going) {
        report.addFailure(going.error().toString());
        return false;
    }
    for (const Kind& kind : kinds)
        report.addFigure(
            u"writer's time for %1, its share of a commit of %2 included: median, least"_s
                .arg(kind.name)
                .arg(perCommit),
            u"%1 us, %2 us"_s.arg(median(kind.times), 0, 'f', 1)
                .arg(*std::min_element(kind.times.begin(), kind.times.end()), 0, 'f', 1));
    return true;
}

} // namespace bench
