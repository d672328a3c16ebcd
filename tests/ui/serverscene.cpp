// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/serverscene.h"

#include "ui/shell/serverplaces.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;

ServerScene::ServerScene()
    : m_settings(m_home.filePath(u"w.ini"_s), QSettings::IniFormat)
{
    service.clock.setNow(Timestamp(1'795'000'000'000));
    service.httpClock.setNow(Timestamp(1'795'000'000'000));
}

MainWindow& ServerScene::open(Appearance& appearance)
{
    m_settings.setValue(u"window/appearance"_s, int(appearance.choice()));
    m_window = std::make_unique<MainWindow>(service.store(), appearance, m_settings);
    addServerPlaces(*m_window, service.service());
    m_window->showServer({ServerStatus::State::Listening, service.service().url(), {}});
    m_window->resize(windowSize);
    m_window->show();
    return *m_window;
}

} // namespace stateroom::ui
