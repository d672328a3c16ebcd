// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/testwindow.h"

#include "ui/inspector/entryhead.h"
#include "ui/widgets/elidedlabel.h"

#include <QApplication>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

TestWindow::TestWindow(Store& store)
    : m_settings(m_home.filePath(u"window.ini"_s), QSettings::IniFormat)
    , m_appearance(*qApp)
{
    open(store);
}

void TestWindow::open(Store& store)
{
    m_window = std::make_unique<MainWindow>(store, m_appearance, m_settings);
    m_window->showServer({ServerStatus::State::Listening, u"http://127.0.0.1:7474"_s, {}});
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qFatal("the window does not become active");
}

void TestWindow::reopen(Store& store)
{
    m_window->close();
    m_window.reset();
    open(store);
}

QString TestWindow::facts()
{
    const auto labels = inspector().findChild<EntryHead*>()->findChildren<ElidedLabel*>();
    return labels.back()->text();
}

bool TestWindow::waitFor(const char* space, const QByteArray& key)
{
    const EntryName name = nameOf(space, key);
    return QTest::qWaitFor([&] { return inspector().name() == name && !facts().isEmpty(); });
}

void TestWindow::click(const QByteArray& key)
{
    const QModelIndex row = keys().indexOf(Key(key));
    ListTable& view = m_window->entries().view();
    view.scrollTo(row);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(row).center());
}

void TestWindow::typeOver(const char* text)
{
    editor().setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&editor(), QString::fromUtf8(text));
}

void TestWindow::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget* focus = QApplication::focusWidget();
    QTest::keyClick(focus != nullptr ? focus : m_window.get(), key, modifiers);
}

bool TestWindow::pressNotice(const QString& text)
{
    return pressIn(inspector().notice(), text);
}

bool TestWindow::pressIn(const NoticeBar& notice, const QString& text)
{
    const auto buttons = notice.findChildren<QPushButton*>();
    for (QPushButton* button : buttons)
        if (button->isVisible() && button->text() == text) {
            QTest::mouseClick(button, Qt::LeftButton);
            return true;
        }
    return false;
}

void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(
        u"^(?!This plugin does not support (propagateSizeHints|grabbing|raise))"_s));
}

} // namespace stateroom::ui
