// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/recordtext.h"

#include <QHash>

namespace stateroom::business {

namespace {

/// The members of an object, each name once: at its first place, with its last value. The texts
/// that are looked into must live as long.
class Members {
public:
    void take(const JsonText& object)
    {
        JsonView(object).forEachMember([this](JsonView name, JsonView value) {
            const QByteArray text = textOf(name);
            if (!systemFields().contains(text))
                put(text, name.raw(), value.raw());
            return true;
        });
    }
    bool has(const QByteArray& name) const { return m_places.contains(name); }
    void append(QByteArray& object) const
    {
        for (const Member& member : m_members)
            object.append(',').append(member.name).append(':').append(member.value);
    }

private:
    struct Member {
        QByteArrayView name; ///< as it was written
        QByteArrayView value;
    };
    void put(const QByteArray& text, QByteArrayView name, QByteArrayView value)
    {
        const auto known = m_places.constFind(text);
        if (known != m_places.cend()) {
            m_members[*known] = {name, value};
            return;
        }
        m_places.insert(text, m_members.size());
        m_members.push_back({name, value});
    }

    std::vector<Member> m_members;
    QHash<QByteArray, size_t> m_places;
};

void appendStandards(
    QByteArray& object, const Resource& resource, const Members& members, const QByteArray& now)
{
    for (const Field& field : resource.fields) {
        if (members.has(field.name) || !(field.standard || field.standardIsNow))
            continue;
        object.append(",\"").append(field.name).append("\":");
        object.append(field.standardIsNow ? now : field.standard->bytes());
    }
}

QByteArray textMember(const JsonText& record, QByteArrayView name)
{
    const auto value = JsonView(record).member(name);
    return value && value->type() == JsonType::String ? value->raw().toByteArray() : QByteArray();
}

} // namespace

JsonText composeRecord(
    const Resource& resource, const QByteArray& id, const JsonText& body,
    const std::optional<JsonText>& before, RecordWrite write, Timestamp at)
{
    const QByteArray now = '"' + at.toIso() + '"';
    Members members;
    if (write == RecordWrite::Patch && before)
        members.take(*before);
    members.take(body);
    QByteArray text;
    text.reserve(body.bytes().size() + (before ? before->bytes().size() : 0) + 200);
    text.append("{\"id\":").append(JsonText::fromUtf8(id).bytes());
    text.append(",\"object\":\"").append(resource.object).append('"');
    members.append(text);
    if (write != RecordWrite::Patch)
        appendStandards(text, resource, members, now);
    // What was not made by us (restored, imported) may lack it.
    const QByteArray made = before ? textMember(*before, "created_at") : now;
    text.append(",\"created_at\":").append(made.isEmpty() ? now : made);
    text.append(",\"updated_at\":").append(now).append('}');
    return JsonText::fromValidated(std::move(text));
}

QByteArrayList
eventsOf(const Resource& resource, const std::optional<JsonText>& before, const JsonText& after)
{
    const auto holds = [](const JsonText& record, const EventRule& rule) {
        const auto value = JsonView(record).member(rule.field);
        return value && value->type() == JsonType::String && textOf(*value) == rule.becomes;
    };
    QByteArrayList events;
    for (const EventRule& rule : resource.events) {
        const bool happens = rule.field.isEmpty()
                                 ? !before
                                 : holds(after, rule) && !(before && holds(*before, rule));
        if (happens)
            events << rule.event;
    }
    return events;
}

} // namespace stateroom::business
