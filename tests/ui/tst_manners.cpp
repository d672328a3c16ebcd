// SPDX-License-Identifier: GPL-3.0-or-later
// The window in each of its places and states, in English and in German, as wide as it begins and
// as narrow as it goes: all is named, seen as a whole and reached by keys.
#include "tests/support/testservice.h"
#include "tests/ui/manners.h"
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "tests/ui/windowstates.h"
#include "ui/shell/serverplaces.h"
#include "ui/shell/translation.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTranslator>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* wf1 = "workflow/wf-1";

} // namespace

class MannersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void window_eachState_isNamedWholeAndReachedByKeys_data();
    void window_eachState_isNamedWholeAndReachedByKeys();
    void window_nothingStored_isNamedWholeAndReachedByKeys_data();
    void window_nothingStored_isNamedWholeAndReachedByKeys();
    void fault_ofEachKind_isFound();

private:
    void open();
    void use(const QLocale& locale);
    void look();
    void lookAtBothSizes();

    std::unique_ptr<TestService> m_service;
    std::unique_ptr<TestWindow> m_window;
};

using Show = void (WindowStates::*)();
Q_DECLARE_METATYPE(Show)

void MannersTest::init()
{
    failOnWarnings();
    m_service = std::make_unique<TestService>();
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
}

void MannersTest::cleanup()
{
    m_window.reset();
    m_service.reset();
    qDeleteAll(qApp->findChildren<QTranslator*>());
}

void MannersTest::use(const QLocale& locale)
{
    QLocale::setDefault(locale);
    installTranslation(*qApp, locale);
}

void MannersTest::open()
{
    m_window = std::make_unique<TestWindow>(m_service->store());
    addServerPlaces(m_window->window(), m_service->service());
}

void MannersTest::window_eachState_isNamedWholeAndReachedByKeys_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<Show>("show");
    for (const auto& [name, show] : WindowStates::all()) {
        QTest::addRow("%s, English", name)
            << QLocale(QLocale::English, QLocale::UnitedKingdom) << show;
        QTest::addRow("%s, German", name) << QLocale(QLocale::German, QLocale::Germany) << show;
    }
}

void MannersTest::window_eachState_isNamedWholeAndReachedByKeys()
{
    QFETCH(QLocale, locale);
    QFETCH(Show, show);
    use(locale);
    for (const char* key : {"status", "a/1", "a/2", "b"})
        m_service->write(wf1, key, R"({"step":"writing","done":[1,2,3]})");
    m_service->write(wf1, "status", R"({"step":"reviewing"})");
    m_service->write("integration/", "cursor", "42");
    open();
    QVERIFY(m_window->waitFor(wf1, "a/1"));
    WindowStates states(*m_service, *m_window);
    (states.*show)();
    if (!QTest::currentTestFailed())
        lookAtBothSizes();
}

void MannersTest::window_nothingStored_isNamedWholeAndReachedByKeys_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addRow("English") << QLocale(QLocale::English, QLocale::UnitedKingdom);
    QTest::addRow("German") << QLocale(QLocale::German, QLocale::Germany);
}

void MannersTest::window_nothingStored_isNamedWholeAndReachedByKeys()
{
    QFETCH(QLocale, locale);
    use(locale);
    open();
    QTRY_VERIFY(m_window->window().namespaces().model().isLoaded());
    lookAtBothSizes();
}

void MannersTest::lookAtBothSizes()
{
    look();
    MainWindow& window = m_window->window();
    window.resize(window.minimumSize());
    QTest::qWait(20);
    look();
    QCOMPARE(misorderedStops(window), QStringList()); // last, for it moves the keyboard
}

void MannersTest::look()
{
    const QString size = u"%1 wide: "_s.arg(m_window->window().width());
    const QStringList faults = lastingFaults(m_window->window());
    for (const QString& fault : faults)
        qInfo("%s%s", qPrintable(size), qPrintable(fault));
    if (!faults.isEmpty())
        QTest::qFail(qPrintable(size + faults.front()), __FILE__, __LINE__);
}

/// That the four would find what they look for.
void MannersTest::fault_ofEachKind_isFound()
{
    QWidget window;
    auto* nameless = new QLineEdit(&window);
    nameless->setGeometry(0, 0, 80, 24);
    auto* tight = new QLabel(u"a text that is far too long"_s, &window);
    tight->setGeometry(0, 30, 30, 24);
    auto* outside = new QPushButton(u"ab"_s, &window);
    outside->setGeometry(180, 60, 80, 40);
    outside->setFocusPolicy(Qt::NoFocus);
    auto* keyless = new QAction(u"keyless"_s, &window);
    Q_UNUSED(keyless)
    window.resize(200, 200);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(unnamedParts(window).size(), 1);
    QCOMPARE(clippedTexts(window).size(), 2);
    QCOMPARE(keylessParts(window).size(), 2);
    QCOMPARE(misorderedStops(window), QStringList());
    auto* below = new QLineEdit(&window);
    below->setGeometry(0, 120, 80, 24);
    auto* back = new QLineEdit(&window);
    back->setGeometry(0, 90, 80, 24);
    below->show();
    back->show();
    QCOMPARE(misorderedStops(window).size(), 1);
}

STATEROOM_WATCHED_MAIN(MannersTest)
#include "tst_manners.moc"
