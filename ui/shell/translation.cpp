// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/translation.h"

#include "ui/settings/settingspanel.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// Q_INIT_RESOURCE declares a function, which must not be in a namespace.
static void initialise()
{
    Q_INIT_RESOURCE(stateroom_translations);
}

namespace stateroom::ui {

using namespace Qt::StringLiterals;

QLocale chosenLanguage(const QSettings& settings)
{
    const QString language = SettingsPanel::language(settings);
    return language.isEmpty() ? QLocale::system() : QLocale(language);
}

void installTranslation(QCoreApplication& app, const QLocale& locale)
{
    initialise();
    const auto install = [&app](const auto&... where) {
        auto* translator = new QTranslator(&app);
        if (!translator->load(where...) || !QCoreApplication::installTranslator(translator))
            delete translator;
    };
    // Later ones are asked first: English has the plurals that no other language has.
    install(u":/stateroom/translations/stateroom_en.qm"_s);
    install(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(locale, u"stateroom"_s, u"_"_s, u":/stateroom/translations"_s);
}

} // namespace stateroom::ui
