// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/tokensecret.h"
#include "core/api/campaign/usertoken.h"
#include "tests/api/campaign/campaignfixture.h"

#include <QFile>
#include <QTemporaryDir>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;
using campaign::TokenAuthority;
using campaign::TokenCache;

namespace {

const QByteArray good = claimsOf("spring", "quiz", "ann");

/// The claims with one replaced; an empty value leaves it out.
QByteArray with(const QByteArray& name, const QByteArray& value)
{
    const QList<std::pair<QByteArray, QByteArray>> all = {
        {"iss", "\"test\""}, {"aud", "\"stateroom\""},      {"exp", "1700000600"},
        {"sub", "\"ann\""},  {"campaign_id", "\"spring\""}, {"app_id", "\"quiz\""},
        {name, value}};
    QByteArray text;
    for (const auto& [key, own] : all) {
        const bool replaced = key == name && &own != &all.last().second;
        if (!replaced && !own.isEmpty())
            text += (text.isEmpty() ? "\"" : ",\"") + key + "\":" + own;
    }
    return '{' + text + '}';
}

const Timestamp start(1'700'000'000'000);

} // namespace

class TstUserToken : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void token_overHttp_isJudged_data();
    void token_overHttp_isJudged();
    void token_onceCached_stillExpiresToTheMillisecond();
    void policy_excludes_data();
    void policy_excludes();
    void mint_token_isTakenUntilItExpires();
    void mint_wrongWish_isRefused();
    void cache_manyTokens_isBounded();
    void secret_inTheDataDirectory_isMadeOnceForTheOwner();
    void secret_fileWithSomethingElse_isRefused();
    void secret_given_isNotWritten();
};

void TstUserToken::token_overHttp_isJudged_data()
{
    QTest::addColumn<QByteArray>("field"); // Authorization
    QTest::addColumn<int>("status");
    const auto token = [](const QByteArray& name, int status, const QByteArray& text) {
        QTest::newRow(name.constData()) << "Bearer " + text << status;
    };
    const auto claims = [&](const QByteArray& name, int status, const QByteArray& text) {
        token(name, status, jwt(text));
    };
    token("good", 200, jwt(good));
    token("no typ", 200, jwt(good, R"({"alg":"HS256"})"));
    claims("aud in an array", 200, with("aud", R"(["other","stateroom"])"));
    claims("any issuer", 200, with("iss", "\"https://who.example\""));
    claims("further claims", 200, with("role", R"({"a":[1]})"));
    claims("exp with a fraction", 200, with("exp", "1700000000.001"));
    claims("nbf now", 200, with("nbf", "1700000000"));

    QTest::newRow("none") << QByteArray() << 401;
    QTest::newRow("another scheme") << "Basic " + jwt(good) << 401;
    token("empty", 401, "");
    token("not a token", 401, "x.y.z");
    token("two parts", 401, jwt(good).first(jwt(good).lastIndexOf('.')));
    token("four parts", 401, jwt(good) + ".x");
    token("another secret", 401, jwt(good, R"({"alg":"HS256"})", "another secret"));
    token("alg none, signed", 401, jwt(good, R"({"alg":"none"})"));
    token("alg None", 401, jwt(good, R"({"alg":"None"})"));
    token("HS512 named", 401, jwt(good, R"({"alg":"HS512"})"));
    token("RS256 named", 401, jwt(good, R"({"alg":"RS256"})"));
    token("no alg", 401, jwt(good, R"({"typ":"JWT"})"));
    token("alg in lower case", 401, jwt(good, R"({"alg":"hs256"})"));
    token("a critical extension", 401, jwt(good, R"({"alg":"HS256","crit":["x"],"x":1})"));
    token("header that is no JSON", 401, jwt(good, "x"));
    token("header that is an array", 401, jwt(good, "[]"));
    claims("claims that are no JSON", 401, "x");
    claims("claims that are an array", 401, "[]");
    {
        constexpr auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
        const QByteArray unsigned_ =
            QByteArray(R"({"alg":"none"})").toBase64(url) + '.' + good.toBase64(url) + '.';
        token("alg none, without a signature", 401, unsigned_);
        QByteArray changed = jwt(good);
        changed[changed.indexOf('.') + 5] = changed[changed.indexOf('.') + 5] == 'A' ? 'B' : 'A';
        token("changed claims", 401, changed);
        QByteArray cut = jwt(good);
        cut.chop(1);
        token("cut signature", 401, cut);
        token("padded signature", 401, jwt(good) + '=');
    }
    for (const char* name : {"iss", "aud", "exp", "sub", "campaign_id", "app_id"}) {
        claims(QByteArray(name) + " missing", 401, with(name, {}));
        claims(QByteArray(name) + " is null", 401, with(name, "null"));
        claims(QByteArray(name) + " is an object", 401, with(name, "{}"));
        claims(QByteArray(name) + " is empty", 401, with(name, "\"\""));
    }
    claims("another audience", 401, with("aud", "\"other\""));
    claims("other audiences", 401, with("aud", R"(["a","b"])"));
    claims("expired", 401, with("exp", "1699999999"));
    claims("expires now", 401, with("exp", "1700000000"));
    claims("exp as a text", 401, with("exp", "\"1700000600\""));
    claims("exp below zero", 401, with("exp", "-1e300"));
    claims("nbf ahead", 401, with("nbf", "1700000000.001"));
    claims("nbf as a text", 401, with("nbf", "\"0\""));
    claims("sub of 257 bytes", 401, with("sub", '"' + QByteArray(257, 's') + '"'));
    claims("sub with NUL", 401, with("sub", R"("a\u0000b")"));
    claims("sub with half a character", 401, with("sub", R"("a\ud800")"));
    claims("very long", 401, with("x", '"' + QByteArray(9000, 'x') + '"'));

    for (const QByteArray key : {"cmp-token", "int-token", "wfl-token", "biz-token"})
        token(key + " in its place", 403, key);
    token("unknown key", 401, "cmp_nobody");
}

void TstUserToken::token_overHttp_isJudged()
{
    QFETCH(QByteArray, field);
    QFETCH(int, status);
    TestService service(campaignOptions());
    const Fields fields = field.isNull() ? Fields() : Fields{{"Authorization", field}};
    const HttpAnswer read = service.call(getState, {}, fields);
    QVERIFY2(read.status == status, QByteArray::number(read.status) + ' ' + read.body);
    const HttpAnswer mutated = service.call(
        mutateState, R"({"ops":[{"path":"state.user.x","op":"set","value":1}]})", fields);
    QCOMPARE(mutated.status, status == 200 ? 400 : status);
    if (status == 401) {
        QVERIFY2(
            read.body.startsWith(R"({"status":"error","error_code":"unauthorized")"), read.body);
        QCOMPARE(read.field("WWW-Authenticate"), "Bearer"_ba);
    }
}

void TstUserToken::token_onceCached_stillExpiresToTheMillisecond()
{
    TestService service(campaignOptions());
    const Fields fields = bearer(jwt(good));
    HttpClient client(service.port()); // one worker, hence one cache
    QCOMPARE(client.call(getState, {}, fields).status, 200);
    service.clock.advance(Milliseconds(599'999));
    QCOMPARE(client.call(getState, {}, fields).status, 200);
    service.clock.advance(Milliseconds(1));
    const HttpAnswer late = client.call(getState, {}, fields);
    QCOMPARE(late.status, 401);
    QVERIFY(late.body.contains("expired"));
}

void TstUserToken::policy_excludes_data()
{
    QTest::addColumn<QByteArrayList>("issuers");
    QTest::addColumn<QByteArrayList>("campaigns");
    QTest::addColumn<QByteArrayList>("apps");
    QTest::addColumn<int>("status");
    const QByteArrayList none;
    QTest::newRow("nothing") << none << none << none << 200;
    QTest::newRow("all are listed") << QByteArrayList{"other", "test"} << QByteArrayList{"spring"}
                                    << QByteArrayList{"quiz"} << 200;
    QTest::newRow("the issuer") << QByteArrayList{"other"} << none << none << 401;
    QTest::newRow("the campaign") << none << QByteArrayList{"summer"} << none << 403;
    QTest::newRow("the app") << none << none << QByteArrayList{"wheel"} << 403;
}

void TstUserToken::policy_excludes()
{
    QFETCH(QByteArrayList, issuers);
    QFETCH(QByteArrayList, campaigns);
    QFETCH(QByteArrayList, apps);
    QFETCH(int, status);
    ServiceOptions options = campaignOptions();
    options.tokenPolicy = {issuers, campaigns, apps};
    TestService service(options);
    const HttpAnswer answer = service.call(getState, {}, bearer(jwt(good)));
    QCOMPARE(answer.status, status);
    if (status == 403)
        QVERIFY2(answer.body.contains(R"("error_code":"out_of_scope")"), answer.body);
}

void TstUserToken::mint_token_isTakenUntilItExpires()
{
    TestService service(campaignOptions());
    const auto token = service.service().tokens().mint(
        {{"spring", "quiz", "ann \"é\" 😀"}, std::chrono::minutes(15)}, start);
    QVERIFY(token);
    const Fields fields = bearer(*token);
    QCOMPARE(service.call(getState, {}, fields).status, 200);
    service.clock.advance(std::chrono::minutes(15) - Milliseconds(1));
    QCOMPARE(service.call(getState, {}, fields).status, 200);
    service.clock.advance(Milliseconds(1));
    QCOMPARE(service.call(getState, {}, fields).status, 401);
    const auto read = service.service().tokens().read(*token);
    QVERIFY(read);
    QCOMPARE(read->who.sub, "ann \"é\" 😀"_ba);
    QCOMPARE(read->who.campaign, "spring"_ba);
    QCOMPARE(read->who.app, "quiz"_ba);
    QCOMPARE(read->issuer, "stateroom"_ba);
}

void TstUserToken::mint_wrongWish_isRefused()
{
    const TokenAuthority authority("secret", {{}, {"spring"}, {}});
    const auto minted = [&](const campaign::Participant& who, Milliseconds lifetime) {
        return authority.mint({who, lifetime}, start).has_value();
    };
    const Milliseconds hour = std::chrono::hours(1);
    QVERIFY(minted({"spring", "quiz", "ann"}, hour));
    QVERIFY(!minted({"summer", "quiz", "ann"}, hour));
    QVERIFY(!minted({"", "quiz", "ann"}, hour));
    QVERIFY(!minted({"spring", "", "ann"}, hour));
    QVERIFY(!minted({"spring", "quiz", ""}, hour));
    QVERIFY(!minted({"spring", "quiz", QByteArray(257, 'x')}, hour));
    QVERIFY(!minted({"spring", "quiz", "ann"}, Milliseconds(999)));
    QVERIFY(!minted({"spring", "quiz", "ann"}, std::chrono::hours(24 * 4000)));
}

void TstUserToken::cache_manyTokens_isBounded()
{
    TokenCache cache(std::make_shared<TokenAuthority>(jwtSecret, campaign::TokenPolicy()));
    for (int i = 0; i < 3 * TokenCache::capacity; ++i) {
        const auto read = cache.read(tokenOf("spring", "quiz", "u" + QByteArray::number(i)));
        QVERIFY(read);
        QCOMPARE(read->who.sub, "u" + QByteArray::number(i));
        QVERIFY(cache.size() <= TokenCache::capacity);
        QVERIFY(!cache.read("x" + QByteArray::number(i)));
    }
}

void TstUserToken::secret_inTheDataDirectory_isMadeOnceForTheOwner()
{
    QTemporaryDir directory;
    ServiceOptions options = campaignOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    options.tokenSecret.clear();
    QByteArray token;
    {
        TestService service(options);
        QVERIFY2(service.mistake().isEmpty(), qPrintable(service.mistake()));
        token = service.service().tokens().mint({{"spring", "quiz", "ann"}}, start).value();
    }
    const QString path = directory.filePath(u"token-secret"_s);
    QCOMPARE(
        QFile::permissions(path) &
            (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
        QFile::Permissions());
    TestService service(options);
    QCOMPARE(service.call(getState, {}, bearer(token)).status, 200);
    // Whoever may read the file can sign with what stands in it.
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray signedByHand = jwt(good, R"({"alg":"HS256"})", file.readAll().trimmed());
    QCOMPARE(service.call(getState, {}, bearer(signedByHand)).status, 200);
}

void TstUserToken::secret_fileWithSomethingElse_isRefused()
{
    QTemporaryDir directory;
    for (const QByteArray content : {"", "short", "0123456789abcdef0123456789ABCDEF"}) {
        QFile file(directory.filePath(u"token-secret"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto secret = campaign::tokenSecret(file.fileName());
        QVERIFY(!secret);
        QCOMPARE(secret.error().code, ErrorCode::DamagedFile);
    }
}

void TstUserToken::secret_given_isNotWritten()
{
    QTemporaryDir directory;
    ServiceOptions options = campaignOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    TestService service(options);
    QCOMPARE(service.call(getState, {}, bearer(jwt(good))).status, 200);
    QVERIFY(!QFile::exists(directory.filePath(u"token-secret"_s)));
}

QTEST_GUILESS_MAIN(TstUserToken)
#include "tst_usertoken.moc"
