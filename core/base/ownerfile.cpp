// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ownerfile.h"

#include <QFile>
#include <QSaveFile>

namespace stateroom {

using namespace Qt::StringLiterals;

Result<QByteArray> readOwnerFile(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return fail(
            ErrorCode::StorageFailed, u"Cannot read %1: %2."_s.arg(path, file.errorString()));
    return file.readAll();
}

Result<void> writeOwnerFile(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly)
                         // Before there is anything to read in it.
                         && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         // commit() keeps what it failed to flush by itself (Qt 6.4).
                         file.write(content) == content.size() && file.flush() && file.commit();
    if (!written)
        return fail(
            ErrorCode::StorageFailed, u"Cannot write %1: %2."_s.arg(path, file.errorString()));
    return {};
}

} // namespace stateroom
