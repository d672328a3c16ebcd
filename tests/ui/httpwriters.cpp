// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/httpwriters.h"

#include "tests/support/httpclient.h"

namespace stateroom::ui {

using namespace stateroom::test;

QByteArray randomTestKey(int number)
{
    static const QByteArrayList hard{
        "a/b/c", "a/b/d", "a/", "stream", "..", "<b>x</b>", "\u00fcml\u00e4ut", "one two", "#?&+%"};
    return number < hard.size() ? hard[number]
                                : "key-" + QByteArray::number(number).rightJustified(3, '0');
}

HttpWriters::HttpWriters(quint16 port, QByteArrayList workflows, int keys, quint32 seed)
    : m_port(port)
    , m_workflows(std::move(workflows))
    , m_keys(keys)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this, seed, i] { run(seed + quint32(i)); });
}

HttpWriters::~HttpWriters()
{
    finish();
}

QByteArray HttpWriters::finish()
{
    m_ending = true;
    m_allowed.release(threads);
    for (std::thread& thread : m_threads)
        if (thread.joinable())
            thread.join();
    return m_strange == 0 ? QByteArray()
                          : "a writer was answered " + QByteArray::number(m_strange.load());
}

void HttpWriters::run(quint32 seed)
{
    std::mt19937 random(seed);
    HttpClient client(m_port);
    const auto below = [&](int limit) { return int(random() % unsigned(limit)); };
    while (true) {
        m_allowed.acquire();
        if (m_ending)
            return;
        const QByteArray path = "/v1/state/" + m_workflows[below(int(m_workflows.size()))] + '/' +
                                randomTestKey(below(m_keys)).toPercentEncoding();
        const QByteArray value = QByteArray::number(below(1'000'000));
        const QByteArray body = R"({"value":{"n":)" + value + R"(,"s":"text"})";
        HttpAnswer answer;
        switch (below(10)) {
        case 0:
        case 1:
            answer = client.call("DELETE " + path);
            break;
        case 2:
            answer = client.call("POST " + path, body + R"(,"ttl":)" + value + "}");
            break;
        case 3:
            answer = client.call("POST " + path, body + R"(,"ttl":20})");
            break;
        case 4:
        case 5:
            answer = client.call(
                "POST " + path + "/version",
                body + R"(,"expectedVersion":)" + QByteArray::number(below(6)) + "}");
            break;
        default:
            answer = client.call("POST " + path, body + '}');
        }
        ++m_requests;
        if (answer.status != 200 && answer.status != 409)
            m_strange = answer.status == 0 ? 1 : answer.status;
    }
}

} // namespace stateroom::ui
