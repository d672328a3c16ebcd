// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/control/uploads.h"

#include "core/api/apikey.h"

#include <QDir>

namespace stateroom::control {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostAtOnce = 16;
constexpr Milliseconds lifetime = std::chrono::hours(1);
constexpr QLatin1StringView fileName("import-XXXXXX.part");

Failure unknown()
{
    return fail(
        ErrorCode::NotFound, u"There is no such upload."_s,
        u"It may have been dropped, an hour after its last part: begin anew."_s);
}

} // namespace

Uploads::Uploads(QString directory, const Clock& clock)
    : m_directory(std::move(directory))
    , m_clock(clock)
{
}

Uploads::~Uploads() = default;

void Uploads::removeLeftOvers(const QString& directory)
{
    QDir folder(directory);
    const QStringList files = folder.entryList({u"import-??????.part"_s}, QDir::Files);
    for (const QString& file : files)
        folder.remove(file);
}

void Uploads::dropOld()
{
    const Milliseconds now = m_clock.steady();
    m_uploads.removeIf([now](const auto& item) { return now - item->touched > lifetime; });
}

Result<Uploads::Begun> Uploads::begin(const QByteArray& idempotencyKey)
{
    const Lock lock(m_mutex);
    dropOld();
    for (auto one = m_uploads.begin(); one != m_uploads.end(); ++one) {
        if (!idempotencyKey.isEmpty() && one->idempotencyKey == idempotencyKey)
            return Begun{one.key(), true};
    }
    if (m_uploads.size() >= mostAtOnce)
        return fail(
            ErrorCode::Conflict, u"There are too many uploads at once."_s,
            u"Commit or delete one of them."_s);
    auto file = std::make_shared<QTemporaryFile>(m_directory + u'/' + fileName);
    if (!file->open())
        return fail(
            ErrorCode::StorageFailed,
            u"Cannot make a file for the upload: %1."_s.arg(file->errorString()));
    const QByteArray id = makeSecretText("imp_");
    m_uploads.insert(id, {std::move(file), m_clock.steady(), idempotencyKey});
    return Begun{id};
}

Result<Uploads::Upload*> Uploads::find(const QByteArray& id)
{
    const auto upload = m_uploads.find(id);
    if (upload == m_uploads.end())
        return unknown();
    upload->touched = m_clock.steady();
    return &*upload;
}

Result<qint64> Uploads::add(const QByteArray& id, qint64 offset, const QByteArray& part)
{
    const Lock lock(m_mutex);
    auto upload = find(id);
    if (!upload)
        return failureOf(upload);
    QTemporaryFile& file = *(*upload)->file;
    const qint64 size = file.size();
    if (offset > size) {
        Error error{ErrorCode::Conflict, u"There is a gap before this part."_s, {}};
        error.currentVersion = size;
        return fail(std::move(error));
    }
    const QByteArrayView rest = QByteArrayView(part).sliced(std::min(size - offset, part.size()));
    if (rest.isEmpty())
        return size;
    if (!file.seek(size) || file.write(rest.data(), rest.size()) != rest.size() || !file.flush()) {
        const QString why = file.errorString();
        file.resize(size);
        return fail(ErrorCode::StorageFull, u"Cannot write the upload: %1."_s.arg(why));
    }
    return size + rest.size();
}

Result<std::shared_ptr<QIODevice>> Uploads::open(const QByteArray& id)
{
    const Lock lock(m_mutex);
    auto upload = find(id);
    if (!upload)
        return failureOf(upload);
    // Of its own place and buffer; the temporary file stays the upload's.
    auto file = std::make_shared<QFile>((*upload)->file->fileName());
    if (!file->open(QIODevice::ReadOnly))
        return fail(
            ErrorCode::StorageFailed, u"Cannot read the upload: %1."_s.arg(file->errorString()));
    return std::shared_ptr<QIODevice>(std::move(file));
}

bool Uploads::contains(const QByteArray& id)
{
    const Lock lock(m_mutex);
    dropOld();
    return m_uploads.contains(id);
}

bool Uploads::drop(const QByteArray& id)
{
    const Lock lock(m_mutex);
    dropOld();
    return m_uploads.remove(id) > 0;
}

} // namespace stateroom::control
