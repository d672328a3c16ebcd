// SPDX-License-Identifier: GPL-3.0-or-later
// The real window: what is chosen in its settings.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/settings/settingspanel.h"
#include "ui/shell/translation.h"
#include "ui/shell/tray.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class SettingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void language_chosen_holdsFromTheNextStart();
    void language_notChosen_isTheSystems();
    void tray_unavailable_isToldAndNotOffered();
    void tray_rememberedButUnavailable_closingEnds();
    void port_entered_isAskedFor();
    void port_chosenInTheNotice_leadsToItsField();

private:
    static QWidget* panel(TestWindow& window)
    {
        window->showPlace(u"settings"_s);
        return window->findChild<SettingsPanel*>();
    }
    static QRadioButton* choice(QWidget* panel, const QString& text)
    {
        for (auto* button : panel->findChildren<QRadioButton*>())
            if (button->text() == text)
                return button;
        return nullptr;
    }
    static bool tells(QWidget* panel, const QString& text)
    {
        const auto labels = panel->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
};

void SettingsTest::init()
{
    failOnWarnings();
}

void SettingsTest::language_chosen_holdsFromTheNextStart()
{
    TestStore store;
    TestWindow window(*store);
    QWidget* settings = panel(window);
    QVERIFY(!tells(settings, u"next start"_s));
    choice(settings, u"Deutsch"_s)->click();
    QVERIFY(tells(settings, u"next start"_s));
    QCOMPARE(chosenLanguage(window.settings()).language(), QLocale::German);
    window.reopen(*store);
    settings = panel(window);
    QVERIFY(choice(settings, u"Deutsch"_s)->isChecked());
    QVERIFY(!tells(settings, u"next start"_s));
    choice(settings, u"English"_s)->click();
    QVERIFY(tells(settings, u"next start"_s));
    choice(settings, u"Deutsch"_s)->click(); // as it is
    QVERIFY(!tells(settings, u"next start"_s));
}

void SettingsTest::language_notChosen_isTheSystems()
{
    const QTemporaryDir home;
    QSettings settings(home.filePath(u"w.ini"_s), QSettings::IniFormat);
    QCOMPARE(chosenLanguage(settings), QLocale::system());
    settings.setValue(u"window/language"_s, u"de"_s);
    QCOMPARE(chosenLanguage(settings).language(), QLocale::German);
}

void SettingsTest::tray_unavailable_isToldAndNotOffered()
{
    QVERIFY(!Tray::isThere()); // without a screen
    TestStore store;
    TestWindow window(*store);
    QWidget* settings = panel(window);
    QVERIFY(!choice(settings, u"It goes on serving, with an icon in the tray"_s)->isEnabled());
    QVERIFY(choice(settings, u"Stateroom ends"_s)->isChecked());
    QVERIFY(tells(settings, u"This desktop has no tray."_s));
}

void SettingsTest::tray_rememberedButUnavailable_closingEnds()
{
    TestStore store;
    TestWindow window(*store);
    window.settings().setValue(u"window/staysInTray"_s, true);
    window.reopen(*store);
    const QSignalSpy ended(&window.window(), &MainWindow::ended);
    QVERIFY(window->close());
    QCOMPARE(ended.size(), 1); // not hidden where nobody could bring it up again
}

void SettingsTest::port_entered_isAskedFor()
{
    TestStore store;
    TestWindow window(*store);
    const QSignalSpy wanted(&window.window(), &MainWindow::portWanted);
    auto* port = panel(window)->findChild<QLineEdit*>();
    QCOMPARE(port->text(), u"7474"_s);
    port->selectAll();
    QTest::keyClicks(port, u"70000"_s);
    window.press(Qt::Key_Return);
    QTest::keyClick(port, Qt::Key_Return);
    QVERIFY(std::none_of(wanted.begin(), wanted.end(), [](const QList<QVariant>& call) {
        return call[0].toInt() > 65'535;
    }));
    port->setText(u"8080"_s);
    QTest::keyClick(port, Qt::Key_Return);
    QCOMPARE(wanted.last()[0].value<quint16>(), quint16(8080));
}

void SettingsTest::port_chosenInTheNotice_leadsToItsField()
{
    TestStore store;
    TestWindow window(*store);
    window->showServer({ServerStatus::State::Stopped, {}, u"Port 7474 is taken."_s, 7475});
    bool pressed = false;
    for (const NoticeBar* bar : window->findChildren<NoticeBar*>())
        pressed = TestWindow::pressIn(*bar, u"Choose a port…"_s) || pressed;
    QVERIFY(pressed);
    QCOMPARE(window->currentPlace(), u"settings"_s);
    QVERIFY(window->findChild<SettingsPanel*>()->findChild<QLineEdit*>()->hasFocus());
}

STATEROOM_WATCHED_MAIN(SettingsTest)
#include "tst_settings.moc"
