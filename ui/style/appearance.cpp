// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/appearance.h"

#include "ui/style/fonts.h"
#include "ui/style/resources.h"

#include <QApplication>
#include <QFile>
#include <QStyleFactory>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

Appearance::Appearance(QApplication& app)
    : m_app(app)
{
    initStyleResources();
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setFont(uiFont());
    connect(&m_system, &SystemScheme::changed, this, &Appearance::apply);
    apply();
}

void Appearance::setChoice(SchemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    apply();
    Q_EMIT choiceChanged(choice);
}

const Theme& Appearance::theme() const
{
    const bool dark =
        m_choice == SchemeChoice::Dark || (m_choice == SchemeChoice::System && m_system.isDark());
    return dark ? Theme::dark() : Theme::light();
}

void Appearance::apply()
{
    // One sheet in another's place would have Qt style each widget once for every one around it.
    m_app.setStyleSheet({});
    QApplication::setPalette(theme().palette());
    m_app.setStyleSheet(styleSheetFor(theme()));
}

QString styleSheetFor(const Theme& theme)
{
    initStyleResources();
    QFile file(u":/stateroom/style/stateroom.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    sheet.replace(u"@Scheme@"_s, theme.isDark() ? u"dark"_s : u"light"_s);
    for (int i = 0; i < colorRoleCount; ++i) {
        const auto role = ColorRole(i);
        sheet.replace(u'@' + colorRoleName(role) + u'@', theme.color(role).name());
    }
    return sheet;
}

} // namespace stateroom::ui
