// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/ratekeeper.h"

#include "core/base/ownerfile.h"

#include <QFile>

#include <filesystem>

namespace stateroom::business {

using namespace Qt::StringLiterals;

namespace {

constexpr auto interval = std::chrono::seconds(1);

/// Replaces the file as a whole, but without waiting for the disk as writeOwnerFile() does: that
/// would hold up the store's own writes each second, for counts that only a crash of the machine
/// could lose.
bool replaceFile(const QString& path, const QByteArray& content)
{
    QFile file(path + u".new"_s);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(content) != content.size() || !file.flush())
        return false;
    file.close();
    std::error_code error;
    std::filesystem::rename(file.filesystemFileName(), path.toStdU16String(), error);
    return !error;
}

} // namespace

RateKeeper::RateKeeper(RateLimiter& limiter, QString file, Timestamp now)
    : m_limiter(limiter)
    , m_file(std::move(file))
{
    m_limiter.load(readOwnerFile(m_file).value_or(QByteArray()), now);
    m_saved = m_limiter.save();
    m_thread = std::thread([this] { run(); });
}

RateKeeper::~RateKeeper()
{
    end();
    m_thread.join();
}

void RateKeeper::end()
{
    const Lock lock(m_mutex);
    m_isEnding = true;
    m_wakeUp.notifyAll();
}

void RateKeeper::run()
{
    for (bool isEnding = false; !isEnding;) {
        {
            const auto until = std::chrono::steady_clock::now() + interval;
            Lock lock(m_mutex);
            while (!m_isEnding && m_wakeUp.waitUntil(lock, until)) {
            }
            isEnding = m_isEnding;
        }
        save();
    }
}

void RateKeeper::save()
{
    QByteArray now = m_limiter.save();
    if (now != m_saved && replaceFile(m_file, now))
        m_saved = std::move(now);
}

} // namespace stateroom::business
