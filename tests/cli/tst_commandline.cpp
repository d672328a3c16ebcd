// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commandline.h"
#include "core/cli/commandtable.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace stateroom;
using namespace stateroom::cli;
using namespace Qt::StringLiterals;

class TstCommandLine : public QObject {
    Q_OBJECT

    /// `get(a,b) prefix=x quiet=true`
    static QString describe(const Invocation& call)
    {
        QStringList parts;
        if (call.command)
            parts += call.command->name + u'(' + call.arguments.join(u',') + u')';
        QStringList names = call.options.keys();
        names.sort();
        for (const QString& name : names)
            parts += name + u'=' + call.list(name).join(u',');
        return parts.join(u' ');
    }

private Q_SLOTS:
    void parse_words_isUnderstood_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("call");
        const auto row = [](const char* words, const char* call) {
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(call);
        };
        row("get a/b k", "get(a/b,k)");
        row("list", "list()");
        row("keys list", "keys list()");
        row("keys revoke key_1", "keys revoke(key_1)");
        row("--json list a/b", "list(a/b) json=true");
        row("--url http://h list", "list() url=http://h");
        row("--url=http://h list", "list() url=http://h");
        row("keys --json list", "keys list() json=true");
        row("list a/b --prefix=x --limit 3 -q", "list(a/b) limit=3 prefix=x quiet=true");
        row("list --prefix= a/b", "list(a/b) prefix=");
        row("list --prefix -x a/b", "list(a/b) prefix=-x");
        row("list --limit 1 --limit 2", "list() limit=2");
        row("get a/b -- --json", "get(a/b,--json)");
        row("set a/b k -5", "set(a/b,k,-5)");
        row("set a/b k -", "set(a/b,k,-)");
        row("set a/b k -fv.json", "set(a/b,k) file=v.json");
        row("set a/b k -f v.json", "set(a/b,k) file=v.json");
        row("restore a/b k --version 3", "restore(a/b,k) version=3");
        row("delete a/b x y z", "delete(a/b,x,y,z)");
        row("keys create business --resource a --resource b", "keys create(business) resource=a,b");
        row("--data d hook run f --data x --function g", "hook run(f) data=x function=g "
                                                         "general data=d");
        row("--data d list", "list() data=d");
        row("get --help", "get() help=true");
        row("--version", "version=true");
        row("list --color never", "list() color=never");
    }

    void parse_words_isUnderstood()
    {
        QFETCH(QString, words);
        const auto call = parseCommandLine(words.split(u' '));
        QVERIFY2(call, qPrintable(call ? QString() : call.error().message));
        QTEST(describe(*call), "call");
    }

    void parse_mistake_isSaid_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("hint");
        const auto row = [](const char* words, const char* message, const char* hint) {
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(message)
                                 << QString::fromLatin1(hint);
        };
        row("gte a/b k", "no command \"gte\"", "\"get\"");
        row("hist a/b", "no command \"hist\"", "\"history\"");
        row("frobnicate", "no command \"frobnicate\"", "lists the commands");
        row("keys", "Missing the command of keys", "help keys");
        row("keys lsit", "no command \"keys lsit\"", "\"keys list\"");
        row("get a/b", "Missing KEY of get", "Usage: stateroomctl get NAMESPACE KEY");
        row("get a/b k x", "Unexpected argument \"x\"", "Usage: stateroomctl get");
        row("get a/b k --revison 3", "Unknown option --revison of get", "--revision");
        row("list --zzzzzz", "Unknown option --zzzzzz", "help list");
        row("list -z", "Unknown option -z", "help list");
        row("list --limit", "--limit wants a value: N", "help list");
        row("list --json=yes", "--json takes no value", "help list");
        row("list --color blue", "\"blue\" is none of auto, always, never", "help list");
        row("import f --on-conflict x", "none of replace, keep, fail", "help import");
    }

    void parse_mistake_isSaid()
    {
        QFETCH(QString, words);
        QFETCH(QString, message);
        QFETCH(QString, hint);
        const auto call = parseCommandLine(words.split(u' '));
        QVERIFY(!call);
        QCOMPARE(call.error().code, ClientErrorCode::WrongUsage);
        QVERIFY2(call.error().message.contains(message), qPrintable(call.error().message));
        QVERIFY2(call.error().hint.contains(hint), qPrintable(call.error().hint));
    }

    /// What help and manual promise is what the parser takes.
    void table_examples_areUnderstood()
    {
        for (const Command& command : commandTable()) {
            for (const Example& example : command.examples) {
                QString line = example.command.section(u" > "_s, 0, 0).section(u" < "_s, 0, 0);
                QStringList words;
                static const QRegularExpression word(uR"('([^']*)'|(\S+))"_s);
                for (auto match = word.globalMatch(line); match.hasNext();) {
                    const auto found = match.next();
                    words += found.captured(1) + found.captured(2);
                }
                const auto call = parseCommandLine(words);
                QVERIFY2(call, qPrintable(line));
                QCOMPARE(call->command->name, command.name);
            }
        }
    }

    void table_options_areUnambiguous()
    {
        // A general option of that name is given before the command, or asked for without one.
        const QStringList mayShadow{u"version"_s, u"data"_s};
        for (const Command& command : commandTable()) {
            QSet<QString> names;
            QSet<QChar> letters;
            for (const auto* list : {&command.options, &generalOptions()}) {
                for (const OptionDefinition& option : *list) {
                    // --version has a value of its own where a key has versions.
                    QVERIFY2(
                        !names.contains(option.name) || mayShadow.contains(option.name),
                        qPrintable(command.name + u' ' + option.name));
                    QVERIFY(option.letter.isNull() || !letters.contains(option.letter));
                    QVERIFY(option.description.endsWith(u'.') || option.description.endsWith(u')'));
                    names += option.name;
                    letters += option.letter;
                }
            }
            QVERIFY(command.summary.endsWith(u'.'));
            QVERIFY(command.run);
        }
    }
};

QTEST_GUILESS_MAIN(TstCommandLine)
#include "tst_commandline.moc"
