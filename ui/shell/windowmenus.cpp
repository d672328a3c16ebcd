// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowmenus.h"

#include "core/base/version.h"
#include "ui/model/commandtraits.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct MenuText {
    Q_DECLARE_TR_FUNCTIONS(MenuText)
};

void addAppearance(QMenu* menu, Appearance& appearance)
{
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& text, const QString& name, SchemeChoice offered) {
        QAction* action = menu->addAction(text);
        //: Other words by which light and dark are looked for, in small letters
        setCommandTraits(action, {.name = name, .keywords = MenuText::tr("theme colours mode")});
        action->setCheckable(true);
        action->setChecked(offered == appearance.choice());
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &appearance, [&appearance, offered] {
            appearance.setChoice(offered);
        });
        QObject::connect(
            &appearance, &Appearance::choiceChanged, action,
            [action, offered](SchemeChoice choice) { action->setChecked(choice == offered); });
    };
    //: Light or dark is chosen by the desktop
    add(MenuText::tr("Like the &system"), MenuText::tr("Appearance: like the system"),
        SchemeChoice::System);
    add(MenuText::tr("&Light"), MenuText::tr("Appearance: light"), SchemeChoice::Light);
    add(MenuText::tr("&Dark"), MenuText::tr("Appearance: dark"), SchemeChoice::Dark);
}

void showAbout(QWidget* window)
{
    QMessageBox box(window);
    box.setWindowTitle(MenuText::tr("About Stateroom"));
    box.setTextFormat(Qt::PlainText);
    box.setText(u"Stateroom %1"_s.arg(QLatin1StringView(versionText)));
    box.setInformativeText(
        MenuText::tr("A workbench for application state.\n"
                     "Free software under the GNU General Public License, version 3 or later, "
                     "without any warranty."));
    box.addButton(MenuText::tr("Close"), QMessageBox::AcceptRole);
    box.exec();
}

} // namespace

WindowMenus makeMenus(const WindowActions& actions, Appearance& appearance, QWidget* window)
{
    WindowMenus menus;
    auto* bar = menus.bar = new QMenuBar;
    bar->setNativeMenuBar(false); // it shares its row with the server's address
    QMenu* file = bar->addMenu(MenuText::tr("&File"));
    file->addActions(actions.file);
    file->addSeparator();
    file->addAction(actions.quit);

    QMenu* entry = bar->addMenu(MenuText::tr("&Key"));
    entry->addActions(actions.entry);

    QMenu* view = menus.view = bar->addMenu(MenuText::tr("&View"));
    menus.endOfPlaces = view->addSeparator();
    view->addActions(actions.list);
    QMenu* split = view->addMenu(MenuText::tr("Tree of keys"));
    split->addActions(actions.split);
    view->addSeparator();
    view->addActions(actions.live);
    view->addSeparator();
    addAppearance(view->addMenu(MenuText::tr("Appearance")), appearance);

    bar->addMenu(MenuText::tr("&Go"))->addActions(actions.go);

    QMenu* help = bar->addMenu(MenuText::tr("&Help"));
    help->addActions(actions.help);
    help->addSeparator();
    QAction* about = help->addAction(MenuText::tr("&About Stateroom"));
    QObject::connect(about, &QAction::triggered, window, [window] { showAbout(window); });
    return menus;
}

} // namespace stateroom::ui
