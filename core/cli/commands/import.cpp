// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/bulk.h"
#include "core/cli/commands/commands.h"
#include "core/cli/commands/input.h"
#include "core/cli/progress.h"
#include "core/cli/text.h"

#include <algorithm>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

// What goes up at once, as long as the server takes it.
constexpr qsizetype firstPart = 4 * 1024 * 1024;
constexpr qsizetype leastPart = 16 * 1024;
constexpr int attempts = 3;

/// A file on its way to the server, in parts. Until the commit nothing is written there.
class Upload {
public:
    Upload(CommandContext& context, Input& input)
        : m_context(context)
        , m_input(input)
        , m_progress(context.streams, context.clock, u"Importing"_s, !context.call.has(u"quiet"_s))
    {
    }

    /// Sends `begun`, which was read already, and all that follows.
    Outcome<void> send(QByteArray begun)
    {
        const auto answer = m_context.client.send("POST", CallTarget("imports"));
        if (!answer)
            return tl::unexpected(answer.error());
        m_id = textMember(*answer, "import");
        QByteArray part = std::move(begun);
        while (!part.isEmpty()) {
            for (qsizetype at = 0; at < part.size();) {
                const auto taken = sendPart(part.mid(at, m_partSize));
                if (!taken)
                    return tl::unexpected(taken.error());
                at += *taken;
            }
            auto next = m_input.read(m_partSize);
            if (!next)
                return tl::unexpected(next.error());
            part = std::move(*next);
        }
        return {};
    }

    Outcome<JsonText> commit(const QByteArray& body)
    {
        m_progress.update(m_sent, 0, u"writing"_s);
        CallTarget target = uploadTarget();
        auto answer = m_context.client.send("POST", target.word("commit"), body);
        m_progress.clear();
        if (answer)
            m_id.clear();
        return answer;
    }

    /// Tells the server that nothing will come of it, also when the user wants to end.
    void abandon()
    {
        if (m_id.isEmpty())
            return;
        Interruption none;
        HttpCallerOptions quick;
        quick.connectTimeout = quick.silence = std::chrono::seconds(1);
        ControlClient client(m_context.client.server(), none, quick);
        // If this fails, too, the server drops it by itself in an hour.
        static_cast<void>(client.send("DELETE", uploadTarget()).has_value());
    }

private:
    CallTarget uploadTarget() const
    {
        CallTarget target("imports");
        target.segment(m_id.toUtf8());
        return target;
    }

    /// How much of it the server has taken: less when its limit is lower than was thought.
    Outcome<qsizetype> sendPart(QByteArray part)
    {
        int left = attempts;
        for (;;) {
            CallTarget target = uploadTarget();
            target.word("lines").number("offset", m_sent);
            // Safe to send again: the offset says where it belongs.
            const auto answer = m_context.client.call(
                {.method = "POST",
                 .target = target.bytes(),
                 .body = part,
                 .contentType = "application/x-ndjson"});
            if (answer) {
                m_sent += part.size();
                m_progress.update(m_sent, m_input.size(), sizeText(m_sent));
                return part.size();
            }
            const ClientError& error = answer.error();
            if (error.code == ClientErrorCode::WrongUsage && m_partSize > leastPart &&
                m_context.client.lastStatus() == 413) {
                m_partSize /= 2;
                part.truncate(m_partSize);
            } else if (error.code != ClientErrorCode::Unreachable || --left == 0) {
                return tl::unexpected(error);
            }
        }
    }

    CommandContext& m_context;
    Input& m_input;
    Progress m_progress;
    QString m_id;
    qint64 m_sent = 0;
    qsizetype m_partSize = firstPart;
};

Outcome<JsonText> importInOne(CommandContext& context, const QByteArray& lines)
{
    const Invocation& call = context.call;
    CallTarget target("import");
    if (call.has(u"dry-run"_s))
        target.query("dryRun", "true");
    if (call.has(u"on-conflict"_s))
        target.query("onConflict", call.text(u"on-conflict"_s).toUtf8());
    if (call.has(u"clear"_s))
        target.query("clear", "true");
    const auto answer = context.client.call(
        {.method = "POST",
         .target = target.bytes(),
         .body = lines,
         .contentType = "application/x-ndjson",
         .isRepeatable = false});
    if (!answer)
        return tl::unexpected(answer.error());
    auto report = JsonText::parse(answer->body);
    if (!report)
        return clientFailure(
            ClientErrorCode::ServerFailed, u"The server answered something that is not JSON."_s);
    return *report;
}

Outcome<JsonText> importInParts(CommandContext& context, Input& input, QByteArray begun)
{
    const Invocation& call = context.call;
    JsonObject body;
    body.addIf("dryRun", call.has(u"dry-run"_s)).addIf("clear", call.has(u"clear"_s));
    if (call.has(u"on-conflict"_s))
        body.add("onConflict", call.text(u"on-conflict"_s));
    Upload upload(context, input);
    const auto sent = upload.send(std::move(begun));
    auto report = sent ? upload.commit(body.bytes()) : tl::unexpected(sent.error());
    if (!report)
        upload.abandon();
    return report;
}

Outcome<void> run(CommandContext& context)
{
    const QString path = context.call.argument(0).isNull() ? u"-"_s : context.call.argument(0);
    auto input = Input::open(path, context.streams);
    if (!input)
        return tl::unexpected(input.error());
    auto begun = (*input)->read(firstPart);
    if (!begun)
        return tl::unexpected(begun.error());
    if (begun->isEmpty())
        return clientFailure(ClientErrorCode::WrongUsage, (*input)->name() + u" is empty."_s);
    allowSilence(context);
    Outcome<JsonText> report = clientFailure(ClientErrorCode::WrongUsage, {});
    const bool small = begun->size() < firstPart;
    if (small)
        report = importInOne(context, *begun);
    // A server may be set to take less at once than is usual.
    if (!small || (!report && context.client.lastStatus() == 413))
        report = importInParts(context, **input, std::move(*begun));
    if (!report)
        return tl::unexpected(report.error());
    return printOutcome(
        context, *report,
        {{"created", u"created"_s},
         {"replaced", u"replaced"_s},
         {"deleted", u"deleted"_s},
         {"unchanged", u"left alone"_s},
         {"skipped", u"skipped"_s},
         {"expired", u"expired meanwhile"_s}});
}

} // namespace

Command importCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"import"_s,
        u"Read what export has written: all of it or nothing."_s,
        u"From FILE, or from standard input. Every line is judged before the first is written; "
        u"what is wrong is told with its line. A large file goes up in parts, and nothing is "
        u"written until it is there as a whole. An import is one operation, and undo takes it "
        u"back."_s,
        {{u"FILE"_s, WordKind::File, true}},
        {{u"on-conflict"_s,
          Text,
          u"HOW"_s,
          u"Of keys that exist and hold something else: replace them (as if not told), keep them, "
          u"or fail."_s,
          {},
          {u"replace"_s, u"keep"_s, u"fail"_s}},
         {u"clear"_s, Flag, {}, u"First empty the namespaces that the file names."_s},
         dryRunOption()},
        {{u"import all.ndjson --dry-run"_s, u"What it would change"_s},
         {u"import all.ndjson --on-conflict fail"_s, u"Only what is new"_s}},
        run};
}

} // namespace stateroom::cli
