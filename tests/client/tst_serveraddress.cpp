// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/serveraddress.h"

#include <QTest>

using namespace stateroom;
using namespace Qt::StringLiterals;

class TstServerAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parse_url_isUnderstood_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hosts");
        QTest::addColumn<bool>("loopback");
        QTest::newRow("plain") << u"http://localhost:7474"_s << u"http://localhost:7474"_s
                               << u"127.0.0.1 ::1"_s << true;
        QTest::newRow("no scheme")
            << u"localhost:7474"_s << u"http://localhost:7474"_s << u"127.0.0.1 ::1"_s << true;
        QTest::newRow("case") << u"HTTP://LocalHost:1"_s << u"http://localhost:1"_s
                              << u"127.0.0.1 ::1"_s << true;
        QTest::newRow("slash") << u"http://127.0.0.1:7474/"_s << u"http://127.0.0.1:7474"_s
                               << u"127.0.0.1"_s << true;
        QTest::newRow("127/8") << u"http://127.8.9.1:7474"_s << u"http://127.8.9.1:7474"_s
                               << u"127.8.9.1"_s << true;
        QTest::newRow("ipv6") << u"http://[::1]:7474"_s << u"http://[::1]:7474"_s << u"::1"_s
                              << true;
        QTest::newRow("any") << u"http://0.0.0.0:7474"_s << u"http://127.0.0.1:7474"_s
                             << u"127.0.0.1"_s << true;
        QTest::newRow("any ipv6") << u"http://[::]:7474"_s << u"http://[::1]:7474"_s << u"::1"_s
                                  << true;
        QTest::newRow("base path")
            << u"https://state.example/a%20b/"_s << u"https://state.example:443/a%20b"_s
            << u"state.example"_s << false;
        QTest::newRow("an API's base URL")
            << u"http://localhost:7474/v1"_s << u"http://localhost:7474"_s << u"127.0.0.1 ::1"_s
            << true;
        QTest::newRow("an API's behind a base path")
            << u"https://state.example/a/v1/"_s << u"https://state.example:443/a"_s
            << u"state.example"_s << false;
        QTest::newRow("path that only ends like it")
            << u"https://state.example/rev1"_s << u"https://state.example:443/rev1"_s
            << u"state.example"_s << false;
        QTest::newRow("elsewhere")
            << u"http://10.0.0.7"_s << u"http://10.0.0.7:80"_s << u"10.0.0.7"_s << false;
        QTest::newRow("lookalike")
            << u"http://localhost.example:1"_s << u"http://localhost.example:1"_s
            << u"localhost.example"_s << false;
    }

    void parse_url_isUnderstood()
    {
        QFETCH(QString, url);
        const auto address = ServerAddress::parse(url, u"--url"_s);
        QVERIFY2(address, qPrintable(address ? QString() : address.error().message));
        QTEST(address->text(), "text");
        QTEST(address->hosts().join(u' '), "hosts");
        QTEST(address->isLoopback(), "loopback");
    }

    void parse_otherText_isWrongUsage_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("scheme alone") << u"http://"_s;
        QTest::newRow("other scheme") << u"ftp://localhost"_s;
        QTest::newRow("query") << u"http://localhost:1/?token=x"_s;
        QTest::newRow("fragment") << u"http://localhost:1/#x"_s;
        QTest::newRow("port") << u"http://localhost:99999"_s;
        QTest::newRow("line break") << u"http://local\r\nhost:1"_s;
    }

    void parse_otherText_isWrongUsage()
    {
        QFETCH(QString, url);
        const auto address = ServerAddress::parse(url, u"STATEROOM_URL"_s);
        QVERIFY(!address);
        QCOMPARE(address.error().code, ClientErrorCode::WrongUsage);
        QVERIFY(address.error().message.startsWith(u"STATEROOM_URL: "_s));
    }

    void parse_userInfo_isNotRepeated()
    {
        const auto address = ServerAddress::parse(u"http://me:secret@localhost:1"_s, u"--url"_s);
        QVERIFY(!address);
        QVERIFY(!address.error().message.contains(u"secret"_s));
    }
};

QTEST_GUILESS_MAIN(TstServerAddress)
#include "tst_serveraddress.moc"
