// SPDX-License-Identifier: GPL-3.0-or-later
// Export and import.
#include "core/actions/exportrun.h"
#include "core/actions/importrun.h"
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/importturn.h"
#include "core/api/control/repeats.h"
#include "core/api/control/uploads.h"
#include "core/api/streaming.h"
#include "core/business/records.h"

#include <QBuffer>

namespace stateroom::control {

using namespace Qt::StringLiterals;

namespace {

/// One export, as it goes out. Kept alive by the callback that it waits for.
class Download : public std::enable_shared_from_this<Download> {
public:
    Download(Store& store, ExportRequest request, Reply reply)
        : m_store(store)
        , m_run(std::move(request))
        , m_reply(std::move(reply))
    {
    }

    void readOn()
    {
        QObject* context = m_body.isOpen() ? m_body.context() : m_reply.context();
        m_store.read(
            [self = shared_from_this(), now = m_store.now()](Reader& reader) {
                return self->m_run.next(reader, now);
            },
            context, [self = shared_from_this()](Result<QByteArray> piece) { self->send(piece); });
    }

private:
    void send(const Result<QByteArray>& piece)
    {
        if (!piece) {
            // Once the head is sent, a cut connection is the only honest error.
            if (m_begun)
                return m_body.abort();
            return m_reply.send(errorAnswer(piece.error()));
        }
        if (!std::exchange(m_begun, true)) {
            Response head = Response::json(200, {});
            head.headers.set("Content-Type", "application/x-ndjson");
            head.headers.set("X-Stateroom-Revision", QByteArray::number(m_run.revision().value()));
            m_body = m_reply.startStream(std::move(head));
        }
        if (!m_body.isOpen()) // HEAD, or the client has gone
            return;
        m_body.write(*piece);
        if (m_run.isDone())
            return m_body.end();
        if (mayGoOn(m_body, [self = shared_from_this()] { self->readOn(); }))
            readOn();
    }

    Store& m_store;
    ExportRun m_run; // in one thread at a time
    const Reply m_reply;
    BodyStream m_body;
    bool m_begun = false;
};

void exportAll(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments query = Arguments::ofQuery(request);
    ExportRequest wish;
    const QByteArrayList patterns = query.texts("namespace").value_or(QByteArrayList());
    for (const QByteArray& pattern : patterns) {
        (void)query.space(pattern);
        wish.namespaces.push_back(pattern);
    }
    wish.history = query.flag("history");
    if (query.refusal())
        return reply.send(*query.refusal());
    std::make_shared<Download>(desk->store, std::move(wish), reply)->readOn();
}

/// `dryRun`, `onConflict`, `clear`.
ImportRequest importRequest(const Desk& desk, Arguments& arguments)
{
    ImportRequest wish;
    wish.judgeValue = business::checkRecord;
    wish.judgeExported = business::checkSystemFields;
    wish.dryRun = arguments.flag("dryRun");
    wish.clear = arguments.flag("clear");
    const QByteArray conflict = arguments.text("onConflict").value_or("replace");
    if (conflict == "keep")
        wish.onConflict = ImportConflict::Keep;
    else if (conflict == "fail")
        wish.onConflict = ImportConflict::Fail;
    else if (conflict != "replace")
        arguments.refuse(invalid("\"onConflict\" must be replace, keep or fail."));
    // The line's own braces and names come on top of the value's.
    wish.limits = {desk.limits.maxBytes + 64 * 1024, desk.limits.maxDepth + 1};
    return wish;
}

Response reportAnswer(const ImportReport& report)
{
    if (report.conflictCount > 0) {
        const QByteArray conflicts = arrayOf(report.conflicts, [](const EntryName& name) {
            return JsonObject()
                .addText("namespace", name.space.text())
                .addText("key", name.key.bytes())
                .take();
        });
        return errorAnswer(
            409, "CONFLICT", "Some of these keys exist and hold something else.",
            R"(,"conflicts":)" + conflicts + R"(,"conflictCount":)" +
                QByteArray::number(report.conflictCount));
    }
    JsonObject answer;
    answer.add("created", report.created)
        .add("replaced", report.replaced)
        .add("unchanged", report.unchanged)
        .add("skipped", report.skipped)
        .add("expired", report.expired)
        .add("deleted", report.deleted)
        .addRaw("operation", operationText(report.operation));
    return Response::json(200, answer.take());
}

/// Imports when nobody else does.
void import(
    const DeskPtr& desk, const Request& request, ImportRequest wish, OnceCall<ImportReport> call)
{
    // Who only asks is in nobody's way.
    const auto turn = wish.dryRun ? nullptr : desk->imports->take();
    if (!turn && !wish.dryRun)
        return call.done(fail(
            ErrorCode::Conflict, u"Another import is under way."_s, u"Wait until it has ended."_s));
    // Not the reply's context: who has gone away must not leave it half done.
    importEntries(
        desk->store, desk->by(request), std::move(wish), desk->lasting.get(),
        [turn, done = std::move(call.done)](Result<ImportReport> report) {
            if (turn)
                turn->end(); // before the client can know
            done(std::move(report));
        },
        std::move(call.once));
}

void importBody(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments query = Arguments::ofQuery(request);
    ImportRequest wish = importRequest(*desk, query);
    if (query.refusal())
        return reply.send(*query.refusal());
    auto call = callOnce(desk, request, reply, reportAnswer);
    if (!call)
        return;
    auto buffer = std::make_shared<QBuffer>();
    buffer->setData(request.body);
    buffer->open(QIODevice::ReadOnly);
    wish.source = std::move(buffer);
    import(desk, request, std::move(wish), std::move(*call));
}

void beginUpload(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    const Arguments body = Arguments::ofBody(request, desk->limits, {});
    if (body.refusal())
        return reply.send(*body.refusal());
    const RepeatGuardPtr guard = guardOf(*desk, request, reply);
    if (!guard)
        return;
    // An upload is in no store, so that its repeats are known for as long as it is.
    auto begun = desk->uploads->begin(guard->key());
    if (!begun)
        return reply.send(errorAnswer(begun.error()));
    Response answer = Response::json(201, JsonObject().addText("import", begun->id).take());
    if (begun->isRepeat)
        answer.with("Idempotency-Replayed", "true");
    reply.send(std::move(answer));
}

void addLines(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments query = Arguments::ofQuery(request);
    const auto offset = query.number("offset", 0);
    if (!offset)
        query.refuse(invalid("\"offset\" is missing: where in the file this part begins."));
    if (query.refusal())
        return reply.send(*query.refusal());
    auto received = desk->uploads->add(request.parameters[0], *offset, request.body);
    if (received)
        return reply.send(Response::json(200, JsonObject().add("received", *received).take()));
    if (received.error().code == ErrorCode::Conflict)
        return reply.send(errorAnswer(
            409, "CONFLICT", received.error().message.toUtf8(),
            R"(,"received":)" + QByteArray::number(received.error().currentVersion)));
    reply.send(errorAnswer(received.error()));
}

void commitUpload(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body = Arguments::ofBody(request, desk->limits, {"dryRun", "onConflict", "clear"});
    ImportRequest wish = importRequest(*desk, body);
    if (body.refusal())
        return reply.send(*body.refusal());
    auto call = callOnce(desk, request, reply, reportAnswer);
    if (!call)
        return;
    const QByteArray id = request.parameters[0];
    auto source = desk->uploads->open(id);
    if (!source)
        return call->done(failureOf(source));
    wish.source = std::move(*source);
    call->done = [desk, id, dryRun = wish.dryRun,
                  done = std::move(call->done)](Result<ImportReport> report) {
        if (report && !dryRun && report->conflictCount == 0)
            desk->uploads->drop(id);
        done(std::move(report));
    };
    import(desk, request, std::move(wish), std::move(*call));
}

Response droppedAnswer()
{
    return Response::json(200, R"({"deleted":true})");
}

Failure noSuchUpload()
{
    return fail(ErrorCode::NotFound, u"There is no such upload."_s);
}

/// The store is needed to keep the answer alone.
void dropUpload(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    const RepeatGuardPtr guard = guardOf(*desk, request, reply);
    if (!guard)
        return;
    const QByteArray id = request.parameters[0];
    if (guard->key().isEmpty())
        return reply.send(
            desk->uploads->drop(id) ? droppedAnswer() : errorAnswer(noSuchUpload().value()));
    // Not the reply's context: what is kept as dropped must be, also for who has gone away.
    desk->store.transact(
        desk->by(request),
        [desk, guard, id](Transaction& transaction) -> Result<Response> {
            auto isDone = guard->isDone(transaction);
            if (!isDone)
                return failureOf(isDone);
            if (*isDone)
                return *guard->earlier();
            if (!desk->uploads->contains(id))
                return noSuchUpload();
            if (auto kept = guard->keep(transaction, droppedAnswer()); !kept)
                return failureOf(kept);
            return droppedAnswer();
        },
        desk->lasting.get(),
        [desk, reply, guard, id](Result<Response> answer) {
            if (!answer)
                return reply.send(answerOfFailure(*desk, *guard, answer.error()));
            desk->uploads->drop(id);
            reply.send(std::move(*answer));
        });
}

} // namespace

void addTransferRoutes(Routes& routes, const DeskPtr& desk)
{
    using Call = void (*)(const DeskPtr&, const Request&, const Reply&);
    const auto on = [&](QByteArrayView id, Call call) {
        routes.add(id, [desk, call](const Request& request, const Reply& reply) {
            call(desk, request, reply);
        });
    };
    on("exportEntries", exportAll);
    on("importEntries", importBody);
    on("beginUpload", beginUpload);
    on("addUploadLines", addLines);
    on("commitUpload", commitUpload);
    on("dropUpload", dropUpload);
}

} // namespace stateroom::control
