// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/manual.h"

#include "core/base/version.h"
#include "core/cli/commandline.h"
#include "core/cli/commandtable.h"
#include "core/cli/exitcode.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

QString paragraphs(const QString& text)
{
    QString result;
    const QStringList parts = text.split(u"\n\n"_s, Qt::SkipEmptyParts);
    for (const QString& part : parts)
        result += u".PP\n"_s + roffText(part) + u'\n';
    return result;
}

QString commandEntry(const Command& command)
{
    QString text = u".SS "_s + roffText(command.name) + u"\n.B "_s + roffText(synopsis(command)) +
                   u"\n.PP\n"_s + roffText(command.summary) + u'\n' +
                   paragraphs(command.description) + roffOptions(command.options, false);
    if (command.examples.empty())
        return text;
    text += u".PP\nFor example:\n.PP\n.nf\n"_s;
    for (const Example& example : command.examples)
        text += u"# "_s + roffText(example.meaning) + u"\nstateroomctl "_s +
                roffText(example.command) + u'\n';
    return text + u".fi\n"_s;
}

QString variables()
{
    const std::pair<QString, QString> all[] = {
        {u"STATEROOM_URL"_s, u"the server's URL, unless --url or --data is given"_s},
        {u"STATEROOM_DATA"_s, u"the data directory, unless --data is given"_s},
        {u"STATEROOM_TOKEN"_s, u"the control token, unless --token-file or --token is given"_s},
        {u"NO_COLOR"_s, u"when it is set to anything, no colours are used"_s},
    };
    QString text;
    for (const auto& [name, meaning] : all)
        text += u".TP\n.B "_s + name + u'\n' + roffText(meaning) + u'\n';
    return text;
}

QString exitStatus()
{
    QString text;
    for (const ExitCode& exit : exitCodes())
        text += u".TP\n.B "_s + QString::number(exit.code) + u'\n' + roffText(exit.meaning) + u'\n';
    return text;
}

} // namespace

QString roffText(const QString& text)
{
    QString result = text;
    result.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s).replace(u'\'', u"\\(aq"_s);
    result.replace(u'^', u"\\(ha"_s).replace(u'~', u"\\(ti"_s);
    // A line that begins with a dot would be a request.
    if (result.startsWith(u'.'))
        result.prepend(u"\\&"_s);
    return result.replace(u"\n."_s, u"\n\\&."_s);
}

QString roffOptions(const std::vector<OptionDefinition>& options, bool environment)
{
    QString text;
    for (const OptionDefinition& option : options) {
        const QString name =
            (option.letter.isNull() ? QString() : u"\\-"_s + option.letter + u", "_s) +
            u"\\-\\-"_s + roffText(option.name);
        text += option.kind == OptionDefinition::Kind::Flag
                    ? u".TP\n.B "_s + name
                    : u".TP\n.BI \""_s + name + u" \" "_s + roffText(option.value);
        text += u'\n' + roffText(option.description);
        if (environment)
            text += u" [STATEROOM_"_s + QString(option.name).replace(u'-', u'_').toUpper() + u']';
        text += u'\n';
    }
    return text;
}

QString manualPage()
{
    QString text =
        u".TH STATEROOMCTL 1 \"\" \"Stateroom "_s + QLatin1StringView(versionText) +
        u"\" \"User Commands\"\n"
        u".SH NAME\nstateroomctl \\- read and change what a running Stateroom keeps\n"
        u".SH SYNOPSIS\n.B stateroomctl\n.I COMMAND\n"
        u".RI [ ARGUMENT ]...\n.RI [ OPTION ]...\n.SH DESCRIPTION\n"
        u".B stateroomctl\n"_s +
        roffText(u"calls the control API of a running stateroomd or stateroom. Without "
                 u"options it finds the one that serves the default data directory, and its "
                 u"token there. A namespace is written kind/name: workflow/wf-1, "
                 u"integration/, business/orders."_s) +
        u'\n' +
        paragraphs(u"What it prints is for people: tables, on a terminal fitted into its "
                   u"width, and times in local time. With --json it is for programs: exactly "
                   u"what the server answers, values byte for byte; one document, or one a "
                   u"line for watch and export. Errors go to standard error.\n\nThe token "
                   u"never goes to another machine over plain http unless --insecure is "
                   u"given. Redirects are not followed and proxies not used."_s);
    text += u".SH COMMANDS\n"_s;
    for (const Command& command : commandTable())
        text += commandEntry(command);
    text += u".SH OPTIONS\nEvery command takes these.\n"_s + roffOptions(generalOptions(), false);
    text += u".SH ENVIRONMENT\n"_s + variables();
    text += u".SH FILES\n.TP\n.I DATA/serving.json\nnames the server that serves the data "
            u"directory\n.TP\n.I DATA/control\\-token\nthe token that opens it, readable by its "
            u"owner only\n"_s;
    text += u".SH EXIT STATUS\n"_s + exitStatus();
    return text + u".SH SEE ALSO\n.BR stateroomd (1),\n.BR stateroom (1)\n"_s;
}

} // namespace stateroom::cli
