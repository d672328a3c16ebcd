// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/originpolicy.h"

#include <QTest>

using namespace stateroom;

class TstOriginPolicy : public QObject {
    Q_OBJECT

    OriginPolicy m_policy{
        {{"Box.lan", "exact.lan:8080"}, {"https://app.example", "http://Dev.example:3000/"}}};

private Q_SLOTS:
    void isHostAllowed_names_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("allowed");
        for (const char* host :
             {"localhost", "LocalHost:1", "app.localhost", "a.b.localhost:80", "127.0.0.1",
              "127.0.0.1:7474", "127.255.0.3:1", "[::1]", "[::1]:7474", "box.lan", "BOX.lan:99",
              "exact.lan:8080"})
            QTest::newRow(host) << QByteArray(host) << true;
        for (const char* host :
             {"",
              ":80",
              "evil.example",
              "evil.example:7474",
              "localhost.evil.example",
              "notlocalhost",
              ".localhost",
              "127.0.0.1.evil.example",
              "127.0.0",
              "127.0.0.1.",
              "127.0.0.256",
              "127.1",
              "1127.0.0.1",
              "128.0.0.1",
              "[::2]",
              "[::1",
              "::1",
              "[::1]x",
              "localhost:",
              "localhost:x",
              "localhost:123456",
              "localhost:80:80",
              "sub.box.lan",
              "exact.lan",
              "exact.lan:8081",
              "192.168.0.1",
              "0.0.0.0",
              "2130706433"})
            QTest::newRow(host) << QByteArray(host) << (QByteArray(host) == "localhost:");
    }

    void isHostAllowed_names()
    {
        QFETCH(QByteArray, host);
        QTEST(m_policy.isHostAllowed(host), "allowed");
    }

    void isOriginAllowed_origins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("allowed");
        for (const char* origin :
             {"http://localhost", "http://localhost:5173", "https://127.0.0.1:8443",
              "http://[::1]:3000", "HTTP://LOCALHOST:1", "http://app.localhost",
              "https://app.example", "http://dev.example:3000"})
            QTest::newRow(origin) << QByteArray(origin) << true;
        for (const char* origin :
             {"null", "", "http://evil.example", "http://localhost.evil.example",
              "http://app.example", "https://app.example:444", "http://dev.example",
              "ftp://localhost", "file://", "localhost", "http://localhost/", "http://localhost/x",
              "http://u@localhost", "http://", "https://sub.app.example",
              "chrome-extension://abcdef"})
            QTest::newRow(origin) << QByteArray(origin) << false;
    }

    void isOriginAllowed_origins()
    {
        QFETCH(QByteArray, origin);
        QTEST(m_policy.isOriginAllowed(origin), "allowed");
    }
};

QTEST_APPLESS_MAIN(TstOriginPolicy)
#include "tst_originpolicy.moc"
