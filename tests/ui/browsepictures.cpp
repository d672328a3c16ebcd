// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures.h"
#include "tests/ui/sampledata.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/inspector/differenceview.h"
#include "ui/inspector/historyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/navigator/namespacespanel.h"
#include "ui/palette/commandpalette.h"
#include "ui/shell/servertext.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Presses a button of the inspector's notice.
void pressNotice(MainWindow& window, int which)
{
    const auto buttons = window.inspector().notice().findChildren<QPushButton*>();
    if (which < buttons.size())
        buttons[which]->click();
    settle();
}

void takeInspector(Camera& camera, Scene& scene, const QString& suffix)
{
    MainWindow& window = scene.window();
    scene.choose("workflow/wf-1", "counter");
    scene.choose("workflow/wf-1", "results");
    writeValue(
        scene.store(), "workflow/wf-1", "results",
        R"([{"score":0.91,"by":"scout-2"},{"score":0.89},{"score":0.17}])");
    settle();
    InspectorPanel& inspector = window.inspector();
    inspector.showHistory();
    settle();
    camera.take(window, u"history"_s + suffix);
    inspector.history().difference().showLines(true);
    camera.take(window, u"history-lines"_s + suffix);
    inspector.showValue();

    removeValue(scene.store(), "workflow/wf-1", "locale");
    removeValue(scene.store(), "workflow/wf-1", "budget");
    inspector.showDeleted(Namespace("workflow", "wf-1"));
    camera.take(window, u"deleted-keys"_s + suffix);

    removeValue(scene.store(), "workflow/wf-2", "status");
    window.namespaces().emptiedAction()->setChecked(true);
    settle();
    window.namespaces().setCurrent(Namespace("workflow", "wf-2"));
    camera.take(window, u"emptied"_s + suffix);
    window.namespaces().emptiedAction()->setChecked(false);

    window.live().watch({Namespace("workflow", "wf-1"), Key("results")});
    scene.choose("workflow/wf-1", "sources");
    auto* find = inspector.findChild<FindBar*>();
    find->open(true);
    find->findChildren<QLineEdit*>().front()->setText(u"example"_s);
    settle();
    find->findNext();
    camera.take(window, u"find"_s + suffix);
    find->close();
    inspector.findChild<ExpiryBar*>()->open(std::nullopt);
    window.live().setStrip(true);
    camera.take(window, u"expiry"_s + suffix);
    inspector.findChild<ExpiryBar*>()->hide();
    window.live().setStrip(false);
}

} // namespace

void takeBrowse(Camera& camera, Appearance& appearance, const QString& suffix)
{
    Scene scene(appearance, true);
    MainWindow& window = scene.window();
    writeSampleChanges(scene.store(), scene.clock());
    scene.choose("workflow/wf-1", "status");
    window.entries().view().setFocus();
    camera.take(window, u"window"_s + suffix);

    window.inspector().focusValue();
    window.inspector().editor().setCursorPosition(2, 2);
    window.inspector().editor().insert(u"\"progress\" 0.5,\n  "_s);
    camera.take(window, u"invalid"_s + suffix);

    writeValue(scene.store(), "workflow/wf-1", "status", R"({"step":"reviewing"})");
    window.live().pauseAction()->setChecked(true);
    writeValue(scene.store(), "workflow/wf-2", "status", R"({"step":"done"})");
    camera.take(window, u"conflict"_s + suffix);
    pressNotice(window, 0);
    window.resize(1440, 780);
    camera.take(window, u"compare"_s + suffix);
    window.resize(windowSize);

    scene.choose("integration/", "cursor");
    window.showServer(
        {ServerStatus::State::Stopped,
         {},
         notServingText({ErrorCode::AlreadyOwned, {}, {}}, 7474, false),
         7475});
    camera.take(window, u"port-taken"_s + suffix);

    takeInspector(camera, scene, suffix);

    window.inspector().startNew(Namespace("workflow", "wf-1"));
    camera.take(window, u"new-key"_s + suffix);

    Scene empty(appearance, false);
    camera.take(empty.window(), u"empty"_s + suffix);
}

void takeList(Camera& camera, Appearance& appearance, const QString& suffix)
{
    Scene scene(appearance, false);
    MainWindow& window = scene.window();
    writeSampleTree(scene.store(), scene.clock());
    settle();
    scene.choose("workflow/crawl", "job/0004/state");
    ListTable& view = window.entries().view();
    window.entries().filter().edit().setText(u"/state$/"_s);
    window.entries().filter().edit().setFocus();
    camera.take(window, u"filter"_s + suffix);

    window.entries().filter().edit().setText(u"/(state/"_s);
    camera.take(window, u"filter-invalid"_s + suffix);
    window.entries().filter().edit().clear();
    for (QAction* action : window.entries().viewActions())
        if (action->isCheckable() && action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_T))
            action->trigger();
    settle();
    view.setFocus();
    camera.take(window, u"tree"_s + suffix);
    for (QAction* action : window.entries().viewActions())
        if (action->isCheckable() && action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_T))
            action->trigger();
    settle();
    const QModelIndex first = window.entries().model().index(2, 0);
    view.selectionModel()->select(
        QItemSelection(first, first.siblingAtRow(5)),
        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    camera.take(window, u"several"_s + suffix);
    window.entries().removeAction()->trigger();
    camera.take(window, u"several-deleted"_s + suffix);

    window.palette().open();
    window.palette().edit().setText(u"st"_s);
    camera.take(window, u"palette"_s + suffix);
    window.showPlace(u"settings"_s);
    camera.take(window, u"settings"_s + suffix);
}

} // namespace stateroom::ui
