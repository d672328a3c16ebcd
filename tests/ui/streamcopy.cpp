// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/streamcopy.h"

#include "core/json/jsonview.h"

namespace stateroom::ui {

using namespace stateroom::test;

StreamCopy::StreamCopy(quint16 port, QByteArray workflow, QByteArray lastKey, quint32 seed)
    : m_port(port)
    , m_workflow(std::move(workflow))
    , m_lastKey(std::move(lastKey))
    , m_random(seed)
    , m_thread([this] { run(); })
{
}

StreamCopy::~StreamCopy()
{
    finish();
}

QByteArray StreamCopy::finish()
{
    if (m_thread.joinable())
        m_thread.join();
    return m_mistake;
}

void StreamCopy::run()
{
    const QByteArray target = "/v1/state/" + m_workflow + "?snapshot=true";
    QByteArray lastId;
    while (!m_done && m_mistake.isEmpty()) {
        EventClient stream(
            m_port, target, lastId.isEmpty() ? Fields() : Fields{{"Last-Event-ID", lastId}});
        if (stream.answer().status != 200) {
            m_mistake = "the stream answers " + QByteArray::number(stream.answer().status);
            return;
        }
        if (lastId.isEmpty())
            m_contents.clear(); // cut off within a snapshot: begin anew
        else
            ++m_resumptions;
        for (auto left = 20 + m_random() % 200; left > 0 && !m_done && m_mistake.isEmpty();
             --left) {
            const auto event = stream.next();
            if (!event) {
                m_mistake = "the stream ended before " + m_lastKey + " came";
                return;
            }
            m_done = take(*event);
        }
        if (!stream.lastId().isEmpty())
            lastId = stream.lastId();
    }
}

bool StreamCopy::take(const StreamEvent& event)
{
    ++m_events;
    if (!event.name.isEmpty()) {
        m_mistake = "an event " + event.name + " " + event.data;
        return false;
    }
    const auto data = JsonText::parse(event.data);
    if (!data) {
        m_mistake = "not JSON: " + event.data;
        return false;
    }
    const JsonView view(*data);
    const QByteArray key = view.member("key")->toString()->toUtf8();
    const QByteArray value = view.member("newValue")->raw().toByteArray();
    const QByteArray op = view.member("op")->toString()->toUtf8();
    const QByteArray version = view.member("version")->raw().toByteArray();
    if (op == "delete" || op == "expire")
        m_contents.erase(key);
    else
        m_contents[key] = "v" + version + " " + value;
    return key == m_lastKey;
}

} // namespace stateroom::ui
