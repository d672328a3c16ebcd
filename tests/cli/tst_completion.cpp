// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/completion.h"

#include <QTest>

using namespace stateroom::cli;
using namespace Qt::StringLiterals;

class TstCompletion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void complete_words_areOffered_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("offered");
        const auto row = [](const char* words, const char* offered) {
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(offered);
        };
        row("ex", "export");
        row("und", "undelete undo");
        row("keys ", "list show create rotate revoke");
        row("--json sta", "stats");
        row("nothing ", "");
        row("help und", "undelete undo");
        row("import --o", "--on-conflict");
        row("--ur", "--url");
        row("import --on-conflict ", "replace keep fail");
        row("import --on-conflict=k", "--on-conflict=keep");
        row("keys create in", "integration");
        row("keys create integration ", "");
        row("keys revoke ", "key_1 key_2");
        row("webhooks ", "list deliveries resend test enable disable");
        row("webhooks test ", "wh_1 wh_2");
        row("webhooks resend wh_1 ", "");
        row("get work", "workflow/wf-1 workflow/wf-2");
        row("get workflow/wf-1 ", "workflow/wf-1:status workflow/wf-1:step");
        row("--url x get workflow/wf-1 workflow/wf-1:stat", "workflow/wf-1:status");
        row("copy a/b ", "integration/ workflow/wf-1 workflow/wf-2");
        row("copy a/b c/d ", "a/b:status a/b:step");
        row("delete a/b x y ", "a/b:status a/b:step");
        row("get a/b k ", "");
        row("list a/b --prefix ", "a/b:status a/b:step");
        row("export ", "integration/ workflow/wf-1 workflow/wf-2");
        row("import ", ":files");
        row("list --data ", ":directories");
        row("set a/b k --file ", ":files");
        row("get -- -", "");
    }

    void complete_words_areOffered()
    {
        QFETCH(QString, words);
        const auto live = [](WordKind kind, const QString& space, const QString&) {
            std::vector<Candidate> names;
            if (kind == WordKind::Namespace)
                names = {{u"integration/"_s}, {u"workflow/wf-1"_s}, {u"workflow/wf-2"_s}};
            else if (kind == WordKind::Key)
                names = {{space + u":status"_s}, {space + u":step"_s}};
            else if (kind == WordKind::WebhookId)
                names = {{u"wh_1"_s}, {u"wh_2"_s}};
            else
                names = {{u"key_1"_s}, {u"key_2"_s}};
            return names;
        };
        const Completion completion = complete(words.split(u' '), live);
        QStringList offered;
        for (const Candidate& candidate : completion.candidates)
            offered += candidate.text;
        if (completion.files)
            offered += u":files"_s;
        if (completion.directories)
            offered += u":directories"_s;
        QTEST(offered.join(u' '), "offered");
    }

    void completionLines_forgedNames_areLeftOut()
    {
        Completion completion;
        completion.candidates = {
            {u"a"_s, u"first\nsecond"_s}, {u"b\n:files"_s}, {u"c\u001b[2J"_s}, {u"d\te"_s}};
        QCOMPARE(completionLines(completion), "a\tfirst\\nsecond\n");
    }
};

QTEST_GUILESS_MAIN(TstCompletion)
#include "tst_completion.moc"
