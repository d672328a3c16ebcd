// SPDX-License-Identifier: GPL-3.0-or-later
// Writes manual pages from the tables that the programs read their command lines with; run by the
// build.
//
// usage: stateroom-manual OUT [TEMPLATE]
// Without a template the page of stateroomctl; else the template, in which the comment OPTIONS
// becomes the options that stateroomd and stateroom share.
#include "core/base/datadirectory.h"
#include "core/cli/manual.h"
#include "core/service/options.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

int fail(const QFile& file)
{
    std::fprintf(
        stderr, "stateroom-manual: %s: %s\n", qPrintable(file.fileName()),
        qPrintable(file.errorString()));
    return 1;
}

/// The options, without the home directory of who builds.
QString sharedOptions()
{
    QString text = cli::roffOptions(programOptions(), true);
    text.replace(
        cli::roffText(defaultDataDirectory()), cli::roffText(u"~/.local/share/stateroom"_s));
    return text.trimmed();
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 2 && arguments.size() != 3) {
        std::fputs("usage: stateroom-manual OUT [TEMPLATE]\n", stderr);
        return 2;
    }
    QString page = cli::manualPage();
    if (arguments.size() == 3) {
        QFile pattern(arguments[2]);
        if (!pattern.open(QIODevice::ReadOnly))
            return fail(pattern);
        page = QString::fromUtf8(pattern.readAll()).replace(u".\\\" OPTIONS"_s, sharedOptions());
    }
    QFile out(arguments[1]);
    const QByteArray bytes = page.toUtf8();
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.flush())
        return fail(out);
    return 0;
}
