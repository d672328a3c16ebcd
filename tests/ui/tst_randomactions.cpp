// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody does at random what can be done in the window while programs write over HTTP. Then the
// window shows what the store holds, and so does a copy made of nothing but its event streams.
// STATEROOM_SEED repeats a run as far as threads allow, STATEROOM_STEPS makes it longer.
#include "core/json/jsonformat.h"
#include "tests/support/testservice.h"
#include "tests/ui/httpwriters.h"
#include "tests/ui/randomhand.h"
#include "tests/ui/streamcopy.h"
#include "tests/ui/watchedapplication.h"
#include "ui/inspector/deletedmodel.h"
#include "ui/inspector/deletedview.h"
#include "ui/inspector/historymodel.h"
#include "ui/inspector/historyview.h"
#include "ui/model/recordspace.h"
#include "ui/model/roles.h"
#include "ui/model/valuepreview.h"
#include "ui/shell/serverplaces.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QElapsedTimer>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int keys = 40;
const QByteArray lastKey = "~last";
const QByteArrayList workflows{"alpha", "beta"};
const QByteArrayList spaces{"workflow/alpha", "workflow/beta", "workflow/gamma", "integration/"};

quint32 seedOfRun()
{
    bool given = false;
    const auto seed = quint32(qEnvironmentVariable("STATEROOM_SEED").toULong(&given));
    return given ? seed : std::random_device{}();
}

/// A row of the list as it is shown, and as it should be.
QString lineOf(const QByteArray& key, const QString& version, const QString& value)
{
    return QString::fromUtf8(key) + u' ' + version + u' ' + value;
}

QStringList shownLines(EntriesModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row)
        lines << lineOf(
            model.index(row, 0).data(KeyRole).toByteArray(),
            model.index(row, EntriesModel::VersionColumn).data().toString(),
            model.index(row, EntriesModel::ValueColumn).data().toString());
    return lines;
}

} // namespace

class RandomActionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void randomActions_whileProgramsWrite_windowStoreAndStreamsAgree_data();
    void randomActions_whileProgramsWrite_windowStoreAndStreamsAgree();

private:
    void testModels();
    void run(int steps, quint32 seed);
    void compareStreams(std::vector<std::unique_ptr<StreamCopy>>& copies);
    void compareWindow();
    void compareNamespaces(const std::vector<NamespaceInfo>& infos);
    bool isToBeListed(const NamespaceInfo& info);
    void compareShown();
    void compareList(const NamespaceInfo& info);
    void verifyVariety();
    void compareInspector(const EntryName& name, const Entry& entry);
    std::vector<Entry> storedIn(const Namespace& space);

    std::unique_ptr<TestService> m_service;
    std::unique_ptr<TestWindow> m_window;
    std::unique_ptr<RandomHand> m_hand;
};

void RandomActionsTest::randomActions_whileProgramsWrite_windowStoreAndStreamsAgree_data()
{
    QTest::addColumn<int>("steps");
    QTest::addColumn<bool>("modelsTested");
    QTest::addRow("watched for stalls") << 2000 << false;
    QTest::addRow("every model tested") << 300 << true;
}

void RandomActionsTest::randomActions_whileProgramsWrite_windowStoreAndStreamsAgree()
{
    QFETCH(int, steps);
    QFETCH(bool, modelsTested);
    failOnWarnings();
    const quint32 seed = seedOfRun();
    steps = qEnvironmentVariableIntValue("STATEROOM_STEPS") > 0
                ? qEnvironmentVariableIntValue("STATEROOM_STEPS")
                : steps;
    qInfo("STATEROOM_SEED=%u STATEROOM_STEPS=%d", seed, steps);

    m_service = std::make_unique<TestService>();
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
    for (const QByteArray& space : spaces)
        for (int key = 0; key < keys; key += 2)
            m_service->write(space, randomTestKey(key), QByteArray::number(key));
    m_window = std::make_unique<TestWindow>(m_service->store());
    addServerPlaces(m_window->window(), m_service->service());
    for (const auto& place :
         {u"requests"_s, u"connect"_s, u"webhooks"_s, u"settings"_s, u"browse"_s})
        m_window->window().showPlace(place); // makes it, and its models
    std::optional<WatchedApplication::Allowance> allowance;
    if (modelsTested) {
        allowance.emplace(60'000); // the testers look at all rows each time
        testModels();
    }
    run(steps, seed);
    m_hand.reset();
    m_window.reset();
    m_service.reset();
}

/// Puts each model of the window to the test, from now on.
void RandomActionsTest::testModels()
{
    QStringList tested;
    for (QAbstractItemModel* model : m_window->window().findChildren<QAbstractItemModel*>()) {
        const QString name = QString::fromLatin1(model->metaObject()->className());
        if (!name.startsWith(u"stateroom::"_s))
            continue; // such as what stands in a box to choose from
        new QAbstractItemModelTester(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest, model);
        tested << name.section(u"::"_s, -1);
    }
    tested.sort();
    const QStringList all{
        u"DeletedModel"_s,   u"DeliveriesModel"_s, u"DiffModel"_s,       u"DiffModel"_s,
        u"EndpointsModel"_s, u"EntriesModel"_s,    u"HistoryModel"_s,    u"KeysModel"_s,
        u"LiveFilter"_s,     u"LiveModel"_s,       u"NamespacesModel"_s, u"PaletteModel"_s,
        u"ReceiverModel"_s,  u"RecordsModel"_s,    u"RequestFilter"_s,   u"RequestsModel"_s};
    QCOMPARE(tested, all);
}

void RandomActionsTest::run(int steps, quint32 seed)
{
    QElapsedTimer timer;
    timer.start();
    std::vector<std::unique_ptr<StreamCopy>> copies;
    for (const QByteArray& workflow : workflows)
        copies.push_back(
            std::make_unique<StreamCopy>(m_service->port(), workflow, lastKey, seed ^ 1));
    HttpWriters writers(m_service->port(), workflows, keys, seed ^ 2);
    m_hand = std::make_unique<RandomHand>(*m_window, *m_service, spaces, keys, seed);
    int step = 0;
    for (; step < steps && !QTest::currentTestFailed(); ++step) {
        writers.allow(2);
        m_hand->step();
        QTest::qWait(step % 3);
        if (step % 100 == 99) {
            // Let all come to rest. What is shown has followed the changes since it was opened.
            QTRY_COMPARE_WITH_TIMEOUT(writers.requests(), 2 * (step + 1), patienceMs);
            m_hand->tidyUp();
            QTest::qWait(20); // what the window has asked for has been done
            compareShown();
        }
        if (QTest::currentTestFailed())
            qInfo("at step %d: %s", step, m_hand->done().constData());
    }
    const QByteArray writing = writers.finish();
    // Whatever the window has asked for has been done before this: transactions keep their order.
    m_hand->tidyUp();
    QTest::qWait(50);
    for (const QByteArray& workflow : workflows)
        m_service->write("workflow/" + workflow, lastKey, "true");
    const qint64 acted = timer.elapsed();
    compareStreams(copies);
    QCOMPARE(writing, QByteArray());
    if (steps >= 1'000 && !QTest::currentTestFailed())
        verifyVariety();
    if (!QTest::currentTestFailed())
        compareWindow();
    qInfo(
        "%d steps, %d requests, %lld changes in %.1f s; compared in %.1f s", step,
        writers.requests(), qint64(m_service->position().value()), double(acted) / 1e3,
        double(timer.elapsed() - acted) / 1e3);
}

std::vector<Entry> RandomActionsTest::storedIn(const Namespace& space)
{
    return m_service->store()
        .openReader()
        .value()
        ->page(space, {.limit = Reader::maxPage})
        .value()
        .entries;
}

void RandomActionsTest::compareStreams(std::vector<std::unique_ptr<StreamCopy>>& copies)
{
    for (std::size_t i = 0; i < copies.size(); ++i) {
        QCOMPARE(copies[i]->finish(), QByteArray());
        Contents stored;
        for (const Entry& entry : storedIn({"workflow", workflows[qsizetype(i)]}))
            stored[entry.key.bytes()] =
                "v" + QByteArray::number(entry.version.value()) + " " + entry.value.bytes();
        for (const auto& [key, value] : stored)
            QVERIFY2(
                copies[i]->contents().at(key) == value,
                (key + ": " + value + ", of the stream: " + copies[i]->contents().at(key))
                    .constData());
        QCOMPARE(copies[i]->contents().size(), stored.size());
        qInfo(
            "%s: %d events, resumed %d times", workflows[qsizetype(i)].constData(),
            copies[i]->events(), copies[i]->resumptions());
    }
}

/// That the run was worth something: all of it happened, and much of it by the window.
void RandomActionsTest::verifyVariety()
{
    int set = 0;
    int removed = 0;
    int restored = 0;
    int expired = 0;
    int byWindow = 0;
    int inBulk = 0;
    for (const Change& change : m_service->changes()) {
        set += change.op == ChangeOp::Set ? 1 : 0;
        removed += change.op == ChangeOp::Delete ? 1 : 0;
        restored += change.op == ChangeOp::Restore ? 1 : 0;
        expired += change.op == ChangeOp::Expire ? 1 : 0;
        byWindow += change.by.requestId.isEmpty() && change.op != ChangeOp::Expire ? 1 : 0;
        inBulk += change.operation == OperationId() ? 0 : 1;
    }
    qInfo(
        "%d set, %d deleted, %d restored, %d expired; %d by the window, %d in bulk changes", set,
        removed, restored, expired, byWindow, inBulk);
    for (const int count : {set, removed, restored, expired, byWindow, inBulk})
        QVERIFY(count > 20);
}

void RandomActionsTest::compareWindow()
{
    QVERIFY(m_service->store().maintain());
    const auto infos = m_service->store().openReader().value()->namespaces().value();
    // As the hand has left it, then the other way.
    for (int way = 0; way < 2 && !QTest::currentTestFailed(); ++way) {
        compareNamespaces(infos);
        m_window->window().namespaces().emptiedAction()->toggle();
    }
    for (const NamespaceInfo& info : infos)
        if (info.keys > 0 && !info.space.isSystem() && !QTest::currentTestFailed())
            compareList(info);
}

void RandomActionsTest::compareNamespaces(const std::vector<NamespaceInfo>& infos)
{
    const NamespacesModel& model = m_window->window().namespaces().model();
    for (const NamespaceInfo& info : infos) {
        if (info.space.isSystem() || QTest::currentTestFailed())
            continue;
        QTRY_COMPARE_WITH_TIMEOUT(model.keyCount(info.space), info.keys, patienceMs);
        QTRY_VERIFY2_WITH_TIMEOUT(
            model.indexOf(info.space).isValid() == isToBeListed(info),
            info.space.text().constData(), patienceMs);
    }
}

/// One without keys is listed by choice, as long as history knows of it, and while it has an edit;
/// the collections of records stand there always.
bool RandomActionsTest::isToBeListed(const NamespaceInfo& info)
{
    const bool shown = m_window->window().namespaces().emptiedAction()->isChecked();
    const Seq floor = m_service->store().openReader().value()->position().value().floor;
    return info.keys > 0 || recordsIn(info.space) != nullptr ||
           (shown && info.lastChange > floor) ||
           !m_window->inspector().unsavedKeys(info.space).isEmpty();
}

/// What is shown now, as it has come to be by following the changes.
void RandomActionsTest::compareShown()
{
    EntriesModel& model = m_window->keys();
    if (model.space().isNull())
        return;
    QVERIFY(m_service->store().maintain());
    QStringList lines;
    for (const Entry& entry : storedIn(model.space()))
        lines << lineOf(
            entry.key.bytes(), u"v%1"_s.arg(entry.version.value()),
            plainText(valuePreview(entry.value)));
    if (QTest::qWaitFor([&] { return shownLines(model) == lines; }, patienceMs))
        return;
    const QStringList shown = shownLines(model);
    for (int i = 0; i < std::max(shown.size(), lines.size()); ++i)
        if (shown.value(i) != lines.value(i))
            qInfo(
                "row %d of %s: %s, stored: %s", i, model.space().text().constData(),
                qPrintable(shown.value(i)), qPrintable(lines.value(i)));
    QFAIL("the list differs from the store");
}

void RandomActionsTest::compareList(const NamespaceInfo& info)
{
    const std::vector<Entry> stored = storedIn(info.space);
    m_window->window().goTo({info.space, stored.front().key});
    compareShown();
    for (const Entry& entry : stored)
        if (!QTest::currentTestFailed())
            compareInspector({info.space, entry.key}, entry);
    m_window->inspector().showDeleted(info.space);
    DeletedModel& deleted = m_window->inspector().deleted().model();
    QTRY_VERIFY_WITH_TIMEOUT(deleted.isLoaded(), patienceMs);
    for (int row = 0; row < deleted.rowCount(); ++row)
        for (const Entry& entry : stored)
            QVERIFY2(!(deleted.nameAt(row).key == entry.key), entry.key.bytes().constData());
}

void RandomActionsTest::compareInspector(const EntryName& name, const Entry& entry)
{
    InspectorPanel& inspector = m_window->inspector();
    m_window->window().goTo(name);
    QTRY_COMPARE_WITH_TIMEOUT(inspector.name(), name, patienceMs);
    const auto shown = [&] { return JsonText::parse(m_window->editor().utf8()); };
    if (!inspector.unsavedKeys(name.space).contains(entry.key))
        QTRY_VERIFY2_WITH_TIMEOUT(
            shown() && shown()->bytes() == entry.value.bytes(), entry.key.bytes().constData(),
            patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->facts().isEmpty(), patienceMs); // it has been read
    inspector.showHistory();
    const HistoryModel& history = inspector.history().model();
    QTRY_VERIFY_WITH_TIMEOUT(
        history.rowCount() > 0 && history.rowAt(0).version == entry.version, patienceMs);
    inspector.showValue();
}

STATEROOM_WATCHED_MAIN(RandomActionsTest)
#include "tst_randomactions.moc"
