// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/progress.h"
#include "core/cli/text.h"

#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

/// The end of what went by, so that a cut file is noticed.
class Tail {
public:
    void add(QByteArrayView bytes)
    {
        m_lines += std::count(bytes.begin(), bytes.end(), '\n');
        m_bytes += bytes.size();
        m_end += bytes.size() > most ? bytes.last(most) : bytes;
        if (m_end.size() > most)
            m_end.remove(0, m_end.size() - most);
    }

    /// The last line, if it is the one that ends an export.
    std::optional<JsonText> lastLine() const
    {
        const QByteArray text = m_end.trimmed();
        auto line = JsonText::parse(text.sliced(text.lastIndexOf('\n') + 1));
        if (!line || !flagMember(*line, "end"))
            return std::nullopt;
        return *line;
    }
    qint64 lines() const { return m_lines; }
    qint64 bytes() const { return m_bytes; }

private:
    static constexpr qsizetype most = 1024;
    QByteArray m_end;
    qint64 m_lines = 0;
    qint64 m_bytes = 0;
};

/// Where the lines go.
class Sink {
public:
    Sink(const QString& path, Output& output)
        : m_output(output)
    {
        if (path.isNull() || path == "-"_L1)
            return;
        // A device or a pipe is written to, not replaced by a file of its name.
        const QFileInfo target(path);
        if (target.exists() && !target.isFile())
            m_file = std::make_unique<QFile>(path);
        else
            m_file = std::make_unique<QSaveFile>(path);
    }

    Outcome<void> open() { return !m_file || m_file->open(QIODevice::WriteOnly) ? ok() : failed(); }
    Outcome<void> write(const QByteArray& bytes)
    {
        if (!m_file)
            return m_output.write(bytes);
        return m_file->write(bytes) == bytes.size() ? ok() : failed();
    }
    Outcome<void> commit()
    {
        if (!m_file)
            return ok();
        auto* whole = qobject_cast<QSaveFile*>(m_file.get());
        return m_file->flush() && (!whole || whole->commit()) ? ok() : failed();
    }
    bool isFile() const { return m_file != nullptr; }

private:
    static Outcome<void> ok() { return {}; }
    Outcome<void> failed() const
    {
        return clientFailure(
            ClientErrorCode::LocalFile,
            u"Cannot write "_s + m_file->fileName() + u": "_s + m_file->errorString() + u'.');
    }

    Output& m_output;
    std::unique_ptr<QFileDevice> m_file; ///< a regular one takes its name only when it is whole
};

CallTarget targetOf(const Invocation& call)
{
    CallTarget target("export");
    for (const QString& space : call.arguments)
        target.query("namespace", namespaceOf(space));
    if (call.has(u"history"_s))
        target.query("history", "true");
    return target;
}

/// How many lines there will be, for the progress bar; 0: nobody knows.
qint64 expectedLines(CommandContext& context)
{
    if (!context.streams.errIsTerminal || context.call.has(u"history"_s))
        return 0;
    const auto answer = context.client.get(CallTarget("namespaces"));
    if (!answer)
        return 0;
    qint64 keys = 0;
    const QStringList& wanted = context.call.arguments;
    for (const JsonView& space : elements(*answer, "namespaces")) {
        const QString name = textMember(space, "namespace");
        const bool fits = std::any_of(wanted.begin(), wanted.end(), [&name](const QString& word) {
            const QString full = QString::fromUtf8(namespaceOf(word));
            return name == full || (full.endsWith("/*"_L1) && name.startsWith(full.chopped(1)));
        });
        if (fits || wanted.isEmpty())
            keys += numberMember(space, "keys");
    }
    return keys;
}

Outcome<void> run(CommandContext& context)
{
    const Invocation& call = context.call;
    if (auto exist = checkNamespacesExist(context, call.arguments); !exist)
        return exist;
    Sink sink(call.text(u"output"_s), context.output);
    if (auto opened = sink.open(); !opened)
        return opened;
    const qint64 expected = expectedLines(context);
    HttpCall request{.target = targetOf(call).bytes()};
    const auto head = context.client.open(std::move(request));
    if (!head)
        return tl::unexpected(head.error());
    Tail tail;
    Progress progress(
        context.streams, context.clock, u"Exporting"_s,
        !call.has(u"quiet"_s) && (sink.isFile() || !context.output.isTerminal()));
    for (;;) {
        const auto bytes = context.client.caller().read();
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (bytes->isEmpty())
            break;
        tail.add(*bytes);
        if (auto written = sink.write(*bytes); !written)
            return written;
        progress.update(
            tail.lines(), expected,
            countText(tail.lines(), u"line"_s, u"lines"_s) + u", "_s + sizeText(tail.bytes()));
    }
    progress.clear();
    const auto last = tail.lastLine();
    if (!last)
        return clientFailure(
            ClientErrorCode::ServerFailed,
            u"The export ends before its last line: it is not whole."_s,
            u"Try again; what stands on the server is untouched."_s);
    if (auto committed = sink.commit(); !committed)
        return committed;
    if (auto flushed = context.output.flush(); !flushed)
        return flushed;
    if (sink.isFile())
        context.output.remark(
            u"exported "_s +
            (call.has(u"history"_s)
                 ? countText(numberMember(*last, "changes"), u"change"_s, u"changes"_s)
                 : countText(numberMember(*last, "entries"), u"key"_s, u"keys"_s)) +
            u", "_s + sizeText(tail.bytes()));
    return {};
}

} // namespace

Command exportCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"export"_s,
        u"Write namespaces as lines of JSON, to be imported elsewhere or kept in Git."_s,
        u"All namespaces, or those that are named; kind/* is all of a kind. Everything is of one "
        u"moment, sorted, and the same for the same content. The last line tells that nothing is "
        u"missing. A file takes its name only when it is whole. For a namespace that does not "
        u"exist "
        u"the exit code is 1."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace, true, true}},
        {{u"history"_s, Flag, {}, u"All changes that are held, deletions too, not only what is."_s},
         {u"output"_s, Text, u"FILE"_s, u"Write to FILE, not to standard output."_s, u'o'}},
        {{u"export > all.ndjson"_s, u"Everything"_s},
         {u"export 'workflow/*' -o workflows.ndjson"_s, u"All of a kind"_s}},
        run};
}

} // namespace stateroom::cli
