// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"
#include "ui/inspector/draftkeeper.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class DraftKeeperTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void load_whatWasKept_isTheSame();
    void request_drafts_areWrittenSoon();
    void flush_noDrafts_removesTheFile();
    void load_damagedFile_losesWhatIsDamagedOnly();
};

namespace {

Drafts someDrafts()
{
    Drafts drafts;
    Draft draft;
    draft.text = "{\"a\": nul";
    draft.base.version = Version(14);
    draft.base.present = true;
    draft.base.expiresAt = Timestamp(1'795'000'000'000);
    draft.line = 3;
    draft.column = 7;
    drafts.keep(nameOf("workflow/wf-1", "a\xF0\x9F\x98\x80/b"), draft);
    Draft fresh;
    fresh.text = "1";
    fresh.formSpace = "workflow/new";
    fresh.formKey = "half a na";
    drafts.keep(EntryName(), fresh);
    return drafts;
}

} // namespace

void DraftKeeperTest::load_whatWasKept_isTheSame()
{
    const QTemporaryDir home;
    const QString path = home.filePath(u"drafts.bin"_s);
    DraftKeeper keeper(path, [] { return someDrafts(); });
    QVERIFY(keeper.flush());
    QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
    Drafts loaded = DraftKeeper::load(path);
    QCOMPARE(loaded.names().size(), 2);
    const auto draft = loaded.take(nameOf("workflow/wf-1", "a\xF0\x9F\x98\x80/b"));
    QVERIFY(draft);
    QCOMPARE(draft->text, QByteArray("{\"a\": nul"));
    QCOMPARE(draft->base.version, Version(14));
    QVERIFY(draft->base.present);
    QVERIFY(draft->base.expiresAt == Timestamp(1'795'000'000'000));
    QCOMPARE(draft->line, 3);
    QCOMPARE(draft->column, 7);
    QCOMPARE(loaded.take(EntryName())->formKey, QByteArray("half a na"));
}

void DraftKeeperTest::request_drafts_areWrittenSoon()
{
    const QTemporaryDir home;
    const QString path = home.filePath(u"drafts.bin"_s);
    DraftKeeper keeper(path, [] { return someDrafts(); });
    keeper.request();
    QTRY_COMPARE(DraftKeeper::load(path).names().size(), 2);
}

void DraftKeeperTest::flush_noDrafts_removesTheFile()
{
    const QTemporaryDir home;
    const QString path = home.filePath(u"drafts.bin"_s);
    QVERIFY(DraftKeeper(path, [] { return someDrafts(); }).flush());
    QVERIFY(QFile::exists(path));
    QVERIFY(DraftKeeper(path, [] { return Drafts(); }).flush());
    QVERIFY(!QFile::exists(path));
    QVERIFY(!DraftKeeper({}, [] { return someDrafts(); }).flush());
}

void DraftKeeperTest::load_damagedFile_losesWhatIsDamagedOnly()
{
    const QTemporaryDir home;
    const QString path = home.filePath(u"drafts.bin"_s);
    QVERIFY(DraftKeeper(path, [] { return someDrafts(); }).flush());
    QFile file(path);
    QVERIFY(file.resize(file.size() - 3));
    QCOMPARE(DraftKeeper::load(path).names().size(), 1);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("something else altogether");
    file.close();
    QVERIFY(DraftKeeper::load(path).isEmpty());
}

QTEST_GUILESS_MAIN(DraftKeeperTest)
#include "tst_draftkeeper.moc"
