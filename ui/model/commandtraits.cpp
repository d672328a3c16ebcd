// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/commandtraits.h"

#include <QAction>
#include <QVariant>

namespace stateroom::ui {

namespace {
constexpr const char* nameProperty = "commandName";
constexpr const char* keywordsProperty = "commandKeywords";
constexpr const char* carefulProperty = "commandCareful";
} // namespace

void setCommandTraits(QAction* action, const CommandTraits& traits)
{
    action->setProperty(nameProperty, traits.name);
    action->setProperty(keywordsProperty, traits.keywords);
    action->setProperty(carefulProperty, traits.careful);
}

CommandTraits commandTraits(const QAction& action)
{
    return {
        action.property(nameProperty).toString(), action.property(keywordsProperty).toString(),
        action.property(carefulProperty).toBool()};
}

QString commandName(const QAction& action)
{
    const QString name = commandTraits(action).name;
    return name.isEmpty() ? action.text().remove(u'&') : name;
}

} // namespace stateroom::ui
