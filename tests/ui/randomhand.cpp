// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/randomhand.h"

#include "tests/ui/httpwriters.h"
#include "ui/inspector/deletedmodel.h"
#include "ui/inspector/deletedview.h"
#include "ui/inspector/historymodel.h"
#include "ui/inspector/historyview.h"
#include "ui/palette/commandpalette.h"
#include "ui/shell/browseplace.h"
#include "ui/widgets/filterbar.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTest>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Those that ask in a dialog, leave the window, or are the system's.
bool isLeftAlone(const QAction& action)
{
    const QString text = action.text().remove(u'&');
    return text.isEmpty() || action.isSeparator() || action.menu() != nullptr ||
           !action.isEnabled() || text == u"Quit"_s || text == u"About Stateroom"_s ||
           text == u"API documentation"_s || text == u"Export definitions…"_s ||
           text == u"Import definitions…"_s;
}

} // namespace

RandomHand::RandomHand(
    TestWindow& window, test::TestService& service, QByteArrayList spaces, int keys, quint32 seed)
    : m_window(window)
    , m_service(service)
    , m_spaces(std::move(spaces))
    , m_keys(keys)
    , m_random(seed)
{
}

const std::vector<RandomHand::Deed>& RandomHand::deeds()
{
    static const std::vector<Deed> all{
        {14, "choose a key", &RandomHand::chooseRow},
        {8, "choose several keys", &RandomHand::chooseSeveral},
        {5, "choose a namespace", &RandomHand::chooseNamespace},
        {14, "edit", &RandomHand::editValue},
        {3, "leave an edit", &RandomHand::leaveEdit},
        {6, "save", &RandomHand::save},
        {5, "make a key", &RandomHand::makeKey},
        {8, "delete", &RandomHand::removeChosen},
        {6, "undo a bulk change", &RandomHand::undoBulk},
        {10, "answer a notice", &RandomHand::answerNotice},
        {4, "let keys expire", &RandomHand::expireChosen},
        {4, "let time pass", &RandomHand::passTime},
        {5, "show the history", &RandomHand::showHistory},
        {6, "restore a version", &RandomHand::restoreVersion},
        {5, "bring back", &RandomHand::bringBack},
        {1, "delete a namespace", &RandomHand::removeNamespace},
        {1, "copy a namespace", &RandomHand::copyNamespace},
        {5, "filter", &RandomHand::filter},
        {4, "sort", &RandomHand::sortOrTree},
        {3, "walk in the list", &RandomHand::walkTree},
        {2, "use the palette", &RandomHand::usePalette},
        {3, "visit a place", &RandomHand::visitPlace},
        {3, "use the live strip", &RandomHand::liveStrip},
        {8, "press a key", &RandomHand::pressKey},
        {8, "trigger any action", &RandomHand::triggerAny},
    };
    return all;
}

void RandomHand::step()
{
    int sum = 0;
    for (const Deed& deed : deeds())
        sum += deed.weight;
    int at = below(sum);
    for (const Deed& deed : deeds())
        if ((at -= deed.weight) < 0) {
            m_done = deed.name;
            ++m_counts[m_done];
            (this->*deed.run)();
            return;
        }
}

void RandomHand::focusList()
{
    if (m_window->palette().isVisible())
        m_window.press(Qt::Key_Escape);
    m_window->showPlace(u"browse"_s);
    m_window->entries().view().setFocus();
}

QByteArray RandomHand::someJson()
{
    switch (below(4)) {
    case 0:
        return "1.10";
    case 1:
        return R"({"b":1,"a":[true,null]})";
    case 2:
        return R"("words <b>bold</b>")";
    case 3:
        return "{\"broken\":"; // not to be saved
    default:
        return QByteArray::number(below(100'000));
    }
}

QAction* RandomHand::actionNamed(const QList<QAction*>& actions, const QString& text)
{
    for (QAction* action : actions)
        if (action->text() == text)
            return action;
    qFatal("there is no action %s", qPrintable(text));
}

// Choosing

void RandomHand::chooseRow()
{
    focusList();
    const int rows = m_window.keys().rowCount();
    if (rows == 0)
        return;
    ListTable& view = m_window->entries().view();
    const QModelIndex row = m_window.keys().index(below(rows), 0);
    view.scrollTo(row);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(row).center());
}

void RandomHand::chooseSeveral()
{
    chooseRow();
    for (int more = 1 + below(6); more > 0; --more)
        m_window.press(Qt::Key_Down, Qt::ShiftModifier);
}

void RandomHand::chooseNamespace()
{
    m_window->showPlace(u"browse"_s);
    m_window.press(Qt::Key_1, Qt::ControlModifier);
    for (int steps = 1 + below(3); steps > 0; --steps)
        m_window.press(chance(50) ? Qt::Key_Down : Qt::Key_Up);
}

void RandomHand::walkTree()
{
    focusList();
    for (int steps = 1 + below(4); steps > 0; --steps)
        m_window.press(std::array{
            Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End,
            Qt::Key_PageDown, Qt::Key_Return}[std::size_t(below(8))]);
}

void RandomHand::filter()
{
    focusList();
    m_window.press(Qt::Key_F, Qt::ControlModifier);
    QLineEdit& edit = m_window->entries().filter().edit();
    if (chance(40))
        edit.clear();
    else
        edit.setText(
            std::array{u"key-0"_s, u"a/"_s, u"/[13]$/"_s, u"/(/"_s, u"e"_s}[std::size_t(below(4))]);
    m_window.press(chance(60) ? Qt::Key_Return : Qt::Key_Escape);
}

void RandomHand::sortOrTree()
{
    focusList();
    const QList<QAction*> actions =
        m_window->entries().viewActions() + m_window->entries().splitActions();
    actions[below(int(actions.size()))]->trigger();
}

// Editing

void RandomHand::editValue()
{
    if (chance(70))
        chooseRow();
    m_window->showPlace(u"browse"_s);
    if (m_window.inspector().name().space.isNull() || !m_window.editor().isVisible())
        return;
    m_window.typeOver(someJson().constData());
    if (chance(60))
        save();
}

void RandomHand::leaveEdit()
{
    m_window.editor().setFocus();
    m_window.press(chance(50) ? Qt::Key_Escape : Qt::Key_Z, Qt::NoModifier);
}

void RandomHand::save()
{
    m_window->showPlace(u"browse"_s);
    m_window.press(Qt::Key_S, Qt::ControlModifier);
}

void RandomHand::makeKey()
{
    focusList();
    m_window.press(Qt::Key_N, Qt::ControlModifier);
    if (!m_window.inspector().isCreating())
        return;
    if (auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget()))
        field->insert(QString::fromUtf8(randomTestKey(below(m_keys)))); // QTest types ASCII alone
    m_window.press(Qt::Key_Return);
    m_window.typeOver(someJson().constData());
    if (chance(80))
        save();
    else
        answerNotice();
}

void RandomHand::removeChosen()
{
    focusList();
    if (chance(50))
        chooseSeveral();
    m_window.press(Qt::Key_Delete);
}

void RandomHand::undoBulk()
{
    focusList();
    m_window.press(Qt::Key_Z, Qt::ControlModifier);
}

void RandomHand::answerNotice()
{
    std::vector<QPushButton*> buttons;
    for (NoticeBar* bar : m_window->findChildren<NoticeBar*>())
        for (QPushButton* button : bar->findChildren<QPushButton*>())
            if (button->isVisible() && button->isEnabled())
                buttons.push_back(button);
    if (!buttons.empty())
        QTest::mouseClick(oneOf(buttons), Qt::LeftButton);
}

void RandomHand::expireChosen()
{
    chooseSeveral();
    const std::array spans{u"In 1 minute"_s, u"In 1 hour"_s, u"Never"_s};
    actionNamed(m_window->findChildren<QAction*>(), spans[std::size_t(below(3))])->trigger();
}

void RandomHand::passTime()
{
    m_service.clock.advance(Milliseconds(1'000 * below(90)));
}

// Looking back

void RandomHand::showHistory()
{
    chooseRow();
    m_window.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    if (!m_window.inspector().history().view().hasFocus())
        return; // of no entry, or behind the deleted keys: Space would open a menu
    for (int steps = below(4); steps > 0; --steps)
        m_window.press(Qt::Key_Down);
    if (chance(30))
        m_window.press(Qt::Key_Space);
    if (chance(30))
        m_window.press(Qt::Key_Escape);
}

void RandomHand::restoreVersion()
{
    HistoryView& history = m_window.inspector().history();
    showHistory();
    QCoreApplication::processEvents();
    if (!history.isVisible() || history.model().rowCount() == 0)
        return;
    history.view().setCurrentIndex(history.model().index(below(history.model().rowCount()), 0));
    history.restoreAction()->trigger();
}

void RandomHand::bringBack()
{
    m_window->showPlace(u"browse"_s);
    m_window.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    DeletedView& deleted = m_window.inspector().deleted();
    if (!QTest::qWaitFor([&] { return deleted.model().isLoaded(); }, 1'000))
        return;
    for (int steps = below(4); steps > 0; --steps)
        m_window.press(Qt::Key_Down);
    if (chance(70))
        m_window.press(Qt::Key_Return, Qt::ControlModifier);
    if (chance(70))
        m_window.press(chance(70) ? Qt::Key_Escape : Qt::Key_Return);
}

void RandomHand::removeNamespace()
{
    chooseNamespace();
    m_window.press(Qt::Key_Delete);
}

void RandomHand::copyNamespace()
{
    m_window->showPlace(u"browse"_s);
    actionNamed(m_window->namespaces().actions(), u"Copy namespace…"_s)->trigger();
    QLineEdit& form = m_window->namespaces().form();
    if (!form.isVisible())
        return;
    form.setText(QString::fromUtf8(m_spaces[below(int(m_spaces.size()))]));
    m_window.press(chance(70) ? Qt::Key_Return : Qt::Key_Escape);
    m_window.press(Qt::Key_Escape); // of its own name nothing can be made
}

// Elsewhere

void RandomHand::usePalette()
{
    m_window.press(Qt::Key_K, Qt::ControlModifier);
    if (!m_window->palette().edit().hasFocus())
        return;
    QTest::keyClicks(&m_window->palette().edit(), chance(50) ? u"key-01"_s : u"sort by"_s);
    m_window.press(chance(60) ? Qt::Key_Return : Qt::Key_Escape);
}

void RandomHand::visitPlace()
{
    const std::array places{u"requests"_s, u"connect"_s, u"studio"_s, u"settings"_s, u"browse"_s};
    m_window->showPlace(places[std::size_t(below(4))]);
}

void RandomHand::liveStrip()
{
    m_window->showPlace(u"browse"_s);
    const QList<QAction*> actions = m_window->live().actions();
    if (chance(50)) {
        actions[below(int(actions.size()))]->trigger();
        return;
    }
    m_window.press(Qt::Key_4, Qt::ControlModifier);
    m_window.press(Qt::Key_Down);
    m_window.press(chance(50) ? Qt::Key_Return : Qt::Key_Escape);
}

void RandomHand::pressKey()
{
    m_window.press(std::array{
        Qt::Key_Tab, Qt::Key_Escape, Qt::Key_Return, Qt::Key_Down, Qt::Key_Up, Qt::Key_F6,
        Qt::Key_F2, Qt::Key_A, Qt::Key_Backspace}[std::size_t(below(9))]);
}

void RandomHand::triggerAny()
{
    std::vector<QAction*> all;
    for (QAction* action : m_window->findChildren<QAction*>())
        if (!isLeftAlone(*action))
            all.push_back(action);
    QAction* action = oneOf(all);
    m_done += ": " + action->text().toUtf8();
    action->trigger();
}

void RandomHand::tidyUp()
{
    focusList();
    m_window->live().pauseAction()->setChecked(false);
    m_window->entries().filter().edit().clear();
    m_window.inspector().showNothing();
    const QList<QAction*> actions = m_window->entries().viewActions();
    const auto tree = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
        return action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_T);
    });
    (*tree)->setChecked(false);
    while (m_window.keys().query().sort != SortBy::Key || m_window.keys().query().descending)
        actionNamed(actions, u"Sort by key"_s)->trigger();
    m_window->entries().clearChoice();
}

} // namespace stateroom::ui
