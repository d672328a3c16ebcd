// SPDX-License-Identifier: GPL-3.0-or-later
// The list of a collection while there is nothing in it to choose: its filter is not understood, or
// it is empty.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/records/fieldeditor.h"
#include "ui/records/recordform.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"
#include "ui/shell/browseplace.h"
#include "ui/widgets/filterbar.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class RecordsListTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void filter_notUnderstood_leavesNothingToActOn();
    void filter_nameBeingTyped_completionsLeaveTheTroubleInSight();
    void emptyCollection_newRecord_opensTheForm();
    void emptyCollection_firstRecord_fitsTheColumns();
    void form_ctrlF_leadsToTheFilter();
};

void RecordsListTest::init()
{
    failOnWarnings();
}

/// What was found before is no answer to it.
void RecordsListTest::filter_notUnderstood_leavesNothingToActOn()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"a"})");
    const QByteArray id = store.addRecord("agents", R"({"name":"b"})");
    TestWindow window(*store);
    window->browse().goTo(Namespace("business", "agents"));
    RecordsPanel& panel = window->browse().records();
    ListTable& view = panel.view();
    QLineEdit& edit = panel.filter().edit();
    QTRY_COMPARE(column(panel.model(), 1), u"b a"_s);
    QTRY_COMPARE(window.inspector().name().key, Key(id));
    view.setFocus();
    const QImage answered = view.viewport()->grab().toImage();
    window.press(Qt::Key_F, Qt::ControlModifier);
    edit.insert(u"name=b"_s);
    QVERIFY(panel.filter().findChild<QLabel*>()->text().contains(u"Esc"_s));
    QVERIFY(!view.isEnabled());
    QVERIFY(view.viewport()->grab().toImage() != answered); // and looks like it
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Return, Qt::Key_F6, Qt::Key_F6}) {
        window.press(key);
        QVERIFY(!view.hasFocus());
    }
    window.press(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(edit.hasFocus());
    QTest::mouseClick(
        view.viewport(), Qt::LeftButton, {}, view.visualRect(panel.model().index(1, 0)).center());
    QCOMPARE(window.inspector().name().key, Key(id));
    QCOMPARE(edit.text(), u"name=b"_s);
    edit.setText(u"filter[name]=b"_s);
    QTRY_COMPARE(column(panel.model(), 1), u"b"_s);
    QVERIFY(view.isEnabled());
    edit.insert(u"&"_s + u"x=1"_s);
    QVERIFY(!view.isEnabled());
    window.press(Qt::Key_Escape);
    QTRY_COMPARE(column(panel.model(), 1), u"b a"_s);
    QVERIFY(view.isEnabled());
}

/// The names that fit are offered below what is said of the filter as it stands.
void RecordsListTest::filter_nameBeingTyped_completionsLeaveTheTroubleInSight()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"a"})");
    TestWindow window(*store);
    window->browse().goTo(Namespace("business", "agents"));
    RecordsPanel& panel = window->browse().records();
    QTRY_COMPARE(panel.model().rowCount(), 1);
    panel.filter().takeKeyboard();
    const QLabel& trouble = *panel.filter().findChild<QLabel*>();
    const auto* completer = panel.findChild<QCompleter*>();
    const auto told = [&trouble] { return QRect(trouble.mapToGlobal(QPoint()), trouble.size()); };
    const auto offered = [completer] { return completer->popup()->frameGeometry(); };
    for (const QChar letter : u"filter[na"_s) {
        QTest::keyClick(&panel.filter().edit(), letter.toLatin1());
        if (!completer->popup()->isVisible())
            continue;
        QVERIFY(trouble.isVisible());
        QTRY_VERIFY2(!offered().intersects(told()), qPrintable(panel.filter().text()));
        QVERIFY(offered().top() - told().bottom() < 20);
    }
    QVERIFY(completer->popup()->isVisible());
    QTest::keyClick(completer->popup(), Qt::Key_Return);
    QCOMPARE(panel.filter().text(), u"filter[name]="_s);
    QTRY_VERIFY(!completer->popup()->isVisible());
}

void RecordsListTest::emptyCollection_newRecord_opensTheForm()
{
    TestStore store;
    TestWindow window(*store);
    QTRY_VERIFY(window->namespaces().model().isLoaded());
    window->browse().recordsAction()->trigger();
    RecordsPanel& panel = window->browse().records();
    panel.offerKeys();
    QTRY_VERIFY(panel.model().isLoaded());
    QStringList texts;
    for (const QLabel* label : panel.findChildren<QLabel*>())
        if (label->isVisible())
            texts << label->text();
    QVERIFY2(texts.contains(u"No agents yet"_s), qPrintable(texts.join(u'|')));
    QPushButton* newRecord = nullptr;
    for (QPushButton* button : panel.findChildren<QPushButton*>())
        if (button->isVisible()) {
            QVERIFY2(!button->text().contains(u"ew key"_s), qPrintable(button->text()));
            if (button->text() == u"New record"_s)
                newRecord = button;
        }
    QVERIFY(newRecord != nullptr);
    newRecord->setFocus();
    window.press(Qt::Key_Return);
    auto& form = *window.inspector().findChild<RecordForm*>();
    QTRY_VERIFY(form.isVisible());
    QTRY_VERIFY(form.editor("name")->control().hasFocus());
    QTest::qWait(20);
    QCOMPARE(form.findChild<QScrollArea*>()->verticalScrollBar()->value(), 0);
}

/// The columns were made for no record.
void RecordsListTest::emptyCollection_firstRecord_fitsTheColumns()
{
    TestStore store;
    TestWindow window(*store);
    window->browse().goTo(Namespace("business", "agents"));
    RecordsPanel& panel = window->browse().records();
    QTRY_VERIFY(panel.model().isLoaded());
    QTest::qWait(20);
    const int forNone = panel.view().columnWidth(0);
    store.addRecord("agents", R"({"name":"Ada"})");
    QTRY_COMPARE(panel.model().rowCount(), 1);
    QTRY_VERIFY(panel.view().columnWidth(0) > forNone); // an id is longer than its title
}

/// What is typed behind it must not become part of a field.
void RecordsListTest::form_ctrlF_leadsToTheFilter()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"Ada"})");
    TestWindow window(*store);
    window->browse().goTo(Namespace("business", "agents"));
    auto& form = *window.inspector().findChild<RecordForm*>();
    QTRY_VERIFY(form.isVisible() && form.draft().has_value());
    form.takeKeyboard();
    QTRY_VERIFY(form.isAncestorOf(QApplication::focusWidget()));
    window.press(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(window->browse().records().filter().edit().hasFocus());
}

STATEROOM_WATCHED_MAIN(RecordsListTest)
#include "tst_recordslist.moc"
