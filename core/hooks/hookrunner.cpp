// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hooks/hookrunner.h"

#include "core/hooks/hookprocess.h"
#include "core/hooks/hookprogram.h"
#include "core/hookwire/wirelimits.h"
#include "core/store/completion.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QThread>

#include <deque>
#include <list>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// Of scripts and options that wait.
constexpr qint64 maxWaitingBytes = 64 * 1024 * 1024;

struct Job {
    explicit Job(HookRequest wish, Completion<HookOutcome> whom)
        : request(std::move(wish))
        , told(std::move(whom))
    {
    }
    qint64 bytes() const { return request.script.size() + request.options.bytes().size(); }

    HookRequest request;
    Completion<HookOutcome> told;
    HookOutcome outcome;
    QElapsedTimer clock;
    std::unique_ptr<HookProcess> process; ///< null while its writes are being made
};

/// What the writer made of a run.
struct Applied {
    bool isCurrent = false; ///< false: others have changed what the script had read, or nobody
                            ///< waits for it any more
    bool isRepeat = false;
    std::vector<HookChange> changes;
};

Result<Applied> applyRun(
    Transaction& transaction, const HookState& state, HookOutcome outcome,
    const ActionOnce<HookOutcome>& once, const Completion<HookOutcome>& told)
{
    if (once.isDone) {
        auto done = once.isDone(transaction);
        if (!done)
            return failureOf(done);
        if (*done)
            return Applied{true, true, {}};
    }
    if (told.isAbandoned())
        return Applied{};
    auto changes = state.apply(transaction);
    if (!changes)
        return failureOf(changes);
    if (!*changes)
        return Applied{};
    outcome.changes = **changes;
    if (once.keep) {
        if (auto kept = once.keep(transaction, outcome); !kept)
            return failureOf(kept);
    }
    return Applied{true, false, std::move(**changes)};
}

/// The same without writing.
Result<Applied> compareRun(Reader& reader, const HookState& state)
{
    auto current = state.isCurrent(reader);
    if (!current)
        return failureOf(current);
    if (!*current)
        return Applied{};
    auto changes = state.changes(reader);
    if (!changes)
        return failureOf(changes);
    return Applied{true, false, std::move(*changes)};
}

HookFailure conflict()
{
    HookFailure failure;
    failure.kind = HookFailureKind::Conflict;
    failure.message =
        u"Others changed what the script had read in each of its %1 runs; nothing was kept."_s.arg(
            maxHookRuns);
    return failure;
}

/// What is wrong with a request; an empty text: nothing.
QString mistakeIn(const HookRequest& request)
{
    static const QRegularExpression name(u"^[\\p{L}_$][\\p{L}\\p{Nd}_$]*$"_s);
    if (!name.match(request.function).hasMatch() || request.function.size() > 256)
        return u"The function must be given by its name."_s;
    if (request.script.size() > hookwire::maxScriptBytes)
        return u"A script may have at most %1 KiB."_s.arg(hookwire::maxScriptBytes >> 10);
    if (!request.script.isValidUtf8())
        return u"The script is not UTF-8 text."_s;
    if (request.options.type() != JsonType::Object)
        return u"The options must be a JSON object."_s;
    if (!isHookSpace(request.space))
        return u"A script's state is \"integration/\" or that of one resource, such as "
               u"\"integration/imports/55cc\"."_s;
    return {};
}

} // namespace

/// Lives in the runner's thread.
class HookRunner::Desk final : public QObject {
public:
    Desk(Store& store, HookLimits limits, QString program)
        : m_store(store)
        , m_limits(limits)
        , m_program(std::move(program))
    {
    }

    ~Desk() override
    {
        m_running.clear();
        for (QProcess* process : findChildren<QProcess*>()) {
            process->disconnect();
            process->kill();
            process->waitForFinished();
        }
    }

    void add(const std::shared_ptr<Job>& job);
    /// Ends those that nobody waits for.
    void clear();

private:
    using JobPtr = std::shared_ptr<Job>;

    Result<void> prepare();
    void startWaiting();
    void startRun(const JobPtr& job);
    void runEnded(const JobPtr& job, HookEnd end);
    void apply(const JobPtr& job, const std::shared_ptr<const HookState>& state);
    void applied(const JobPtr& job, Result<Applied> result);
    void finish(const JobPtr& job, Result<HookOutcome> outcome);

    Store& m_store;
    const HookLimits m_limits;
    QString m_program;
    std::unique_ptr<Reader> m_reader;
    std::deque<JobPtr> m_waiting;
    qint64 m_waitingBytes = 0;
    std::list<JobPtr> m_running;
};

class HookRunner::Thread {
public:
    Thread(Store& store, HookLimits limits, QString program)
        : m_desk(new Desk(store, limits, std::move(program)))
    {
        m_thread.setObjectName(u"hooks"_s);
        m_desk->moveToThread(&m_thread);
        // The desk's Reader and processes belong to that thread: it ends them.
        QObject::connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
        m_thread.start();
    }
    ~Thread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(Thread)

    Desk* desk() { return m_desk; }

private:
    QThread m_thread;
    Desk* m_desk;
};

Result<void> HookRunner::Desk::prepare()
{
    if (m_program.isEmpty())
        m_program = findHookProgram();
    if (m_program.isEmpty())
        return fail(
            ErrorCode::Internal, u"stateroom-hook, which runs scripts, is missing."_s,
            u"It belongs beside the program that serves, or into libexec/stateroom."_s);
    if (m_reader)
        return {};
    auto reader = m_store.openReader();
    if (!reader)
        return failureOf(reader);
    m_reader = std::move(*reader);
    return {};
}

void HookRunner::Desk::add(const JobPtr& job)
{
    if (auto prepared = prepare(); !prepared)
        return job->told.complete(failureOf(prepared));
    if (m_waiting.size() >= size_t(m_limits.waiting) ||
        m_waitingBytes + job->bytes() > maxWaitingBytes)
        return job->told.complete(fail(
            ErrorCode::Cancelled, u"Too many scripts wait to be run already."_s,
            u"Try again in a moment."_s));
    m_waiting.push_back(job);
    m_waitingBytes += job->bytes();
    startWaiting();
}

void HookRunner::Desk::clear()
{
    std::erase_if(m_waiting, [this](const JobPtr& job) {
        if (job->told.isAbandoned())
            m_waitingBytes -= job->bytes();
        return job->told.isAbandoned();
    });
    // One whose writes are being made ends there: it makes none that it has not made yet.
    m_running.remove_if([](const JobPtr& job) { return job->told.isAbandoned() && job->process; });
    startWaiting();
}

void HookRunner::Desk::startWaiting()
{
    while (!m_waiting.empty() && m_running.size() < size_t(m_limits.atOnce)) {
        const JobPtr job = m_waiting.front();
        m_waiting.pop_front();
        m_waitingBytes -= job->bytes();
        if (job->told.isAbandoned())
            continue;
        m_running.push_back(job);
        job->clock.start();
        startRun(job);
    }
}

void HookRunner::Desk::startRun(const JobPtr& job)
{
    ++job->outcome.runs;
    const Milliseconds left = m_limits.time - Milliseconds(job->clock.elapsed());
    job->process = std::make_unique<HookProcess>(
        HookProcess::Plan{m_program, m_limits, left}, job->request, *m_reader, this,
        [this, weak = std::weak_ptr<Job>(job)](HookEnd end) {
            if (const JobPtr living = weak.lock())
                runEnded(living, std::move(end));
        });
    job->process->start();
}

void HookRunner::Desk::runEnded(const JobPtr& job, HookEnd end)
{
    job->outcome.log = std::move(job->process->log());
    const auto state = std::make_shared<const HookState>(std::move(job->process->state()));
    job->process.reset();
    if (auto* error = std::get_if<Error>(&end))
        return finish(job, fail(std::move(*error)));
    if (auto* failure = std::get_if<HookFailure>(&end)) {
        job->outcome.failure = std::move(*failure);
        return finish(job, std::move(job->outcome));
    }
    job->outcome.result = std::get<JsonText>(std::move(end));
    apply(job, state);
}

void HookRunner::Desk::apply(const JobPtr& job, const std::shared_ptr<const HookState>& state)
{
    const auto done = [this, job](Result<Applied> result) { applied(job, std::move(result)); };
    const bool keeps = job->request.once.keep && !job->request.dryRun;
    if (keeps || (state->hasWritten() && !job->request.dryRun)) {
        m_store.transact(
            job->request.by,
            [job, state](Transaction& transaction) {
                return applyRun(transaction, *state, job->outcome, job->request.once, job->told);
            },
            this, done);
        return;
    }
    m_store.read([state](Reader& reader) { return compareRun(reader, *state); }, this, done);
}

void HookRunner::Desk::applied(const JobPtr& job, Result<Applied> result)
{
    if (!result)
        return finish(job, failureOf(result));
    if (result->isCurrent) {
        job->outcome.isRepeat = result->isRepeat;
        job->outcome.changes = std::move(result->changes);
        return finish(job, std::move(job->outcome));
    }
    if (job->outcome.runs < maxHookRuns && !job->told.isAbandoned())
        return startRun(job);
    job->outcome.result = JsonText();
    job->outcome.failure = conflict();
    finish(job, std::move(job->outcome));
}

void HookRunner::Desk::finish(const JobPtr& job, Result<HookOutcome> outcome)
{
    if (outcome)
        outcome->took = Milliseconds(job->clock.elapsed());
    m_running.remove(job);
    job->told.complete(std::move(outcome));
    startWaiting();
}

HookRunner::HookRunner(Store& store, HookLimits limits, QString program)
    : m_store(store)
    , m_limits(limits)
    , m_program(std::move(program))
{
}

HookRunner::~HookRunner() = default;

void HookRunner::run(HookRequest request, QObject* context, Done done)
{
    const QString mistake = mistakeIn(request);
    auto told = Completion<HookOutcome>::posted(context, std::move(done));
    if (!mistake.isEmpty())
        return told.complete(fail(ErrorCode::InvalidInput, mistake));
    std::call_once(
        m_begun, [this] { m_thread = std::make_unique<Thread>(m_store, m_limits, m_program); });
    Desk* desk = m_thread->desk();
    QObject::connect(
        context, &QObject::destroyed, desk, [desk] { desk->clear(); }, Qt::QueuedConnection);
    const auto job = std::make_shared<Job>(std::move(request), std::move(told));
    QMetaObject::invokeMethod(
        desk, [desk, job] { desk->add(job); }, Qt::QueuedConnection);
}

} // namespace stateroom
