// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/follower.h"

#include "core/store/sql/connection.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLoggingCategory>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "stateroom.store.follower")

/// As many as are handed to the feed at once.
constexpr int slice = Reader::maxPage;
constexpr qint64 busyTimeout = 1'000;

/// Differs between a file and another one that has been put in its place; nothing where there is
/// no file.
std::optional<qint64> markOf(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return std::nullopt;
    const QDateTime born = info.birthTime();
    return born.isValid() ? born.toMSecsSinceEpoch() : 0; // not every file system knows
}

} // namespace

struct Follower::Handles {
    std::unique_ptr<sql::Connection> connection; // for the pragma, which is each connection's own
    std::unique_ptr<Reader> reader;
    qint64 seenVersion = -1;

    static Result<std::unique_ptr<Handles>> open(const FollowerSetup& setup)
    {
        auto handles = std::make_unique<Handles>();
        auto connection =
            sql::Connection::open(setup.databasePath, sql::Access::ReadOnly, busyTimeout);
        if (!connection)
            return failureOf(connection);
        handles->connection = std::move(*connection);
        auto reader = setup.openReader();
        if (!reader)
            return failureOf(reader);
        handles->reader = std::move(*reader);
        return handles;
    }
};

Follower::Follower(FollowerSetup setup, ChangeFeed& feed)
    : m_setup(std::move(setup))
    , m_feed(feed)
    , m_position(m_setup.start)
    , m_fileMark(markOf(m_setup.databasePath))
{
    m_feed.start(m_position);
    m_thread = std::thread([this] { run(); });
}

Follower::~Follower()
{
    {
        const Lock lock(m_mutex);
        m_stop = true;
    }
    m_wakeUp.notifyOne();
    m_thread.join();
}

bool Follower::stopping() const
{
    const Lock lock(m_mutex);
    return m_stop;
}

void Follower::run()
{
    std::unique_ptr<Handles> handles;
    for (;;) {
        if (const auto looked = look(handles); looked) {
            m_failing = false;
        } else {
            handles.reset();
            if (!std::exchange(m_failing, true))
                qCWarning(log).noquote()
                    << "Cannot follow the store for now:" << looked.error().toString();
        }
        Lock lock(m_mutex);
        const auto until = std::chrono::steady_clock::now() + m_setup.interval;
        while (!m_stop && m_wakeUp.waitUntil(lock, until)) {
        }
        if (m_stop)
            return;
    }
}

Result<void> Follower::look(std::unique_ptr<Handles>& handles)
{
    const auto mark = markOf(m_setup.databasePath);
    if (!mark)
        return fail(ErrorCode::StorageFailed, m_setup.databasePath + u" is not there."_s);
    const bool replaced = m_fileMark != mark;
    if (replaced)
        handles.reset(); // they still show the old one
    if (!handles) {
        auto opened = Handles::open(m_setup);
        if (!opened)
            return failureOf(opened);
        handles = std::move(*opened);
    }
    // Before the log is read: what is committed in between makes the next look read it again.
    const auto version = handles->connection->value(u"PRAGMA data_version"_s);
    if (!version)
        return failureOf(version);
    if (!replaced && version->toLongLong() == handles->seenVersion)
        return {};

    const auto done = replaced ? reset(*handles->reader) : readOn(*handles->reader);
    if (!done)
        return done;
    m_fileMark = mark;
    handles->seenVersion = version->toLongLong();
    return {};
}

Result<void> Follower::readOn(Reader& reader)
{
    for (bool more = true; more && !stopping();) {
        auto page = reader.changes(m_position, {}, slice);
        if (!page && (page.error().code == ErrorCode::Compacted ||
                      page.error().code == ErrorCode::InvalidInput))
            return reset(reader);
        if (!page)
            return failureOf(page);
        std::vector<ChangePtr> changes;
        changes.reserve(page->changes.size());
        for (Change& change : page->changes)
            changes.push_back(std::make_shared<const Change>(std::move(change)));
        if (!changes.empty()) {
            if (m_setup.noticed)
                m_setup.noticed(changes.back()->committedAt);
            m_feed.publish(changes);
        }
        m_position = page->upTo;
        more = page->more;
    }
    return {};
}

Result<void> Follower::reset(Reader& reader)
{
    const auto position = reader.position();
    if (!position)
        return failureOf(position);
    if (m_setup.noticed)
        m_setup.noticed(position->lastCommit);
    m_position = position->last;
    m_feed.resetAll(m_position);
    return {};
}

} // namespace stateroom
