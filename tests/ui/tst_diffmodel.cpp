// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/diffmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

void write(const QAbstractItemModel& model, const QModelIndex& parent, QStringList& lines)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex place = model.index(row, DiffModel::PlaceColumn, parent);
        lines << place.data().toString() + u": "_s +
                     model.index(row, DiffModel::ChangeColumn, parent).data().toString();
        write(model, place, lines);
    }
}

QStringList linesOf(const char* before, const char* after)
{
    DiffModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const JsonText a = JsonText::parse(QByteArray(before)).value();
    const JsonText b = JsonText::parse(QByteArray(after)).value();
    model.show(diffJson(a, b));
    QStringList lines;
    write(model, {}, lines);
    return lines;
}

} // namespace

class DiffModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void show_differences_areATree();
    void show_wholeValue_isOneRow();
    void show_same_isEmpty();
    void show_namesWithSlashes_areDecoded();
};

void DiffModelTest::show_differences_areATree()
{
    const QStringList expected{
        u"a: "_s, u"x: ~ changed  1 → 2"_s, u"y: + added  3"_s, u"c: − removed  null"_s};
    QStringList lines = linesOf(R"({"a":{"x":1},"b":0,"c":null})", R"({"a":{"x":2,"y":3},"b":0})");
    lines.sort();
    QStringList sorted = expected;
    sorted.sort();
    QCOMPARE(lines, sorted);
}

void DiffModelTest::show_wholeValue_isOneRow()
{
    QCOMPARE(linesOf("1", "2"), QStringList{u"(the whole value): ~ changed  1 → 2"_s});
}

void DiffModelTest::show_same_isEmpty()
{
    QVERIFY(linesOf(R"({"a":1,"b":2})", R"({"b":2,"a":1})").isEmpty());
}

void DiffModelTest::show_namesWithSlashes_areDecoded()
{
    QCOMPARE(linesOf("{}", R"({"a/b~c":1})"), QStringList{u"a/b~c: + added  1"_s});
}

QTEST_GUILESS_MAIN(DiffModelTest)
#include "tst_diffmodel.moc"
