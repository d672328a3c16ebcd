// SPDX-License-Identifier: GPL-3.0-or-later
// stateroom-windowbench [records] [N]: how the window bears a namespace of a million keys, or a
// collection of a million records. Prints a line for each figure, with its bound; ends with 1 when
// one is missed. Offscreen.
#include "core/business/indexer.h"
#include "tests/ui/measuring.h"
#include "tests/ui/recordsbench.h"
#include "tests/ui/teststore.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/model/roles.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/appearance.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listtable.h"

#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>

#include <thread>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* spaceText = "workflow/large";
constexpr int perTransaction = 10'000;
constexpr int writesPerSecond = 5'000;
constexpr int writingSeconds = 5;

void fill(const StoreOptions& options, int keys)
{
    const auto store = std::move(Store::open(options).value());
    for (int from = 0; from < keys; from += perTransaction) {
        const auto written =
            store->transactAndWait({}, [&](Transaction& transaction) -> Result<int> {
                for (int i = from; i < std::min(from + perTransaction, keys); ++i) {
                    const QByteArray key =
                        "item/" + QByteArray::number(i).rightJustified(8, '0') + "/state";
                    const auto version = transaction.set(
                        nameOf(spaceText, key),
                        JsonText::parse(QByteArrayView(R"({"step":"done","n":1})")).value());
                    if (!version)
                        return failureOf(version);
                }
                return 0;
            });
        if (!written)
            qFatal("%s", qPrintable(written.error().toString()));
    }
}

/// The longest time in which the event loop ran nothing else, while somebody writes.
double stallWhileWriting(Store& store, int keys)
{
    std::atomic<bool> end = false;
    std::thread writer([&] {
        QElapsedTimer clock;
        clock.start();
        for (int n = 0; n < writesPerSecond * writingSeconds && !end;) {
            const int due = int(clock.elapsed() * writesPerSecond / 1000);
            const int from = n;
            std::ignore = store.transactAndWait({}, [&](Transaction& transaction) -> Result<int> {
                for (n = from; n < due; ++n) {
                    // Every tenth is a new key.
                    const QByteArray number =
                        QByteArray::number((n * 7919LL) % keys).rightJustified(8, '0');
                    const QByteArray key = "item/" + number + (n % 10 == 0 ? "/new" : "/state");
                    const auto version =
                        transaction.set(nameOf(spaceText, key), JsonText::fromNumber(n));
                    if (!version)
                        return failureOf(version);
                }
                return 0;
            });
            std::this_thread::sleep_for(Milliseconds(2));
        }
        end = true;
    });
    const Heartbeat heartbeat;
    waitFor([&] { return end.load(); });
    writer.join();
    return heartbeat.longest();
}

void measure(Store& store, int keys, const QElapsedTimer& sinceStart)
{
    QTemporaryDir home;
    QSettings settings(home.filePath(u"w.ini"_s), QSettings::IniFormat);
    Appearance appearance(*qApp);
    MainWindow window(store, appearance, settings);
    window.resize(1240, 780);
    window.show();
    EntriesModel& model = window.entries().model();
    ListTable& view = window.entries().view();
    const auto isShown = [&](int row) {
        return row < model.rowCount() &&
               model.index(row, EntriesModel::ValueColumn).data(SpansRole).isValid();
    };
    waitFor([&] { return isShown(0); });
    tell("start to the first keys", double(sinceStart.elapsed()), 1000, "ms");
    const double all = waitFor([&] { return model.isComplete() && model.rowCount() == keys; });
    tell("until all keys can be filtered", all, 60'000, "ms");
    tell("memory", residentMegabytes(), 250, "MB");

    QScrollBar* bar = view.verticalScrollBar();
    QElapsedTimer clock;
    clock.start();
    bar->setValue(bar->maximum());
    waitFor([&] { return isShown(keys - 1); });
    tell("scroll to the end", double(clock.nsecsElapsed()) / 1e6, 100, "ms");

    const auto filter = [&](const char* what, const QString& text, double bound) {
        int hits = -1;
        const auto connection = QObject::connect(
            &model, &EntriesModel::pageLoaded, &model, [&] { hits = model.hitCount(); });
        clock.start();
        window.entries().filter().edit().setText(text);
        waitFor([&] { return hits >= 0 && (hits == 0 || isShown(0)); });
        tell(what, double(clock.nsecsElapsed()) / 1e6, bound, "ms");
        QObject::disconnect(connection);
    };
    filter("filter by a text: all hits", u"77"_s, 200);
    filter("filter by another, none fits", u"nothing"_s, 200);
    filter("filter by an expression: all hits", u"/0{3}7.*state$/"_s, 1000);
    filter("no filter again", {}, 200);

    for (QAction* action : window.entries().viewActions())
        if (action->text() == u"Sort by age"_s) {
            bool there = false;
            QObject::connect(&model, &EntriesModel::orderChanged, &model, [&] { there = true; });
            clock.start();
            action->trigger();
            waitFor([&] { return there && isShown(0); });
            tell("sort by age", double(clock.nsecsElapsed()) / 1e6, 1000, "ms");
            window.entries().viewActions()[1]->trigger(); // by key again
        }
    waitFor([&] { return model.query().isPlain() && model.isComplete(); });
    tell("longest stall at 5000 writes a second", stallWhileWriting(store, keys), 50, "ms");
}

} // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const bool ofRecords = arguments.value(1) == u"records"_s;
    const QString number = arguments.value(ofRecords ? 2 : 1);
    const int keys = number.isEmpty() ? 1'000'000 : number.toInt();
    const QTemporaryDir home;
    const SystemClock clock;
    StoreOptions options;
    options.directory = home.filePath(u"data"_s);
    options.durability = Durability::Relaxed;
    options.clock = &clock;
    options.indexer = &business::catalogueIndexer();
    if (ofRecords) {
        measureRecords(options, keys);
        return anyMissed() ? 1 : 0;
    }
    fill(options, keys);
    QElapsedTimer sinceStart;
    sinceStart.start();
    const auto store = std::move(Store::open(options).value());
    measure(*store, keys, sinceStart);
    return anyMissed() ? 1 : 0;
}
