// SPDX-License-Identifier: GPL-3.0-or-later
// A file that has decayed, without carrying a whole file in each input: an input is a list of edits
// of the files of a small store that is made at the start, closed in order or killed.
//
//   input:  kill edit...                    kill: bit 0 says whether it was killed, with a log
//   edit:   where where where what data...  where: 24 bits, modulo the file's size
//   what:   bits 0-2 the edit, bit 3 whether it is of the log, bits 4-7 a number n
//           0 flip bit n, 1 set a byte, 2 set n + 1 bytes, 3 all bits of n + 1 bytes,
//           4 cut the file short, 5 zero the page, 6 copy page n to it, 7 nothing
#include "core/json/jsonformat.h"
#include "core/store/store.h"
#include "tests/fuzz/fuzztarget.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace stateroom::fuzz {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pageSize = 4096;
/// No walk through a store this small takes more steps, however damaged.
constexpr int manySteps = 2'000;

struct Files {
    QByteArray database;
    QByteArray log;
};

EntryName entryName(QByteArrayView space, QByteArray key)
{
    return {Namespace("workflow", space), Key(std::move(key))};
}

JsonText json(QByteArrayView text)
{
    return JsonText::parse(text).value();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// The directory in which stores are made and opened, one at a time.
class Place {
public:
    Place()
    {
        m_options.directory = m_directory.path();
        m_options.durability = Durability::Relaxed;
        m_options.clock = &m_clock;
        m_options.busyTimeout = 500;
        m_options.history.versionsBelowFloor = 3;
    }
    ManualClock& clock() { return m_clock; }
    QString database() const { return m_directory.filePath(u"stateroom.db"_s); }
    QString log() const { return database() + u"-wal"_s; }

    Result<std::unique_ptr<Store>> open(qint64 historyBytes = 1 << 30)
    {
        m_options.history.bytes = historyBytes;
        return Store::open(m_options);
    }
    Files files() const { return {contentOf(database()), contentOf(log())}; }
    bool place(const Files& files)
    {
        QFile::remove(database() + u"-shm"_s);
        QFile::remove(log());
        m_clock.setNow(start);
        return write(database(), files.database) &&
               (files.log.isEmpty() || write(log(), files.log));
    }

private:
    static constexpr Timestamp start{1'800'000'000'000};
    QTemporaryDir m_directory;
    ManualClock m_clock{start};
    StoreOptions m_options;
};

void fill(Store& store, int from, int to)
{
    for (int i = from; i < to; ++i) {
        auto filled =
            store.transactAndWait({"key", "request"}, [i](Transaction& t) -> Result<void> {
                const QByteArray number = QByteArray::number(i);
                (void)t.set(entryName("w" + QByteArray::number(i % 3), "k" + number), json(number))
                    .value();
                (void)t.set(entryName("w1", "often"), json("{\"n\":" + number + "}")).value();
                SetOptions brief;
                brief.expiresAt = t.at() + Milliseconds(60'000 + i);
                (void)t.set(entryName("w2", "brief" + number), json("[1,\"b\"]"), brief).value();
                if (i % 4 == 0)
                    (void)t.remove(entryName("w0", "k" + QByteArray::number(i - 3))).value();
                if (i % 8 == 0)
                    (void)t.set(entryName("w0", "large"), json('"' + QByteArray(9'000, 'x') + '"'))
                        .value();
                return t.keepIdempotencyRecord(
                    "scope", number, "print", "answer", Milliseconds(90'000));
            });
        Q_ASSERT(filled);
    }
}

/// The stores of which damaged copies are opened: [0] closed in order, [1] killed.
std::array<Files, 2> makeBase(Place& place)
{
    std::array<Files, 2> base;
    fill(*place.open().value(), 0, 40);
    base[0] = place.files();
    {
        auto store = place.open().value();
        fill(*store, 40, 50);
        base[1] = place.files();
    }
    return base;
}

/// Reads the input's parts; zeros behind its end.
class Script {
public:
    explicit Script(QByteArrayView input)
        : m_rest(input)
    {
    }
    bool atEnd() const { return m_rest.isEmpty(); }
    uchar byte()
    {
        if (m_rest.isEmpty())
            return 0;
        const auto first = uchar(m_rest.front());
        m_rest = m_rest.sliced(1);
        return first;
    }
    qsizetype number()
    {
        const qsizetype high = byte();
        const qsizetype middle = byte();
        return high << 16 | middle << 8 | byte();
    }

private:
    QByteArrayView m_rest;
};

void edit(Files& files, Script& script)
{
    const qsizetype where = script.number();
    const uchar what = script.byte();
    QByteArray& file = (what & 8) && !files.log.isEmpty() ? files.log : files.database;
    if (file.isEmpty())
        return;
    const qsizetype at = where % file.size();
    const qsizetype page = at / pageSize * pageSize;
    const int number = what >> 4;
    const auto eachByte = [&](auto change) {
        for (qsizetype i = at; i < std::min(file.size(), at + number + 1); ++i)
            file[i] = char(change(uchar(file[i])));
    };
    switch (what & 7) {
    case 0:
        file[at] = char(uchar(file[at]) ^ (1 << (number & 7)));
        break;
    case 1:
        file[at] = char(script.byte());
        break;
    case 2:
        eachByte([&script](uchar) { return script.byte(); });
        break;
    case 3:
        eachByte([](uchar old) { return ~old; });
        break;
    case 4:
        file.truncate(at);
        break;
    case 5:
        file.replace(page, pageSize, QByteArray(std::min(pageSize, file.size() - page), '\0'));
        break;
    case 6:
        file.replace(
            page, pageSize, file.mid(number * pageSize, std::min(pageSize, file.size() - page)));
        break;
    default:
        break;
    }
}

/// Calls everything that reads and writes, and looks at what comes of it.
class Session {
public:
    Session(Store& store, ManualClock& clock)
        : m_store(store)
        , m_clock(clock)
    {
    }

    Finding run()
    {
        if (auto reader = m_store.openReader(); accept(reader)) {
            read(**reader);
            write();
            read(**reader);
        }
        return m_finding;
    }

private:
    /// Whether it succeeded. A failure must be one that the caller can be told.
    template <class T> bool accept(const Result<T>& result)
    {
        if (!result && result.error().code == ErrorCode::Internal)
            m_finding = "an internal error: " + result.error().toString().toUtf8();
        if (!result && result.error().message.isEmpty())
            m_finding = "an error without message";
        return result.has_value();
    }
    /// Whether a walk is still within bounds.
    bool step(int& steps, const char* what)
    {
        if (++steps <= manySteps)
            return true;
        m_finding = QByteArray(what) + " goes in circles";
        return false;
    }
    void look(const std::optional<JsonText>& value)
    {
        if (value && JsonText::parse(formatJson(*value)) != *value)
            m_finding = "a value that is no JSON came out of the store";
    }

    void read(Reader& reader)
    {
        const auto spaces = reader.namespaces();
        if (accept(spaces) && spaces->size() > 100)
            m_finding = "more namespaces than there were";
        for (const char* space : {"w0", "w1", "w2"})
            readSpace(reader, Namespace("workflow", space));
        for (const auto& name : {entryName("w1", "often"), entryName("w0", "k1")}) {
            readHistory(reader, name);
            readLog(reader, ChangeFilter{name.space, name.key});
        }
        readLog(reader, {});
        (void)accept(reader.revisionAt(Timestamp(1'800'000'000'000)));
        (void)accept(reader.idempotencyRecord("scope", "7"));
    }

    void readSpace(Reader& reader, const Namespace& space)
    {
        (void)accept(reader.space(space));
        PageRequest request;
        request.limit = 7;
        int steps = 0;
        for (bool more = true; more && step(steps, "a walk through the entries");) {
            const auto page = reader.page(space, request);
            if (!accept(page))
                break;
            for (const Entry& entry : page->entries)
                look(entry.value);
            more = page->more;
            if (more)
                request.after = page->entries.back().key;
        }
        request.after.reset();
        for (bool more = true; more && step(steps, "a walk through the keys");) {
            const auto page = reader.keys(space, request);
            if (!accept(page))
                break;
            more = page->more;
            if (more)
                request.after = page->keys.back();
        }
        request.after.reset();
        (void)accept(reader.pageAsOf(space, request, Revision(20)));
    }

    void readHistory(Reader& reader, const EntryName& name)
    {
        (void)accept(reader.get(name));
        (void)accept(reader.value(name));
        (void)accept(reader.lastVersion(name));
        (void)accept(reader.getAsOf(name, Revision(9)));
        (void)accept(reader.version(name, Version(2)));
        std::optional<Version> before;
        int steps = 0;
        for (bool more = true; more && step(steps, "a walk through a key's history");) {
            const auto page = reader.history(name, 5, before);
            if (!accept(page))
                return;
            for (const Change& change : page->changes)
                look(change.value);
            more = page->more;
            if (more)
                before = page->changes.back().version;
        }
    }

    void readLog(Reader& reader, const ChangeFilter& filter)
    {
        Seq after;
        if (const auto position = reader.position(); accept(position))
            after = position->floor;
        int steps = 0;
        for (bool more = true; more && step(steps, "a walk through the log");) {
            const auto page = reader.changes(after, filter, 50);
            if (!accept(page))
                return;
            for (const Change& change : page->changes)
                look(change.value);
            more = page->more;
            after = page->upTo;
        }
    }

    void write()
    {
        const auto set = [this](const EntryName& name) {
            (void)accept(m_store.transactAndWait(
                {}, [&](Transaction& t) { return t.set(name, json("\"new\"")); }));
        };
        set(entryName("w1", "often"));
        set(entryName("w0", "k1"));
        set(entryName("new", "k"));
        (void)accept(m_store.transactAndWait(
            {}, [](Transaction& t) { return t.remove(entryName("w1", "k4")); }));
        m_clock.advance(Milliseconds(100'000)); // all that can expire does
        (void)accept(m_store.maintain());
        set(entryName("w2", "brief3"));
    }

    Store& m_store;
    ManualClock& m_clock;
    Finding m_finding;
};

Finding checkRefusal(const Place& place, const Files& files, const Error& error)
{
    const QByteArray said = error.toString().toUtf8();
    if (!error.message.contains(place.database()))
        return "a refusal that does not name the file: " + said;
    if (error.code != ErrorCode::DamagedFile && error.code != ErrorCode::NewerFile)
        return "refused for a strange reason: " + said;
    if (place.files().database != files.database || place.files().log != files.log)
        return "refused, but the files have changed: " + said;
    return std::nullopt;
}

} // namespace

Finding runStore(QByteArrayView input)
{
    static Place place;
    static const std::array<Files, 2> base = makeBase(place);
    Script script(input);
    const uchar first = script.byte();
    Files files = base[first & 1];
    while (!script.atEnd())
        edit(files, script);
    if (!place.place(files))
        return "the files could not be written";
    // A small bound of the log gives compaction something to do.
    auto store = place.open((first & 2) ? 4'000 : 1 << 30);
    if (!store)
        return checkRefusal(place, files, store.error());
    return Session(**store, place.clock()).run();
}

} // namespace stateroom::fuzz
