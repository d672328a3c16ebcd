// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/options.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

QString joined(const QList<QByteArray>& items)
{
    return QString::fromLatin1(items.join(','));
}

/// All that was asked for, a word for each.
QString describe(const ProgramOptions& options)
{
    const StoreOptions& store = options.service.store;
    const HttpServerOptions& http = options.service.http;
    QStringList addresses;
    for (const QHostAddress& address : http.addresses)
        addresses << address.toString();
    const QString tls =
        options.service.tlsPort ? QString::number(*options.service.tlsPort) : u"none"_s;
    return u" tls=%1"_s.arg(tls) +
           u" data=%1 port=%2 host=%3 hosts=%4 origins=%5 threads=%6"_s.arg(
               store.directory, QString::number(http.port), addresses.join(u','),
               joined(http.origins.allowedHosts), joined(http.origins.allowedOrigins),
               QString::number(http.threads)) +
           u" durability=%1 mode=%2 body=%3 connections=%4 log=%5 "
           "history=%6,%7 "_s.arg(
               store.durability == Durability::Full ? u"full"_s : u"relaxed"_s,
               store.mode == StoreMode::Ephemeral ? u"ephemeral"_s : u"own"_s,
               QString::number(http.limits.maxBody), QString::number(http.limits.maxConnections),
               options.logRequests ? u"yes"_s : u"no"_s,
               QString::number(store.history.age / std::chrono::hours(24)),
               QString::number(store.history.bytes));
}

/// The same of what the campaign API was given.
QString describeCampaign(const ProgramOptions& options)
{
    const ServiceOptions& service = options.service;
    return u" limit=%1 forbids=%2 issuers=%3 campaigns=%4 apps=%5 secret=%6 hooks=%7,%8 private=%9 "_s
        .arg(
            QString::number(service.campaignLimits.perScope),
            service.campaignLimits.forbids ? u"yes"_s : u"no"_s,
            joined(service.tokenPolicy.issuers), joined(service.tokenPolicy.campaigns),
            joined(service.tokenPolicy.apps), QString::fromUtf8(service.tokenSecret),
            QString::number(service.hooks.time.count()),
            QString::number(service.hooks.memory >> 20),
            service.webhooks.rules.allowPrivate ? u"yes"_s : u"no"_s);
}

} // namespace

class TstOptions : public QObject {
    Q_OBJECT

    const SystemClock m_clock;
    QTemporaryDir m_directory;

    QString configFile(const QByteArray& content)
    {
        QFile file(m_directory.filePath(u"config.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        return file.fileName();
    }

    /// `arguments` and `environment` separated by spaces; a config file when there is content.
    Result<ProgramOptions>
    parse(const QString& arguments, const QString& environment = {}, const QByteArray& config = {})
    {
        QStringList list = arguments.split(u' ', Qt::SkipEmptyParts);
        if (!config.isNull())
            list << u"--config"_s << configFile(config);
        QProcessEnvironment variables;
        const QStringList pairs = environment.split(u' ', Qt::SkipEmptyParts);
        for (const QString& pair : pairs)
            variables.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        return parseOptions(
            u"stateroomd"_s, u"Serves."_s, QStringList{u"stateroomd"_s} + list, variables, m_clock);
    }

private Q_SLOTS:
    void parse_nothing_hasStandards()
    {
        const auto options = parse({});
        QVERIFY(options);
        const int threads = std::clamp(QThread::idealThreadCount() / 2, 1, 4);
        QCOMPARE(
            describe(*options),
            u" tls=none data=%1 port=7474 host=127.0.0.1,::1 hosts= origins= threads=%2 "
            "durability=full mode=own body=16777216 connections=1024 log=no "
            "history=30,1073741824 "_s.arg(defaultDataDirectory())
                .arg(threads));
        QVERIFY(options->printAndExit.isEmpty());
        QCOMPARE(options->service.store.clock, &m_clock);
        QCOMPARE(options->service.http.clock, &m_clock);
    }

    void parse_option_isRead_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("expected"); // words of describe()
        const auto row = [](const char* name, const QString& arguments, const QString& environment,
                            const QByteArray& config, const QString& expected) {
            QTest::newRow(name) << arguments << environment << config << expected;
        };
        row("data", u"--data /d"_s, {}, {}, u"data=/d"_s);
        row("host of other machines, with keys", u"--host 192.168.1.2 --require-keys"_s, {}, {},
            u"host=192.168.1.2 hosts=192.168.1.2"_s);
        row("data by environment", {}, u"STATEROOM_DATA=/d"_s, {}, u"data=/d"_s);
        row("data by file", {}, {}, R"({"data":"/d"})", u"data=/d"_s);
        row("port", u"--port 1234"_s, {}, {}, u"port=1234"_s);
        row("tls", u"--tls"_s, {}, {}, u"tls=7475"_s);
        row("tls and other names", u"--tls --allow-host box-1.lan:80 --allow-host [fe80::1]"_s, {},
            {}, u"hosts=box-1.lan:80,[fe80::1]"_s);
        row("names that no certificate has, without", u"--allow-host a_b"_s, {}, {},
            u"hosts=a_b"_s);
        row("tls on a port of its own", u"--tls --tls-port 0"_s, {}, {}, u"tls=0"_s);
        row("tls by environment", {}, u"STATEROOM_TLS=1 STATEROOM_TLS_PORT=8443"_s, {},
            u"tls=8443"_s);
        row("no tls by file", {}, {}, R"({"tls":false})", u"tls=none"_s);
        row("tls by file", {}, {}, R"({"tls":true,"tls-port":8443})", u"tls=8443"_s);
        row("port with =", u"--port=0"_s, {}, {}, u"port=0"_s);
        row("port by environment", {}, u"STATEROOM_PORT=65535"_s, {}, u"port=65535"_s);
        row("port by file", {}, {}, R"({"port":1234})", u"port=1234"_s);
        row("port by file, as text", {}, {}, R"({"port":"1234"})", u"port=1234"_s);
        row("the last of two", u"--port 1 --port 2"_s, {}, {}, u"port=2"_s);
        row("host", u"--host 127.0.0.5"_s, {}, {}, u"host=127.0.0.5"_s);
        row("host IPv6", u"--host ::1"_s, {}, {}, u"host=::1"_s);
        row("host by name", u"--host localhost"_s, {}, {}, u"host=127.0.0.1,::1"_s);
        row("host by environment", {}, u"STATEROOM_HOST=::1"_s, {}, u"host=::1"_s);
        row("host by file", {}, {}, R"({"host":"::1"})", u"host=::1"_s);
        row("allow-host twice", u"--allow-host A.example --allow-host b:80"_s, {}, {},
            u"hosts=a.example,b:80"_s);
        row("allow-host by environment", {}, u"STATEROOM_ALLOW_HOST=a,b"_s, {}, u"hosts=a,b"_s);
        row("allow-host by file", {}, {}, R"({"allow-host":["a","b"]})", u"hosts=a,b"_s);
        row("allow-host by file, one", {}, {}, R"({"allow-host":"a"})", u"hosts=a"_s);
        row("allow-origin twice", u"--allow-origin https://a --allow-origin http://b:80"_s, {}, {},
            u"origins=https://a,http://b:80"_s);
        row("allow-origin by environment", {}, u"STATEROOM_ALLOW_ORIGIN=https://a"_s, {},
            u"origins=https://a"_s);
        row("allow-origin by environment, with spaces", {},
            u"STATEROOM_ALLOW_ORIGIN=https://a,\thttps://b"_s, {},
            u"origins=https://a,https://b"_s);
        row("allow-origin by file", {}, {}, "{\"allow-origin\":[\"https://a\"]}",
            u"origins=https://a"_s);
        row("http-threads", u"--http-threads 3"_s, {}, {}, u"threads=3"_s);
        row("http-threads by environment", {}, u"STATEROOM_HTTP_THREADS=64"_s, {}, u"threads=64"_s);
        row("http-threads by file", {}, {}, R"({"http-threads":2})", u"threads=2"_s);
        row("durability", u"--durability relaxed"_s, {}, {}, u"durability=relaxed mode=own"_s);
        row("durability full", u"--durability full"_s, {}, {}, u"durability=full"_s);
        row("durability by environment", {}, u"STATEROOM_DURABILITY=relaxed"_s, {},
            u"durability=relaxed"_s);
        row("durability by file", {}, {}, R"({"durability":"relaxed"})", u"durability=relaxed"_s);
        row("history-days", u"--history-days 7"_s, {}, {}, u"history=7,1073741824"_s);
        row("history-bytes by environment", {}, u"STATEROOM_HISTORY_BYTES=1048576"_s, {},
            u"history=30,1048576"_s);
        row("history by file", {}, {}, R"({"history-days":1,"history-bytes":2000000})",
            u"history=1,2000000"_s);
        row("variable-limit", u"--variable-limit 3"_s, {}, {}, u"limit=3 forbids=no"_s);
        row("variable-limit-status", u"--variable-limit-status 403"_s, {}, {},
            u"limit=10 forbids=yes"_s);
        row("token policy", u"--token-issuer a --token-issuer b --token-app q"_s,
            u"STATEROOM_TOKEN_CAMPAIGN=x,y"_s, {}, u"issuers=a,b campaigns=x,y apps=q"_s);
        row("secret of tokens", {}, u"STATEROOM_JWT_SECRET=hush"_s, {}, u"secret=hush"_s);
        row("hooks", u"--hook-seconds 30 --hook-memory 64"_s, {}, {}, u"hooks=30000,64"_s);
        row("hooks as they are", {}, {}, {}, u"hooks=5000,256"_s);
        row("webhooks", {}, {}, {}, u"private=no"_s);
        row("private webhooks", u"--webhooks-allow-private"_s, {}, {}, u"private=yes"_s);
        row("ephemeral", u"--ephemeral"_s, {}, {}, u"mode=ephemeral"_s);
        row("ephemeral by environment", {}, u"STATEROOM_EPHEMERAL=1"_s, {}, u"mode=ephemeral"_s);
        row("ephemeral by word", {}, u"STATEROOM_EPHEMERAL=Yes"_s, {}, u"mode=ephemeral"_s);
        row("not ephemeral", {}, u"STATEROOM_EPHEMERAL=0"_s, {}, u"mode=own"_s);
        row("ephemeral by file", {}, {}, R"({"ephemeral":true})", u"mode=ephemeral"_s);
        row("not ephemeral by file", {}, {}, R"({"ephemeral":false})", u"mode=own"_s);
        row("max-body", u"--max-body 1000"_s, {}, {}, u"body=1000"_s);
        row("max-connections", u"--max-connections 7"_s, {}, {}, u"connections=7"_s);
        row("log-requests", u"--log-requests"_s, {}, {}, u"log=yes"_s);
        row("log-requests by environment", {}, u"STATEROOM_LOG_REQUESTS=on"_s, {}, u"log=yes"_s);
        row("an empty variable says nothing", {}, u"STATEROOM_PORT= STATEROOM_DATA="_s,
            R"({"port":5})", u"port=5"_s);
        row("command line before all", u"--port 1"_s, u"STATEROOM_PORT=2"_s, R"({"port":3})",
            u"port=1"_s);
        row("environment before file", {}, u"STATEROOM_PORT=2"_s, R"({"port":3})", u"port=2"_s);
        row("each from its own place", u"--port 1"_s, u"STATEROOM_HTTP_THREADS=2"_s,
            R"({"max-connections":3,"port":9})",
            u"threads=2 durability=full mode=own body=16777216 connections=3"_s);
        row("lists are not joined", u"--allow-host a"_s, u"STATEROOM_ALLOW_HOST=b"_s,
            R"({"allow-host":"c"})", u"hosts=a"_s);
        row("other variables", {}, u"STATEROOM_BIN_DIR=x PATH=y"_s, {}, u"port=7474"_s);
    }
    void parse_option_isRead()
    {
        QFETCH(const QString, arguments);
        QFETCH(const QString, environment);
        QFETCH(const QByteArray, config);
        QFETCH(const QString, expected);
        const auto options = parse(arguments, environment, config);
        QVERIFY2(options, options ? "" : qPrintable(options.error().toString()));
        const QString text = describe(*options) + describeCampaign(*options);
        QVERIFY2(text.contains(u' ' + expected + u' '), qPrintable(text));
    }

    void parse_configByEnvironment_isRead()
    {
        const QString file = configFile(R"({"port":4321})");
        const auto options = parse({}, u"STATEROOM_CONFIG="_s + file);
        QVERIFY(options);
        QCOMPARE(options->service.http.port, 4321);
    }

    void parse_mistake_isTold_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("message"); // FILE is the configuration file's name
        const auto row = [](const char* name, const QString& arguments, const QString& message,
                            const QString& environment = {}, const QByteArray& config = {}) {
            QTest::newRow(name) << arguments << environment << config << message;
        };
        const auto wrongPort = [](const QString& value) {
            return u"--port: must be a whole number from 0 to 65535, not \""_s + value + u"\"."_s;
        };
        row("unknown option", u"--prot 1"_s, u"Unknown option 'prot'. Try stateroomd --help."_s);
        row("port of TLS alone", u"--tls-port 1"_s, u"--tls-port: does nothing without --tls."_s);
        row("one port for both", u"--tls --port 7475"_s,
            u"--tls-port: must differ from --port: each port speaks one of both."_s);
        row("wrong port of TLS", u"--tls --tls-port x"_s,
            u"--tls-port: must be a whole number from 0 to 65535, not \"x\"."_s);
        row("value missing", u"--port"_s,
            u"Missing value after '--port'. Try stateroomd --help."_s);
        row("value too many", u"--ephemeral=1"_s,
            u"Unexpected value after '--ephemeral'. Try stateroomd --help."_s);
        row("argument", u"start"_s, u"Unexpected argument \"start\". Try stateroomd --help."_s);
        row("port text", u"--port http"_s, wrongPort(u"http"_s));
        row("port negative", u"--port=-1"_s, wrongPort(u"-1"_s));
        row("port too large", u"--port 65536"_s, wrongPort(u"65536"_s));
        row("port empty", u"--port="_s, wrongPort({}));
        row("port by environment", {}, wrongPort(u"x"_s), u"STATEROOM_PORT=x"_s);
        row("threads", u"--http-threads 0"_s,
            u"--http-threads: must be a whole number from 1 to 64, not \"0\"."_s);
        row("max-body", u"--max-body 0"_s,
            u"--max-body: must be a whole number from 1 to 1073741824, not \"0\"."_s);
        row("max-connections", u"--max-connections x"_s,
            u"--max-connections: must be a whole number from 1 to 100000, not \"x\"."_s);
        row("history-days", u"--history-days 0"_s,
            u"--history-days: must be a whole number from 1 to 36500, not \"0\"."_s);
        row("history-bytes", u"--history-bytes 1000"_s,
            u"--history-bytes: must be a whole number from 1048576 to 1125899906842624, not "
            "\"1000\"."_s);
        row("variable-limit", u"--variable-limit 1001"_s,
            u"--variable-limit: must be a whole number from 0 to 1000, not \"1001\"."_s);
        row("hook-seconds", u"--hook-seconds 0"_s,
            u"--hook-seconds: must be a whole number from 1 to 3600, not \"0\"."_s);
        row("hook-memory", u"--hook-memory 1"_s,
            u"--hook-memory: must be a whole number from 16 to 65536, not \"1\"."_s);
        row("variable-limit-status", u"--variable-limit-status 400"_s,
            u"--variable-limit-status: must be 409 or 403, not \"400\"."_s);
        row("data empty", u"--data="_s, u"--data: needs a directory."_s);
        row("durability", u"--durability some"_s,
            u"--durability: must be full or relaxed, not \"some\"."_s);
        row("durability of an ephemeral store", u"--ephemeral --durability some"_s,
            u"--durability: must be full or relaxed, not \"some\"."_s);
        row("full durability of an ephemeral store", u"--ephemeral --durability full"_s,
            u"--durability: cannot be full together with --ephemeral, which keeps nothing."_s);
        row("data that is no text", u"--data a\uFFFD"_s,
            u"--data: must be a name that can be decoded (UTF-8)."_s);
        row("flag by environment", {}, u"--ephemeral: must be true or false, not \"maybe\"."_s,
            u"STATEROOM_EPHEMERAL=maybe"_s);
        row("host that is none", u"--host nowhere"_s,
            u"--host: \"nowhere\" is not an IP address."_s);
        for (const char* host : {"0.0.0.0", "::", "192.168.1.2"})
            row(host, u"--host "_s + QLatin1StringView(host),
                u"--host: "_s + QLatin1StringView(host) +
                    u" is not a loopback address; other machines are served only with "
                    "--require-keys, where every API needs a key."_s);
        row("allow-host", u"--allow-host http://a"_s,
            u"--allow-host: \"http://a\" is not a host name."_s);
        row("allow-host, not for certificates", u"--tls --allow-host A_b:80"_s,
            u"--allow-host: \"a_b:80\" cannot be certified (--tls): such names have letters, "
            "digits, - and . only."_s);
        row("allow-host, a wildcard", u"--allow-host *.foo.dev"_s,
            u"--allow-host: \"*.foo.dev\" has a wildcard: each name is to be given by itself."_s);
        row("allow-host, not ASCII", u"--allow-host f\u00f6\u00f6.dev"_s,
            u"--allow-host: \"f\u00f6\u00f6.dev\" is called xn--f-1gaa.dev by clients: give that."_s);
        for (const char* origin : {"app.example", "https://a/path", "https://a/", "null", "*"})
            row(origin, u"--allow-origin "_s + QLatin1StringView(origin),
                u"--allow-origin: \""_s + QLatin1StringView(origin) +
                    u"\" is not an origin such as https://app.example."_s);
        row("no such file", u"--config /nowhere/x.json"_s,
            u"--config: cannot read /nowhere/x.json: No such file or directory."_s);
        row("file not JSON", {}, u"--config: FILE is not a JSON object: *"_s, {}, R"({"port":x})");
        row("file not an object", {}, u"--config: FILE is not a JSON object."_s, {}, "[]");
        row("file with an unknown option", {}, u"--config: FILE: there is no option \"prot\"."_s,
            {}, R"({"prot":1})");
        const QString neither =
            u"--port: the configuration file must have a text or a whole number here."_s;
        row("file with a wrong type", {}, neither, {}, R"({"port":[1]})");
        row("file with a fraction", {}, neither, {}, R"({"port":1.5})");
        row("file with a wrong flag", {},
            u"--ephemeral: the configuration file must say true or false."_s, {},
            R"({"ephemeral":"yes"})");
        row("file with a wrong value", {}, wrongPort(u"70000"_s), {}, R"({"port":70000})");
    }
    void parse_mistake_isTold()
    {
        QFETCH(const QString, arguments);
        QFETCH(const QString, environment);
        QFETCH(const QByteArray, config);
        QFETCH(QString, message);
        const auto options = parse(arguments, environment, config);
        QVERIFY(!options);
        QCOMPARE(options.error().code, ErrorCode::InvalidInput);
        message.replace(u"FILE"_s, m_directory.filePath(u"config.json"_s));
        const QString told = options.error().toString();
        if (message.endsWith(u'*')) // and then in Qt's words
            QVERIFY2(told.startsWith(message.chopped(1)), qPrintable(told));
        else
            QCOMPARE(told, message);
    }

    void parse_help_tellsEveryOption()
    {
        for (const QString& argument : {u"--help"_s, u"-h"_s}) {
            const auto options = parse(argument);
            QVERIFY(options);
            for (const char* option :
                 {"--data <DIR>", "--port <N>", "--host <ADDRESS>", "--allow-host <NAME>",
                  "--allow-origin <ORIGIN>", "--http-threads <N>", "--durability <full|relaxed>",
                  "--ephemeral", "--config <FILE>", "--log-requests", "--version", "--help",
                  "STATEROOM_HTTP_THREADS"})
                QVERIFY2(options->printAndExit.contains(QLatin1StringView(option)), option);
        }
    }

    void parse_version_tellsIt()
    {
        for (const QString& argument : {u"--version"_s, u"-v"_s}) {
            const auto options = parse(argument);
            QVERIFY(options);
            QVERIFY(options->printAndExit.startsWith("stateroomd "_L1));
            QVERIFY(options->printAndExit.endsWith(u'\n'));
        }
    }
};

QTEST_GUILESS_MAIN(TstOptions)
#include "tst_options.moc"
