// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/x509.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::tls;

namespace {

constexpr Timestamp start(1'800'000'000'000);
constexpr Milliseconds day = std::chrono::hours(24);
const Names local{"localhost", "127.0.0.1", "::1"};

PrivateKey newKey()
{
    return *PrivateKey::make();
}

} // namespace

class TstX509 : public QObject {
    Q_OBJECT

    const PrivateKey m_authorityKey = newKey();
    const PrivateKey m_key = newKey();
    const Validity m_years{start, start + 3650 * day};
    const Validity m_days{start, start + 90 * day};

    Certificate authorityFor(const Names& names) const
    {
        return *Certificate::makeAuthority(m_authorityKey, names, m_years);
    }
    Certificate serverOf(const Certificate& authority, const Names& names) const
    {
        return *Certificate::makeServer(authority, m_authorityKey, m_key, names, m_days);
    }

private Q_SLOTS:
    void key_pem_comesBack()
    {
        const auto again = PrivateKey::fromPem(m_key.toPem());
        QVERIFY(again);
        QCOMPARE(again->toPem(), m_key.toPem());
        const Certificate authority = authorityFor(local);
        QVERIFY(authority.isOf(m_authorityKey));
        QVERIFY(!authority.isOf(*again));
    }

    void fromPem_otherText_refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no PEM") << QByteArray("key");
        QTest::newRow("cut off") << m_key.toPem().first(60);
        QTest::newRow("encrypted") << QByteArray(
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n");
    }

    void fromPem_otherText_refused()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(PrivateKey::fromPem(text).error().code, ErrorCode::InvalidInput);
        QCOMPARE(Certificate::fromPem(text).error().code, ErrorCode::InvalidInput);
    }

    void certificate_pem_comesBack()
    {
        const Certificate made = serverOf(authorityFor(local), local);
        const auto again = Certificate::fromPem(made.toPem());
        QVERIFY(again);
        QCOMPARE(again->toPem(), made.toPem());
        QCOMPARE(again->validity().from, m_days.from);
        QCOMPARE(again->validity().to, m_days.to);
        QVERIFY(again->isOf(m_key));
    }

    void isFor_names_exactlyThose()
    {
        const Certificate made = serverOf(authorityFor(local), local);
        QVERIFY(made.isFor(local));
        QVERIFY(!made.isFor({"localhost"}));
        QVERIFY(!made.isFor(local + Names{"box.lan"}));
    }

    void isAcceptedBy_itsAuthorityAlone()
    {
        const Certificate authority = authorityFor(local);
        const Certificate made = serverOf(authority, local);
        QVERIFY(made.isAcceptedBy(authority, start));
        QVERIFY(made.isAcceptedBy(authority, start + 89 * day));
        QVERIFY(!made.isAcceptedBy(authority, start + -day));
        QVERIFY(!made.isAcceptedBy(authority, start + 91 * day));
        const auto other = Certificate::makeAuthority(newKey(), local, m_years);
        QVERIFY(!made.isAcceptedBy(*other, start));
        // One under the same key, as a renewed authority is.
        const auto renewed = Certificate::makeAuthority(m_authorityKey, local, m_days);
        QVERIFY(made.isAcceptedBy(*renewed, start));
        // An authority is no server.
        QVERIFY(!made.isAcceptedBy(made, start));
    }

    void authority_otherNames_cannotBeCertified_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("itself") << QByteArray("localhost") << true;
        QTest::newRow("below") << QByteArray("app.localhost") << true;
        QTest::newRow("another") << QByteArray("example.com") << false;
        QTest::newRow("a longer one") << QByteArray("notlocalhost") << false;
        QTest::newRow("address") << QByteArray("127.0.0.1") << true;
        QTest::newRow("another address") << QByteArray("127.0.0.2") << false;
        QTest::newRow("IPv6") << QByteArray("::1") << true;
        QTest::newRow("another IPv6") << QByteArray("::2") << false;
    }

    void authority_otherNames_cannotBeCertified()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, accepted);
        const Certificate authority = authorityFor(local);
        QCOMPARE(serverOf(authority, {name}).isAcceptedBy(authority, start), accepted);
    }

    void names_thatWouldBeReadAsMore_areLeftOut()
    {
        const Names odd{"localhost", "a,DNS:evil.example", "x\ny", "*", "b:1", ""};
        const Certificate authority = authorityFor(odd);
        const Certificate made = serverOf(authority, odd);
        QVERIFY(made.isFor({"localhost"}));
        QVERIFY(made.isAcceptedBy(authority, start));
        QVERIFY(!serverOf(authority, {"evil.example"}).isAcceptedBy(authority, start));
    }
};

QTEST_GUILESS_MAIN(TstX509)
#include "tst_x509.moc"
