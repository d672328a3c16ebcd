// SPDX-License-Identifier: GPL-3.0-or-later
// The real program, started without a screen.
#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

QString programPath(const QString& name = u"stateroom"_s)
{
    const QString directory = qEnvironmentVariable(
        "STATEROOM_BIN_DIR", QCoreApplication::applicationDirPath() + u"/../bin"_s);
    return directory + u'/' + name;
}

/// One run of the program on a data directory.
class Program {
public:
    Program(const QString& data, const QString& port, const QString& name = u"stateroom"_s)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.insert(u"XDG_CONFIG_HOME"_s, data + u"-config"_s);
        m_process.setProcessEnvironment(environment);
        m_process.start(programPath(name), {u"--data"_s, data, u"--port"_s, port});
    }

    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    /// Waits for the line that says where it listens; empty when it does not come.
    QUrl url()
    {
        while (!m_output.contains('\n') && m_process.waitForReadyRead(10'000))
            m_output += m_process.readAllStandardOutput();
        const QByteArray expected = "listening on ";
        return m_output.startsWith(expected)
                   ? QUrl(QString::fromUtf8(m_output.mid(expected.size()).trimmed()))
                   : QUrl();
    }

    /// Waits until it has said this on its standard error.
    bool complains(const QByteArray& text)
    {
        m_process.setReadChannel(QProcess::StandardError);
        while (!m_errors.contains(text) && m_process.waitForReadyRead(10'000))
            m_errors += m_process.readAllStandardError();
        return m_errors.contains(text);
    }

    bool isRunning() const { return m_process.state() == QProcess::Running; }

    /// Waits for it to end by itself; the exit code, or -1.
    int waitForEnd()
    {
        const bool ended = m_process.waitForFinished(10'000);
        m_output += m_process.readAllStandardOutput();
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

    /// Asks it to end; the exit code, or -1 when it does not end well.
    int end()
    {
        m_process.terminate();
        const bool ended = m_process.waitForFinished(10'000);
        m_output += m_process.readAllStandardOutput();
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

    const QByteArray& output() const { return m_output; }

private:
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors;
};

/// The answer to a GET, head and body.
QByteArray get(const QUrl& url, const QByteArray& path)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    if (!socket.waitForConnected())
        return {};
    socket.write(
        "GET " + path + " HTTP/1.1\r\nHost: " + url.host().toUtf8() + ':' +
        QByteArray::number(url.port()) + "\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(5'000))
        answer += socket.readAll();
    return answer;
}

} // namespace

class DesktopTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void version_withoutADisplay_isPrinted();
    void option_unknown_endsWithTwo();
    void start_anyPort_servesAndEndsWhenAsked();
    void start_portTaken_staysOpen();
    void start_directoryOfAServer_follows();
    void start_following_tellsWhenTheOwnerHasGone();
    void start_following_isAsRememberedWithTheData();
    void start_twice_bringsUpTheFirst();
};

void DesktopTest::version_withoutADisplay_isPrinted()
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    environment.remove(u"DISPLAY"_s);
    process.setProcessEnvironment(environment);
    for (const auto& option : {u"--version"_s, u"--help"_s}) {
        process.start(programPath(), {option});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardOutput().contains("stateroom"));
    }
}

void DesktopTest::option_unknown_endsWithTwo()
{
    QProcess process;
    process.start(programPath(), {u"--nonsense"_s});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("nonsense"));
}

void DesktopTest::start_anyPort_servesAndEndsWhenAsked()
{
    const QTemporaryDir home;
    Program program(home.filePath(u"data"_s), u"0"_s);
    const QUrl url = program.url();
    QVERIFY(url.isValid());
    QVERIFY(get(url, "/health").startsWith("HTTP/1.1 200 "));
    QCOMPARE(program.end(), 0);
}

void DesktopTest::start_portTaken_staysOpen()
{
    const QTemporaryDir home;
    Program first(home.filePath(u"first"_s), u"0"_s);
    const QUrl url = first.url();
    QVERIFY(url.isValid());
    Program second(home.filePath(u"second"_s), QString::number(url.port()));
    QVERIFY(second.complains("Programs cannot reach this store"));
    QVERIFY(second.isRunning());
    QCOMPARE(second.end(), 0);
    QVERIFY(second.output().isEmpty());
    QCOMPARE(first.end(), 0);
}

void DesktopTest::start_directoryOfAServer_follows()
{
    const QTemporaryDir home;
    Program first(home.filePath(u"data"_s), u"0"_s, u"stateroomd"_s);
    QVERIFY(first.url().isValid());
    Program second(home.filePath(u"data"_s), u"0"_s);
    QVERIFY(second.complains("Another program serves this store"));
    QVERIFY(second.isRunning());
    QCOMPARE(second.end(), 0);
    QVERIFY(second.output().isEmpty());
    QCOMPARE(first.end(), 0);
}

void DesktopTest::start_following_tellsWhenTheOwnerHasGone()
{
    const QTemporaryDir home;
    Program first(home.filePath(u"data"_s), u"0"_s, u"stateroomd"_s);
    QVERIFY(first.url().isValid());
    Program second(home.filePath(u"data"_s), u"0"_s);
    QVERIFY(second.complains("Another program serves this store"));
    QCOMPARE(first.end(), 0);
    QVERIFY(second.complains("The program that served this store has ended"));
    QCOMPARE(second.end(), 0);
}

void DesktopTest::start_following_isAsRememberedWithTheData()
{
    const QTemporaryDir home;
    const QString data = home.filePath(u"data"_s);
    Program first(data, u"0"_s, u"stateroomd"_s);
    QVERIFY(first.url().isValid());
    const QByteArray remembered = "[window]\nlanguage=de\n";
    QFile file(data + u"/window.ini"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(remembered);
    file.close();
    Program second(data, u"0"_s);
    QVERIFY(second.complains("Ein anderes Programm bedient diesen Speicher"));
    QCOMPARE(second.end(), 0);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), remembered);
    QCOMPARE(first.end(), 0);
}

void DesktopTest::start_twice_bringsUpTheFirst()
{
    const QTemporaryDir home;
    Program first(home.filePath(u"data"_s), u"0"_s);
    QVERIFY(first.url().isValid());
    Program second(home.filePath(u"./data"_s), u"0"_s);
    QCOMPARE(second.waitForEnd(), 0);
    QVERIFY(second.output().contains("has been brought up"));
    QVERIFY(first.isRunning());
    QCOMPARE(first.end(), 0);
}

QTEST_GUILESS_MAIN(DesktopTest)
#include "tst_desktop.moc"
