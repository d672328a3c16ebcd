// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testservice.h"

#include "core/store/opname.h"

#include <QDeadlineTimer>
#include <QThread>
#include <QUrl>

namespace stateroom::test {

namespace {

QByteArray describe(const Change& change)
{
    QByteArray line = change.name.space.text() + ' ' + change.name.key.bytes() + " v" +
                      QByteArray::number(change.version.value()) + ' ';
    line += opName(change.op);
    if (change.value)
        line += ' ' + change.value->bytes();
    return line;
}

} // namespace

ServiceOptions TestService::plainOptions()
{
    ServiceOptions options;
    options.store.mode = StoreMode::Ephemeral;
    options.http.port = 0;
    options.http.threads = 3;
    return options;
}

TestService::TestService(ServiceOptions options)
{
    options.store.clock = &clock;
    options.http.clock = &httpClock;
    options.http.report = [this](const RequestReport& report) {
        const std::lock_guard lock(m_mutex);
        m_reports.push_back(report);
    };
    auto service = Service::open(std::move(options));
    if (!service) {
        m_mistake = service.error().toString();
        return;
    }
    m_service = std::move(*service);
    if (auto serving = m_service->serve(); !serving)
        m_mistake = serving.error().toString();
    else
        m_port = quint16(QUrl(m_service->url()).port());
}

const std::unique_ptr<Reader>& TestService::reader()
{
    if (!m_reader)
        m_reader = std::move(store().openReader().value());
    return m_reader;
}

Seq TestService::position()
{
    return reader()->position().value().last;
}

std::vector<Change> TestService::changes(Seq after)
{
    std::vector<Change> all;
    for (bool more = true; more;) {
        LogPage page = reader()->changes(after, {}).value();
        all.insert(all.end(), page.changes.begin(), page.changes.end());
        after = page.upTo;
        more = page.more;
    }
    return all;
}

QByteArrayList TestService::log(Seq after)
{
    QByteArrayList lines;
    for (const Change& change : changes(after))
        lines << describe(change);
    return lines;
}

Version TestService::write(const QByteArray& space, const QByteArray& key, const QByteArray& value)
{
    return store()
        .transactAndWait(
            {},
            [&](Transaction& transaction) {
                return transaction.set(
                    {Namespace::parse(space).value(), Key(key)}, JsonText::parse(value).value());
            })
        .value();
}

RequestReport TestService::reportOf(const QByteArray& requestId)
{
    // The report is made after the answer has been sent.
    for (QDeadlineTimer end(patienceMs); !end.hasExpired(); QThread::msleep(1)) {
        const std::lock_guard lock(m_mutex);
        for (const RequestReport& report : m_reports) {
            if (report.requestId == requestId)
                return report;
        }
    }
    return {};
}

} // namespace stateroom::test
