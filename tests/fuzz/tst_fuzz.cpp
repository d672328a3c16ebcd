// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the fuzz targets without a fuzzer: on their corpus, and on mutations of it. STATEROOM_SEED
// gives other mutations; STATEROOM_FUZZ_LAST names a file that keeps the last input, for crashes.
#include "tests/fuzz/fuzztarget.h"
#include "tests/fuzz/mutator.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

QString folder()
{
    const QString source = qEnvironmentVariable("STATEROOM_SOURCE_DIR");
    return (source.isEmpty() ? QFINDTESTDATA("corpus") + u"/.."_s : source + u"/tests/fuzz"_s);
}

QByteArray shown(const QByteArray& input)
{
    return input.size() > 2000 ? "an input of " + QByteArray::number(input.size()) + " bytes"
                               : input.toPercentEncoding(" {}[]:,\"\\/?&=");
}

} // namespace

class FuzzTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"stateroom.*=false"_s); }
    void run_corpus_findsNothing_data() { addTargets(); }
    void run_corpus_findsNothing();
    void run_mutations_findsNothing_data() { addTargets(); }
    void run_mutations_findsNothing();

private:
    static void addTargets();
    static void run(const fuzz::FuzzTarget& target, const QByteArray& input);
};

void FuzzTest::addTargets()
{
    QTest::addColumn<QByteArray>("name");
    for (const fuzz::FuzzTarget& target : fuzz::targets())
        QTest::newRow(target.name) << QByteArray(target.name);
}

void FuzzTest::run(const fuzz::FuzzTarget& target, const QByteArray& input)
{
    static const QString kept = qEnvironmentVariable("STATEROOM_FUZZ_LAST");
    if (!kept.isEmpty()) {
        QFile file(kept);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(input);
    }
    if (const auto finding = target.run(input))
        QFAIL((*finding + "\nfor " + shown(input)).constData());
}

void FuzzTest::run_corpus_findsNothing()
{
    QFETCH(QByteArray, name);
    const auto corpus = fuzz::Corpus::load(folder(), name);
    QVERIFY(corpus.inputs.size() >= 5);
    for (const QByteArray& input : corpus.inputs) {
        run(*fuzz::targetNamed(name), input);
        if (QTest::currentTestFailed())
            return;
    }
}

void FuzzTest::run_mutations_findsNothing()
{
    QFETCH(QByteArray, name);
    constexpr qint64 longest = 6'000; // milliseconds
    const fuzz::FuzzTarget& target = *fuzz::targetNamed(name);
    const auto corpus = fuzz::Corpus::load(folder(), name);
    const quint32 seed = qEnvironmentVariable("STATEROOM_SEED", u"1"_s).toUInt();
    QElapsedTimer timer;
    timer.start();
    int tried = 0;
    for (; tried < target.mutations && timer.elapsed() < longest; ++tried) {
        run(target, corpus.mutation(seed, quint32(tried)));
        if (QTest::currentTestFailed()) {
            qInfo("mutation %d of seed %u", tried, seed);
            return;
        }
    }
    qInfo("%d mutations of %d inputs", tried, int(corpus.inputs.size()));
}

QTEST_GUILESS_MAIN(FuzzTest)
#include "tst_fuzz.moc"
