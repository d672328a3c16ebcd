// SPDX-License-Identifier: GPL-3.0-or-later
// stateroom-screenshots DIR [PART…]: draws the window, with sample data, into DIR/*.png: in light,
// dark and German, at one and at two pixels per point; or some parts of the pictures alone. With
// QT_SCALE_FACTOR=1.5, at that scale.
#include "tests/ui/pictures.h"
#include "ui/shell/translation.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QLocale>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

/// What can be drawn alone.
constexpr struct {
    const char* name;
    void (*take)(Camera& camera, Appearance& appearance, const QString& suffix);
} parts[] = {
    {"browse", takeBrowse},       {"list", takeList},       {"smallest", takeSmallest},
    {"server", takeServerPlaces}, {"records", takeRecords}, {"studio", takeStudio},
    {"webhooks", takeWebhooks},
};

} // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2 || !QDir().mkpath(arguments[1])) {
        std::fputs(
            "usage: stateroom-screenshots DIR [browse|list|smallest|server|records|studio|"
            "webhooks ...]\n",
            stderr);
        return 2;
    }
    // Where it is installed, a typeface that is made for screens.
    for (const auto& family : {u"Inter"_s, u"Noto Sans"_s})
        if (QFontDatabase::hasFamily(family)) {
            QApplication::setFont(QFont(family));
            break;
        }
    Camera camera(arguments[1]);
    Appearance appearance(app);
    installTranslation(app, QLocale(QLocale::English, QLocale::UnitedKingdom));
    appearance.setChoice(SchemeChoice::Light);
    const QStringList wanted = arguments.mid(2);
    const auto take = [&](const QString& suffix) {
        for (const auto& part : parts)
            if (wanted.isEmpty() || wanted.contains(QLatin1StringView(part.name)))
                part.take(camera, appearance, suffix);
    };
    take({});
    appearance.setChoice(SchemeChoice::Dark);
    take(u"-dark"_s);
    installTranslation(app, QLocale(QLocale::German, QLocale::Germany));
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    appearance.setChoice(SchemeChoice::Light);
    take(u"-de"_s);
    return 0;
}
