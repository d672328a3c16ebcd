// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/columnfit.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class ColumnFitTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void room_plenty_theGrowingColumnTakesTheRest();
    void room_little_isSharedInProportion();
    void room_tooLittle_theLeastImportantGo();
    void column_whole_isNeverCut();
    void column_drawnByTheUser_keepsItsWidthAndThoseBefore();
    void title_longerThanItsColumn_isNotCut();

private:
    void show(int width, const std::vector<ColumnNeed>& needs);
    QList<int> widths() const;

    std::unique_ptr<QTableView> m_view;
    std::unique_ptr<QStandardItemModel> m_model;
    ColumnFit* m_fit = nullptr;
};

void ColumnFitTest::init()
{
    m_view.reset();
    m_model = std::make_unique<QStandardItemModel>(3, 3);
    m_model->setHorizontalHeaderLabels({u"a"_s, u"b"_s, u"c"_s});
    m_view = std::make_unique<QTableView>();
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setModel(m_model.get());
    m_view->verticalHeader()->hide();
    m_fit = new ColumnFit(*m_view);
}

void ColumnFitTest::show(int width, const std::vector<ColumnNeed>& needs)
{
    m_view->resize(width, 300);
    m_view->show();
    m_fit->setNeeds(needs);
}

/// 0 for one that is not there.
QList<int> ColumnFitTest::widths() const
{
    QList<int> widths;
    for (int column = 0; column < 3; ++column)
        widths << (m_view->isColumnHidden(column) ? 0 : m_view->columnWidth(column));
    return widths;
}

void ColumnFitTest::room_plenty_theGrowingColumnTakesTheRest()
{
    show(600, {{.best = 100}, {.best = 150, .grows = true}, {.best = 50}});
    QCOMPARE(widths(), QList<int>({100, 450, 50}));
    m_view->resize(500, 300);
    QCOMPARE(widths(), QList<int>({100, 350, 50}));
    m_fit->setNeeds({{.best = 100}, {.best = 150}, {.best = 50}});
    QCOMPARE(widths(), QList<int>({100, 150, 250})); // the last one
}

void ColumnFitTest::room_little_isSharedInProportion()
{
    show(
        300, {{.least = 50, .best = 250},
              {.least = 50, .best = 150, .grows = true},
              {.least = 50, .best = 50}});
    // 150 is left above the least; the first wants twice what the second wants.
    QCOMPARE(widths(), QList<int>({150, 100, 50}));
    QVERIFY(!m_view->horizontalScrollBar()->isVisible());
}

void ColumnFitTest::room_tooLittle_theLeastImportantGo()
{
    const std::vector<ColumnNeed> needs{
        {.least = 100}, {.least = 100, .rank = 2}, {.least = 100, .rank = 1}};
    show(250, needs);
    QCOMPARE(widths(), QList<int>({100, 0, 150}));
    m_view->resize(150, 300);
    QCOMPARE(widths(), QList<int>({150, 0, 0}));
    m_view->resize(300, 300);
    QCOMPARE(widths(), QList<int>({100, 100, 100}));
}

void ColumnFitTest::column_whole_isNeverCut()
{
    m_model->setItem(0, 0, new QStandardItem(QString(20, u'm')));
    m_model->setItem(0, 1, new QStandardItem(QString(20, u'm')));
    show(200, {{.least = 60}, {.least = 50, .whole = true}, {.least = 40, .rank = 1}});
    const QAbstractItemView& view = *m_view;
    QVERIFY(m_view->columnWidth(1) >= view.sizeHintForColumn(1));
    QVERIFY(m_view->columnWidth(0) < view.sizeHintForColumn(0));
}

void ColumnFitTest::column_drawnByTheUser_keepsItsWidthAndThoseBefore()
{
    show(600, {{.best = 100}, {.best = 150, .grows = true}, {.best = 50}});
    m_view->horizontalHeader()->resizeSection(1, 200);
    QCOMPARE(widths(), QList<int>({100, 200, 300}));
    m_view->resize(450, 300);
    QCOMPARE(widths(), QList<int>({100, 200, 150}));
    m_view->horizontalHeader()->resizeSection(0, 300); // it's his
    QCOMPARE(widths(), QList<int>({300, 200, 48}));
    QTRY_VERIFY(m_view->horizontalScrollBar()->isVisible());
}

void ColumnFitTest::title_longerThanItsColumn_isNotCut()
{
    m_model->setHorizontalHeaderLabels({u"a"_s, u"a title of some length"_s, u"c"_s});
    show(400, {{.best = 100}, {.least = 20, .best = 20}, {.best = 50}});
    QVERIFY(m_view->columnWidth(1) >= m_view->horizontalHeader()->sectionSizeHint(1));
}

QTEST_MAIN(ColumnFitTest)
#include "tst_columnfit.moc"
