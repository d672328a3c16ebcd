// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/text.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

QString shown(const std::optional<JsonView>& value)
{
    return value ? visible(QString::fromUtf8(value->raw())) : QString();
}

Outcome<void> printChange(const JsonView& change, Output& output)
{
    const QString op = textMember(change, "op");
    const QString path = textMember(change, "path");
    const QString old = shown(change.member("old"));
    const QString now = shown(change.member("new"));
    QString line;
    if (op == "added"_L1)
        line = u"+ "_s;
    else
        line = op == "removed"_L1 ? u"- "_s : u"~ "_s;
    line += path.isEmpty() ? u"(the whole value)"_s : visible(path);
    line += u"  "_s;
    if (op == "changed"_L1)
        line += old + u" -> "_s + now;
    else
        line += op == "added"_L1 ? now : old;
    return output.line(output.styled(styleOf(op), line));
}

Outcome<void> print(const JsonView& diff, Output& output)
{
    auto written = output.line(output.styled(
        Style::Strong, u"version "_s + QString::number(numberMember(diff, "from")) + u" -> "_s +
                           QString::number(numberMember(diff, "to"))));
    const auto changes = elements(diff, "changes");
    for (size_t at = 0; written && at < changes.size(); ++at)
        written = printChange(changes[at], output);
    if (written && changes.empty())
        written = output.line(u"no difference"_s);
    const auto complete = diff.member("complete");
    if (complete && !complete->toBool().value_or(true))
        output.remark(
            u"The values are too large to be compared in full; a long array was compared place by "
            u"place, or some differences are left out."_s);
    return written;
}

Outcome<void> run(CommandContext& context)
{
    const Invocation& call = context.call;
    CallTarget target = entryTarget(call.argument(0), call.argument(1));
    target.word("diff");
    const std::pair<QByteArray, int> sides[] = {{"from", 2}, {"to", 3}};
    for (const auto& [name, place] : sides) {
        const QString word = call.argument(place);
        if (word.isNull())
            continue;
        bool isNumber = false;
        const qint64 version = word.toLongLong(&isNumber);
        if (!isNumber || version < 1)
            return clientFailure(
                ClientErrorCode::WrongUsage, u"\""_s + word + u"\" is no version."_s,
                u"stateroomctl history lists the versions of a key."_s);
        target.number(name, version);
    }
    return showAnswer(context.output, context.client.get(target), print);
}

} // namespace

Command diffCommand()
{
    return {
        u"diff"_s,
        u"Compare two versions of a key, member by member."_s,
        u"FROM and TO are versions; without them the last two that are values, with FROM alone "
        u"that one and the current. Paths are JSON pointers. The order of members is no "
        u"difference, and numbers are compared as they are written. The exit code is 0 whether "
        u"they differ or not."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace},
         {u"KEY"_s, WordKind::Key},
         {u"FROM"_s, WordKind::Other, true},
         {u"TO"_s, WordKind::Other, true}},
        {},
        {{u"diff workflow/wf-1 status"_s, u"What the last write changed"_s},
         {u"diff workflow/wf-1 status 3 7"_s, u"From version 3 to version 7"_s}},
        run};
}

} // namespace stateroom::cli
