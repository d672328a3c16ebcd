// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/studiohands.h"

#include "tests/ui/studiosample.h"
#include "ui/shell/serverplaces.h"
#include "ui/studio/campaignsmodel.h"
#include "ui/studio/campaignspanel.h"
#include "ui/studio/exchangeview.h"
#include "ui/studio/oprow.h"
#include "ui/studio/participantbar.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace stateroom::ui {

using namespace stateroom::test;
using namespace Qt::StringLiterals;

void StudioHands::begin()
{
    failOnWarnings();
    m_service = std::make_unique<TestService>();
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
}

void StudioHands::end()
{
    m_window.reset();
    m_service.reset();
}

void StudioHands::open(bool withSample)
{
    if (withSample)
        writeStudioSample(*m_service);
    m_window = std::make_unique<TestWindow>(m_service->store());
    addServerPlaces(m_window->window(), m_service->service());
    m_window->press(Qt::Key_4, Qt::AltModifier);
    QCOMPARE(m_window->window().currentPlace(), u"studio"_s);
    QTRY_VERIFY(studio().campaigns().model().isLoaded());
    if (withSample)
        choose("spring");
}

void StudioHands::choose(const char* id)
{
    CampaignsPanel& campaigns = studio().campaigns();
    QTRY_VERIFY(campaigns.model().rowOf(id) >= 0);
    campaigns.view().setCurrentIndex(campaigns.model().index(campaigns.model().rowOf(id), 0));
    QTRY_COMPARE(model().who().campaign, QByteArray(id));
}

void StudioHands::play(const char* sub, const char* app)
{
    studio().participant().sub().setEditText(QString::fromLatin1(sub));
    studio().participant().app().setEditText(QString::fromLatin1(app));
    QTRY_COMPARE(model().who().sub, QByteArray(sub));
    QTRY_COMPARE(model().who().app, QByteArray(app));
}

void StudioHands::chooseVariable(campaign::Scope scope, const char* name)
{
    QTRY_VERIFY(model().rowOf(scope, name) >= 0);
    variables().view().setCurrentIndex(model().index(model().rowOf(scope, name), 0));
    variables().view().setFocus();
}

QString StudioHands::cell(campaign::Scope scope, const char* name, int column)
{
    const int row = model().rowOf(scope, name);
    return row < 0 ? u"-"_s : model().index(row, column).data().toString();
}

void StudioHands::compose(const char* op, const char* path, const char* value)
{
    OpRow& row = *simulator().rows().front();
    row.setPath(QString::fromLatin1(path));
    row.op().setCurrentText(QString::fromLatin1(op));
    row.value().setText(QString::fromLatin1(value));
}

bool StudioHands::sends()
{
    const qint64 before = m_service->service().requests().last();
    simulator().rows().front()->value().setFocus();
    m_window->press(Qt::Key_Return, Qt::ControlModifier);
    return QTest::qWaitFor([&] {
        return m_service->service().requests().last() > before &&
               !simulator().exchange().effect().isEmpty();
    });
}

QPushButton* StudioHands::button(const QString& text)
{
    for (QPushButton* one : studio().findChildren<QPushButton*>())
        if (one->isVisible() && one->text() == text)
            return one;
    return nullptr;
}

} // namespace stateroom::ui
