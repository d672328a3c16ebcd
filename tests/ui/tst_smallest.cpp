// SPDX-License-Identifier: GPL-3.0-or-later
// The window at its smallest, in German, whose words are longer: what matters in each place is
// there and whole.
#include "tests/support/testservice.h"
#include "tests/ui/studiosample.h"
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/inspector/deletedmodel.h"
#include "ui/inspector/deletedview.h"
#include "ui/inspector/differenceview.h"
#include "ui/inspector/historymodel.h"
#include "ui/inspector/historyview.h"
#include "ui/model/diffmodel.h"
#include "ui/requests/requestsmodel.h"
#include "ui/requests/requestsplace.h"
#include "ui/shell/serverplaces.h"
#include "ui/shell/translation.h"
#include "ui/studio/campaignsmodel.h"
#include "ui/studio/campaignspanel.h"
#include "ui/studio/simulator.h"
#include "ui/studio/studioplace.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/elidedlabel.h"

#include <QAbstractItemDelegate>
#include <QApplication>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTest>
#include <QTranslator>
#include <QTreeView>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* wf1 = "workflow/wf-1";

/// How many rows are seen as a whole.
int rowsSeen(const QAbstractItemView& view)
{
    int rows = 0;
    const QRect seen = view.viewport()->rect();
    for (QModelIndex index = view.indexAt({8, 2}); index.isValid(); ++rows) {
        const QRect row = view.visualRect(index);
        index = view.indexAt({8, row.bottom() + 2});
        if (row.bottom() > seen.bottom())
            return rows;
    }
    return rows;
}

/// Of the first row the cells of these columns that do not show all of their text.
QString cutCells(const QTableView& view, const QList<int>& columns)
{
    QStringList cut;
    for (int row = 0; row < view.model()->rowCount(); ++row)
        for (const int column : columns) {
            const QModelIndex index = view.model()->index(row, column);
            const int wanted = view.itemDelegateForColumn(column)->sizeHint({}, index).width();
            if (view.isColumnHidden(column) || wanted > view.columnWidth(column))
                cut << u"%1: %2 of %3"_s.arg(index.data().toString())
                           .arg(view.columnWidth(column))
                           .arg(wanted);
        }
    return cut.join(u"; "_s);
}

} // namespace

class SmallestTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void history_versionsAndDifference_areSeen();
    void deletedKeys_titleAndColumns_areWhole();
    void requests_pathStatusAndReason_areWhole();
    void studio_requestAndAnswer_haveRoom();
    void liveStrip_longKey_showsItsEndsAndTheChange();
    void choices_rows_beginAtOneEdge();

private:
    void open();

    std::unique_ptr<TestService> m_service;
    std::unique_ptr<TestWindow> m_window;
};

void SmallestTest::init()
{
    failOnWarnings();
    const QLocale german(QLocale::German, QLocale::Germany);
    QLocale::setDefault(german);
    installTranslation(*qApp, german);
    m_service = std::make_unique<TestService>();
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
}

void SmallestTest::cleanup()
{
    m_window.reset();
    m_service.reset();
    qDeleteAll(qApp->findChildren<QTranslator*>());
}

void SmallestTest::open()
{
    m_window = std::make_unique<TestWindow>(m_service->store());
    addServerPlaces(m_window->window(), m_service->service());
    m_window->window().resize(m_window->window().minimumSize());
}

void SmallestTest::history_versionsAndDifference_areSeen()
{
    for (const char* json :
         {R"([{"score":0.91},{"score":0.88},{"score":0.42}])",
          R"([{"score":0.91,"by":"scout-2"},{"score":0.89},{"score":0.17}])",
          R"([{"score":0.91,"by":"scout-2"},{"score":0.89},{"score":0.21}])"})
        m_service->write(wf1, "results", json);
    open();
    QVERIFY(m_window->waitFor(wf1, "results"));
    HistoryView& history = m_window->inspector().history();
    m_window->inspector().showHistory();
    QTRY_COMPARE(history.model().rowCount(), 3);
    const ListTable& versions = *history.findChild<ListTable*>();
    QTRY_COMPARE(rowsSeen(versions), 3); // also while the live changes are open below
    QCOMPARE(
        cutCells(
            versions,
            {HistoryModel::VersionColumn, HistoryModel::WhatColumn, HistoryModel::WhenColumn}),
        QString());
    m_window->press(Qt::Key_Down);
    versions.selectionModel()->setCurrentIndex(
        history.model().index(1, 0), QItemSelectionModel::ClearAndSelect);
    QTreeView& tree = history.difference().tree();
    QTRY_COMPARE(history.difference().model().changed(), 2);
    QTRY_VERIFY(rowsSeen(tree) >= 3);
    const QAbstractItemView& view = tree; // where it is public
    QVERIFY(
        view.sizeHintForColumn(DiffModel::ChangeColumn) <=
        tree.header()->sectionSize(DiffModel::ChangeColumn));
    QVERIFY(
        view.sizeHintForColumn(DiffModel::PlaceColumn) <=
        tree.header()->sectionSize(DiffModel::PlaceColumn));
}

void SmallestTest::deletedKeys_titleAndColumns_areWhole()
{
    for (const char* key : {"budget", "locale", "status"})
        m_service->write(wf1, key, R"({"limit":2.50,"spent":1.10})");
    for (const char* key : {"budget", "locale"})
        m_service->call("DELETE /v1/state/wf-1/" + QByteArray(key));
    open();
    QVERIFY(m_window->waitFor(wf1, "status"));
    m_window->inspector().showDeleted(Namespace("workflow", "wf-1"));
    auto* deleted = m_window->inspector().findChild<DeletedView*>();
    QTRY_COMPARE(deleted->model().rowCount(), 2);
    QTest::qWait(1);
    for (const ElidedLabel* label : deleted->findChildren<ElidedLabel*>())
        QVERIFY2(label->toolTip().isEmpty(), qPrintable(label->text()));
    // With a wide font what happened may go, before anything is cut.
    const QTableView& view = deleted->view();
    QList<int> columns{DeletedModel::KeyColumn, DeletedModel::WhenColumn};
    if (!view.isColumnHidden(DeletedModel::WhatColumn))
        columns << DeletedModel::WhatColumn;
    QCOMPARE(cutCells(view, columns), QString());
    QVERIFY(
        columns.contains(DeletedModel::WhatColumn) ||
        QFontMetrics(view.font()).horizontalAdvance(u"deleted 2 minutes ago"_s) > 140);
}

void SmallestTest::requests_pathStatusAndReason_areWhole()
{
    m_service->call("POST /v1/state/wf-1/status", R"({"value":1})");
    m_service->call("GET /v1/stat/wf-1/status");
    m_service->call("PATCH /v1/state/wf-1/status", R"({"value":1})");
    m_service->call("GET /v1/state/wf-1/status", {}, {{"Origin", "https://app.example"}});
    open();
    m_window->window().showPlace(u"requests"_s);
    auto* place = m_window->window().findChild<RequestsPlace*>();
    QTRY_COMPARE(place->view().model()->rowCount(), 4);
    QTest::qWait(1);
    using Model = RequestsModel;
    QCOMPARE(
        cutCells(
            place->view(), {Model::TimeColumn, Model::MethodColumn, Model::PathColumn,
                            Model::StatusColumn, Model::ReasonColumn}),
        QString());
    QVERIFY(!place->view().horizontalScrollBar()->isVisible());
}

void SmallestTest::studio_requestAndAnswer_haveRoom()
{
    writeStudioSample(*m_service);
    open();
    m_window->window().showPlace(u"studio"_s);
    auto* studio = m_window->window().findChild<StudioPlace*>();
    QTRY_VERIFY(studio->campaigns().model().rowOf("spring") >= 0);
    studio->campaigns().choose("spring");
    QTest::qWait(1);
    constexpr int fewestLines = 8;
    int texts = 0;
    for (const QPlainTextEdit* text : studio->simulator().findChildren<QPlainTextEdit*>()) {
        if (!text->isVisible())
            continue;
        ++texts;
        QVERIFY2(
            text->viewport()->height() >= fewestLines * text->fontMetrics().height(),
            qPrintable(QString::number(text->viewport()->height())));
    }
    QCOMPARE(texts, 3);
}

void SmallestTest::liveStrip_longKey_showsItsEndsAndTheChange()
{
    open();
    m_window->window().live().setStrip(true);
    const QString key = u"conv_"_s + QString(80, u'x') + u"_end"_s;
    m_service->write(wf1, key.toUtf8(), R"({"status":"escalated","channel":"web","turns":12})");
    ElidedLabel* newest = nullptr;
    for (auto* label : m_window->window().live().findChildren<ElidedLabel*>())
        newest = label;
    QVERIFY(newest != nullptr);
    QTRY_VERIFY(newest->text().contains(u"escalated"_s));
    QTest::qWait(1);
    const QImage picture = newest->grab().toImage(); // first, for it lays out what is to be
    const QString seen = newest->shownText();
    QVERIFY2(seen.contains(u"  wf-1/"_s), qPrintable(seen));
    QVERIFY2(seen.contains(u"…"_s), qPrintable(seen));
    QVERIFY2(seen.endsWith(u"x_end  v1"_s), qPrintable(seen));
    // A blank as wide as between the other parts stands before the change.
    const QFontMetrics font(newest->font());
    const int end = font.horizontalAdvance(seen);
    for (int x = end + 1; x < end + font.horizontalAdvance(u' '); ++x)
        for (int y = 0; y < picture.height(); ++y)
            QCOMPARE(picture.pixel(x, y), picture.pixel(end + 1, 0));
}

/// The current row too.
void SmallestTest::choices_rows_beginAtOneEdge()
{
    ChoiceBox box;
    for (int i = 0; i < 4; ++i)
        box.addItem(u"Lorem"_s);
    box.setCurrentIndex(1);
    box.show();
    QVERIFY(QTest::qWaitForWindowExposed(&box));
    box.showPopup();
    QAbstractItemView& list = *box.view();
    QTRY_VERIFY(list.isVisible());
    const QImage picture = list.viewport()->grab().toImage();
    const auto left = [&](int row) {
        const QRect rect = list.visualRect(list.model()->index(row, 0));
        for (int x = 8; x < rect.right(); ++x)
            for (int y = rect.top() + 4; y < rect.bottom() - 4; ++y)
                if (qGray(picture.pixel(x, y)) < 100)
                    return x;
        return -1;
    };
    QVERIFY(left(0) > 0);
    for (int row = 1; row < 4; ++row)
        QCOMPARE(left(row), left(0));
    box.hidePopup();
}

STATEROOM_WATCHED_MAIN(SmallestTest)
#include "tst_smallest.moc"
