// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/options.h"

#include "core/base/version.h"
#include "core/service/optionvalues.h"

#include <QCommandLineParser>
#include <QThread>
#include <QUrl>

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

Result<void> readAddresses(const OptionValues& values, bool requireKeys, HttpServerOptions& http)
{
    if (!values.contains(u"host"_s))
        return {};
    const QString host = values.value(u"host"_s).last();
    if (host == "localhost"_L1)
        return {};
    const QHostAddress address(host);
    if (address.isNull())
        return wrongOption(u"host"_s, u"\""_s + host + u"\" is not an IP address."_s);
    http.addresses = {address};
    if (address.isLoopback())
        return {};
    // Without keys, whoever reached the server could do everything.
    if (!requireKeys)
        return wrongOption(
            u"host"_s, host + u" is not a loopback address; other machines are served only with "
                              u"--require-keys, where every API needs a key."_s);
    // No name that an attacker could point here (DNS rebinding): the address itself.
    if (address != QHostAddress(QHostAddress::AnyIPv4) &&
        address != QHostAddress(QHostAddress::AnyIPv6) &&
        address != QHostAddress(QHostAddress::Any))
        http.origins.allowedHosts
            << (address.protocol() == QAbstractSocket::IPv6Protocol
                    ? '[' + address.toString().toLatin1() + ']'
                    : address.toString().toLatin1());
    return {};
}

/// Why it is no name that a client could call, or a certificate be for; empty: it may be.
QString flawInHost(const QString& host)
{
    if (host.isEmpty() || host.contains(u'/') || host.contains(u' '))
        return u"is not a host name."_s;
    if (host.contains(u'*'))
        return u"has a wildcard: each name is to be given by itself."_s;
    const bool isAscii =
        std::all_of(host.begin(), host.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii)
        return {};
    const QByteArray ascii = QUrl::toAce(host);
    return ascii.isEmpty() ? u"is not a host name."_s
                           : u"is called %1 by clients: give that."_s.arg(QLatin1StringView(ascii));
}

Result<void> readOrigins(const OptionValues& values, OriginRules& rules)
{
    const QStringList hosts = values.value(u"allow-host"_s);
    for (const QString& host : hosts) {
        if (const QString flaw = flawInHost(host); !flaw.isEmpty())
            return wrongOption(u"allow-host"_s, u"\""_s + host + u"\" "_s + flaw);
        rules.allowedHosts << host.toLower().toLatin1();
    }
    const QStringList origins = values.value(u"allow-origin"_s);
    for (const QString& origin : origins) {
        const QUrl url(origin, QUrl::StrictMode);
        const bool bare = url.path().isEmpty() && !url.hasQuery() && !url.hasFragment();
        if (!url.isValid() || url.scheme().isEmpty() || url.host().isEmpty() || !bare)
            return wrongOption(
                u"allow-origin"_s,
                u"\""_s + origin + u"\" is not an origin such as https://app.example."_s);
        rules.allowedOrigins << origin.toLower().toLatin1();
    }
    return {};
}

Result<void> readHistory(const OptionValues& values, HistoryPolicy& history)
{
    using Days = std::chrono::duration<qint64, std::ratio<24 * 3600>>;
    const qint64 standard = std::chrono::floor<Days>(history.age).count();
    auto days = numberOption(values, u"history-days"_s, standard, 1, 36'500);
    if (!days)
        return failureOf(days);
    history.age = Days(*days);
    auto bytes =
        numberOption(values, u"history-bytes"_s, history.bytes, qint64(1) << 20, qint64(1) << 50);
    if (!bytes)
        return failureOf(bytes);
    history.bytes = *bytes;
    return {};
}

Result<void> readStore(const OptionValues& values, StoreOptions& store)
{
    const QString directory = values.value(u"data"_s).value(0);
    if (values.contains(u"data"_s) && directory.isEmpty())
        return wrongOption(u"data"_s, u"needs a directory."_s);
    // What Qt cannot decode it replaces: two such names would be one directory, and neither of
    // them.
    if (directory.contains(QChar::ReplacementCharacter))
        return wrongOption(u"data"_s, u"must be a name that can be decoded (UTF-8)."_s);
    store.directory = directory.isEmpty() ? defaultDataDirectory() : directory;
    auto ephemeral = flagOption(values, u"ephemeral"_s);
    if (!ephemeral)
        return failureOf(ephemeral);
    if (*ephemeral)
        store.mode = StoreMode::Ephemeral;
    const QString durability = values.value(u"durability"_s).value(0, u"full"_s);
    if (durability != "full"_L1 && durability != "relaxed"_L1)
        return wrongOption(
            u"durability"_s, u"must be full or relaxed, not \""_s + durability + u"\"."_s);
    if (*ephemeral && values.contains(u"durability"_s) && durability == "full"_L1)
        return wrongOption(
            u"durability"_s, u"cannot be full together with --ephemeral, which keeps nothing."_s);
    if (durability == "relaxed"_L1 || *ephemeral)
        store.durability = Durability::Relaxed;
    return readHistory(values, store.history);
}

Result<void> readHttp(const OptionValues& values, bool requireKeys, HttpServerOptions& http)
{
    auto port = numberOption(values, u"port"_s, 7474, 0, 65535);
    if (!port)
        return failureOf(port);
    http.port = quint16(*port);
    const int fitting = std::clamp(QThread::idealThreadCount() / 2, 1, 4);
    auto threads = numberOption(values, u"http-threads"_s, fitting, 1, 64);
    if (!threads)
        return failureOf(threads);
    http.threads = int(*threads);
    auto body = numberOption(values, u"max-body"_s, http.limits.maxBody, 1, qint64(1) << 30);
    if (!body)
        return failureOf(body);
    http.limits.maxBody = *body;
    http.limits.maxBufferedBodies = std::max(http.limits.maxBufferedBodies, 4 * *body);
    http.limits.maxUnread = http.limits.maxBufferedBodies;
    auto connections =
        numberOption(values, u"max-connections"_s, http.limits.maxConnections, 1, 100'000);
    if (!connections)
        return failureOf(connections);
    http.limits.maxConnections = int(*connections);
    if (auto addresses = readAddresses(values, requireKeys, http); !addresses)
        return addresses;
    return readOrigins(values, http.origins);
}

/// As certificates hold names; addresses in brackets are no names.
bool isCertifiable(const QByteArray& host)
{
    const QByteArray name = host.left(host.startsWith('[') ? 0 : host.indexOf(':'));
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

Result<void> readTls(const OptionValues& values, ServiceOptions& service)
{
    auto isWanted = flagOption(values, u"tls"_s);
    if (!isWanted)
        return failureOf(isWanted);
    auto port = numberOption(values, u"tls-port"_s, TlsOptions().port, 0, 65535);
    if (!port)
        return failureOf(port);
    if (*isWanted)
        service.tlsPort = quint16(*port);
    else if (values.contains(u"tls-port"_s))
        return wrongOption(u"tls-port"_s, u"does nothing without --tls."_s);
    if (*isWanted && *port != 0 && *port == service.http.port)
        return wrongOption(
            u"tls-port"_s, u"must differ from --port: each port speaks one of both."_s);
    const auto& hosts = service.http.origins.allowedHosts;
    const auto odd = std::find_if_not(hosts.begin(), hosts.end(), isCertifiable);
    if (*isWanted && odd != hosts.end())
        return wrongOption(
            u"allow-host"_s,
            u"\""_s + QString::fromLatin1(*odd) +
                u"\" cannot be certified (--tls): such names have letters, digits, - and . only."_s);
    return {};
}

Result<void> readCampaign(const OptionValues& values, ServiceOptions& service)
{
    constexpr qint64 most = 1'000; // each runtime call looks at all of them
    auto limit =
        numberOption(values, u"variable-limit"_s, service.campaignLimits.perScope, 0, most);
    if (!limit)
        return failureOf(limit);
    service.campaignLimits.perScope = int(*limit);
    const QString status = values.value(u"variable-limit-status"_s).value(0, u"409"_s);
    if (status != "409"_L1 && status != "403"_L1)
        return wrongOption(
            u"variable-limit-status"_s, u"must be 409 or 403, not \""_s + status + u"\"."_s);
    service.campaignLimits.forbids = status == "403"_L1;
    const auto list = [&values](const QString& name) {
        QByteArrayList texts;
        for (const QString& text : values.value(name))
            texts << text.toUtf8();
        return texts;
    };
    service.tokenPolicy = {
        list(u"token-issuer"_s), list(u"token-campaign"_s), list(u"token-app"_s)};
    return {};
}

Result<void> readHooks(const OptionValues& values, HookLimits& hooks)
{
    auto seconds = numberOption(values, u"hook-seconds"_s, 5, 1, 3'600);
    if (!seconds)
        return failureOf(seconds);
    hooks.time = std::chrono::seconds(*seconds);
    auto memory = numberOption(values, u"hook-memory"_s, hooks.memory >> 20, 16, 65'536);
    if (!memory)
        return failureOf(memory);
    hooks.memory = *memory << 20;
    return {};
}

Result<void> readWebhooks(const OptionValues& values, webhooks::AddressRules& rules)
{
    auto allowPrivate = flagOption(values, u"webhooks-allow-private"_s);
    if (!allowPrivate)
        return failureOf(allowPrivate);
    rules.allowPrivate = *allowPrivate;
    return {};
}

Result<void> readService(
    const OptionValues& values, const QProcessEnvironment& environment, const Clock& clock,
    ServiceOptions& service)
{
    service.store.clock = &clock;
    service.givenKeys = environment.value(u"STATEROOM_KEYS"_s);
    service.makeFirstKeys = true;
    service.seed = values.value(u"seed"_s).value(0);
    service.tokenSecret = environment.value(u"STATEROOM_JWT_SECRET"_s).toUtf8();
    service.http.clock = &clock;
    if (auto read = readStore(values, service.store); !read)
        return failureOf(read);
    auto requireKeys = flagOption(values, u"require-keys"_s);
    if (!requireKeys)
        return failureOf(requireKeys);
    service.requireKeys = *requireKeys;
    if (auto read = readHttp(values, *requireKeys, service.http); !read)
        return failureOf(read);
    if (auto read = readTls(values, service); !read)
        return failureOf(read);
    if (auto read = readCampaign(values, service); !read)
        return failureOf(read);
    if (auto read = readHooks(values, service.hooks); !read)
        return failureOf(read);
    return readWebhooks(values, service.webhooks.rules);
}

} // namespace

Result<ProgramOptions> parseOptions(
    const QString& program, const QString& summary, const QStringList& arguments,
    const QProcessEnvironment& environment, const Clock& clock)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary +
        u" Each option is also read from the environment (--http-threads as "
        u"STATEROOM_HTTP_THREADS) and from the file that --config names. STATEROOM_KEYS sets API "
        u"keys for this run: integration=TOKEN,business=TOKEN:starter. STATEROOM_JWT_SECRET sets "
        u"what "
        u"signs user tokens."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this help."_s);
    const QCommandLineOption version({u"v"_s, u"version"_s}, u"Show the version."_s);
    const QCommandLineOption config(
        u"config"_s, u"Read a JSON object with options from FILE."_s, u"FILE"_s);
    parser.addOptions({help, version, config});
    for (const OptionDefinition& definition : programOptions())
        parser.addOption({definition.name, definition.description, definition.value});

    ProgramOptions options;
    if (!parser.parse(arguments)) // the text is a sentence with its full stop
        return fail(
            ErrorCode::InvalidInput, parser.errorText(), u"Try "_s + program + u" --help."_s);
    if (parser.isSet(help))
        options.printAndExit = parser.helpText();
    else if (parser.isSet(version))
        options.printAndExit = program + u' ' + QLatin1StringView(versionText) + u'\n';
    if (!options.printAndExit.isEmpty())
        return options;
    if (!parser.positionalArguments().isEmpty())
        return fail(
            ErrorCode::InvalidInput,
            u"Unexpected argument \""_s + parser.positionalArguments().first() + u"\"."_s,
            u"Try "_s + program + u" --help."_s);

    OptionValues values;
    for (const OptionDefinition& definition : programOptions()) {
        if (!parser.isSet(definition.name))
            continue;
        values.insert(
            definition.name, definition.kind == OptionDefinition::Kind::Flag
                                 ? QStringList(u"true"_s)
                                 : parser.values(definition.name));
    }
    addEnvironment(values, environment);
    const QString path =
        parser.isSet(config) ? parser.value(config) : environment.value(u"STATEROOM_CONFIG"_s);
    if (!path.isEmpty()) {
        if (auto added = addFile(values, path); !added)
            return failureOf(added);
    }
    if (auto read = readService(values, environment, clock, options.service); !read)
        return failureOf(read);
    auto logRequests = flagOption(values, u"log-requests"_s);
    if (!logRequests)
        return failureOf(logRequests);
    options.logRequests = *logRequests;
    return options;
}

} // namespace stateroom
