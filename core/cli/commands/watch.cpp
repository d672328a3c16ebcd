// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/table.h"
#include "core/cli/text.h"
#include "core/client/eventreader.h"

#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <limits>

namespace stateroom::cli {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

// The server says something every 15 s.
constexpr milliseconds deadSilence{45'000};
constexpr milliseconds longestPause{15'000};

/// False when the user wants to end.
bool pause(milliseconds time, Interruption& interruption)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    QObject::connect(&interruption, &Interruption::requested, &loop, &QEventLoop::quit);
    if (!interruption.isRequested())
        loop.exec();
    return !interruption.isRequested();
}

class Watch {
public:
    explicit Watch(CommandContext& context, qint64 left)
        : m_context(context)
        , m_left(left)
    {
    }

    Outcome<void> run()
    {
        if (auto begun = findBeginning(); !begun)
            return begun;
        milliseconds wait{1000};
        for (;;) {
            m_wasHeard = false;
            auto followed = follow();
            if (followed)
                return {}; // as many as were asked for
            if (!isPassing(followed.error()) || !m_wasConnected)
                return followed;
            if (m_wasHeard)
                wait = m_reader.retry().value_or(milliseconds(1000));
            if (!std::exchange(m_isLost, true))
                m_context.output.remark(u"The connection is lost; trying again."_s);
            if (!pause(wait, m_context.interruption))
                return Interruption::failure();
            wait = std::min(wait * 2, longestPause);
            // It may have come back on another port.
            if (auto server = m_context.findServer())
                m_context.client.moveTo(*server);
        }
    }

private:
    /// So that not even a connection that is lost before the first change misses one.
    Outcome<void> findBeginning()
    {
        if (m_context.call.has(u"since"_s)) {
            const auto since =
                m_context.call.number(u"since"_s, 0, std::numeric_limits<qint64>::max());
            if (!since)
                return tl::unexpected(since.error());
            m_since = QByteArray::number(**since);
            return {};
        }
        const auto statistics = m_context.client.get(CallTarget("statistics"));
        if (!statistics)
            return tl::unexpected(statistics.error());
        if (const auto log = JsonView(*statistics).member("log"))
            m_since = QByteArray::number(numberMember(*log, "lastSeq"));
        return {};
    }

    static bool isPassing(const ClientError& error)
    {
        return error.code == ClientErrorCode::Unreachable ||
               error.code == ClientErrorCode::ServerFailed;
    }

    CallTarget target() const
    {
        const Invocation& call = m_context.call;
        CallTarget target("watch");
        if (!call.argument(0).isNull())
            target.query("namespace", namespaceOf(call.argument(0)));
        if (!call.argument(1).isNull())
            target.query("key", call.argument(1).toUtf8());
        if (call.has(u"prefix"_s))
            target.query("prefix", call.text(u"prefix"_s).toUtf8());
        target.query("since", m_reader.lastId().isEmpty() ? m_since : m_reader.lastId());
        return target;
    }

    /// Until the connection ends, which is a failure, or all that was wanted has come.
    Outcome<void> follow()
    {
        HttpCaller& caller = m_context.client.caller();
        caller.setSilence(deadSilence);
        HttpCall call{.target = target().bytes()};
        call.fields.emplaceBack("Accept", "text/event-stream");
        const auto head = m_context.client.open(std::move(call));
        if (!head)
            return tl::unexpected(head.error());
        if (!head->field("content-type").startsWith("text/event-stream"))
            return clientFailure(
                ClientErrorCode::ServerFailed,
                caller.address().text() + u" answered no stream of events."_s);
        m_wasConnected = true;
        if (std::exchange(m_isLost, false))
            m_context.output.remark(u"Connected again."_s);
        m_reader.beginConnection();
        for (;;) {
            const auto bytes = caller.read();
            if (!bytes)
                return tl::unexpected(bytes.error());
            if (bytes->isEmpty()) {
                caller.close();
                return clientFailure(ClientErrorCode::Unreachable, u"The server has stopped."_s);
            }
            m_wasHeard = true;
            for (const ServerEvent& event : m_reader.feed(*bytes)) {
                if (auto printed = print(event); !printed)
                    return printed;
                if (m_left == 0)
                    return m_context.output.flush();
            }
            if (caller.isTooLarge(m_reader.unfinished()))
                return caller.tooLarge();
            if (auto flushed = m_context.output.flush(); !flushed)
                return flushed;
        }
    }

    Outcome<void> print(const ServerEvent& event)
    {
        Output& output = m_context.output;
        const auto data = JsonText::parse(event.data, ControlClient::limits());
        if (!data)
            return clientFailure(
                ClientErrorCode::ServerFailed,
                m_context.client.server().address.text() + u" sent an event that is not JSON."_s);
        if (event.name == "reset")
            return reset(*data);
        if (!event.name.isEmpty())
            return {}; // of a later version
        --m_left;
        return output.isJson() ? output.json(*data) : output.line(lineOf(*data));
    }

    Outcome<void> reset(const JsonText& data)
    {
        if (m_context.output.isJson())
            return m_context.output.json(
                JsonText::fromValidated(R"({"reset":)" + data.bytes() + '}'));
        m_context.output.remark(u"The log does not reach back that far: changes were missed."_s);
        return {};
    }

    QString lineOf(const JsonView& change) const
    {
        const Output& output = m_context.output;
        const QString op = textMember(change, "op");
        const auto value = change.member("value");
        const QString place =
            visible(textMember(change, "namespace")) + u' ' + visible(textMember(change, "key"));
        const QString before = timeText(textMember(change, "at")) + u"  "_s;
        const QString after = u"  "_s + place + u"  v"_s +
                              QString::number(numberMember(change, "version")) +
                              (value ? u"  "_s + visible(cellText(*value, output)) : QString());
        const QString shownOp = op.leftJustified(7);
        if (output.columns() == 0)
            return before + output.styled(styleOf(op), shownOp) + after;
        const int left = output.columns() - displayWidth(before) - displayWidth(shownOp);
        return output.styled(Style::Faint, before) + output.styled(styleOf(op), shownOp) +
               elided(after, std::max(left, 10));
    }

    CommandContext& m_context;
    EventReader m_reader;
    QByteArray m_since;
    qint64 m_left; ///< -1: no end
    bool m_wasConnected = false;
    bool m_wasHeard = false;
    bool m_isLost = false;
};

Outcome<void> run(CommandContext& context)
{
    const auto count = context.call.number(u"count"_s, 1, std::numeric_limits<qint64>::max());
    if (!count)
        return tl::unexpected(count.error());
    if (context.call.has(u"prefix"_s) && !context.call.argument(1).isNull())
        return clientFailure(
            ClientErrorCode::WrongUsage, u"Both a KEY and --prefix are given."_s,
            u"Give the one or the other."_s);
    return Watch(context, count->value_or(-1)).run();
}

} // namespace

Command watchCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"watch"_s,
        u"Print changes as they happen: of a key, a prefix, a namespace, or all."_s,
        u"With --json each change is one line: seq, namespace, key, version, op, value and "
        u"oldValue. A connection that is lost is made again, and goes on where it ended: no change "
        u"is missed and none comes twice. Only where the log no longer reaches back that far, a "
        u"line {\"reset\":{\"from\":SEQ}} says so. Ctrl+C ends it."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace, true}, {u"KEY"_s, WordKind::Key, true}},
        {prefixOption(u"Only keys that begin so."_s),
         {u"since"_s, Text, u"SEQ"_s,
          u"Begin with what came after this seq; 0: with the oldest."_s},
         {u"count"_s, Text, u"N"_s, u"End after so many changes, with exit code 0."_s, u'n'}},
        {{u"watch workflow/wf-1"_s, u"A namespace"_s},
         {u"watch workflow/wf-1 status --json --count 1"_s, u"Wait for the next change"_s}},
        run};
}

} // namespace stateroom::cli
