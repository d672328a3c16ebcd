// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/recordload.h"

#include "core/business/indexer.h"
#include "core/business/records.h"
#include "core/store/store.h"

#include <QList>

#include <ctime>
#include <random>

namespace bench {

using namespace Qt::StringLiterals;
using namespace stateroom;
using business::ListPage;
using business::ListQuery;

namespace {

constexpr int perCommit = 256;
constexpr int deepPage = 10'000;
constexpr int repeats = 501;

double threadMicroseconds()
{
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return double(spent.tv_sec) * 1e6 + double(spent.tv_nsec) / 1e3;
}

Error errorOf(std::variant<Error, business::Refusal> failure)
{
    if (auto* error = std::get_if<Error>(&failure))
        return std::move(*error);
    const auto& refusal = std::get<business::Refusal>(failure);
    return {ErrorCode::Internal, QString::fromUtf8(refusal.message), {}};
}

} // namespace

class RecordLoad::Private {
public:
    Result<void> fill(int records);
    Result<double> create(int count);
    Result<double> setPlain(int count);
    JsonText body();
    Result<ListPage> page(const ListQuery& query, QList<double>& times);
    Result<QList<double>> timesOf(const std::vector<ListQuery>& queries);

    SystemClock clock;
    std::unique_ptr<Store> store;
    std::unique_ptr<Reader> reader;
    const business::Resource& agents = *business::catalogue().resource("agents");
    std::mt19937 random{4711};
    int made = 0;
    int rareOf = 1;
};

/// Some 250 bytes; a quarter of the statuses is `active`, and some 900 of all are `rare`.
JsonText RecordLoad::Private::body()
{
    static const QByteArray statuses[] = {"active", "paused", "draft", "retired"};
    const bool rare = made % rareOf == 0;
    const QByteArray number = QByteArray::number(made++);
    return JsonText::fromValidated(
        R"({"name":"Agent )" + QByteArray::number(random() % 1'000'000) + R"(","role":")" +
        (rare ? QByteArray("rare") : "role " + QByteArray::number(random() % 50)) +
        R"(","instructions":"Help customers with their questions","capabilities":{"can_refund":)" +
        (random() % 2 ? "true" : "false") + R"(},"metadata":{"number":)" + number +
        R"(},"status":")" + statuses[random() % 4] + R"("})");
}

Result<double> RecordLoad::Private::create(int count)
{
    return store->transactAndWait({}, [this, count](Transaction& transaction) -> Result<double> {
        const double begin = threadMicroseconds();
        for (int i = 0; i < count; ++i) {
            auto record = business::createRecord(transaction, agents, body());
            if (!record)
                return fail(errorOf(std::move(record).error()));
        }
        return threadMicroseconds() - begin;
    });
}

Result<double> RecordLoad::Private::setPlain(int count)
{
    return store->transactAndWait({}, [this, count](Transaction& transaction) -> Result<double> {
        const Namespace space("workflow", "bench");
        const double begin = threadMicroseconds();
        for (int i = 0; i < count; ++i) {
            const JsonText value = body();
            auto set = transaction.set({space, Key("item-" + QByteArray::number(made))}, value);
            if (!set)
                return failureOf(set);
        }
        return threadMicroseconds() - begin;
    });
}

Result<void> RecordLoad::Private::fill(int records)
{
    for (int done = 0; done < records; done += perCommit) {
        if (auto created = create(std::min(perCommit, records - done)); !created)
            return failureOf(created);
    }
    return {};
}

Result<ListPage> RecordLoad::Private::page(const ListQuery& query, QList<double>& times)
{
    const double begin = threadMicroseconds();
    auto page = business::list(*reader, query);
    times << threadMicroseconds() - begin;
    if (!page)
        return fail(errorOf(std::move(page).error()));
    return std::move(*page);
}

/// The median of each question's times; they take turns.
Result<QList<double>> RecordLoad::Private::timesOf(const std::vector<ListQuery>& queries)
{
    std::vector<QList<double>> times(queries.size());
    for (int i = 0; i < repeats; ++i) {
        for (size_t j = 0; j < queries.size(); ++j) {
            auto read = page(queries[j], times[j]);
            if (!read)
                return failureOf(read);
            if (std::ssize(read->records) != queries[j].limit)
                return fail(ErrorCode::Internal, u"A page of the benchmark is short."_s);
        }
    }
    QList<double> medians;
    for (const QList<double>& all : times)
        medians << median(all);
    return medians;
}

RecordLoad::RecordLoad(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

RecordLoad::~RecordLoad() = default;

Result<std::unique_ptr<RecordLoad>> RecordLoad::open(const QString& folder, int records)
{
    auto p = std::make_unique<Private>();
    StoreOptions options;
    options.directory = folder;
    options.durability = Durability::Relaxed;
    options.clock = &p->clock;
    options.indexer = &business::catalogueIndexer();
    auto store = Store::open(options);
    if (!store)
        return failureOf(store);
    p->store = std::move(*store);
    p->rareOf = std::max(1, records / 900);
    if (auto filled = p->fill(records); !filled)
        return failureOf(filled);
    auto reader = p->store->openReader();
    if (!reader)
        return failureOf(reader);
    p->reader = std::move(*reader);
    return std::unique_ptr<RecordLoad>(new RecordLoad(std::move(p)));
}

Result<RecordLoad::Pages> RecordLoad::pages()
{
    ListQuery query;
    query.resource = &d->agents;
    query.filter = {
        {"status", business::FilterOperator::Equal, {business::FilterValue::text("active")}}};
    const ListQuery first = query;
    Pages result;
    QList<double> way;
    // Up to the last whole page, where there are fewer.
    ListQuery second = query;
    ListQuery deep = query;
    for (int number = 1; number <= deepPage; ++number) {
        auto page = d->page(query, way);
        if (!page)
            return failureOf(page);
        if (std::ssize(page->records) != query.limit)
            break;
        deep = query;
        result.depth = number;
        if (!page->hasMore())
            break;
        query.cursor = page->nextCursor;
        if (number == 1)
            second = query;
    }
    result.through = median(way);
    ListQuery sorted;
    sorted.resource = &d->agents;
    sorted.filter = {
        {"role", business::FilterOperator::Equal, {business::FilterValue::text("rare")}}};
    sorted.sort = {{"metadata.number", true}};
    auto times = d->timesOf({first, second, deep});
    auto sortedTime = d->timesOf({sorted});
    if (!times || !sortedTime)
        return fail(times ? sortedTime.error() : times.error());
    result.first = times->at(0);
    result.second = times->at(1);
    result.deep = times->at(2);
    result.sorted = sortedTime->at(0);
    return result;
}

Result<RecordLoad::Writes> RecordLoad::writes()
{
    QList<double> records, plain;
    for (int i = 0; i < 60; ++i) {
        auto created = d->create(perCommit);
        auto set = created ? d->setPlain(perCommit) : created;
        if (!set)
            return failureOf(set);
        records << *created / perCommit;
        plain << *set / perCommit;
    }
    return Writes{median(records), median(plain)};
}

bool reportRecords(const QString& folder, int records, Report& report)
{
    auto load = RecordLoad::open(folder, records);
    if (!load) {
        report.addFailure(load.error().toString());
        return false;
    }
    const auto pages = (*load)->pages();
    const auto writes = (*load)->writes();
    if (!pages || !writes) {
        report.addFailure((pages ? writes.error() : pages.error()).toString());
        return false;
    }
    const QString what =
        u"page of 20 of %L1 agents, filtered and sorted by an index, at the store"_s.arg(records);
    report.addAtMost(what, pages->first / 1000, 0.5, u" ms"_s, 3);
    report.addAtMost(
        u"its page %L1 against its second"_s.arg(pages->depth), 100 * pages->deep / pages->second,
        110, u" %"_s, 1);
    const auto figure = [&report](const QString& name, double microseconds) {
        report.addFigure(name, u"%1 us"_s.arg(microseconds, 0, 'f', 1));
    };
    figure(u"its second page, the first one with a cursor"_s, pages->second);
    figure(u"all pages on the way there, median"_s, pages->through);
    figure(u"page of 20 sorted without an index among those of a role"_s, pages->sorted);
    figure(u"writer's time for a new agent, six index rows"_s, writes->record);
    figure(u"writer's time for a new plain value of its size"_s, writes->plain);
    return true;
}

} // namespace bench
