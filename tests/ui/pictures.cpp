// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures.h"

#include "core/business/indexer.h"
#include "core/store/store.h"
#include "tests/ui/sampledata.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;

Scene::Scene(Appearance& appearance, bool withData)
    : m_clock(Timestamp(1'795'000'000'000))
    , m_settings(m_home.filePath(u"w.ini"_s), QSettings::IniFormat)
{
    StoreOptions options;
    options.mode = StoreMode::Ephemeral;
    options.indexer = &business::catalogueIndexer();
    options.clock = &m_clock;
    m_store = std::move(Store::open(options).value());
    if (withData)
        writeSampleData(*m_store, m_clock);
    m_settings.setValue(u"window/appearance"_s, int(appearance.choice()));
    m_window = std::make_unique<MainWindow>(*m_store, appearance, m_settings);
    m_window->showServer({ServerStatus::State::Listening, u"http://127.0.0.1:7474"_s, {}});
    m_window->resize(windowSize);
    m_window->show();
    settle();
}

void Scene::choose(QByteArrayView space, const QByteArray& key)
{
    m_window->goTo({Namespace::parse(space).value(), Key(key)});
    settle();
}

} // namespace stateroom::ui
