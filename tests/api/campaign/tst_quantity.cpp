// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/quantity.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::campaign;
using namespace Qt::StringLiterals;

namespace {

std::optional<Quantity> quantity(const QByteArray& json)
{
    return Quantity::from(JsonText::parse(json).value());
}

QByteArray shown(const std::optional<Quantity>& value)
{
    return value ? value->toJson().bytes() : QByteArray("none");
}

} // namespace

class TstQuantity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void from_number_hasOneForm_data()
    {
        QTest::addColumn<QByteArray>("canonical");
        const auto row = [](const char* json, const char* canonical) {
            QTest::newRow(json) << QByteArray(canonical);
        };
        row("0", "0");
        row("-0", "0");
        row("-0.0", "0");
        row("3", "3");
        row("3.0", "3");
        row("30e-1", "3");
        row("1.10", "1.1");
        row("1e-7", "1e-07");
        row("-2.5", "-2.5");
        row("9007199254740993", "9007199254740993");
        row("9223372036854775807", "9223372036854775807");
        row("-9223372036854775808", "-9223372036854775808");
        row("9223372036854775808", "none");
        row("-9223372036854775809", "none");
        row("9223372036854775807.5", "none");
        row("1e19", "none");
        row("1e400", "none");
        row("-1e400", "none");
        row("1e-400", "0");
        row("0.1", "0.1");
        row("9007199254740993.5", "9007199254740994");
        row("\"3\"", "none");
        row("true", "none");
        row("null", "none");
        row("[3]", "none");
    }
    void from_number_hasOneForm()
    {
        QFETCH(QByteArray, canonical);
        const auto value = quantity(QTest::currentDataTag());
        QCOMPARE(shown(value), canonical);
        if (value)
            QCOMPARE(shown(quantity(canonical)), canonical);
    }

    void arithmetic_exactOrRefused_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<QByteArray>("sum");
        QTest::addColumn<QByteArray>("difference");
        const auto row = [](const char* name, const char* a, const char* b, const char* sum,
                            const char* difference) {
            QTest::newRow(name) << QByteArray(a) << QByteArray(b) << QByteArray(sum)
                                << QByteArray(difference);
        };
        row("whole", "2", "3", "5", "-1");
        row("beyond doubles", "9007199254740993", "1", "9007199254740994", "9007199254740992");
        row("largest", "9223372036854775806", "1", "9223372036854775807", "9223372036854775805");
        row("over", "9223372036854775807", "1", "none", "9223372036854775806");
        row("under", "-9223372036854775808", "1", "-9223372036854775807", "none");
        row("minus the smallest", "0", "-9223372036854775808", "-9223372036854775808", "none");
        row("fractions", "0.1", "0.2", "0.30000000000000004", "-0.1");
        row("fractions that add up", "0.5", "0.5", "1", "0");
        row("mixed", "1", "0.5", "1.5", "0.5");
        row("mixed at the end", "9223372036854775807", "0.5", "none", "none");
    }
    void arithmetic_exactOrRefused()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(QByteArray, sum);
        QFETCH(QByteArray, difference);
        QCOMPARE(shown(quantity(a)->plus(*quantity(b))), sum);
        QCOMPARE(shown(quantity(a)->minus(*quantity(b))), difference);
    }
};

QTEST_GUILESS_MAIN(TstQuantity)
#include "tst_quantity.moc"
