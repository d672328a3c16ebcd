// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures.h"
#include "tests/ui/sampledata.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/inspector/differenceview.h"
#include "ui/inspector/historyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/palette/commandpalette.h"
#include "ui/shell/browseplace.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

void takeInspector(Camera& camera, Scene& scene, const QString& suffix)
{
    MainWindow& window = scene.window();
    InspectorPanel& inspector = window.inspector();
    scene.choose("workflow/wf-1", "results");
    for (const char* json :
         {R"([{"score":0.91,"by":"scout-2"},{"score":0.89},{"score":0.17}])",
          R"([{"score":0.91,"by":"scout-2"},{"score":0.89,"by":"scout-1"},{"score":0.21}])"}) {
        writeValue(scene.store(), "workflow/wf-1", "results", json);
        scene.clock().advance(Milliseconds(61'000));
    }
    inspector.showHistory();
    camera.take(window, u"smallest-history"_s + suffix);
    inspector.history().difference().showLines(true);
    camera.take(window, u"smallest-history-lines"_s + suffix);
    inspector.history().difference().showLines(false);
    window.live().setStrip(true);
    camera.take(window, u"smallest-history-strip"_s + suffix);
    inspector.showValue();
    removeValue(scene.store(), "workflow/wf-1", "locale");
    removeValue(scene.store(), "workflow/wf-1", "budget");
    inspector.showDeleted(Namespace("workflow", "wf-1"));
    camera.take(window, u"smallest-deleted"_s + suffix);
    scene.choose("workflow/wf-1", "sources");
    auto* find = inspector.findChild<FindBar*>();
    find->open(true);
    camera.take(window, u"smallest-find"_s + suffix);
    find->close();
    inspector.findChild<ExpiryBar*>()->open(std::nullopt);
    camera.take(window, u"smallest-expiry"_s + suffix);
    inspector.findChild<ExpiryBar*>()->hide();
    inspector.startNew(Namespace("workflow", "wf-1"));
    camera.take(window, u"smallest-new-key"_s + suffix);
}

} // namespace

void takeSmallest(Camera& camera, Appearance& appearance, const QString& suffix)
{
    Scene scene(appearance, true);
    MainWindow& window = scene.window();
    writeSampleChanges(scene.store(), scene.clock());
    window.resize(window.minimumSize());
    scene.choose("workflow/wf-1", "status");
    window.entries().view().setFocus();
    camera.take(window, u"smallest"_s + suffix);
    takeInspector(camera, scene, suffix);
    scene.choose("workflow/wf-1", "counter");
    const QModelIndex first = window.entries().model().index(2, 0);
    window.entries().view().selectionModel()->select(
        QItemSelection(first, first.siblingAtRow(5)),
        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    camera.take(window, u"smallest-several"_s + suffix);
    window.palette().open();
    window.palette().edit().setText(u"st"_s);
    camera.take(window, u"smallest-palette"_s + suffix);
    window.palette().hide();
    window.showPlace(u"settings"_s);
    camera.take(window, u"smallest-settings"_s + suffix);
    window.showPlace(u"browse"_s);
    int number = 0;
    for (const QAction* menu : window.findChild<QMenuBar*>()->actions()) {
        menu->menu()->popup(window.mapToGlobal(QPoint(100, 40)));
        camera.takePopup(u"menu-%1"_s.arg(++number) + suffix);
    }
    Scene empty(appearance, false);
    empty.window().resize(empty.window().minimumSize());
    camera.take(empty.window(), u"smallest-empty"_s + suffix);
}

} // namespace stateroom::ui
