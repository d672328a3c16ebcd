// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ownerfile.h"
#include "core/tls/certificates.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::tls;
using namespace Qt::StringLiterals;

class TstCertificates : public QObject {
    Q_OBJECT

    static constexpr Timestamp start = Timestamp(1'800'000'000'000);
    static constexpr Milliseconds day = std::chrono::hours(24);
    const Names m_local{"localhost", "127.0.0.1", "::1"};
    std::unique_ptr<QTemporaryDir> m_data;

    QString file(const QString& name) const { return m_data->path() + u"/tls/"_s + name; }
    QByteArray read(const QString& name) const { return *readOwnerFile(file(name)); }
    Result<Provided> provideAt(Timestamp now) const
    {
        return provide(m_data->path(), m_local, now);
    }
    Certificate authority() const { return *Certificate::fromPem(read(u"ca.pem"_s)); }
    static Certificate serverOf(const Provided& provided)
    {
        return *Certificate::fromPem(provided.credentials.chain);
    }

private Q_SLOTS:
    void init() { m_data = std::make_unique<QTemporaryDir>(); }

    void provide_first_makesAll()
    {
        const auto made = provideAt(start);
        QVERIFY2(made, made ? "" : qPrintable(made.error().toString()));
        QVERIFY(made->isAuthorityNew);
        const Certificate server = serverOf(*made);
        QVERIFY(server.isAcceptedBy(authority(), start));
        QVERIFY(server.isFor(m_local));
        QVERIFY(server.isOf(*PrivateKey::fromPem(made->credentials.key)));
        QVERIFY(made->credentials.chain.endsWith(read(u"ca.pem"_s)));
        QCOMPARE(made->credentials.renewAt, start + 60 * day);
        QCOMPARE(authorityFile(m_data->path()), file(u"ca.pem"_s));
    }

    void provide_files_areTheUsersAlone()
    {
        QVERIFY(provideAt(start));
        const QDir folder(m_data->path() + u"/tls"_s);
        const QFileInfoList files = folder.entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 3);
        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                                QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const QFileInfo& one : files)
            QVERIFY2((one.permissions() & others) == 0, qPrintable(one.fileName()));
        QVERIFY((QFileInfo(folder.path()).permissions() & others) == 0);
        // What clients are given holds no key.
        QVERIFY(!read(u"ca.pem"_s).contains("PRIVATE"));
    }

    void provide_loosenedFiles_areTightened()
    {
        QVERIFY(provideAt(start));
        for (const QString& name : {u"ca.pem"_s, u"ca-key.pem"_s, u"server.pem"_s})
            QVERIFY(QFile::setPermissions(file(name), QFileDevice::Permissions(0x6644)));
        QVERIFY(provideAt(start));
        provide_files_areTheUsersAlone();
    }

    void provide_again_isTheSame()
    {
        const auto made = provideAt(start);
        const auto again = provideAt(start + 59 * day);
        QVERIFY(again);
        QVERIFY(!again->isAuthorityNew);
        QCOMPARE(again->credentials, made->credentials);
    }

    void provide_endsSoon_isRenewedUnderTheSameAuthority()
    {
        const auto made = provideAt(start);
        const QByteArray trusted = read(u"ca.pem"_s);
        const Timestamp later = made->credentials.renewAt;
        const auto renewed = provideAt(later);
        QVERIFY(renewed);
        QVERIFY(!renewed->isAuthorityNew);
        QCOMPARE(read(u"ca.pem"_s), trusted);
        QVERIFY(renewed->credentials.key != made->credentials.key);
        QVERIFY(serverOf(*renewed).isAcceptedBy(authority(), later + 89 * day));
        QVERIFY(renewed->credentials.renewAt > later);
    }

    void provide_authorityEndsSoon_isRenewedWithItsKey()
    {
        QVERIFY(provideAt(start));
        const Certificate old = authority();
        const Timestamp later = start + 3300 * day;
        const auto renewed = provideAt(later);
        QVERIFY(renewed);
        QVERIFY(renewed->isAuthorityNew);
        QVERIFY(authority().validity().to > old.validity().to);
        QVERIFY(serverOf(*renewed).isAcceptedBy(authority(), later));
        // Who trusts the old file is served until that ends.
        QVERIFY(serverOf(*renewed).isAcceptedBy(old, later));
    }

    void provide_longPast_isMadeAnew()
    {
        QVERIFY(provideAt(start));
        const Timestamp later = start + 5000 * day;
        const auto renewed = provideAt(later);
        QVERIFY(renewed);
        QVERIFY(serverOf(*renewed).isAcceptedBy(authority(), later));
    }

    void provide_otherNames_needAnotherAuthority()
    {
        QVERIFY(provideAt(start));
        const QByteArray trusted = read(u"ca.pem"_s);
        const Names more = m_local + Names{"box.lan"};
        const auto made = provide(m_data->path(), more, start);
        QVERIFY(made);
        QVERIFY(made->isAuthorityNew);
        QVERIFY(read(u"ca.pem"_s) != trusted);
        QVERIFY(serverOf(*made).isFor(more));
        // Fewer ones do not.
        const auto fewer = provideAt(start);
        QVERIFY(fewer);
        QVERIFY(!fewer->isAuthorityNew);
        QVERIFY(serverOf(*fewer).isFor(m_local));
    }

    void provide_missing_isMadeAnew_data()
    {
        QTest::addColumn<QString>("missing");
        QTest::addColumn<bool>("isAuthorityNew");
        QTest::newRow("server") << u"server.pem"_s << false;
        QTest::newRow("authority") << u"ca.pem"_s << true; // which is said, each
        QTest::newRow("authority's key") << u"ca-key.pem"_s << true;
    }

    void provide_missing_isMadeAnew()
    {
        QFETCH(QString, missing);
        QFETCH(bool, isAuthorityNew);
        QVERIFY(provideAt(start));
        QVERIFY(QFile::remove(file(missing)));
        if (isAuthorityNew)
            QTest::ignoreMessage(
                QtWarningMsg, QRegularExpression(missing + u" is missing: a new authority"_s));
        const auto again = provideAt(start);
        QVERIFY(again);
        QCOMPARE(again->isAuthorityNew, isAuthorityNew);
        QVERIFY(serverOf(*again).isAcceptedBy(authority(), start));
    }

    void provide_emptyAuthority_isMadeAnewAndSaid()
    {
        QVERIFY(provideAt(start));
        QVERIFY(writeOwnerFile(file(u"ca.pem"_s), {}));
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(u"ca.pem is empty: a new authority is made"_s));
        const auto again = provideAt(start);
        QVERIFY(again);
        QVERIFY(again->isAuthorityNew);
    }

    void provide_damagedAuthority_isRefusedAndLeft_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no key") << u"ca-key.pem"_s << QByteArray("nonsense");
        QTest::newRow("no certificate") << u"ca.pem"_s << QByteArray("nonsense");
        QTest::newRow("another's key") << u"ca-key.pem"_s << PrivateKey::make()->toPem();
    }

    void provide_damagedAuthority_isRefusedAndLeft()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QVERIFY(provideAt(start));
        QVERIFY(writeOwnerFile(file(name), content));
        const auto again = provideAt(start);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::DamagedFile);
        QCOMPARE(read(name), content);
    }

    void provide_damagedServer_isMadeAnew()
    {
        QVERIFY(provideAt(start));
        QVERIFY(writeOwnerFile(file(u"server.pem"_s), "nonsense"));
        const auto again = provideAt(start);
        QVERIFY(again);
        QVERIFY(!again->isAuthorityNew);
        QVERIFY(serverOf(*again).isAcceptedBy(authority(), start));
    }

    void provide_noPlace_says()
    {
        QFile blocked(m_data->path() + u"/tls"_s);
        QVERIFY(blocked.open(QIODevice::WriteOnly));
        const auto made = provideAt(start);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::StorageFailed);
    }
};

QTEST_GUILESS_MAIN(TstCertificates)
#include "tst_certificates.moc"
