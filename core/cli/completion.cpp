// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/completion.h"

#include "core/cli/commandline.h"
#include "core/cli/commandtable.h"
#include "core/cli/text.h"

#include <algorithm>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

/// What was understood of the words before the last.
struct Before {
    const Command* command = nullptr;
    QString group; ///< the first word of a command of two
    QStringList arguments;
    const OptionDefinition* open = nullptr; ///< an option that still wants its value
    bool optionsEnded = false;
};

const OptionDefinition* optionOf(const Command* command, const QString& word)
{
    if (word.startsWith("--"_L1))
        return findOption(command, word.sliced(2));
    return word.size() == 2 ? findOption(command, word[1]) : nullptr;
}

Before understand(const QStringList& words)
{
    Before before;
    for (const QString& word : words) {
        if (before.open) {
            before.open = nullptr;
        } else if (!before.optionsEnded && word == "--"_L1) {
            before.optionsEnded = true;
        } else if (!before.optionsEnded && word.size() > 1 && word.startsWith(u'-')) {
            const auto* option = optionOf(before.command, word);
            if (option && option->kind != OptionDefinition::Kind::Flag && !word.contains(u'='))
                before.open = option;
        } else if (!before.command) {
            const QString name = before.group.isEmpty() ? word : before.group + u' ' + word;
            before.command = findCommand(name);
            if (!before.command)
                before.group = name;
        } else {
            before.arguments += word;
        }
    }
    return before;
}

void offer(Completion& completion, const QString& word, const Candidate& candidate)
{
    if (candidate.text.startsWith(word))
        completion.candidates.push_back(candidate);
}

void offerCommands(Completion& completion, const QString& group, const QString& word)
{
    QStringList seen;
    for (const Command& command : commandTable()) {
        const QString first = command.name.section(u' ', 0, 0);
        const QString second = command.name.section(u' ', 1);
        const QString name = group.isEmpty() ? first : second;
        if ((!group.isEmpty() && first != group) || name.isEmpty() || seen.contains(name))
            continue;
        seen += name;
        const bool isGroup = group.isEmpty() && !second.isEmpty();
        offer(completion, word, {name, isGroup ? u"API keys"_s : command.summary});
    }
    if (group.isEmpty())
        offer(completion, word, {u"help"_s, u"Show help, of a command where one is given."_s});
}

void offerOptions(Completion& completion, const Command* command, const QString& word)
{
    const auto all = [&](const std::vector<OptionDefinition>& options) {
        for (const OptionDefinition& option : options)
            offer(completion, word, {u"--"_s + option.name, option.description});
    };
    if (command)
        all(command->options);
    all(generalOptions());
}

void offerWords(
    Completion& completion, WordKind kind, const QString& space, const QString& word,
    const LiveNames& live)
{
    switch (kind) {
    case WordKind::File:
        completion.files = true;
        return;
    case WordKind::Directory:
        completion.directories = true;
        return;
    case WordKind::Api:
        for (const QString& api : {u"integration"_s, u"workflow"_s, u"campaign"_s, u"business"_s})
            offer(completion, word, {api});
        return;
    case WordKind::Namespace:
    case WordKind::Key:
    case WordKind::KeyId:
    case WordKind::WebhookId:
        for (const Candidate& candidate : live(kind, space, word))
            offer(completion, word, candidate);
        return;
    case WordKind::Other:
        return;
    }
}

void offerValues(
    Completion& completion, const OptionDefinition& option, const Before& before,
    const QString& word, const LiveNames& live)
{
    for (const QString& choice : option.choices)
        offer(completion, word, {choice});
    WordKind kind = WordKind::Other;
    if (option.value == "FILE"_L1)
        kind = WordKind::File;
    else if (option.value == "DIR"_L1)
        kind = WordKind::Directory;
    else if (option.value == "PREFIX"_L1)
        kind = WordKind::Key;
    const QString space = before.arguments.isEmpty() ? QString() : before.arguments.first();
    offerWords(completion, kind, space, word, live);
}

} // namespace

Completion complete(const QStringList& words, const LiveNames& live)
{
    Completion completion;
    const QString word = words.isEmpty() ? QString() : words.last();
    const Before before = understand(words.isEmpty() ? words : words.first(words.size() - 1));
    if (before.open) {
        offerValues(completion, *before.open, before, word, live);
    } else if (!before.optionsEnded && word.startsWith(u'-') && word != "-"_L1) {
        const QString name = word.section(u'=', 0, 0);
        const auto* option = word.contains(u'=') ? optionOf(before.command, name) : nullptr;
        if (option) {
            offerValues(completion, *option, before, word.section(u'=', 1), live);
            for (Candidate& candidate : completion.candidates)
                candidate.text.prepend(name + u'=');
        } else {
            offerOptions(completion, before.command, word);
        }
    } else if (!before.command) {
        if (before.group.isEmpty() || isCommandGroup(before.group) || before.group == "help"_L1)
            offerCommands(completion, before.group == "help"_L1 ? QString() : before.group, word);
    } else if (!before.command->arguments.empty()) {
        const auto& arguments = before.command->arguments;
        const auto place = size_t(before.arguments.size());
        if (place < arguments.size() || arguments.back().repeats)
            offerWords(
                completion, arguments[std::min(place, arguments.size() - 1)].kind,
                before.arguments.isEmpty() ? QString() : before.arguments.first(), word, live);
    }
    return completion;
}

QByteArray completionLines(const Completion& completion)
{
    QByteArray lines;
    for (const Candidate& candidate : completion.candidates) {
        // A name that cannot stand in one line cannot be offered.
        if (visible(candidate.text) == candidate.text)
            lines += candidate.text.toUtf8() + '\t' + visible(candidate.meaning).toUtf8() + '\n';
    }
    if (completion.files)
        lines += ":files\n";
    if (completion.directories)
        lines += ":directories\n";
    return lines;
}

} // namespace stateroom::cli
