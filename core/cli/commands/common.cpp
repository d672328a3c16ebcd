// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/common.h"

#include "core/cli/moment.h"
#include "core/cli/text.h"

#include <QSet>

#include <limits>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

QByteArray namespaceOf(const QString& text)
{
    const QByteArray space = text.toUtf8();
    return space.contains('/') ? space : space + '/';
}

Outcome<void> checkNamespacesExist(CommandContext& context, const QStringList& words)
{
    if (words.isEmpty())
        return {};
    const auto answer = context.client.get(CallTarget("namespaces"));
    if (!answer)
        return tl::unexpected(answer.error());
    QSet<QString> known;
    for (const JsonView& space : elements(*answer, "namespaces"))
        known.insert(textMember(space, "namespace"));
    for (const QString& word : words) {
        const QString name = QString::fromUtf8(namespaceOf(word));
        if (!name.endsWith("/*"_L1) && !known.contains(name))
            return clientFailure(
                ClientErrorCode::NothingThere, u"There is no namespace "_s + visible(name) + u'.',
                u"stateroomctl list shows them."_s);
    }
    return {};
}

CallTarget entriesTarget(const QString& space)
{
    CallTarget target("namespaces");
    target.segment(namespaceOf(space)).word("entries");
    return target;
}

CallTarget entryTarget(const QString& space, const QString& key)
{
    CallTarget target = entriesTarget(space);
    target.segment(key.toUtf8());
    return target;
}

void PointInTime::addTo(CallTarget& target) const
{
    if (version)
        target.number("version", *version);
    if (revision)
        target.number("revision", *revision);
    if (!moment.isEmpty())
        target.query("at", moment);
}

void PointInTime::addTo(JsonObject& body) const
{
    if (version)
        body.add("version", *version);
    if (revision)
        body.add("revision", *revision);
    if (!moment.isEmpty())
        body.add("at", QString::fromLatin1(moment));
}

Outcome<PointInTime> pointInTime(const CommandContext& context)
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    const Invocation& call = context.call;
    if (int(call.has(u"version"_s)) + int(call.has(u"revision"_s)) + int(call.has(u"at"_s)) > 1)
        return clientFailure(
            ClientErrorCode::WrongUsage,
            u"--version, --revision and --at name one moment each; give one of them."_s);
    PointInTime point;
    if (call.has(u"version"_s)) {
        const auto version = call.number(u"version"_s, 1, most);
        if (!version)
            return tl::unexpected(version.error());
        point.version = *version;
    }
    const auto revision = call.number(u"revision"_s, 0, most);
    if (!revision)
        return tl::unexpected(revision.error());
    point.revision = *revision;
    if (call.has(u"at"_s)) {
        const auto moment = parseMoment(call.text(u"at"_s), context.clock);
        if (!moment)
            return tl::unexpected(moment.error());
        point.moment = *moment;
    }
    return point;
}

OptionDefinition versionOption(const QString& description)
{
    return {u"version"_s, OptionDefinition::Kind::Text, u"N"_s, description};
}

OptionDefinition revisionOption(const QString& description)
{
    return {u"revision"_s, OptionDefinition::Kind::Text, u"N"_s, description};
}

OptionDefinition atOption(const QString& description)
{
    return {
        u"at"_s, OptionDefinition::Kind::Text, u"TIME"_s,
        description + u" TIME is RFC 3339, \"2026-11-22 06:48\" in local time, or 10m, 2h, 3d for "
                      u"so long ago."_s};
}

OptionDefinition prefixOption(const QString& description)
{
    return {u"prefix"_s, OptionDefinition::Kind::Text, u"PREFIX"_s, description};
}

OptionDefinition dryRunOption()
{
    return {u"dry-run"_s, OptionDefinition::Kind::Flag, {}, u"Only tell what would be done."_s};
}

QString textMember(const JsonView& object, QByteArrayView name)
{
    const auto member = object.member(name);
    return member ? member->toString().value_or(QString()) : QString();
}

qint64 numberMember(const JsonView& object, QByteArrayView name)
{
    const auto member = object.member(name);
    return member ? member->toInt64().value_or(0) : 0;
}

bool flagMember(const JsonView& object, QByteArrayView name)
{
    const auto member = object.member(name);
    return member && member->toBool().value_or(false);
}

std::vector<JsonView> elements(const JsonView& object, QByteArrayView name)
{
    std::vector<JsonView> found;
    if (const auto array = object.member(name)) {
        array->forEachElement([&found](const JsonView& element) {
            found.push_back(element);
            return true;
        });
    }
    return found;
}

Style styleOf(const QString& op)
{
    if (op == "delete"_L1 || op == "expire"_L1 || op == "removed"_L1)
        return Style::Bad;
    if (op == "restore"_L1 || op == "changed"_L1)
        return Style::Notable;
    return Style::Good;
}

} // namespace stateroom::cli
