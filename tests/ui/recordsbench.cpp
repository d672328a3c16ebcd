// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/recordsbench.h"

#include "core/business/records.h"
#include "tests/ui/measuring.h"
#include "ui/navigator/namespacesmodel.h"
#include "ui/navigator/namespacespanel.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"
#include "ui/shell/browseplace.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/appearance.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

void fill(const StoreOptions& options, int records)
{
    const auto store = std::move(Store::open(options).value());
    const business::Resource& agents = *business::catalogue().resource("agents");
    constexpr int perTransaction = 2'000;
    const QByteArray statuses[] = {"active", "paused", "draft", "retired"};
    for (int from = 0; from < records; from += perTransaction) {
        const auto written =
            store->transactAndWait({}, [&](Transaction& transaction) -> Result<int> {
                for (int i = from; i < std::min(from + perTransaction, records); ++i) {
                    const QByteArray body = R"({"name":"Agent )" +
                                            QByteArray::number(i * 7919LL % 1'000'003) +
                                            R"(","role":"role )" + QByteArray::number(i % 50) +
                                            R"(","metadata":{"n":)" + QByteArray::number(i) +
                                            R"(},"status":")" + statuses[i % 4] + R"("})";
                    if (!business::createRecord(transaction, agents, JsonText::parse(body).value()))
                        return fail(ErrorCode::Internal, u"not a record"_s);
                }
                return 0;
            });
        if (!written)
            qFatal("%s", qPrintable(written.error().toString()));
    }
}

class Table {
public:
    explicit Table(RecordsPanel& panel)
        : m_panel(panel)
    {
    }

    /// Until the answer to a question stands there, and how long the window stood still meanwhile.
    template <class Ask> void ask(const char* what, double bound, Ask question)
    {
        QTest::qWait(20);
        const Heartbeat heartbeat;
        QElapsedTimer clock;
        clock.start();
        question();
        waitFor([&] { return m_panel.model().isLoaded() && !m_panel.model().isSearching(); });
        const double took = double(clock.nsecsElapsed()) / 1e6;
        QTest::qWait(50); // what is painted and looked up belongs to it
        tell(what, took, bound, "ms");
        m_longest = std::max(m_longest, heartbeat.longest());
    }
    double longest() const { return m_longest; }

private:
    RecordsPanel& m_panel;
    double m_longest = 0;
};

} // namespace

void measureRecords(const StoreOptions& options, int records)
{
    fill(options, records);
    const auto store = std::move(Store::open(options).value());
    QTemporaryDir home;
    QSettings settings(home.filePath(u"w.ini"_s), QSettings::IniFormat);
    Appearance appearance(*qApp);
    MainWindow window(*store, appearance, settings);
    window.resize(1240, 780);
    window.show();
    waitFor([&] { return window.namespaces().model().isLoaded(); });
    RecordsPanel& panel = window.browse().records();
    Table table(panel);
    ListTable& view = panel.view();
    const auto press = [&view](Qt::Key key) {
        view.setFocus();
        QTest::keyClick(&view, key);
    };
    table.ask(
        "open the table", 100, [&] { window.browse().goTo(Namespace("business", "agents")); });
    table.ask("End: the last record", 100, [&] { press(Qt::Key_End); });
    table.ask("Home: the first one again", 100, [&] { press(Qt::Key_Home); });
    table.ask("filter by an index", 100, [&] {
        panel.filter().edit().setText(u"filter[status]=paused"_s);
    });
    table.ask("its end", 100, [&] { press(Qt::Key_End); });
    table.ask("filter by what has no index, 1 of 1000 fits", 5'000, [&] {
        panel.filter().edit().setText(u"filter[metadata.n][$lt]=1000"_s);
    });
    table.ask("no filter again", 100, [&] { panel.filter().edit().clear(); });
    table.ask("sort by an indexed column", 100, [&] { panel.model().sortBy(1); });
    table.ask("its end", 100, [&] { press(Qt::Key_End); });
    table.ask("sort by a column that has no index alone", 60'000, [&] { panel.model().sortBy(2); });
    table.ask("newest first again", 100, [&] { panel.model().setQuestion({}, {}); });
    table.ask("twenty times further down", 5'000, [&] {
        for (int i = 0; i < 20; ++i) {
            panel.model().readOn();
            waitFor([&] { return !panel.model().isSearching(); });
        }
    });
    tell("longest stall of the window", table.longest(), 16, "ms");
    tell("memory", residentMegabytes(), 250, "MB");
}

} // namespace stateroom::ui
