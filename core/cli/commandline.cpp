// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commandline.h"

#include "core/cli/commandtable.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

ClientFailure wrong(const QString& message, const QString& hint)
{
    return clientFailure(ClientErrorCode::WrongUsage, message, hint);
}

QString helpHint(const Command* command)
{
    return command ? u"stateroomctl help "_s + command->name + u" tells more."_s
                   : u"stateroomctl help lists the commands."_s;
}

/// How many letters must be changed, added, dropped or swapped with the next.
int distance(const QString& a, const QString& b)
{
    const auto columns = size_t(b.size()) + 1;
    std::vector<std::vector<int>> rows(size_t(a.size()) + 1, std::vector<int>(columns));
    for (size_t i = 0; i < rows.size(); ++i) {
        for (size_t j = 0; j < columns; ++j) {
            if (i == 0 || j == 0) {
                rows[i][j] = int(i + j);
                continue;
            }
            const QChar x = a[qsizetype(i) - 1];
            const QChar y = b[qsizetype(j) - 1];
            rows[i][j] = std::min(
                {rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (x == y ? 0 : 1)});
            if (i > 1 && j > 1 && x == b[qsizetype(j) - 2] && a[qsizetype(i) - 2] == y)
                rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
    }
    return rows.back().back();
}

/// The known word that begins so, or is but a slip or two away.
QString meant(const QString& word, const QStringList& known)
{
    const QStringList longer =
        known.filter(QRegularExpression(u'^' + QRegularExpression::escape(word)));
    if (longer.size() == 1)
        return longer.first();
    const auto nearest = std::min_element(known.begin(), known.end(), [&](auto& a, auto& b) {
        return distance(word, a) < distance(word, b);
    });
    const int slips = nearest == known.end() ? int(word.size()) : distance(word, *nearest);
    return slips <= 2 && slips < word.size() ? *nearest : QString();
}

ClientFailure unknownCommand(const QString& word)
{
    if (isCommandGroup(word))
        return wrong(
            u"Missing the command of "_s + word + u'.',
            u"stateroomctl help "_s + word + u" lists them."_s);
    QStringList names;
    for (const Command& command : commandTable())
        names += command.name;
    const QString guess = meant(word, names + QStringList{u"keys"_s, u"help"_s});
    return wrong(
        u"There is no command \""_s + word + u"\"."_s,
        guess.isEmpty() ? helpHint(nullptr) : u"Did you mean \""_s + guess + u"\"?"_s);
}

ClientFailure unknownOption(const Command* command, const QString& word)
{
    QStringList names;
    if (command) {
        for (const OptionDefinition& option : command->options)
            names += u"--"_s + option.name;
    }
    for (const OptionDefinition& option : generalOptions())
        names += u"--"_s + option.name;
    const QString guess = meant(word, names);
    return wrong(
        u"Unknown option "_s + word + (command ? u" of "_s + command->name : QString()) + u'.',
        guess.isEmpty() ? helpHint(command) : u"Did you mean "_s + guess + u'?');
}

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
                return wrong(u"--"_s + option->name + u" takes no value."_s, helpHint(command()));
            m_result.options[option->name] = QStringList(u"true"_s);
            return {};
        }
        if (!hasValue) {
            if (++m_at >= m_words.size())
                return wrong(
                    u"--"_s + option->name + u" wants a value: "_s + option->value + u'.',
                    helpHint(command()));
            value = m_words[m_at];
        }
        return store(*option, key, value);
    }

    Outcome<void> store(const OptionDefinition& option, const QString& key, const QString& value)
    {
        if (!option.choices.isEmpty() && !option.choices.contains(value))
            return wrong(
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
            return wrong(
                u"Missing "_s + command()->arguments[size_t(given)].name + u" of "_s +
                    command()->name + u'.',
                u"Usage: "_s + synopsis(*command()));
        if (given > most)
            return wrong(
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
                return wrong(
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
        return wrong(
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
