// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/addressrules.h"

#include <QNetworkInterface>
#include <QTest>

using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(AddressKind)

class AddressRulesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindOf_addresses_isWhatTheRegistriesSay_data();
    void kindOf_addresses_isWhatTheRegistriesSay();
    void refusalOf_kinds_followsTheRules_data();
    void refusalOf_kinds_followsTheRules();
    void refusalOf_ownPort_isNeverSentTo();
};

void AddressRulesTest::kindOf_addresses_isWhatTheRegistriesSay_data()
{
    QTest::addColumn<AddressKind>("kind");
    const auto add = [](AddressKind kind, std::initializer_list<const char*> addresses) {
        for (const char* address : addresses)
            QTest::newRow(address) << kind;
    };
    add(AddressKind::Public,
        {"8.8.8.8",         "1.1.1.1",        "9.255.255.255",   "11.0.0.0",
         "100.63.255.255",  "100.128.0.0",    "126.255.255.255", "128.0.0.0",
         "169.253.255.255", "169.255.0.0",    "172.15.255.255",  "172.32.0.0",
         "192.0.1.0",       "192.0.3.0",      "192.167.255.255", "192.169.0.0",
         "198.17.255.255",  "198.20.0.0",     "198.51.99.255",   "203.0.114.0",
         "223.255.255.255", "168.63.129.15",  "168.63.129.17",   "192.80.8.123",
         "192.80.8.125",    "161.25.255.255", "161.27.0.0",      "166.7.255.255",
         "166.12.0.0"});
    add(AddressKind::Loopback, {"127.0.0.1", "127.0.0.0", "127.255.255.255", "::1",
                                "::ffff:127.0.0.1", "::ffff:127.1.2.3"});
    add(AddressKind::Private,
        {"10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "169.254.0.0",
         "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.192", "192.0.2.1",
         "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255",
         "198.51.100.7", "203.0.113.255", "240.0.0.0", "255.255.255.254"});
    // Metadata and platform services of clouds, wherever they are.
    add(AddressKind::Private,
        {"168.63.129.16", "::ffff:168.63.129.16", "64:ff9b::a83f:8110", "2002:a83f:8110::1",
         "192.80.8.124", "161.26.0.10", "166.8.0.0", "166.11.255.255", "100.100.100.200",
         "169.254.170.2", "169.254.0.23", "169.254.42.42", "fd00:ec2::23", "fd20:ce::254",
         "fd00:c1::a9fe:a9fe", "fd00:42::42", "fe80::a9fe:a9fe"});
    add(AddressKind::Unusable, {"0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.255",
                                "255.255.255.255", "::", "ff02::1", "ff0e::1"});
    // IPv6 of its own.
    add(AddressKind::Public, {"2000::1", "2606:4700:4700::1111", "2001:4860:4860::8888",
                              "2a00:1450:4001:81b::200e", "3ffe:ffff::1"});
    add(AddressKind::Private,
        {"fc00::1", "fd00:ec2::254", "fdff:ffff::1", "fe80::1", "febf::1", "fec0::1", "2001:db8::1",
         "3fff::1", "2001::1", "2001:10::1", "2001:20::1", "100::1", "64:ff9b:1::8.8.8.8",
         "5f00::1", "4000::1", "8000::1"});
    // IPv4 within: mapped, compatible, SIIT, NAT64, 6to4, ISATAP.
    add(AddressKind::Public, {"::ffff:8.8.8.8", "::8.8.8.8", "::ffff:0:8.8.8.8", "64:ff9b::8.8.8.8",
                              "2002:808:808::1", "2606:4700::5efe:808:808"});
    add(AddressKind::Private,
        {"::ffff:10.0.0.1", "::ffff:169.254.169.254", "::10.0.0.1", "::ffff:0:192.168.1.1",
         "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1", "2002:a00:1::1",
         "2002:a9fe:a9fe::1", "2002:7f00:1::", "2606:4700::5efe:a00:1",
         "2606:4700::200:5efe:a00:1"});
    add(AddressKind::Unusable, {"::ffff:0.0.0.0", "::ffff:224.0.0.1", "64:ff9b::", "2002::1"});
}

void AddressRulesTest::kindOf_addresses_isWhatTheRegistriesSay()
{
    QFETCH(AddressKind, kind);
    const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!address.isNull());
    QCOMPARE(int(kindOf(address)), int(kind));
}

void AddressRulesTest::refusalOf_kinds_followsTheRules_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("allowed"); // p with allowPrivate, l with allowLoopback
    QTest::newRow("public") << u"8.8.8.8"_s << u"- p l pl"_s;
    QTest::newRow("loopback") << u"127.0.0.1"_s << u"l pl"_s;
    QTest::newRow("mapped loopback") << u"::ffff:127.0.0.1"_s << u"l pl"_s;
    QTest::newRow("private") << u"10.0.0.1"_s << u"p pl"_s;
    QTest::newRow("metadata") << u"169.254.169.254"_s << u"p pl"_s;
    QTest::newRow("unspecified") << u"0.0.0.0"_s << QString();
    QTest::newRow("multicast") << u"ff02::1"_s << QString();
}

void AddressRulesTest::refusalOf_kinds_followsTheRules()
{
    QFETCH(QString, address);
    QFETCH(QString, allowed);
    QStringList found;
    for (const QString& how : {u"-"_s, u"p"_s, u"l"_s, u"pl"_s}) {
        const AddressRules rules{how.contains(u'p'), how.contains(u'l'), {7474}};
        const QString refusal = refusalOf(QHostAddress(address), 80, rules);
        if (refusal.isEmpty())
            found << how;
        else
            QVERIFY2(refusal.startsWith(address), qPrintable(refusal));
    }
    QCOMPARE(found.join(u' '), allowed);
}

void AddressRulesTest::refusalOf_ownPort_isNeverSentTo()
{
    const AddressRules rules{true, true, {7474, 7475}};
    for (const char* address : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
        const QHostAddress own(QString::fromLatin1(address));
        QVERIFY2(!refusalOf(own, 7474, rules).isEmpty(), address);
        QVERIFY2(!refusalOf(own, 7475, rules).isEmpty(), address);
        QVERIFY2(refusalOf(own, 7476, rules).isEmpty(), address);
    }
    for (const QHostAddress& own : QNetworkInterface::allAddresses())
        QVERIFY2(!refusalOf(own, 7474, rules).isEmpty(), qPrintable(own.toString()));
    QVERIFY(refusalOf(QHostAddress(u"8.8.8.8"_s), 7474, rules).isEmpty());
}

QTEST_GUILESS_MAIN(AddressRulesTest)
#include "tst_addressrules.moc"
