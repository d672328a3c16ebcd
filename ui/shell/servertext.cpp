// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/servertext.h"

#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"

#include <QCoreApplication>
#include <QLocale>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct ServerText {
    Q_DECLARE_TR_FUNCTIONS(ServerText)
};

} // namespace

QString followingText(const Ownership::Owner& owner)
{
    const QString text =
        ServerText::tr("Another program serves this store. This window shows it, read-only.");
    if (owner.program.isEmpty() || owner.pid == 0 || !owner.since)
        return text;
    const QString since =
        QLocale().toString(owner.since->toDateTime().toLocalTime(), QLocale::ShortFormat);
    //: Behind a sentence of another program: its name, the number of its process, since when it
    //: runs
    return text + u' ' +
           ServerText::tr("It is %1, process %2, running since %3.")
               .arg(displayText(owner.program), QString::number(owner.pid), since);
}

QString notServingText(const Error& error, quint16 port, bool elsewhere)
{
    const QString why = error.code == ErrorCode::AlreadyOwned
                            ? ServerText::tr("Port %1 is taken by another program.").arg(port)
                            : errorText(error);
    if (elsewhere)
        return why;
    return ServerText::tr("Programs cannot reach this store at the moment; you can still read and "
                          "edit it here.") +
           u' ' + why;
}

} // namespace stateroom::ui
