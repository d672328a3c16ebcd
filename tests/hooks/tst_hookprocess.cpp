// SPDX-License-Identifier: GPL-3.0-or-later
// A process that does not speak as stateroom-hook does: the server believes nothing.
#include "core/hookwire/wirelimits.h"
#include "tests/hooks/hookfixture.h"

#include <QFile>

using namespace stateroom;
using namespace stateroom::test;
using hookwire::encode;
using hookwire::FrameKind;

namespace {

/// A program that says these bytes, and then waits or ends.
class FakeProgram {
public:
    FakeProgram(const QByteArray& says, const QByteArray& then)
    {
        write(QStringLiteral("says"), says);
        write(
            QStringLiteral("program"), "#!/bin/sh\n/bin/cat '" +
                                           m_folder.filePath(QStringLiteral("says")).toUtf8() +
                                           "'\n" + then + '\n');
        QFile::setPermissions(
            path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadUser);
    }
    QString path() const { return m_folder.filePath(QStringLiteral("program")); }

private:
    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    QTemporaryDir m_folder;
};

QByteArray parts(const QByteArray& key, const QByteArray& json)
{
    return hookwire::joinParts({key, json});
}

} // namespace

class HookProcessTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void process_speaksWrongly_isEndedWithoutEffect_data();
    void process_speaksWrongly_isEndedWithoutEffect();
    void process_speaksRightly_isBelieved();
    void process_floods_isEndedWithinBounds();
};

void HookProcessTest::process_speaksWrongly_isEndedWithoutEffect_data()
{
#ifdef Q_OS_WIN
    QSKIP("The program is a shell script.");
#endif
    QTest::addColumn<QByteArray>("says");
    QTest::addColumn<QByteArray>("then");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QByteArray& says, const char* message,
                        const QByteArray& then = "exec /bin/sleep 30") {
        QTest::newRow(name) << encode(FrameKind::Set, parts("a", "1")) + says << then
                            << QString::fromLatin1(message);
    };
    row("text", "Hello, world\n", "sent what is no message");
    row("an endless frame", QByteArray("\xff\xff\xff\x7fO", 5), "sent what is no message");
    row("the server's own words", encode(FrameKind::Value, "1"), "that is not its to send");
    row("an order", encode(FrameKind::Run), "that is not its to send");
    row("an empty key", encode(FrameKind::Get), "what is no key");
    row("a key with NUL", encode(FrameKind::Get, QByteArray("a\0b", 3)), "what is no key");
    row("a key that is no UTF-8", encode(FrameKind::Remove, "\xff"), "what is no key");
    row("a key that is too long", encode(FrameKind::Get, QByteArray(257, 'x')), "what is no key");
    row("half a write", encode(FrameKind::Set, "ab"), "sent what is no message");
    row("a write without JSON", encode(FrameKind::Set, parts("a", "{")), "what is not JSON");
    row("a result without JSON", encode(FrameKind::Result, "nul"), "result that is not JSON");
    row("a failure without JSON", encode(FrameKind::Failure, "oh"), "error that is not JSON");
    row("a log line of no level", encode(FrameKind::Log, "?x"), "more to the log");
    row("an empty log line", encode(FrameKind::Log), "more to the log");
    row("ends without a word", {}, "ended without a result", "exit 0");
    row("ends within a frame", encode(FrameKind::Result, "12345").chopped(3),
        "ended without a result", "exit 0");
    row("is killed", {}, "ended without a result", "kill -9 $$");
    row("says that it crashed", {}, "made the JavaScript engine fail", "exit 4");
    row("says that it had no memory", {}, "more than 256 MiB", "exit 3");
    row("fails", encode(FrameKind::Failure, R"({"message":"m","line":2,"column":-5,"stack":7})"),
        "m");
}

void HookProcessTest::process_speaksWrongly_isEndedWithoutEffect()
{
    QFETCH(const QByteArray, says);
    QFETCH(const QByteArray, then);
    QFETCH(const QString, message);
    const FakeProgram program(says, then);
    HookFixture fixture({}, program.path());
    VERIFY_OK(fixture.isOpen());
    const auto outcome = fixture.run("function hook() {}");
    VERIFY_OK(outcome);
    QVERIFY(outcome->failure);
    QVERIFY2(outcome->failure->message.contains(message), qPrintable(outcome->failure->message));
    QCOMPARE(outcome->failure->column, -1);
    QCOMPARE(fixture.position().last, Seq(0));
}

void HookProcessTest::process_speaksRightly_isBelieved()
{
    const FakeProgram program(
        encode(FrameKind::Log, "ihello") + encode(FrameKind::Set, parts("a", " [1] ")) +
            encode(FrameKind::Result, "2"),
        "exec /bin/sleep 30");
    HookFixture fixture({}, program.path());
    VERIFY_OK(fixture.isOpen());
    const auto outcome = fixture.run("function hook() {}");
    QCOMPARE(HookFixture::textOf(outcome), "2");
    QCOMPARE(HookFixture::logOf(*outcome), (QByteArrayList{"i hello"}));
    QCOMPARE(fixture.value(entryName("integration/", "a")), "[1]");
}

void HookProcessTest::process_floods_isEndedWithinBounds()
{
    const struct {
        QByteArray piece;
        int times;
        const char* message;
    } floods[] = {
        {encode(FrameKind::Log, "ihello"), 3'000, "more to the log"},
        {encode(FrameKind::Remove, "a"), hookwire::maxStateCalls + 1, "more than 10000 times"},
        {encode(FrameKind::Set, parts("a", '"' + QByteArray(10 << 20, 'x') + '"')), 7,
         "more than 64 MiB"},
    };
    for (const auto& flood : floods) {
        const FakeProgram program(flood.piece.repeated(flood.times), "exec /bin/sleep 30");
        HookFixture fixture({}, program.path());
        VERIFY_OK(fixture.isOpen());
        const auto outcome = fixture.run("function hook() {}");
        VERIFY_OK(outcome);
        QVERIFY(outcome->failure);
        QVERIFY2(
            outcome->failure->message.contains(QLatin1StringView(flood.message)),
            qPrintable(outcome->failure->message));
    }
}

QTEST_GUILESS_MAIN(HookProcessTest)
#include "tst_hookprocess.moc"
