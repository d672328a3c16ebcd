// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hooks/hookprogram.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace stateroom {

using namespace Qt::StringLiterals;

QString findHookProgram()
{
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString& folder : {u"."_s, u"../libexec/stateroom"_s, u"../bin"_s}) {
#ifdef Q_OS_WIN
        const QFileInfo file(here, folder + u"/stateroom-hook.exe"_s);
#else
        const QFileInfo file(here, folder + u"/stateroom-hook"_s);
#endif
        if (file.isFile() && file.isExecutable())
            return file.canonicalFilePath();
    }
    return {};
}

} // namespace stateroom
