// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scripts/scripttext.h"

#include <QRegularExpression>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

QStringList functionsIn(const QByteArray& script)
{
    static const QRegularExpression declaration(
        u"^(?:function\\s*\\*?\\s*|(?:const|let|var)\\s+(?=[\\w$]+\\s*=\\s*"
        "(?:function\\b|\\(|[\\w$]+\\s*=>)))([\\p{L}_$][\\p{L}\\p{Nd}_$]*)"_s,
        QRegularExpression::MultilineOption);
    QStringList names;
    auto found = declaration.globalMatch(QString::fromUtf8(script));
    while (found.hasNext()) {
        const QString name = found.next().captured(1);
        if (!names.contains(name))
            names += name;
    }
    return names;
}

Result<Namespace> hookSpaceOf(const QString& text)
{
    QByteArray name = text.trimmed().toUtf8();
    if (!name.startsWith("integration/"))
        name.prepend("integration/");
    auto space = Namespace::parse(name);
    if (space && !isHookSpace(*space))
        return fail(
            ErrorCode::InvalidInput,
            u"\"%1\" is neither the global state nor that of one resource."_s.arg(text));
    return space;
}

JsonDiff differenceOf(const std::vector<HookChange>& changes)
{
    const auto objectOf = [&changes](std::optional<JsonText> HookChange::*side) {
        QByteArray members;
        for (const HookChange& change : changes) {
            if (!(change.*side))
                continue;
            members += members.isEmpty() ? "" : ",";
            members +=
                JsonText::fromUtf8(change.name.key.bytes()).bytes() + ':' + (change.*side)->bytes();
        }
        return JsonText::fromValidated('{' + members + '}');
    };
    return diffJson(objectOf(&HookChange::before), objectOf(&HookChange::after));
}

} // namespace stateroom::ui
