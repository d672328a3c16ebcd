// SPDX-License-Identifier: GPL-3.0-or-later
// Mutations that come more than once, and many at once.
#include "tests/api/campaign/campaignfixture.h"

#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray increase(const QByteArray& id = {}, const QByteArray& by = "1")
{
    return R"({"ops":[{"path":"state.user.points","op":"inc","value":)" + by + "}]" +
           (id.isEmpty() ? QByteArray() : ",\"mutation_id\":\"" + id + '"') + '}';
}

QByteArray outcome(const char* status, const char* previous, const char* current)
{
    return "{\"status\":\"" + QByteArray(status) +
           "\",\"mutations\":[{\"path\":\"state.user.points\",\"previous\":" + previous +
           R"(,"current":)" + current + "}]}";
}

} // namespace

class TstCampaignRepeats : public QObject {
    Q_OBJECT

    static void prepare(const TestService& service)
    {
        runSteps(
            service, {{defineSpring, definition("user", "points", "number")},
                      {"POST /v1/campaigns/summer/variables:define",
                       definition("user", "points", "number")}});
    }
    static QByteArray mutate(
        const TestService& service, const QByteArray& body, const QByteArray& token = "token",
        const Fields& more = {})
    {
        return service.call(mutateState, body, bearer(credential(token)) + more).body;
    }
    static QByteArray state(const TestService& service)
    {
        return service.call(getState, {}, bearer(credential("token"))).body;
    }
    static ServiceOptions optionsIn(const QTemporaryDir& directory)
    {
        ServiceOptions options = campaignOptions();
        options.store.mode = StoreMode::Own;
        options.store.directory = directory.path();
        return options;
    }

private Q_SLOTS:
    void mutate_sameId_answersTheOriginalAsDuplicate()
    {
        TestService service(campaignOptions());
        prepare(service);
        QCOMPARE(mutate(service, increase("m1")), outcome("applied", "null", "1"));
        QCOMPARE(mutate(service, increase("m2")), outcome("applied", "1", "2"));
        const Seq before = service.position();
        QCOMPARE(mutate(service, increase("m1")), outcome("duplicate", "null", "1"));
        // Whatever it asks for now, and from whichever app of the campaign.
        QCOMPARE(mutate(service, increase("m1", "100")), outcome("duplicate", "null", "1"));
        QCOMPARE(
            mutate(service, increase("m1"), tokenOf("spring", "wheel", "ann")),
            outcome("duplicate", "null", "1"));
        QCOMPARE(service.position(), before);
    }

    void mutate_sameIdOfAnotherUserOrCampaign_isItsOwn()
    {
        TestService service(campaignOptions());
        prepare(service);
        QCOMPARE(mutate(service, increase("m")), outcome("applied", "null", "1"));
        QCOMPARE(
            mutate(service, increase("m"), tokenOf("spring", "quiz", "bob")),
            outcome("applied", "null", "1"));
        QCOMPARE(
            mutate(service, increase("m"), tokenOf("summer", "quiz", "ann")),
            outcome("applied", "1", "2"));
    }

    void mutate_idempotencyKey_countsAsMutationId()
    {
        TestService service(campaignOptions());
        prepare(service);
        const Fields key{{"Idempotency-Key", "k1"}};
        QCOMPARE(mutate(service, increase(), "token", key), outcome("applied", "null", "1"));
        QCOMPARE(mutate(service, increase(), "token", key), outcome("duplicate", "null", "1"));
        QCOMPARE(mutate(service, increase("k1")), outcome("duplicate", "null", "1"));
        QVERIFY(mutate(service, increase(), "token", key + key).contains("Idempotency-Key"));
        // The body's own id comes first.
        QCOMPARE(mutate(service, increase("m1"), "token", key), outcome("applied", "1", "2"));
    }

    void mutate_refused_doesNotUseUpItsId()
    {
        TestService service(campaignOptions());
        prepare(service);
        QCOMPARE(
            service.call(mutateState, increase("m", "true"), bearer(credential("token"))).status,
            422);
        QCOMPARE(mutate(service, increase("m")), outcome("applied", "null", "1"));
    }

    void mutate_sameIdAfter30Days_isNew()
    {
        TestService service(campaignOptions());
        prepare(service);
        const QByteArray lasting = jwt(claimsOf("spring", "quiz", "ann", "1800000000"));
        QCOMPARE(mutate(service, increase("m"), lasting), outcome("applied", "null", "1"));
        service.clock.advance(std::chrono::hours(24 * 30) - Milliseconds(1));
        QCOMPARE(mutate(service, increase("m"), lasting), outcome("duplicate", "null", "1"));
        service.clock.advance(Milliseconds(1));
        QCOMPARE(mutate(service, increase("m"), lasting), outcome("applied", "1", "2"));
    }

    void mutate_sameIdAfterRestart_isDuplicate()
    {
        QTemporaryDir directory;
        {
            TestService service(optionsIn(directory));
            prepare(service);
            QCOMPARE(mutate(service, increase("m")), outcome("applied", "null", "1"));
        }
        TestService service(optionsIn(directory));
        QCOMPARE(mutate(service, increase("m")), outcome("duplicate", "null", "1"));
        QCOMPARE(state(service), R"({"state":{"user":{"points":1},"campaign":{},"app":{}}})"_ba);
    }

    void mutate_sameIdAtOnce_appliesOnce()
    {
        TestService service(campaignOptions());
        prepare(service);
        constexpr int rounds = 40;
        constexpr int threads = 4;
        std::atomic<int> applied = 0;
        std::atomic<int> duplicate = 0;
        std::atomic<int> arrived = 0;
        const QByteArray token = credential("token");
        const auto work = [&] {
            HttpClient client(service.port());
            for (int round = 0; round < rounds; ++round) {
                // All ask in the same moment.
                ++arrived;
                while (arrived < (round + 1) * threads)
                    std::this_thread::yield();
                const QByteArray body =
                    client.call(mutateState, increase(QByteArray::number(round)), bearer(token))
                        .body;
                applied += body.startsWith(R"({"status":"applied")");
                duplicate += body.startsWith(R"({"status":"duplicate")");
            }
        };
        std::vector<std::thread> crowd;
        for (int i = 0; i < threads; ++i)
            crowd.emplace_back(work);
        for (std::thread& thread : crowd)
            thread.join();
        QCOMPARE(applied.load(), rounds);
        QCOMPARE(duplicate.load(), rounds * (threads - 1));
        QVERIFY(state(service).contains(R"("points":40)"));
    }

    void mutate_64clients200each_endsAtTheExactSum()
    {
        TestService service(campaignOptions());
        prepare(service);
        constexpr int clients = 64;
        constexpr int each = 200;
        const QByteArray token = credential("token");
        std::atomic<int> applied = 0;
        const auto work = [&] {
            HttpClient client(service.port());
            for (int i = 0; i < each; ++i)
                applied += client.call(mutateState, increase(), bearer(token)).status == 200;
        };
        std::vector<std::thread> crowd;
        for (int i = 0; i < clients; ++i)
            crowd.emplace_back(work);
        for (std::thread& thread : crowd)
            thread.join();
        QCOMPARE(applied.load(), clients * each);
        QVERIFY(state(service).contains(R"("points":12800)"));
    }
};

QTEST_GUILESS_MAIN(TstCampaignRepeats)
#include "tst_campaignrepeats.moc"
