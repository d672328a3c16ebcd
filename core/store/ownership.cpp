// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ownership.h"

#include "core/store/sql/connection.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

// Long enough for an owner that is just starting to have described itself, or for one that is
// just leaving to be gone; short enough for a person to get the refusal at once.
constexpr qint64 patience = 300;

QString lockPath(const QString& directory)
{
    return directory + u"/serving.db"_s;
}

QString descriptionPath(const QString& directory)
{
    return directory + u"/serving.json"_s;
}

QString programName()
{
    const QString name = QCoreApplication::applicationName();
    return name.isEmpty() ? u"a program"_s : name;
}

/// A text of the description file, fit to stand in one line of an error.
QString shown(const QJsonValue& value)
{
    return value.toString().simplified().left(200);
}

QJsonObject description(const QString& directory)
{
    QFile file(descriptionPath(directory));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.read(64 * 1024)).object();
}

Error refusal(const QString& directory)
{
    const Ownership::Owner owner = Ownership::owner(directory);
    QString message = u"The data directory "_s + directory + u" is in use by "_s +
                      (owner.program.isEmpty() ? u"another process"_s : owner.program);
    QStringList details;
    if (owner.pid > 0)
        details += u"pid "_s + QString::number(owner.pid);
    if (!owner.url.isEmpty())
        details += owner.url;
    if (!details.isEmpty())
        message += u" ("_s + details.join(", "_L1) + u')';
    if (owner.since)
        message += u" since "_s + QString::fromLatin1(owner.since->toIso());
    message += u'.';
    return {
        ErrorCode::AlreadyOwned, message,
        u"Use that one, or stop it first, or choose another data directory."_s};
}

Error unusable(const QString& directory, const QString& detail)
{
    const QFileInfo info(directory);
    if (info.isDir() && !info.isWritable())
        return {
            ErrorCode::ReadOnly, u"The data directory "_s + directory + u" is not writable."_s,
            u"Check its owner and permissions, or choose another one."_s};
    return {
        ErrorCode::StorageFailed,
        u"The data directory "_s + directory + u" cannot be used: "_s + detail,
        u"Check the path and its permissions, or choose another one."_s};
}

/// Begins the transaction that is the ownership.
Result<std::unique_ptr<sql::Connection>> lock(const QString& path)
{
    auto opened = sql::Connection::open(path, sql::Access::ReadWrite, patience);
    if (!opened)
        return opened;
    sql::Connection& connection = **opened;
    const QString steps[] = {
        // Nothing is ever committed, so no journal file needs to lie beside it.
        u"PRAGMA journal_mode=MEMORY"_s,
        // Exclusive, not immediate: others are refused before they read a byte, so that
        // whoever finds the file damaged knows that nobody owns it.
        u"BEGIN EXCLUSIVE"_s,
        // On a file that cannot be written SQLite lets the line above pass as a mere read.
        u"PRAGMA user_version=1"_s,
    };
    for (const QString& step : steps)
        if (auto done = connection.run(step); !done)
            return failureOf(done);
    return opened;
}

} // namespace

Result<std::unique_ptr<Ownership>> Ownership::acquire(const QString& directory, Timestamp now)
{
    const QString absolute = QDir(directory).absolutePath();
    const bool isThere = QFileInfo::exists(absolute);
    if (!QDir().mkpath(absolute))
        return fail(unusable(absolute, u"it cannot be made."_s));
    // What programs keep is nobody else's. A directory that somebody made is as they want it.
    if (!isThere)
        QFile::setPermissions(
            absolute, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);

    const QString path = lockPath(absolute);
    auto locked = lock(path);
    if (!locked && locked.error().code == ErrorCode::DamagedFile) {
        // It holds nothing. Emptied in place, not replaced: two processes that do this at once
        // still end up with one file, and one of them as its owner.
        QFile::resize(path, 0);
        locked = lock(path);
    }
    if (!locked && locked.error().code == ErrorCode::AlreadyOwned)
        return fail(refusal(absolute));
    if (!locked && locked.error().code == ErrorCode::ReadOnly)
        return fail(
            ErrorCode::ReadOnly, path + u" is not writable."_s,
            u"Check the owner and permissions of the data directory, or choose another one."_s);
    if (!locked)
        return fail(unusable(absolute, locked.error().message));

    std::unique_ptr<Ownership> ownership(new Ownership(absolute, now, std::move(*locked)));
    ownership->describe({});
    return ownership;
}

bool Ownership::isFree(const QString& directory)
{
    const QString path = lockPath(QDir(directory).absolutePath());
    return QFileInfo::exists(path) && lock(path).has_value();
}

Ownership::Owner Ownership::owner(const QString& directory)
{
    const QJsonObject told = description(QDir(directory).absolutePath());
    Owner owner{
        shown(told["program"_L1]), std::max<qint64>(told["pid"_L1].toInteger(), 0),
        shown(told["url"_L1])};
    const auto since = QDateTime::fromString(shown(told["since"_L1]), Qt::ISODateWithMs);
    if (since.isValid())
        owner.since = Timestamp(since.toMSecsSinceEpoch());
    return owner;
}

Ownership::Ownership(QString directory, Timestamp since, std::unique_ptr<sql::Connection> lock)
    : m_directory(std::move(directory))
    , m_since(since)
    , m_lock(std::move(lock))
{
}

Ownership::~Ownership()
{
    // Before the lock goes, or the next owner's description might be taken away. If the directory
    // has been moved away meanwhile, another may have taken its place.
    if (owner(m_directory).pid == QCoreApplication::applicationPid())
        QFile::remove(descriptionPath(m_directory));
}

void Ownership::describe(const QString& url, const QString& httpsUrl)
{
    QJsonObject owner{
        {u"pid"_s, QCoreApplication::applicationPid()},
        {u"program"_s, programName()},
        {u"since"_s, QString::fromLatin1(m_since.toIso())},
    };
    if (!url.isEmpty())
        owner.insert(u"url"_s, url);
    if (!httpsUrl.isEmpty())
        owner.insert(u"httpsUrl"_s, httpsUrl);

    QSaveFile file(descriptionPath(m_directory));
    const QByteArray text = QJsonDocument(owner).toJson();
    // commit() keeps what it failed to flush by itself (Qt 6.4).
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush() &&
        file.commit())
        return;
    // Better no description than that of an earlier owner.
    file.cancelWriting();
    if (url.isEmpty())
        QFile::remove(descriptionPath(m_directory));
}

} // namespace stateroom
