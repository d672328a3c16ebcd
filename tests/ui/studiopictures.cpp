// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures.h"
#include "tests/ui/serverscene.h"
#include "tests/ui/studiosample.h"
#include "ui/studio/campaignspanel.h"
#include "ui/studio/oprow.h"
#include "ui/studio/participantbar.h"
#include "ui/studio/simulator.h"
#include "ui/studio/studioplace.h"
#include "ui/studio/variableform.h"
#include "ui/studio/variablespanel.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

void sendAndWait(StudioPlace& studio)
{
    studio.simulator().sendAction()->trigger();
    settle();
}

} // namespace

void takeStudio(Camera& camera, Appearance& appearance, const QString& suffix)
{
    ServerScene scene;
    MainWindow& window = scene.open(appearance);
    window.showPlace(u"studio"_s);
    auto& studio = *window.findChild<StudioPlace*>();
    camera.take(window, u"studio-empty"_s + suffix);

    writeStudioSample(scene.service);
    settle();
    studio.campaigns().choose("spring");
    studio.participant().sub().setEditText(u"ann"_s);
    studio.participant().app().setEditText(u"quiz"_s);
    settle();
    studio.simulator().rows().front()->setPath(u"state.user.loyalty_points"_s);
    studio.simulator().rows().front()->value().setText(u"50"_s);
    studio.simulator().addRow();
    studio.simulator().rows().back()->setPath(u"state.app.round_score"_s);
    studio.simulator().mutationId().setText(u"round-3"_s);
    sendAndWait(studio);
    studio.variables().choose(campaign::Scope::User, "loyalty_points");
    studio.variables().view().setFocus();
    settle(1500);
    camera.take(window, u"studio"_s + suffix);
    sendAndWait(studio);
    settle();
    studio.showTab(StudioPlace::RecentTab);
    camera.take(window, u"studio-recent"_s + suffix);
    studio.showTab(StudioPlace::SimulateTab);
    studio.variables().addAction()->trigger();
    studio.form().name().setText(u"best-score"_s);
    studio.form().hasDefault().setChecked(true);
    studio.form().standard().setText(u"ten"_s);
    camera.take(window, u"studio-form"_s + suffix);
    window.resize(window.minimumSize());
    camera.take(window, u"studio-form-smallest"_s + suffix);
    studio.variables().choose(campaign::Scope::Campaign, "tier");
    studio.variables().changeAction()->trigger();
    studio.form().hasDefault().setChecked(false);
    studio.form().type().setCurrentIndex(0);
    studio.form().acceptButton().click();
    camera.take(window, u"studio-misfits"_s + suffix);
    Q_EMIT studio.form().cancelled();
    camera.take(window, u"studio-smallest"_s + suffix);
    studio.showTab(StudioPlace::RecentTab);
    camera.take(window, u"studio-recent-smallest"_s + suffix);
    studio.participant().sub().showPopup();
    camera.takePopup(u"studio-choice"_s + suffix);
}

} // namespace stateroom::ui
