// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on collections of the business API: the table.
#include "tests/ui/recordswindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/model/roles.h"
#include "ui/records/textbox.h"
#include "ui/shell/browseplace.h"
#include "ui/widgets/filterbar.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class RecordsTableTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void table_collectionChosen_showsRecordsAndForm();
    void table_headerClicked_sorts();
    void filter_apisText_filtersAndTellsMistakes();
    void filter_namePartTyped_isCompleted();
    void ends_ofManyRecords_areThereAtOnce();
    void columns_anyWidth_areWhole();
};

void RecordsTableTest::init()
{
    failOnWarnings();
}

void RecordsTableTest::table_collectionChosen_showsRecordsAndForm()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"Ada"})");
    const QByteArray id = store.addRecord("agents", R"({"name":"Bo","role":"r"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    QVERIFY(records.panel().isVisible());
    QVERIFY(!records.window->entries().isVisible());
    QTRY_COMPARE(records.control<TextBox>("name").toPlainText(), u"Bo"_s);
    records.panel().view().setFocus();
    records.window.press(Qt::Key_Down);
    QTRY_COMPARE(records.control<TextBox>("name").toPlainText(), u"Ada"_s);
    QCOMPARE(records.control<TextBox>("role").toPlainText(), QString());
}

void RecordsTableTest::table_headerClicked_sorts()
{
    TestStore store;
    for (const char* body : {R"({"name":"b"})", R"({"name":"a"})", R"({"name":"c"})"})
        store.addRecord("agents", body);
    RecordsWindow records(store);
    QTRY_COMPARE(column(records.model(), 1), u"c a b"_s);
    auto* header = records.panel().view().horizontalHeader();
    QTest::mouseClick(
        header->viewport(), Qt::LeftButton, {},
        {header->sectionViewportPosition(1) + 20, header->height() / 2});
    QTRY_COMPARE(column(records.model(), 1), u"a b c"_s);
}

void RecordsTableTest::filter_apisText_filtersAndTellsMistakes()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"a","metadata":{"language":"en"}})");
    store.addRecord("agents", R"({"name":"b","metadata":{"language":"de"}})");
    RecordsWindow records(store);
    QTRY_COMPARE(column(records.model(), 1), u"b a"_s);
    QLineEdit& edit = records.panel().filter().edit();
    edit.setText(u"filter[metadata][language]=en"_s);
    QTRY_COMPARE(column(records.model(), 1), u"a"_s);
    edit.setText(u"filter[metadata][language][$is]=en"_s);
    auto* trouble = records.panel().filter().findChild<QLabel*>();
    QVERIFY(trouble->isVisible());
    QVERIFY(
        trouble->text().startsWith(u"filter.metadata.language has an unknown operator: $is.\n"_s));
    edit.setText(uR"({"name":"b"})"_s);
    QTRY_COMPARE(column(records.model(), 1), u"b"_s);
    QVERIFY(!trouble->isVisible());
}

void RecordsTableTest::filter_namePartTyped_isCompleted()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"a"})");
    RecordsWindow records(store);
    QTRY_COMPARE(records.model().rowCount(), 1);
    QLineEdit& edit = records.panel().filter().edit();
    edit.setFocus();
    QTest::keyClicks(&edit, u"filter[crea"_s);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(edit.text(), u"filter[created_at]="_s);
    edit.clear();
    QTest::keyClicks(&edit, u"stat"_s);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(edit.text(), u"filter[status]="_s);
}

void RecordsTableTest::ends_ofManyRecords_areThereAtOnce()
{
    TestStore store;
    QByteArrayList ids;
    for (int i = 0; i < 320; ++i)
        ids << store.addRecord("agents", "{\"name\":\"" + QByteArray::number(i) + "\"}");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(ids.back()));
    ListTable& view = records.panel().view();
    view.setFocus();
    records.window.press(Qt::Key_End);
    QVERIFY(records.waitFor(ids.front()));
    QCOMPARE(records.model().rowCount(), 100);
    QScrollBar* bar = view.verticalScrollBar();
    QCOMPARE(bar->value(), bar->maximum());
    // Upwards more comes, and what is seen stays where it is.
    bar->setValue(0);
    QTRY_COMPARE(records.model().rowCount(), 200);
    QTRY_VERIFY(!records.model().isSearching());
    QCOMPARE(view.indexAt({20, 4}).data(KeyRole).toByteArray(), ids[99]);
    QVERIFY(records.waitFor(ids.front()));
    records.window.press(Qt::Key_Home);
    QVERIFY(records.waitFor(ids.back()));
    QCOMPARE(bar->value(), 0);
    records.window.press(Qt::Key_Down);
    QVERIFY(records.waitFor(ids[318]));
}

void RecordsTableTest::columns_anyWidth_areWhole()
{
    TestStore store;
    const QByteArray agent =
        store.addRecord("agents", R"({"name":"Ada","role":"Customer success specialist"})");
    store.addRecord("conversations", R"({"agent_id":")" + agent + R"(","channel":"web"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(agent));
    ListTable& view = records.panel().view();
    for (const char* name : {"agents", "conversations"}) {
        records.window->browse().goTo(Namespace("business", name));
        QTRY_COMPARE(records.model().rowCount(), 1);
        for (const int width : {1900, 1400, 1240, 1100, 968}) {
            records.window->resize(width, 700);
            QTest::qWait(1);
            const QHeaderView& header = *view.horizontalHeader();
            QCOMPARE(header.length(), view.viewport()->width());
            QVERIFY(!view.horizontalScrollBar()->isVisible());
            for (int column = 0; column < header.count(); ++column)
                QVERIFY2(
                    header.isSectionHidden(column) ||
                        header.sectionSize(column) >= header.sectionSizeHint(column),
                    qPrintable(u"%1: column %2 at %3"_s.arg(QLatin1StringView(name))
                                   .arg(column)
                                   .arg(width)));
        }
    }
}

STATEROOM_WATCHED_MAIN(RecordsTableTest)
#include "tst_recordstable.moc"
