// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures.h"
#include "tests/ui/recordsample.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/records/fieldeditor.h"
#include "ui/records/recordform.h"
#include "ui/records/recordspanel.h"
#include "ui/shell/browseplace.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

void takeRecords(Camera& camera, Appearance& appearance, const QString& suffix)
{
    Scene scene(appearance, false);
    MainWindow& window = scene.window();
    BrowsePlace& browse = window.browse();
    browse.recordsAction()->trigger();
    browse.records().offerKeys();
    window.live().setStrip(true);
    settle();
    camera.take(window, u"records-empty"_s + suffix);
    const QSize usual = window.size();
    window.resize(window.minimumSize());
    settle();
    camera.take(window, u"records-empty-smallest"_s + suffix);
    window.resize(usual);
    writeRecordSample(scene.store(), scene.clock());
    settle(800);
    browse.goTo(Namespace("business", "conversations"));
    settle();
    camera.take(window, u"records-narrow"_s + suffix);
    window.resize(1440, 780);
    browse.records().filter().edit().setText(u"filter[channel]=web"_s);
    settle();
    browse.records().view().setFocus();
    camera.take(window, u"records"_s + suffix);
    browse.records().filter().edit().setText(u"filter[channel][$is]=web"_s);
    auto* form = window.inspector().findChild<RecordForm*>();
    if (FieldEditor* score = form->editor("satisfaction_score"); score != nullptr)
        Q_EMIT score->edited("satisfaction_score", JsonText::fromNumber(9));
    settle();
    form->takeKeyboard();
    camera.take(window, u"records-trouble"_s + suffix);
    browse.records().filter().edit().clear();
    browse.goTo(Namespace("business", "agents"));
    settle();
    browse.records().showKey(u"biz_3tq8VdX0mJ5cR1yK7wLhN2sZ"_s);
    camera.take(window, u"records-key"_s + suffix);
    window.resize(window.minimumSize());
    camera.take(window, u"records-key-smallest"_s + suffix);
    for (const char* name : {"agents", "messages", "conversations"}) {
        browse.goTo(Namespace("business", name));
        browse.records().notice().clear();
        settle();
        camera.take(window, u"records-smallest-"_s + QLatin1StringView(name) + suffix);
    }
    form->findChild<QComboBox*>()->showPopup();
    camera.takePopup(u"records-choice"_s + suffix);
    browse.records().filter().edit().setFocus();
    QTest::keyClicks(&browse.records().filter().edit(), u"filter[s"_s);
    camera.take(window, u"records-fields-place"_s + suffix);
    camera.takePopup(u"records-fields"_s + suffix);
}

} // namespace stateroom::ui
