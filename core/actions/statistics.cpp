// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/statistics.h"

#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace stateroom {

using namespace Qt::StringLiterals;

void readStatistics(
    Store& store, QObject* context, std::function<void(Result<StoreStatistics>)> done)
{
    store.read(
        [&store](Reader& reader) -> Result<StoreStatistics> {
            StoreStatistics found;
            auto spaces = reader.namespaces();
            if (!spaces)
                return failureOf(spaces);
            for (const NamespaceInfo& info : *spaces) {
                if (info.space.isSystem())
                    continue;
                ++found.namespaces;
                found.keys += info.keys;
            }
            auto position = reader.position();
            if (!position)
                return failureOf(position);
            found.log = *position;
            const QString file = store.directory() + u"/stateroom.db"_s;
            found.fileBytes = QFileInfo(file).size();
            found.walBytes = QFileInfo(file + u"-wal"_s).size();
            found.counters = store.counters();
            found.health = store.health();
            return found;
        },
        context, std::move(done));
}

qint64 residentMemory()
{
#ifdef Q_OS_LINUX
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArrayList pages = file.readAll().split(' ');
    return pages.value(1).toLongLong() * sysconf(_SC_PAGESIZE);
#else
    return 0;
#endif
}

} // namespace stateroom
