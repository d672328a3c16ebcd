// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever clients, receivers and the clock do, in whatever order: nothing is lost, nothing that
// was accepted comes again, and the events of a record come in their order.
#include "tests/webhooks/dispatchfixture.h"

#include <QSet>

#include <random>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace std::chrono_literals;
using Way = Receiver::Way;

namespace {

/// A webhook and who receives for it.
struct Party {
    QByteArray webhook;
    bool isEnabled = true;
    std::unique_ptr<Receiver> receiver = std::make_unique<Receiver>();
    QByteArrayList accepted; ///< ids of deliveries, as they were answered with 200
};

class Game {
public:
    explicit Game(quint32 seed)
        : m_random(seed)
    {
    }
    void begin(int parties)
    {
        VERIFY_OK(fixture.open());
        fixture.start();
        for (int i = 0; i < parties; ++i) {
            m_parties.push_back(std::make_unique<Party>());
            Party& party = *m_parties.back();
            party.webhook = fixture.webhookTo(*party.receiver);
            party.receiver->decide = [this, &party](const Receiver::Seen& seen) {
                const int status = m_isOver || below(3) > 0 ? 200 : 503;
                if (status == 200 && party.receiver->way == Way::Answers)
                    party.accepted << seen.fields.value("x-webhook-delivery");
                return status;
            };
        }
    }
    void move()
    {
        Party& party = *m_parties[size_t(below(int(m_parties.size())))];
        switch (below(16)) {
        case 0:
        case 1:
        case 2:
            m_orders << fixture.order();
            break;
        case 3:
        case 12:
        case 13:
        case 14:
        case 15:
        case 4:
            if (!m_orders.isEmpty()) // a new one, of which something may wait still
                fixture.patchOrder(
                    m_orders
                        [m_orders.size() - 1 - below(int(std::min(m_orders.size(), qsizetype(4))))],
                    below(2) ? R"({"status":"shipped"})" : R"({"status":"pending"})");
            break;
        case 5:
            setEnabled(party, !party.isEnabled);
            break;
        case 6:
            QVERIFY(fixture.write([&](Transaction& t) { return removeEndpoint(t, party.webhook); })
                        .has_value());
            party.webhook = fixture.webhookTo(*party.receiver);
            party.isEnabled = true;
            break;
        case 7:
            sendAgain(party);
            break;
        case 8:
        case 9:
            fixture.pass(Milliseconds(below(20'000)));
            break;
        case 10:
            party.receiver->way = below(2) ? Way::Answers : Way::ClosesAfterBody;
            break;
        case 11:
            restart();
            break;
        }
        QTest::qWait(below(3));
    }
    /// All is well from now on.
    void end()
    {
        m_isOver = true;
        for (const auto& party : m_parties) {
            party->receiver->way = Way::Answers;
            setEnabled(*party, true);
        }
        const auto isDone = [this] {
            fixture.pass(1min);
            return std::all_of(m_parties.begin(), m_parties.end(), [this](const auto& party) {
                return fixture.waiting(party->webhook).empty();
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), dispatchPatience);
    }
    void check()
    {
        for (const auto& party : m_parties) {
            QHash<QByteArray, qsizetype> last; // where a record's newest event was accepted
            for (const Delivery& delivery : fixture.all(party->webhook)) {
                QCOMPARE(nameOf(delivery.state), nameOf(DeliveryState::Delivered));
                const qsizetype count = party->accepted.count(delivery.id);
                QVERIFY2(count >= 1, delivery.id);
                QVERIFY2(count <= 1 + m_restarts, delivery.id);
                const qsizetype place = party->accepted.indexOf(delivery.id);
                if (!delivery.againOf.isEmpty() || m_hurried.contains(delivery.record))
                    continue;
                QVERIFY2(place > last.value(delivery.record, -1), delivery.id);
                last[delivery.record] = place;
            }
        }
    }

    DispatchFixture fixture;

private:
    int below(int bound) { return int(m_random() % unsigned(bound)); }
    void setEnabled(Party& party, bool enabled)
    {
        party.isEnabled = enabled;
        QVERIFY(fixture.changed(
            party.webhook, enabled ? R"({"status":"enabled"})" : R"({"status":"disabled"})"));
    }
    void sendAgain(const Party& party)
    {
        const auto all = fixture.all(party.webhook);
        if (all.empty() || !party.isEnabled)
            return;
        const Delivery& one = all[size_t(below(int(all.size())))];
        m_hurried << one.record; // it may overtake others, as was asked for
        QVERIFY(fixture.write(
            [&](Transaction& t) { return webhooks::sendAgain(t, party.webhook, one.id); }));
    }
    void restart()
    {
        if (below(4) > 0)
            return;
        ++m_restarts;
        if (below(2))
            fixture.dispatcher->stop(20ms);
        fixture.dispatcher.reset();
        fixture.start();
    }

    std::mt19937 m_random;
    std::vector<std::unique_ptr<Party>> m_parties;
    QByteArrayList m_orders;
    QSet<QByteArray> m_hurried;
    int m_restarts = 0;
    bool m_isOver = false;
};

} // namespace

class DispatchRandomTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anything_inAnyOrder_keepsWhatIsPromised_data();
    void anything_inAnyOrder_keepsWhatIsPromised();
};

void DispatchRandomTest::anything_inAnyOrder_keepsWhatIsPromised_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void DispatchRandomTest::anything_inAnyOrder_keepsWhatIsPromised()
{
    QFETCH(quint32, seed);
    Game game(seed);
    game.begin(3);
    constexpr int moves = 250;
    for (int i = 0; i < moves && !QTest::currentTestFailed(); ++i)
        game.move();
    game.end();
    if (!QTest::currentTestFailed())
        game.check();
}

QTEST_GUILESS_MAIN(DispatchRandomTest)
#include "tst_dispatchrandom.moc"
