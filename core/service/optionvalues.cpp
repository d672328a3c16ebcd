// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/optionvalues.h"

#include "core/service/options.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

using Kind = OptionDefinition::Kind;

QString environmentName(const QString& option)
{
    return u"STATEROOM_"_s + QString(option).replace(u'-', u'_').toUpper();
}

Result<QStringList> fromJson(const OptionDefinition& definition, const QJsonValue& value)
{
    const auto textOf = [](const QJsonValue& item) -> std::optional<QString> {
        if (item.isString())
            return item.toString();
        if (item.isDouble() && item.toInteger(-1) >= 0)
            return QString::number(item.toInteger());
        return std::nullopt;
    };
    if (definition.kind == Kind::Flag) {
        if (!value.isBool())
            return wrongOption(
                definition.name, u"the configuration file must say true or false."_s);
        return value.toBool() ? QStringList(u"true"_s) : QStringList(u"false"_s);
    }
    const bool list = definition.kind == Kind::List && value.isArray();
    const QJsonArray items = list ? value.toArray() : QJsonArray{value};
    QStringList texts;
    for (const QJsonValue& item : items) {
        const auto text = textOf(item);
        if (!text)
            return wrongOption(
                definition.name,
                u"the configuration file must have a text or a whole number here."_s);
        texts << *text;
    }
    return texts;
}

} // namespace

Failure wrongOption(const QString& name, const QString& why)
{
    return fail(ErrorCode::InvalidInput, u"--"_s + name + u": "_s + why);
}

Result<void> addFile(OptionValues& values, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrongOption(
            u"config"_s, u"cannot read "_s + path + u": "_s + file.errorString() + u'.');
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return wrongOption(
            u"config"_s, path + u" is not a JSON object"_s +
                             (error.error == QJsonParseError::NoError
                                  ? u"."_s
                                  : u": "_s + error.errorString() + u" at byte "_s +
                                        QString::number(error.offset) + u'.'));
    const QJsonObject object = document.object();
    for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
        const auto& all = programOptions();
        const auto definition =
            std::find_if(all.begin(), all.end(), [&](const OptionDefinition& d) {
                return d.name == member.key();
            });
        if (definition == all.end())
            return wrongOption(
                u"config"_s, path + u": there is no option \""_s + member.key() + u"\"."_s);
        if (values.contains(definition->name))
            continue;
        auto texts = fromJson(*definition, *member);
        if (!texts)
            return failureOf(texts);
        values.insert(definition->name, *texts);
    }
    return {};
}

void addEnvironment(OptionValues& values, const QProcessEnvironment& environment)
{
    for (const OptionDefinition& definition : programOptions()) {
        // An empty variable is as none: that is how scripts and containers leave one out.
        const QString value = environment.value(environmentName(definition.name));
        if (values.contains(definition.name) || value.isEmpty())
            continue;
        QStringList parts(value);
        if (definition.kind == Kind::List) {
            parts = value.split(u',', Qt::SkipEmptyParts);
            for (QString& part : parts)
                part = part.trimmed();
        }
        values.insert(definition.name, parts);
    }
}

Result<qint64> numberOption(
    const OptionValues& values, const QString& name, qint64 standard, qint64 least, qint64 most)
{
    if (!values.contains(name))
        return standard;
    bool ok = false;
    const qint64 value = values.value(name).last().toLongLong(&ok);
    if (!ok || value < least || value > most)
        return wrongOption(
            name, u"must be a whole number from "_s + QString::number(least) + u" to "_s +
                      QString::number(most) + u", not \""_s + values.value(name).last() + u"\"."_s);
    return value;
}

Result<bool> flagOption(const OptionValues& values, const QString& name)
{
    if (!values.contains(name))
        return false;
    const QString value = values.value(name).last().toLower();
    if (value == "1"_L1 || value == "true"_L1 || value == "yes"_L1 || value == "on"_L1)
        return true;
    if (value.isEmpty() || value == "0"_L1 || value == "false"_L1 || value == "no"_L1 ||
        value == "off"_L1)
        return false;
    return wrongOption(name, u"must be true or false, not \""_s + value + u"\"."_s);
}

} // namespace stateroom
