// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/keysearch.h"

#include "core/store/store.h"
#include "ui/model/keyfilter.h"

#include <QElapsedTimer>

namespace stateroom::ui {

namespace {
constexpr qint64 sliceTime = 15; ///< milliseconds of a reader's time; others wait for it
} // namespace

/// How far a search has got. One slice after the other has it, never two.
struct KeySearch::State {
    KeyFilter filter;
    Key exact;              ///< what was typed, as a key
    std::size_t looked = 0; ///< namespaces that were asked for it
    std::vector<Namespace> spaces;
    bool listed = false;
    std::size_t space = 0;
    std::optional<Key> after;
    QList<Namespace> freshSpaces; ///< found in the last slice, as are these:
    QList<EntryName> fresh;
    int found = 0;

    Result<bool> run(Reader& reader);
    Result<void> list(Reader& reader);
    Result<void> lookForExact(Reader& reader);
    void judge(const Namespace& in, const Key& key);
};

Result<void> KeySearch::State::list(Reader& reader)
{
    const auto infos = reader.namespaces();
    if (!infos)
        return failureOf(infos);
    for (const NamespaceInfo& info : *infos)
        if (info.keys > 0 && !info.space.isSystem()) {
            spaces.push_back(info.space);
            if (freshSpaces.size() < mostSpaces && filter.matches(info.space.text()))
                freshSpaces.append(info.space);
        }
    listed = true;
    return {};
}

Result<void> KeySearch::State::lookForExact(Reader& reader)
{
    const EntryName name{spaces[looked++], exact};
    const auto entry = reader.value(name);
    if (!entry)
        return failureOf(entry);
    if (*entry && found < most) {
        fresh.append(name);
        ++found;
    }
    return {};
}

void KeySearch::State::judge(const Namespace& in, const Key& key)
{
    if (key == exact)
        return; // found first of all
    const bool passes =
        filter.matches(key.bytes()) || filter.matches(in.name().toByteArray() + '/' + key.bytes());
    if (!passes || found >= most)
        return;
    fresh.append({in, key});
    ++found;
}

Result<bool> KeySearch::State::run(Reader& reader)
{
    QElapsedTimer clock;
    clock.start();
    if (!listed)
        if (const auto done = list(reader); !done)
            return failureOf(done);
    while (looked < spaces.size() && clock.elapsed() < sliceTime)
        if (const auto done = lookForExact(reader); !done)
            return failureOf(done);
    if (looked < spaces.size())
        return true;
    while (space < spaces.size() && found < most && clock.elapsed() < sliceTime) {
        const auto page = reader.keys(spaces[space], {.after = after, .limit = Reader::maxPage});
        if (!page)
            return failureOf(page);
        for (const Key& key : page->keys)
            judge(spaces[space], key);
        if (page->more) {
            after = page->keys.back();
        } else {
            ++space;
            after.reset();
        }
    }
    return space < spaces.size() && found < most;
}

KeySearch::KeySearch(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

void KeySearch::start(const QString& text)
{
    ++m_generation;
    auto filter = KeyFilter::parse(text);
    m_running = filter && !filter->isEmpty();
    if (!m_running) {
        Q_EMIT finished();
        return;
    }
    auto state = std::make_shared<State>();
    state->filter = std::move(*filter);
    state->exact = Key(text.toUtf8());
    step(std::move(state));
}

void KeySearch::step(std::shared_ptr<State> state)
{
    m_store.read(
        [state](Reader& reader) { return state->run(reader); }, this,
        [this, state, generation = m_generation](const Result<bool>& more) {
            if (generation != m_generation)
                return;
            if (!state->freshSpaces.isEmpty())
                Q_EMIT foundSpaces(std::exchange(state->freshSpaces, {}));
            if (!state->fresh.isEmpty())
                Q_EMIT found(std::exchange(state->fresh, {}));
            if (generation != m_generation)
                return;
            if (more && *more) {
                step(state);
            } else {
                m_running = false;
                Q_EMIT finished();
            }
        });
}

} // namespace stateroom::ui
