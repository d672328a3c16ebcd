// SPDX-License-Identifier: GPL-3.0-or-later
// API keys: what first start makes, what a key may do, and that a revoked one is unknown at once.
#include "tests/support/testservice.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class TstApiKeys : public QObject {
    Q_OBJECT

    static Fields bearer(const QByteArray& token) { return {{"Authorization", "Bearer " + token}}; }
    static ServiceOptions optionsIn(const QTemporaryDir& directory)
    {
        ServiceOptions options = TestService::plainOptions();
        options.store.mode = StoreMode::Own;
        options.store.directory = directory.path();
        options.makeFirstKeys = true;
        return options;
    }
    static QByteArray keyIn(const QTemporaryDir& directory)
    {
        QFile file(directory.filePath(u"keys.json"_s));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QJsonDocument::fromJson(file.readAll())["integration"_L1].toString().toLatin1();
    }

private Q_SLOTS:
    // As a kill leaves it between the file and the store.
    void firstStart_textWithoutItsKey_isMadeAnew()
    {
        QTemporaryDir directory;
        QFile file(directory.filePath(u"keys.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray lost = "int_" + QByteArray(43, 'x');
        file.write("{\"integration\":\"" + lost + "\"}");
        file.close();
        TestService service(optionsIn(directory));
        QVERIFY2(service.mistake().isEmpty(), qPrintable(service.mistake()));
        const QByteArray key = keyIn(directory);
        QVERIFY(key.startsWith("int_"));
        QVERIFY(key != lost);
        QCOMPARE(service.call("PUT /v1/state/a", "1", bearer(key)).status, 200);
        QCOMPARE(service.call("PUT /v1/state/a", "1", bearer(lost)).status, 401);
    }

    void firstStart_emptyDirectory_makesOneKeyForOwnerOnly()
    {
        QTemporaryDir directory;
        QByteArray key;
        {
            TestService service(optionsIn(directory));
            QVERIFY2(service.mistake().isEmpty(), qPrintable(service.mistake()));
            key = keyIn(directory);
            QVERIFY(key.startsWith("int_"));
            QCOMPARE(key.size(), 4 + 43); // 256 bits in base64url
            const auto mode = QFile::permissions(directory.filePath(u"keys.json"_s));
            QCOMPARE(
                mode &
                    (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                QFile::Permissions());
            QCOMPARE(service.call("PUT /v1/state/a", "1", bearer(key)).status, 200);
            for (const Change& change : service.changes())
                QVERIFY(!change.value || !change.value->bytes().contains(key));
        }
        TestService again(optionsIn(directory));
        QCOMPARE(keyIn(directory), key);
        QCOMPARE(again.call("GET /v1/state/a", {}, bearer(key)).body, "1"_ba);
        QCOMPARE(
            again.service().keys().all().size(), size_t(3)); // campaign and business have one, too
    }

    void givenKeys_forAnApi_replaceItsFirstKeyAndStayOffTheDisk()
    {
        QTemporaryDir directory;
        {
            TestService service(optionsIn(directory));
        }
        const QByteArray first = keyIn(directory);
        ServiceOptions options = optionsIn(directory);
        options.givenKeys = u"integration=token-for-ci"_s;
        {
            TestService service(options);
            QCOMPARE(service.call("PUT /v1/state/a", "1", bearer(first)).status, 401);
            QCOMPARE(service.call("PUT /v1/state/a", "1", bearer("token-for-ci")).status, 200);
        }
        for (const QFileInfo& info : QDir(directory.path()).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("token-for-ci"), qPrintable(info.fileName()));
        }
        TestService service(optionsIn(directory));
        QCOMPARE(service.call("GET /v1/state/a", {}, bearer(first)).status, 200);
    }

    void givenKeys_malformed_areRefusedWithoutRepeatingThem_data()
    {
        QTest::addColumn<QString>("list");
        for (const char* list :
             {"secret", "planet=secret", "integration=", "business=secret:gold",
              "integration=a,,secret", "integration=se cret,business=secret",
              "integration=s\u00e9cret", "integration=secret,workflow=secret",
              "integration=secret,integration=secret:starter"})
            QTest::newRow(list) << QString::fromUtf8(list);
    }
    void givenKeys_malformed_areRefusedWithoutRepeatingThem()
    {
        QFETCH(QString, list);
        ServiceOptions options = TestService::plainOptions();
        options.givenKeys = list;
        TestService service(options);
        QVERIFY(!service.mistake().isEmpty());
        QVERIFY(!service.mistake().contains(u"secret"_s));
    }

    void givenKeys_textOfAnotherApisKey_isRefused()
    {
        QTemporaryDir directory;
        {
            TestService service(optionsIn(directory));
        }
        const QString first = QString::fromLatin1(keyIn(directory));
        ServiceOptions options = optionsIn(directory);
        options.givenKeys = u"workflow="_s + first;
        TestService refused(options);
        QVERIFY(!refused.mistake().isEmpty());
        QVERIFY(!refused.mistake().contains(first));
    }

    void firstKey_revoked_isForgottenAndNotMadeAnew()
    {
        QTemporaryDir directory;
        {
            TestService service(optionsIn(directory));
            const auto keys = service.service().keys().all();
            const auto key = std::find_if(keys.begin(), keys.end(), [](const ApiKeyPtr& one) {
                return one->api == ApiKind::Integration;
            });
            QVERIFY(service.service().keyStore().revoke((*key)->id));
            QVERIFY(keyIn(directory).isEmpty());
            QVERIFY(FirstKeyFile(service.service().keyFile()).text(ApiKind::Campaign));
        }
        TestService again(optionsIn(directory));
        QVERIFY(again.service().madeKeys().empty());
        QVERIFY(!again.service().keys().hasKeyOf(ApiKind::Integration));
        QVERIFY(keyIn(directory).isEmpty());
    }

    void firstKeyFile_textLeftOfARevokedKey_isTakenOutByTheNextStart()
    {
        QTemporaryDir directory;
        {
            TestService service(optionsIn(directory));
            FirstKeyFile file(service.service().keyFile());
            QVERIFY(file.put({{ApiKind::Integration, "int_revoked-before-a-kill"}}));
        }
        TestService again(optionsIn(directory));
        QVERIFY(keyIn(directory).isEmpty());
    }

    void readFirstKey_outOfForce_isNotFound()
    {
        QTemporaryDir directory;
        ServiceOptions options = optionsIn(directory);
        std::optional<Result<QByteArray>> told;
        const auto tell = [&told](Result<QByteArray> text) { told = std::move(text); };
        {
            TestService service(options);
            service.service().readFirstKey(ApiKind::Integration, this, tell);
            QTRY_VERIFY(told);
            QCOMPARE(*told, keyIn(directory));
        }
        options.givenKeys = u"integration=token-for-ci"_s;
        TestService service(options);
        told.reset();
        service.service().readFirstKey(ApiKind::Integration, this, tell);
        QTRY_VERIFY(told);
        QCOMPARE(told->error().code, ErrorCode::NotFound);
        QVERIFY(!keyIn(directory).isEmpty()); // good again without STATEROOM_KEYS
    }

    void make_nonsense_isRefused_data()
    {
        QTest::addColumn<ApiKind>("api");
        QTest::addColumn<QByteArray>("resource");
        QTest::newRow("no type") << ApiKind::Integration << "nonsense"_ba;
        QTest::newRow("type with a tail") << ApiKind::Integration << "importsx"_ba;
        QTest::newRow("no id") << ApiKind::Integration << "imports/"_ba;
        QTest::newRow("empty") << ApiKind::Workflow << ""_ba;
        QTest::newRow("control character") << ApiKind::Campaign << "a\nb"_ba;
        QTest::newRow("too long") << ApiKind::Campaign << QByteArray(1101, 'a');
    }
    void make_nonsense_isRefused()
    {
        QFETCH(ApiKind, api);
        QFETCH(QByteArray, resource);
        TestService service;
        ApiKey wish;
        wish.api = api;
        wish.resources = {resource};
        QCOMPARE(service.service().keyStore().make(wish).error().code, ErrorCode::InvalidInput);
        QVERIFY(service.service().keys().all().empty());
    }

    void change_ofARevokedKey_doesNotBringItBack()
    {
        TestService service;
        KeyStore& keys = service.service().keyStore();
        const auto made = keys.make({});
        QVERIFY(made);
        KeyRing ring;
        ring.put(std::make_shared<const ApiKey>(made->key));
        ring.remove(made->key.id);
        ring.update(
            std::make_shared<const ApiKey>(made->key)); // what a change does that came first
        QVERIFY(!ring.find(made->text));
    }

    void limitedKey_outsideItsLimits_is403WithoutEffect()
    {
        QTemporaryDir directory;
        TestService service(optionsIn(directory));
        KeyStore& keys = service.service().keyStore();
        ApiKey wish;
        wish.resources = {"imports/55cc"};
        const auto limited = keys.make(wish);
        wish = {};
        wish.readOnly = true;
        const auto reading = keys.make(wish);
        QVERIFY(limited && reading);
        const Seq before = service.position();
        QCOMPARE(service.call("PUT /v1/state/a", "1", bearer(limited->text)).status, 403);
        QCOMPARE(
            service.call("PUT /v1/imports/55ccc/state/a", "1", bearer(limited->text)).status, 403);
        QCOMPARE( // an id of its own
            service.call("PUT /v1/imports/55cc%2Fb/state/a", "1", bearer(limited->text)).status,
            403);
        QCOMPARE(
            service.call("PUT /v1/imports/55cc/state/a", "1", bearer(reading->text)).status, 403);
        QCOMPARE(service.position(), before);
        wish = {};
        wish.resources = {"imports"};
        const auto ofAType = keys.make(wish);
        QVERIFY(ofAType);
        QCOMPARE(
            service.call("PUT /v1/imports/a%2Fb/state/a", "1", bearer(ofAType->text)).status, 200);
        QCOMPARE(service.call("PUT /v1/flows/a/state/a", "1", bearer(ofAType->text)).status, 403);
        QCOMPARE(
            service.call("PUT /v1/imports/55cc/state/a", "1", bearer(limited->text)).status, 200);
        QCOMPARE(
            service.call("GET /v1/imports/55cc/state/a", {}, bearer(reading->text)).status, 200);
    }

    void revokedKey_atOnce_isLikeAnUnknownOne()
    {
        QTemporaryDir directory;
        TestService service(optionsIn(directory));
        const auto made = service.service().keyStore().make({});
        QVERIFY(made);
        QCOMPARE(service.call("GET /state/a", {}, bearer(made->text)).status, 404);
        QVERIFY(service.service().keyStore().revoke(made->key.id));
        const HttpAnswer revoked = service.call("GET /state/a", {}, bearer(made->text));
        const HttpAnswer unknown = service.call("GET /state/a", {}, bearer("int_never"));
        QCOMPARE(revoked.status, 401);
        QCOMPARE(revoked.body, unknown.body);
        QCOMPARE(
            service.service().keyStore().revoke(made->key.id).error().code, ErrorCode::NotFound);
    }

    void makeAndRevoke_withoutWaiting_areInForceWhenTold()
    {
        QTemporaryDir directory;
        TestService service(optionsIn(directory));
        KeyStore& keys = service.service().keyStore();
        QByteArray text;
        QByteArray id;
        ApiKey wish;
        wish.label = "from the window";
        keys.make(wish, this, [&](Result<KeyStore::NewKey> made) {
            text = made->text;
            id = made->key.id;
        });
        QVERIFY(text.isEmpty()); // it did not wait
        QTRY_VERIFY(!text.isEmpty());
        QCOMPARE(service.call("PUT /v1/state/a", "1", bearer(text)).status, 200);

        ApiKey changed;
        changed.id = id;
        changed.label = "reads";
        changed.readOnly = true;
        std::optional<Result<void>> told;
        const auto tell = [&told](const Result<ApiKey>& result) {
            told = result ? Result<void>() : Result<void>(failureOf(result));
        };
        keys.change(changed, this, tell);
        QCOMPARE(service.call("PUT /v1/state/a", "2", bearer(text)).status, 403); // at once
        QTRY_VERIFY(told && *told);
        QCOMPARE(service.call("GET /v1/state/a", {}, bearer(text)).status, 200);

        told.reset();
        keys.revoke(id, this, [&told](Result<void> result) { told = result; });
        QCOMPARE(service.call("GET /v1/state/a", {}, bearer(text)).status, 401); // at once
        QTRY_VERIFY(told && *told);
        // What fails has written nothing: it would cost all that share its commit.
        std::atomic<bool> asked = false;
        const KeyStore::Within within = [&asked](Transaction&, const ApiKey&) -> Result<void> {
            asked = true;
            return {};
        };
        told.reset();
        keys.revoke(
            id, this, [&told](Result<void> result) { told = result; }, within);
        QTRY_VERIFY(told && !*told);
        QCOMPARE(told->error().code, ErrorCode::NotFound);
        told.reset();
        keys.change(changed, this, tell, within);
        QTRY_VERIFY(told && !*told);
        QCOMPARE(told->error().code, ErrorCode::NotFound);
        QVERIFY(!asked);
    }

    void firstKeyText_firstStart_isTheOneInTheFile()
    {
        QTemporaryDir directory;
        TestService service(optionsIn(directory));
        const QString file = service.service().keyFile();
        QCOMPARE(FirstKeyFile(file).text(ApiKind::Integration), keyIn(directory));
        QCOMPARE(FirstKeyFile(file).text(ApiKind::Workflow).error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TstApiKeys)
#include "tst_apikeys.moc"
