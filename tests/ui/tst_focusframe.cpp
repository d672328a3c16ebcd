// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/focusframe.h"
#include "ui/widgets/listtable.h"

#include <QListView>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTest>
#include <QVBoxLayout>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

/// A view with the keyboard, and a button beside it.
class FocusFrameTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void list_emptyWithTheKeyboard_isFramed_data();
    void list_emptyWithTheKeyboard_isFramed();
    void list_rowChosen_needsNoFrame();
    void list_rowGone_isFramedAgain();
    void list_withoutTheKeyboard_isNotFramed();

private:
    void show(QAbstractItemView* view);
    FocusFrame& frame() { return *m_view->findChild<FocusFrame*>(); }

    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<QWidget> m_window;
    QAbstractItemView* m_view = nullptr;
    QPushButton* m_button = nullptr;
};

void FocusFrameTest::init()
{
    m_model = std::make_unique<QStandardItemModel>(0, 2);
}

void FocusFrameTest::cleanup()
{
    m_window.reset();
}

void FocusFrameTest::show(QAbstractItemView* view)
{
    m_window = std::make_unique<QWidget>();
    m_view = view;
    m_view->setModel(m_model.get());
    m_button = new QPushButton;
    auto* layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_view);
    layout->addWidget(m_button);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_view->setFocus(Qt::TabFocusReason);
}

void FocusFrameTest::list_emptyWithTheKeyboard_isFramed_data()
{
    QTest::addColumn<bool>("isTable");
    QTest::newRow("table") << true;
    QTest::newRow("list") << false;
}

void FocusFrameTest::list_emptyWithTheKeyboard_isFramed()
{
    QFETCH(const bool, isTable);
    QAbstractItemView* view = nullptr;
    if (isTable) {
        view = new ListTable;
    } else {
        view = new QListView;
        new FocusFrame(*view);
    }
    show(view);
    QTRY_VERIFY(frame().isVisible());
    QCOMPARE(frame().geometry(), m_view->viewport()->geometry());
    m_window->resize(m_window->size() + QSize(40, 40));
    QTRY_COMPARE(frame().geometry(), m_view->viewport()->geometry());
    const QPoint middle = m_view->viewport()->rect().center();
    QCOMPARE(m_view->childAt(m_view->viewport()->mapToParent(middle)), m_view->viewport());
}

void FocusFrameTest::list_rowChosen_needsNoFrame()
{
    show(new ListTable);
    QTRY_VERIFY(frame().isVisible());
    m_model->appendRow(new QStandardItem(u"a"_s));
    m_view->setCurrentIndex(m_model->index(0, 0));
    QTRY_VERIFY(!frame().isVisible());
}

void FocusFrameTest::list_rowGone_isFramedAgain()
{
    m_model->appendRow(new QStandardItem(u"a"_s));
    show(new ListTable);
    m_view->setCurrentIndex(m_model->index(0, 0));
    QTest::qWait(200);
    QVERIFY(!frame().isVisible());
    m_model->removeRow(0);
    QTRY_VERIFY(frame().isVisible());
}

void FocusFrameTest::list_withoutTheKeyboard_isNotFramed()
{
    show(new ListTable);
    QTRY_VERIFY(frame().isVisible());
    m_button->setFocus();
    QTRY_VERIFY(!frame().isVisible());
}

QTEST_MAIN(FocusFrameTest)
#include "tst_focusframe.moc"
