// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsondiff.h"

#include "core/json/alignment.h"

#include <QHash>

#include <algorithm>

namespace stateroom {

namespace {

struct Member {
    QString name;
    JsonView value;
};

/// The members of an object; of a name that stands more than once, all.
std::vector<Member> membersOf(const JsonView& object)
{
    std::vector<Member> members;
    object.forEachMember([&members](const JsonView& name, const JsonView& value) {
        members.push_back({name.toString().value_or(QString()), value});
        return true;
    });
    return members;
}

std::vector<JsonView> elementsOf(const JsonView& array)
{
    std::vector<JsonView> elements;
    array.forEachElement([&elements](const JsonView& element) {
        elements.push_back(element);
        return true;
    });
    return elements;
}

/// RFC 6901, section 3. A lone surrogate has no UTF-8; it becomes a question mark.
QByteArray pointerToken(const QString& name)
{
    QByteArray token = name.toUtf8();
    token.replace('~', "~0");
    token.replace('/', "~1");
    return token;
}

class Comparison {
public:
    explicit Comparison(const JsonDiffLimits& limits)
        : m_limits(limits)
        , m_bytesLeft(limits.bytes)
    {
    }

    void compare(const JsonView& before, const JsonView& after, const QByteArray& path)
    {
        if (before.raw() == after.raw() || isFull())
            return;
        m_bytesLeft -= before.raw().size() + after.raw().size();
        const JsonType type = before.type();
        if (type != after.type())
            return changed(before, after, path);
        if (m_bytesLeft < 0) {
            m_diff.isComplete = false;
            return changed(before, after, path);
        }
        switch (type) {
        case JsonType::Null:
        case JsonType::Boolean:
        case JsonType::Number:
            return changed(before, after, path);
        case JsonType::String:
            if (before.toString() != after.toString())
                changed(before, after, path);
            return;
        case JsonType::Object:
            return compareObjects(before, after, path);
        case JsonType::Array:
            return compareArrays(before, after, path);
        }
        Q_UNREACHABLE();
    }

    JsonDiff take() { return std::move(m_diff); }

private:
    /// Equal for values that compare as equal, and almost never for others.
    size_t fingerprint(const JsonView& value)
    {
        constexpr size_t seed = 0x9e3779b97f4a7c15U;
        switch (value.type()) {
        case JsonType::Null:
        case JsonType::Boolean:
        case JsonType::Number:
            return qHash(value.raw(), seed);
        case JsonType::String:
            return qHash(*value.toString(), seed);
        case JsonType::Array:
        case JsonType::Object:
            break;
        }
        m_bytesLeft -= value.raw().size();
        if (m_bytesLeft < 0) {
            m_diff.isComplete = false;
            return qHash(value.raw(), seed);
        }
        return value.type() == JsonType::Array ? ofElements(value, seed) : ofMembers(value, ~seed);
    }
    size_t ofElements(const JsonView& array, size_t hash)
    {
        array.forEachElement([&](const JsonView& element) {
            hash = qHashMulti(hash, fingerprint(element));
            return true;
        });
        return hash;
    }
    /// In no order; but those of one name in theirs.
    size_t ofMembers(const JsonView& object, size_t hash)
    {
        QHash<QString, size_t> byName;
        object.forEachMember([&](const JsonView& name, const JsonView& member) {
            size_t& own = byName[name.toString().value_or(QString())];
            own = qHashMulti(own, fingerprint(member));
            return true;
        });
        for (auto member = byName.cbegin(); member != byName.cend(); ++member)
            hash += qHashMulti(0, member.key(), member.value());
        return hash;
    }

    bool isFull()
    {
        if (m_diff.differences.size() < m_limits.differences)
            return false;
        m_diff.isComplete = false;
        return true;
    }

    void add(JsonDifference difference)
    {
        if (!isFull())
            m_diff.differences.push_back(std::move(difference));
    }
    void changed(const JsonView& before, const JsonView& after, const QByteArray& path)
    {
        add({path, JsonDifference::Kind::Changed, before.toText(), after.toText()});
    }
    void removed(const JsonView& before, const QByteArray& path)
    {
        add({path, JsonDifference::Kind::Removed, before.toText(), std::nullopt});
    }
    void added(const JsonView& after, const QByteArray& path)
    {
        add({path, JsonDifference::Kind::Added, std::nullopt, after.toText()});
    }

    void compareObjects(const JsonView& before, const JsonView& after, const QByteArray& path)
    {
        const std::vector<Member> olds = membersOf(before);
        const std::vector<Member> news = membersOf(after);
        QHash<QString, const Member*> oldByName;
        QHash<QString, const Member*> newByName;
        for (const Member& member : olds)
            oldByName.insert(member.name, &member);
        for (const Member& member : news)
            newByName.insert(member.name, &member);
        if (oldByName.size() != std::ssize(olds) || newByName.size() != std::ssize(news)) {
            if (fingerprint(before) != fingerprint(after))
                changed(before, after, path);
            return;
        }
        for (const Member& member : olds) {
            if (!newByName.contains(member.name))
                removed(member.value, path + '/' + pointerToken(member.name));
        }
        for (const Member& member : news) {
            if (isFull())
                return;
            const QByteArray place = path + '/' + pointerToken(member.name);
            if (const Member* old = oldByName.value(member.name))
                compare(old->value, member.value, place);
            else
                added(member.value, place);
        }
    }

    void compareArrays(const JsonView& before, const JsonView& after, const QByteArray& path)
    {
        const std::vector<JsonView> olds = elementsOf(before);
        const std::vector<JsonView> news = elementsOf(after);
        const Alignment aligned = alignmentOf(olds, news);
        if (!aligned.isComplete)
            m_diff.isComplete = false;
        size_t oldAt = 0;
        size_t newAt = 0;
        for (const auto& [oldMatch, newMatch] : aligned.pairs) {
            compareGap(olds, oldAt, oldMatch, news, newAt, newMatch, path);
            // Equal, unless two fingerprints met by chance.
            compare(olds[oldMatch], news[newMatch], path + '/' + QByteArray::number(newMatch));
            oldAt = oldMatch + 1;
            newAt = newMatch + 1;
        }
        compareGap(olds, oldAt, olds.size(), news, newAt, news.size(), path);
    }

    Alignment alignmentOf(const std::vector<JsonView>& olds, const std::vector<JsonView>& news)
    {
        // One that changed within an array of one needs no looking for.
        if (olds.size() == 1 && news.size() == 1)
            return {};
        const auto fingerprints = [this](const std::vector<JsonView>& elements) {
            std::vector<size_t> all;
            all.reserve(elements.size());
            for (const JsonView& element : elements)
                all.push_back(fingerprint(element));
            return all;
        };
        return align(fingerprints(olds), fingerprints(news), m_limits.arrayEdits);
    }

    /// Elements without a counterpart: as many as there are on both sides have changed.
    void compareGap(
        const std::vector<JsonView>& olds, size_t oldAt, size_t oldEnd,
        const std::vector<JsonView>& news, size_t newAt, size_t newEnd, const QByteArray& path)
    {
        const auto place = [&path](size_t index) { return path + '/' + QByteArray::number(index); };
        for (; oldAt < oldEnd && newAt < newEnd && !isFull(); ++oldAt, ++newAt)
            compare(olds[oldAt], news[newAt], place(newAt));
        for (; oldAt < oldEnd && !isFull(); ++oldAt)
            removed(olds[oldAt], place(oldAt));
        for (; newAt < newEnd && !isFull(); ++newAt)
            added(news[newAt], place(newAt));
    }

    const JsonDiffLimits m_limits;
    qint64 m_bytesLeft;
    JsonDiff m_diff;
};

} // namespace

JsonDiff diffJson(const JsonView& before, const JsonView& after, const JsonDiffLimits& limits)
{
    Comparison comparison(limits);
    comparison.compare(before, after, {});
    return comparison.take();
}

} // namespace stateroom
