// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/serverfinder.h"

#include "core/base/datadirectory.h"
#include "core/json/jsonview.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <limits>

#ifndef Q_OS_WIN
#include <cerrno>
#include <csignal>
#endif

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxFile = 64 * 1024;

QString dataDirectory(const ServerWish& wish, const QProcessEnvironment& environment)
{
    QString directory = wish.dataDirectory;
    if (directory.isEmpty())
        directory = environment.value(u"STATEROOM_DATA"_s);
    if (directory.isEmpty())
        directory = defaultDataDirectory();
    return QDir(directory).absolutePath();
}

/// A server that was killed leaves its description behind. Whoever has its port now, perhaps
/// another user of this machine, is not to be told the token.
bool isGone([[maybe_unused]] qint64 process)
{
#ifdef Q_OS_WIN
    return false;
#else
    return process > 0 && process <= std::numeric_limits<pid_t>::max() &&
           ::kill(pid_t(process), 0) != 0 && errno == ESRCH;
#endif
}

struct Place {
    ServerAddress address;
    QString foundBy;
    bool ofDirectory = false; ///< the directory itself names it
    QString httpsUrl = {};
};

Outcome<Place> fromDirectory(const QString& directory)
{
    const QString path = directory + u"/serving.json"_s;
    QFile file(path);
    if (!file.exists())
        return clientFailure(
            ClientErrorCode::Unreachable,
            u"No server is running on the data directory "_s + directory + u'.',
            u"Start stateroomd or stateroom, or name a server by --url or --data."_s);
    if (!file.open(QIODevice::ReadOnly))
        return clientFailure(
            ClientErrorCode::LocalFile,
            u"Cannot read "_s + path + u": "_s + file.errorString() + u'.',
            u"Run this as the user who runs the server, or give --url and --token-file."_s);
    const auto text = JsonText::parse(file.read(maxFile));
    const auto url = text ? JsonView(*text).member("url") : std::optional<JsonView>();
    const auto name = url ? url->toString() : std::optional<QString>();
    if (!name)
        return clientFailure(
            ClientErrorCode::Unreachable,
            path + u" names no address: the server is starting or stopping."_s, u"Try again."_s);
    const auto pid = JsonView(*text).member("pid");
    const qint64 process = pid ? pid->toInt64().value_or(0) : 0;
    if (isGone(process))
        return clientFailure(
            ClientErrorCode::Unreachable,
            u"The server of the data directory "_s + directory + u" (pid "_s +
                QString::number(process) + u") is gone."_s,
            u"Start stateroomd or stateroom again, or name a server by --url."_s);
    auto address = ServerAddress::parse(*name, path);
    if (!address)
        return tl::unexpected(address.error());
    const auto https = JsonView(*text).member("httpsUrl");
    return Place{*address, path, true, https ? https->toString().value_or(QString()) : QString()};
}

Outcome<Place>
place(const ServerWish& wish, const QProcessEnvironment& environment, const QString& directory)
{
    const auto named = [](const QString& url, const QString& source) -> Outcome<Place> {
        auto address = ServerAddress::parse(url, source);
        if (!address)
            return tl::unexpected(address.error());
        return Place{*address, source};
    };
    if (!wish.url.isNull())
        return named(wish.url, u"--url"_s);
    if (!wish.dataDirectory.isNull())
        return fromDirectory(directory);
    if (const QString url = environment.value(u"STATEROOM_URL"_s); !url.isEmpty())
        return named(url, u"STATEROOM_URL"_s);
    return fromDirectory(directory);
}

/// What can stand in a header field, so that a wrong file cannot forge one.
Outcome<QByteArray> checkedToken(QByteArray token, const QString& source)
{
    token = token.trimmed();
    const bool fits =
        !token.isEmpty() && token.size() <= 4096 &&
        std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!fits)
        return clientFailure(
            ClientErrorCode::WrongUsage, source + u" holds no token."_s,
            u"A token is one word, such as the data directory's file control-token holds."_s);
    return token;
}

Outcome<QByteArray> tokenFromFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return clientFailure(
            ClientErrorCode::Refused,
            u"Cannot read the control token "_s + path + u": "_s + file.errorString() + u'.',
            u"Run this as the user who runs the server, or give --token-file or STATEROOM_TOKEN."_s);
    return checkedToken(file.read(maxFile), path);
}

struct Token {
    QByteArray text;
    QString source;
};

Outcome<Token> token(
    const ServerWish& wish, const QProcessEnvironment& environment, const QString& directory,
    const Place& place)
{
    const auto from = [](Outcome<QByteArray> text, const QString& source) -> Outcome<Token> {
        if (!text)
            return tl::unexpected(text.error());
        return Token{*text, source};
    };
    if (!wish.tokenFile.isNull())
        return from(tokenFromFile(wish.tokenFile), wish.tokenFile);
    if (!wish.token.isNull())
        return from(checkedToken(wish.token.toUtf8(), u"--token"_s), u"--token"_s);
    if (const QString text = environment.value(u"STATEROOM_TOKEN"_s); !text.isEmpty())
        return from(checkedToken(text.toUtf8(), u"STATEROOM_TOKEN"_s), u"STATEROOM_TOKEN"_s);
    // The token of this machine's own store is not offered to whatever a URL names.
    if (!place.ofDirectory && !place.address.isLoopback() && wish.dataDirectory.isNull())
        return clientFailure(
            ClientErrorCode::Refused, u"There is no token for "_s + place.address.text() + u'.',
            u"Give that server's control token by --token-file or STATEROOM_TOKEN."_s);
    const QString path = directory + u"/control-token"_s;
    return from(tokenFromFile(path), path);
}

} // namespace

Outcome<Server> findServer(const ServerWish& wish, const QProcessEnvironment& environment)
{
    const QString directory = dataDirectory(wish, environment);
    const auto found = place(wish, environment, directory);
    if (!found)
        return tl::unexpected(found.error());
    if (!found->address.secure && !found->address.isLoopback() && !wish.insecure)
        return clientFailure(
            ClientErrorCode::Refused,
            u"Not sending the token to "_s + found->address.text() +
                u": others could read it on the way."_s,
            u"Use https, or a tunnel to this machine; --insecure sends it all the same."_s);
    const auto key = token(wish, environment, directory, *found);
    if (!key)
        return tl::unexpected(key.error());
    const bool isOfDirectory = found->ofDirectory || !wish.dataDirectory.isNull();
    return Server{found->address,
                  key->text,
                  found->foundBy,
                  key->source,
                  isOfDirectory ? directory : QString(),
                  found->httpsUrl};
}

} // namespace stateroom
