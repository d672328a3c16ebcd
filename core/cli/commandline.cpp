// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commandline.h"

#include "core/cli/commandtable.h"
#include "core/cli/mistakes.h"

#include <algorithm>
#include <vector>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

/// Under which the value of a general option is kept that the command has one of its own of.
QString generalKey(const QString& option)
{
    return u"general "_s + option;
}

bool isOption(const QString& word)
{
    return word.size() > 1 && word[0] == u'-' && !word[1].isDigit();
}

/// Reads the words one by one.
class Parser {
public:
    explicit Parser(const QStringList& words)
        : m_words(words)
    {
    }

    Outcome<Invocation> run()
    {
        findCommand();
        if (!m_unknown.isNull())
            return unknownCommand(m_unknown);
        bool optionsEnded = false;
        for (m_at = 0; m_at < m_words.size(); ++m_at) {
            const QString& word = m_words[m_at];
            if (m_commandWords.contains(m_at))
                continue;
            if (!optionsEnded && word == "--"_L1) {
                optionsEnded = true;
            } else if (!optionsEnded && isOption(word)) {
                if (auto taken = takeOption(word); !taken)
                    return tl::unexpected(taken.error());
            } else {
                m_result.arguments += word;
            }
        }
        if (auto checked = check(); !checked)
            return tl::unexpected(checked.error());
        return m_result;
    }

private:
    /// The words that name the command: the first that is no option nor an option's value, and for
    /// `keys` the next one too.
    void findCommand()
    {
        QString name;
        for (qsizetype at = nextWord(m_words, 0); at < m_words.size();
             at = nextWord(m_words, at + 1)) {
            const QString& word = m_words[at];
            name = name.isEmpty() ? word : name + u' ' + word;
            m_commandWords += at;
            if (const Command* command = cli::findCommand(name)) {
                m_result.command = command;
                return;
            }
            if (!isCommandGroup(name))
                break;
        }
        m_unknown = name;
    }

    Outcome<void> takeOption(const QString& word)
    {
        const bool isLong = word.startsWith("--"_L1);
        const QString name = isLong ? word.sliced(2).section(u'=', 0, 0) : word.sliced(1, 1);
        const OptionDefinition* option =
            isLong ? findOption(m_result.command, name) : findOption(m_result.command, name[0]);
        QString key = option ? option->name : QString();
        if (option && m_at < m_commandWords.value(0, -1)) {
            const OptionDefinition* general = findOption(nullptr, option->name);
            if (general && general != option && general->kind != OptionDefinition::Kind::Flag) {
                option = general;
                key = generalKey(key);
            }
        }
        if (!option)
            return unknownOption(m_result.command, isLong ? u"--"_s + name : word.first(2));
        QString value;
        bool hasValue = false;
        if (isLong && word.contains(u'=')) {
            value = word.section(u'=', 1);
            hasValue = true;
        } else if (!isLong && word.size() > 2) {
            value = word.sliced(2);
            hasValue = true;
        }
        if (option->kind == OptionDefinition::Kind::Flag) {
            if (hasValue)
                return wrongUsage(
                    u"--"_s + option->name + u" takes no value."_s, helpHint(command()));
            m_result.options[option->name] = QStringList(u"true"_s);
            return {};
        }
        if (!hasValue) {
            if (++m_at >= m_words.size())
                return wrongUsage(
                    u"--"_s + option->name + u" wants a value: "_s + option->value + u'.',
                    helpHint(command()));
            value = m_words[m_at];
        }
        return store(*option, key, value);
    }

    Outcome<void> store(const OptionDefinition& option, const QString& key, const QString& value)
    {
        if (!option.choices.isEmpty() && !option.choices.contains(value))
            return wrongUsage(
                u"--"_s + option.name + u": \""_s + value + u"\" is none of "_s +
                    option.choices.join(", "_L1) + u'.',
                helpHint(command()));
        QStringList& values = m_result.options[key];
        if (option.kind != OptionDefinition::Kind::List)
            values.clear();
        values += value.isNull() ? u""_s : value;
        return {};
    }

    Outcome<void> check() const
    {
        if (!command() || m_result.asksForHelp() || m_result.asksForVersion())
            return {};
        qsizetype least = 0;
        qsizetype most = 0;
        for (const Argument& argument : command()->arguments) {
            least += argument.isOptional ? 0 : 1;
            most = argument.repeats ? std::numeric_limits<qsizetype>::max() : most + 1;
        }
        const qsizetype given = m_result.arguments.size();
        if (given < least)
            return wrongUsage(
                u"Missing "_s + command()->arguments[size_t(given)].name + u" of "_s +
                    command()->name + u'.',
                u"Usage: "_s + synopsis(*command()));
        if (given > most)
            return wrongUsage(
                u"Unexpected argument \""_s + m_result.arguments[most] + u"\"."_s,
                u"Usage: "_s + synopsis(*command()));
        return checkNamespaces();
    }

    /// A word that is no namespace would be one of its own: a slip would write where nobody looks.
    Outcome<void> checkNamespaces() const
    {
        const auto& known = command()->arguments;
        for (qsizetype at = 0; at < m_result.arguments.size(); ++at) {
            const Argument& argument = known[std::min(size_t(at), known.size() - 1)];
            const QString& word = m_result.arguments[at];
            if (argument.kind == WordKind::Namespace && !isNamespace(word))
                return wrongUsage(
                    u"\""_s + word + u"\" is no namespace."_s,
                    u"It is written kind/name: workflow/wf-1, integration/, "
                    u"integration/imports/55cc."_s);
        }
        return {};
    }

    /// Of kinds whose namespace has an empty name, one is so usual that it may go without slash.
    static bool isNamespace(const QString& word)
    {
        return word.contains(u'/') || word == "integration"_L1;
    }

    const Command* command() const { return m_result.command; }

    const QStringList& m_words;
    Invocation m_result;
    QList<qsizetype> m_commandWords;
    QString m_unknown;
    qsizetype m_at = 0;
};

template <class Matches>
const OptionDefinition* find(const std::vector<OptionDefinition>& options, Matches matches)
{
    const auto found = std::find_if(options.begin(), options.end(), matches);
    return found == options.end() ? nullptr : &*found;
}

} // namespace

bool Invocation::asksForVersion() const
{
    const auto* option = findOption(command, u"version"_s);
    return has(u"version"_s) && option->kind == OptionDefinition::Kind::Flag;
}

QString Invocation::text(const QString& option) const
{
    const QStringList values = options.value(option);
    return values.isEmpty() ? QString() : values.last();
}

QString Invocation::generalText(const QString& option) const
{
    const bool isOwn = findOption(command, option) != findOption(nullptr, option);
    return text(isOwn ? generalKey(option) : option);
}

QString Invocation::argument(qsizetype index) const
{
    return index < arguments.size() ? arguments[index] : QString();
}

Outcome<std::optional<qint64>>
Invocation::number(const QString& option, qint64 least, qint64 most) const
{
    if (!has(option))
        return std::optional<qint64>();
    bool isNumber = false;
    const qint64 value = text(option).toLongLong(&isNumber);
    if (!isNumber || value < least || value > most)
        return wrongUsage(
            u"--"_s + option + u" must be a whole number from "_s + QString::number(least) +
                u" to "_s + QString::number(most) + u", not \""_s + text(option) + u"\"."_s,
            {});
    return std::optional(value);
}

Outcome<Invocation> parseCommandLine(const QStringList& words)
{
    return Parser(words).run();
}

qsizetype nextWord(const QStringList& words, qsizetype at)
{
    for (; at < words.size(); ++at) {
        const QString& word = words[at];
        if (word == "--"_L1)
            break;
        if (!isOption(word))
            return at;
        const auto* option = word.startsWith("--"_L1) ? findOption(nullptr, word.sliced(2))
                                                      : findOption(nullptr, word[1]);
        if (option && option->kind != OptionDefinition::Kind::Flag && !word.contains(u'='))
            ++at;
    }
    return words.size();
}

const OptionDefinition* findOption(const Command* command, const QString& name)
{
    const QString bare = name.section(u'=', 0, 0);
    const auto matches = [&bare](const OptionDefinition& o) { return o.name == bare; };
    const OptionDefinition* own = command ? find(command->options, matches) : nullptr;
    return own ? own : find(generalOptions(), matches);
}

const OptionDefinition* findOption(const Command* command, QChar letter)
{
    const auto matches = [letter](const OptionDefinition& o) { return o.letter == letter; };
    const OptionDefinition* own = command ? find(command->options, matches) : nullptr;
    return own ? own : find(generalOptions(), matches);
}

QString synopsis(const Command& command)
{
    QString line = u"stateroomctl "_s + command.name;
    for (const Argument& argument : command.arguments) {
        const QString name = argument.repeats ? argument.name + u"..."_s : argument.name;
        line += argument.isOptional ? u" ["_s + name + u']' : u' ' + name;
    }
    if (!command.options.empty())
        line += u" [OPTION]..."_s;
    return line;
}

} // namespace stateroom::cli
