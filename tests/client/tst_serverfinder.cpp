// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/serverfinder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace Qt::StringLiterals;

class TstServerFinder : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;

    void write(const QString& name, const QByteArray& content) const
    {
        QFile file(m_root.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    static QByteArray serving(const QByteArray& authority)
    {
        return "{\"pid\":1,\"url\":\"http://" + authority + "\"}";
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_root.path()).mkpath(u"a"_s));
        QVERIFY(QDir(m_root.path()).mkpath(u"b"_s));
        QVERIFY(QDir(m_root.path()).mkpath(u"starting"_s));
        QVERIFY(QDir(m_root.path()).mkpath(u"open"_s));
        write(u"a/serving.json"_s, serving("127.0.0.1:7001"));
        write(u"a/control-token"_s, "ctl_a\n");
        write(u"b/serving.json"_s, serving("127.0.0.1:7002"));
        write(u"b/control-token"_s, "ctl_b");
        QVERIFY(QDir(m_root.path()).mkpath(u"killed"_s));
        write(
            u"killed/serving.json"_s,
            serving("127.0.0.1:7004").replace("\"pid\":1", "\"pid\":2147483646"));
        write(u"killed/control-token"_s, "ctl_killed");
        write(u"starting/serving.json"_s, "{\"pid\":1}");
        write(u"open/serving.json"_s, serving("10.1.1.1:7003"));
        write(u"open/control-token"_s, "ctl_open");
        write(u"token"_s, "  ctl_file \r\n");
        write(u"empty"_s, "\n");
        write(u"twoLines"_s, "ctl_x\r\nX-Forged: 1");
    }

    /// `wish` and `environment` are NAME=VALUE words; `@` stands for the test's directory.
    void findServer_wish_isMet_data()
    {
        QTest::addColumn<QString>("wish");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("found"); // URL and token; or the code's number and a word
        const auto row = [](const char* name, const char* wish, const char* environment,
                            const char* found) {
            QTest::newRow(name) << QString::fromLatin1(wish) << QString::fromLatin1(environment)
                                << QString::fromLatin1(found);
        };
        const auto failed = [](ClientErrorCode code, const char* word) {
            return "!" + QByteArray::number(int(code)) + ' ' + word;
        };
        using enum ClientErrorCode;
        row("data", "data=@/a", "", "http://127.0.0.1:7001 ctl_a");
        row("default", "", "STATEROOM_DATA=@/b", "http://127.0.0.1:7002 ctl_b");
        row("data before the URL variable", "data=@/a", "STATEROOM_URL=http://localhost:1",
            "http://127.0.0.1:7001 ctl_a");
        row("data before its variable", "data=@/a", "STATEROOM_DATA=@/b",
            "http://127.0.0.1:7001 ctl_a");
        row("URL variable before the default", "",
            "STATEROOM_URL=http://localhost:1 STATEROOM_DATA=@/b", "http://localhost:1 ctl_b");
        row("url before all", "url=http://[::1]:9 data=@/a", "STATEROOM_URL=http://localhost:1",
            "http://[::1]:9 ctl_a");
        row("token", "data=@/a token=ctl_t", "STATEROOM_TOKEN=ctl_e",
            "http://127.0.0.1:7001 ctl_t");
        row("token file", "data=@/a token=ctl_t file=@/token", "",
            "http://127.0.0.1:7001 ctl_file");
        row("token variable", "data=@/a", "STATEROOM_TOKEN=ctl_e", "http://127.0.0.1:7001 ctl_e");
        row("https elsewhere", "url=https://h.example token=ctl_t", "",
            "https://h.example:443 ctl_t");
        row("insecure", "url=http://h.example token=ctl_t insecure=1", "",
            "http://h.example:80 ctl_t");

        row("plain http elsewhere", "url=http://h.example token=ctl_t", "",
            failed(Refused, "read it on the way"));
        row("directory names another machine", "data=@/open", "",
            failed(Refused, "read it on the way"));
        row("own token is not offered elsewhere", "url=https://h.example", "STATEROOM_DATA=@/a",
            failed(Refused, "no token for"));
        row("own token by wish", "url=https://h.example data=@/a", "",
            "https://h.example:443 ctl_a");
        row("no directory", "data=@/none", "", failed(Unreachable, "No server is running"));
        row("starting", "data=@/starting", "", failed(Unreachable, "names no address"));
        row("killed", "data=@/killed", "", failed(Unreachable, "(pid 2147483646) is gone"));
        row("no token there", "url=http://localhost:1 data=@/none", "",
            failed(Refused, "Cannot read the control token"));
        row("no token file", "data=@/a file=@/none", "", failed(Refused, "none"));
        row("empty token file", "data=@/a file=@/empty", "", failed(WrongUsage, "holds no token"));
        row("forged field", "data=@/a file=@/twoLines", "", failed(WrongUsage, "holds no token"));
        row("wrong URL", "url=ftp://x", "", failed(WrongUsage, "--url"));
        row("wrong URL variable", "", "STATEROOM_URL=ftp://x", failed(WrongUsage, "STATEROOM_URL"));
    }

    void findServer_wish_isMet()
    {
        QFETCH(QString, wish);
        QFETCH(QString, environment);
        QFETCH(QString, found);
        wish.replace(u'@', m_root.path());
        environment.replace(u'@', m_root.path());

        ServerWish asked;
        for (const QString& word : wish.split(u' ', Qt::SkipEmptyParts)) {
            const QString value = word.section(u'=', 1);
            const QString name = word.section(u'=', 0, 0);
            if (name == "url"_L1)
                asked.url = value;
            else if (name == "data"_L1)
                asked.dataDirectory = value;
            else if (name == "token"_L1)
                asked.token = value;
            else if (name == "file"_L1)
                asked.tokenFile = value;
            else
                asked.insecure = true;
        }
        QProcessEnvironment variables;
        for (const QString& word : environment.split(u' ', Qt::SkipEmptyParts))
            variables.insert(word.section(u'=', 0, 0), word.section(u'=', 1));

        const auto server = findServer(asked, variables);
        if (!found.startsWith(u'!')) {
            QVERIFY2(server, qPrintable(server ? QString() : server.error().message));
            QCOMPARE(server->address.text() + u' ' + QString::fromLatin1(server->token), found);
            return;
        }
        QVERIFY(!server);
        QCOMPARE(QString::number(int(server.error().code)), found.section(u' ', 0, 0).sliced(1));
        const QString said = server.error().message;
        QVERIFY2(said.contains(found.section(u' ', 1)), qPrintable(said));
        QVERIFY2(!said.contains(u"ctl_"_s), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TstServerFinder)
#include "tst_serverfinder.moc"
