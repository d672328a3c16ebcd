// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/webhooks/webhooksfixture.h"

namespace stateroom::test {

/// A store with webhooks, to whose deliveries things are done without a dispatcher.
class OutboxFixture : public WebhooksFixture {
public:
    bool attempted(
        const QByteArray& webhook, const QByteArray& delivery, int status,
        webhooks::Verdict verdict)
    {
        webhooks::Attempt attempt;
        attempt.at = Timestamp(1);
        attempt.status = status;
        const auto recorded = store().transactAndWait({}, [&](Transaction& t) {
            return webhooks::recordAttempt(t, webhook, delivery, attempt, verdict);
        });
        return recorded.value_or(false);
    }
    void deliver(const QByteArray& webhook)
    {
        for (const webhooks::Delivery& one : waiting(webhook))
            QVERIFY(attempted(webhook, one.id, 200, {webhooks::DeliveryState::Delivered}));
    }
    business::Outcome<webhooks::Delivery>
    again(const QByteArray& webhook, const QByteArray& delivery)
    {
        return write([&](Transaction& t) { return webhooks::sendAgain(t, webhook, delivery); });
    }
    business::Outcome<webhooks::Delivery> test(const QByteArray& webhook)
    {
        return write([&](Transaction& t) { return webhooks::sendTest(t, webhook); });
    }
    std::vector<webhooks::Delivery> done(const QByteArray& webhook)
    {
        auto page = webhooks::readDeliveries(reader(), webhook, Reader::maxPage).value();
        std::erase_if(page.deliveries, [](const webhooks::Delivery& one) {
            return webhooks::isOpen(one.state);
        });
        return page.deliveries;
    }
    qint64 keys(const Namespace& space)
    {
        const auto info = reader().space(space).value();
        return info ? info->keys : 0;
    }
    /// As Store::bulk() does, in the test's thread.
    void forgetAll(const QByteArray& webhook)
    {
        for (bool more = true; more;)
            more = store()
                       .transactAndWait(
                           {}, [&](Transaction& t) { return webhooks::forget(t, webhook); })
                       .value();
    }
};

} // namespace stateroom::test
