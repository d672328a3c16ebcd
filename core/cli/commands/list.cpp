// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/table.h"
#include "core/cli/text.h"

#include <algorithm>
#include <limits>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pageSize = 1000;

Outcome<void> printNamespaces(const JsonText& answer, Output& output, bool namesOnly)
{
    Table table(
        {{u"NAMESPACE"_s}, {u"KEYS"_s, Table::Align::Right}, {u"LAST SEQ"_s, Table::Align::Right}});
    const auto spaces = elements(answer, "namespaces");
    for (const JsonView& space : spaces) {
        if (namesOnly) {
            if (auto written = output.line(visible(textMember(space, "namespace"))); !written)
                return written;
            continue;
        }
        table.add(
            {{textMember(space, "namespace")},
             {QString::number(numberMember(space, "keys"))},
             {QString::number(numberMember(space, "lastSeq"))}});
    }
    if (spaces.empty())
        output.remark(u"There are no namespaces yet."_s);
    return namesOnly ? Outcome<void>() : table.print(output);
}

Outcome<void> listNamespaces(CommandContext& context)
{
    const Invocation& call = context.call;
    CallTarget target("namespaces");
    if (call.has(u"kind"_s))
        target.query("kind", call.text(u"kind"_s).toUtf8());
    return showAnswer(
        context.output, context.client.get(target), [&](const JsonText& answer, Output& output) {
            return printNamespaces(answer, output, call.has(u"keys"_s));
        });
}

/// Prints entries page by page, each in the form that was asked for.
class EntryPrinter {
public:
    EntryPrinter(Output& output, bool keysOnly)
        : m_output(output)
        , m_keysOnly(keysOnly)
        , m_table({{u"KEY"_s}, {u"VERSION"_s, Table::Align::Right}, {u"WRITTEN"_s}, {u"VALUE"_s}})
    {
    }

    Outcome<void> begin()
    {
        return m_output.isJson() ? m_output.write(R"({"entries":[)") : Outcome<void>();
    }

    Outcome<void> page(const std::vector<JsonView>& entries)
    {
        for (const JsonView& entry : entries) {
            if (auto written = print(entry); !written)
                return written;
        }
        return m_output.isJson() || m_keysOnly ? Outcome<void>() : m_table.print(m_output);
    }

    bool isEmpty() const { return m_isFirst; }

    Outcome<void> end(const std::optional<JsonView>& nextCursor)
    {
        if (!m_output.isJson()) {
            if (m_isFirst)
                m_output.remark(u"There are no such keys."_s);
            return {};
        }
        const QByteArrayView next = nextCursor ? nextCursor->raw() : QByteArrayView("null");
        return m_output.write(R"(],"nextCursor":)" + next.toByteArray() + "}\n");
    }

private:
    Outcome<void> print(const JsonView& entry)
    {
        const bool isFirst = std::exchange(m_isFirst, false);
        if (m_output.isJson()) {
            const QByteArray text =
                m_output.isTerminal() ? visibleJson(entry.raw()) : entry.raw().toByteArray();
            return m_output.write(isFirst ? text : ',' + text);
        }
        const QString key = textMember(entry, "key");
        if (m_keysOnly)
            return m_output.line(visible(key));
        const auto value = entry.member("value");
        m_table.add(
            {{key, Style::Plain},
             {QString::number(numberMember(entry, "version"))},
             {timeText(textMember(entry, "writtenAt")), Style::Faint},
             {value ? cellText(*value, m_output) : QString()}});
        return {};
    }

    Output& m_output;
    const bool m_keysOnly;
    Table m_table;
    bool m_isFirst = true;
};

Outcome<void> listEntries(CommandContext& context)
{
    const Invocation& call = context.call;
    const auto point = pointInTime(context);
    if (!point)
        return tl::unexpected(point.error());
    const auto limit = call.number(u"limit"_s, 1, std::numeric_limits<qint64>::max());
    if (!limit)
        return tl::unexpected(limit.error());
    const bool keysOnly = call.has(u"keys"_s);
    EntryPrinter printer(context.output, keysOnly);
    qint64 left = limit->value_or(std::numeric_limits<qint64>::max());
    QString cursor = call.text(u"cursor"_s);
    auto written = printer.begin();
    for (;;) {
        if (!written)
            return written;
        CallTarget target = entriesTarget(call.argument(0));
        target.number("limit", std::min(left, pageSize));
        if (call.has(u"prefix"_s))
            target.query("prefix", call.text(u"prefix"_s).toUtf8());
        if (!cursor.isEmpty())
            target.query("cursor", cursor.toUtf8());
        if (keysOnly)
            target.query("values", "false");
        point->addTo(target);
        const auto answer = context.client.get(target);
        if (!answer)
            return tl::unexpected(answer.error());
        const auto entries = elements(*answer, "entries");
        if (written = printer.page(entries); !written)
            return written;
        left -= qint64(entries.size());
        const auto next = JsonView(*answer).member("nextCursor");
        cursor = textMember(*answer, "nextCursor");
        if (cursor.isEmpty() || left <= 0) {
            // A namespace without such keys is something else than none.
            if (printer.isEmpty()) {
                if (auto exists = checkNamespacesExist(context, call.arguments); !exists)
                    return exists;
            }
            return printer.end(next);
        }
    }
}

/// Options that the one or the other list alone has.
Outcome<void> checkOptions(const Invocation& call)
{
    const bool isOfKeys = !call.arguments.isEmpty();
    if (isOfKeys && call.has(u"kind"_s))
        return clientFailure(
            ClientErrorCode::WrongUsage, u"--kind is for the list of namespaces."_s,
            u"Leave out the NAMESPACE."_s);
    for (const QString& option : {u"prefix"_s, u"limit"_s, u"cursor"_s, u"revision"_s, u"at"_s}) {
        if (!isOfKeys && call.has(option))
            return clientFailure(
                ClientErrorCode::WrongUsage,
                u"--"_s + option + u" is for the keys of a namespace."_s, u"Name the NAMESPACE."_s);
    }
    return {};
}

Outcome<void> run(CommandContext& context)
{
    if (auto allowed = checkOptions(context.call); !allowed)
        return allowed;
    return context.call.arguments.isEmpty() ? listNamespaces(context) : listEntries(context);
}

} // namespace

Command listCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"list"_s,
        u"List the keys of a namespace, or the namespaces."_s,
        u"Without a NAMESPACE, the namespaces. A long list is fetched in pages and printed as they "
        u"come; with --json it is one document all the same. For a namespace that does not exist "
        u"the "
        u"exit code is 1."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace, true}},
        {prefixOption(u"Only keys that begin so."_s),
         {u"keys"_s, Flag, {}, u"Only the names, one a line."_s, u'k'},
         {u"limit"_s, Text, u"N"_s, u"At most so many (all)."_s},
         {u"cursor"_s, Text, u"TEXT"_s, u"Go on where a list with --limit ended (nextCursor)."_s},
         revisionOption(u"The keys as of revision N."_s),
         atOption(u"The keys as of TIME."_s),
         {u"kind"_s, Text, u"KIND"_s, u"Only namespaces of this kind: workflow, integration."_s}},
        {{u"list"_s, u"All namespaces"_s},
         {u"list workflow/wf-1 --prefix step/"_s, u"Some keys, with their values"_s}},
        run};
}

} // namespace stateroom::cli
