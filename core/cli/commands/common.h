// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/commandline.h"
#include "core/cli/jsonobject.h"
#include "core/cli/output.h"
#include "core/json/jsonview.h"

namespace stateroom::cli {

/// What several commands need.

/// `integration` is meant as `integration/`.
QByteArray namespaceOf(const QString& text);
/// NothingThere for the first of these words that names none of the server's namespaces; `kind/*`
/// may match none.
Outcome<void> checkNamespacesExist(CommandContext& context, const QStringList& words);
CallTarget entriesTarget(const QString& space);
CallTarget entryTarget(const QString& space, const QString& key);

/// `--version`, `--revision` and `--at`, of which at most one may be given.
struct PointInTime {
    std::optional<qint64> version;
    std::optional<qint64> revision;
    QByteArray moment;

    bool isNow() const { return !version && !revision && moment.isEmpty(); }
    void addTo(CallTarget& target) const;
    void addTo(JsonObject& body) const;
};
Outcome<PointInTime> pointInTime(const CommandContext& context);
/// Their rows of the option table.
OptionDefinition versionOption(const QString& description);
OptionDefinition revisionOption(const QString& description);
OptionDefinition atOption(const QString& description);
OptionDefinition prefixOption(const QString& description);
OptionDefinition dryRunOption();

/// A member of an answer; empty, 0 or false when there is none of that type.
QString textMember(const JsonView& object, QByteArrayView name);
qint64 numberMember(const JsonView& object, QByteArrayView name);
bool flagMember(const JsonView& object, QByteArrayView name);
/// The elements of an array member, in order.
std::vector<JsonView> elements(const JsonView& object, QByteArrayView name);

/// What the server answered: with --json as it is, else by `print(answer, output)`. What went wrong
/// when it did not.
template <class Print>
Outcome<void> showAnswer(Output& output, const Outcome<JsonText>& answer, Print print)
{
    if (!answer)
        return tl::unexpected(answer.error());
    return output.isJson() ? output.json(*answer) : print(*answer, output);
}

/// In which style an op stands.
Style styleOf(const QString& op);

} // namespace stateroom::cli
