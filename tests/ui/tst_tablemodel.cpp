// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/tablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

/// Names and sizes.
class Sizes final : public TableModel {
public:
    Sizes()
        : TableModel({{u"Name"_s}, {u"Size"_s, Qt::AlignRight}})
    {
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        if (!index.isValid() || role != Qt::DisplayRole)
            return {};
        const auto& [name, size] = m_rows[index.row()];
        return index.column() == 0 ? QVariant(name) : QVariant(size);
    }

    void resize(int row, int size)
    {
        m_rows[row].second = size;
        tellChanged(row);
    }

private:
    size_t size() const override { return size_t(m_rows.size()); }

    QList<std::pair<QString, int>> m_rows{{u"a"_s, 1}, {u"b"_s, 2}, {u"c"_s, 3}};
};

} // namespace

class TableModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shape_itsTitlesAndRows_isFlat();
    void header_eachColumn_hasItsTitleAndSide();
    void row_changed_isToldWhole();
};

void TableModelTest::shape_itsTitlesAndRows_isFlat()
{
    Sizes model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    QCOMPARE(model.columnCount(model.index(0, 0)), 0);
}

void TableModelTest::header_eachColumn_hasItsTitleAndSide()
{
    const Sizes model;
    const auto title = [&model](int section, Qt::Orientation along, int role) {
        return model.headerData(section, along, role);
    };
    QCOMPARE(title(1, Qt::Horizontal, Qt::DisplayRole), u"Size"_s);
    const auto side = [&](int section) {
        return title(section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
    };
    QCOMPARE(side(0), Qt::AlignLeft | Qt::AlignVCenter);
    QCOMPARE(side(1), Qt::AlignRight | Qt::AlignVCenter);
    QVERIFY(!title(0, Qt::Vertical, Qt::DisplayRole).isValid());
    QVERIFY(!title(0, Qt::Horizontal, Qt::ToolTipRole).isValid());
    for (const int none : {-1, 2})
        QVERIFY(!title(none, Qt::Horizontal, Qt::DisplayRole).isValid());
}

void TableModelTest::row_changed_isToldWhole()
{
    Sizes model;
    const QSignalSpy told(&model, &TableModel::dataChanged);
    model.resize(1, 20);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0][0].toModelIndex(), model.index(1, 0));
    QCOMPARE(told[0][1].toModelIndex(), model.index(1, 1));
}

QTEST_GUILESS_MAIN(TableModelTest)
#include "tst_tablemodel.moc"
