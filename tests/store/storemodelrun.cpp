// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storemodelrun.h"

#include "core/store/hotkeys.h"

namespace stateroom::test {

using namespace Qt::StringLiterals;

namespace {

const std::vector<Namespace>& spaces()
{
    // Prefixes of each other, an empty name, slashes, other planes of Unicode.
    static const std::vector<Namespace> all = {
        Namespace("workflow", "wf-1"),
        Namespace("workflow", "wf-1/x"),
        Namespace("workflow", ""),
        Namespace("workflow", "\xF0\x9F\xA6\x8A"),
        Namespace("integration", "imports/.."),
        Namespace("workflows", "")};
    return all;
}

const std::vector<Key>& keys()
{
    // In the order of UTF-16 units U+FFFF comes behind U+10000; in the order of bytes before it.
    static const std::vector<Key> all = {
        Key("a"),
        Key("ab"),
        Key("abc"),
        Key("a/b"),
        Key("a%"),
        Key("a_"),
        Key("A"),
        Key(".."),
        Key(" "),
        Key("'"),
        Key("*"),
        Key("stream"),
        Key("\xC3\xA9"),
        Key("a\xEF\xBF\xBF"),
        Key("\xEF\xBF\xBF"),
        Key("\xF0\x90\x80\x80"),
        Key("\xF0\x9F\xA6\x8A"),
        Key("\xF4\x8F\xBF\xBF"),
        Key("\xF4\x8F\xBF\xBF\xF4\x8F\xBF\xBF")};
    return all;
}

} // namespace

ModelRun::ModelRun(quint64 seed, HistoryPolicy history)
    : m_random(seed)
    , m_history(history)
    // Nine are more rows than one statement takes.
    , m_indexer({spaces()[0], spaces()[1], spaces()[2]}, "1", chance(50) ? 2 : 9)
    , m_fixture(history)
{
    m_fixture.options.indexer = &m_indexer;
}

void ModelRun::open()
{
    WriterTuning& writer = m_fixture.options.writer;
    writer.carefulBatches = pick(std::vector<int>{0, 1, 2, 100});
    writer.hotKeyBytes = chance(50) ? 8 * HotKeys::costOf(Key("a")) : WriterTuning().hotKeyBytes;
    const auto opened = m_fixture.open();
    require(opened.has_value(), errorText(opened));
    if (opened) {
        m_now = m_fixture.store().now();
        require(m_now >= model.lastCommit(), u"the store's clock lies behind its last commit"_s);
    }
}

void ModelRun::step()
{
    ++m_steps;
    const qint64 dice = random(1000);
    if (dice < 780)
        transactions();
    else if (dice < 900)
        moveClock();
    else if (dice < 930)
        setClockBack();
    else if (dice < 990)
        maintain();
    else
        reopen();
    if (failure.isEmpty())
        compareSome();
}

void ModelRun::moveClock()
{
    m_lastStep = u"clock forward"_s;
    m_fixture.clock.advance(Milliseconds(chance(50) ? random(50) : random(3000)));
    seeTime();
}

void ModelRun::setClockBack()
{
    m_lastStep = u"clock back"_s;
    m_fixture.clock.setNow(m_fixture.clock.now() + Milliseconds(-random(1500)));
    seeTime();
}

void ModelRun::seeTime()
{
    const Timestamp now = m_fixture.store().now();
    require(now == std::max(m_now, m_fixture.clock.now()), u"the store's clock is elsewhere"_s);
    m_now = now;
}

void ModelRun::maintain()
{
    m_lastStep = u"maintain"_s;
    const auto done = m_fixture.store().maintain();
    require(done.has_value(), errorText(done));
    if (!failure.isEmpty())
        return;
    absorb({});
    compareFloor();
    for (const Namespace& space : model.spaces()) {
        const auto [visible, written] = model.countBounds(space, m_now);
        require(visible == written, u"something that is over has not been removed"_s);
    }
}

void ModelRun::reopen()
{
    // What is over is removed first: a process that starts with its clock set back may not know of
    // it.
    maintain();
    m_lastStep = u"reopen"_s;
    m_fixture.close();
    // Now and then by another definition, or after somebody who keeps no index had it.
    if (chance(20))
        m_indexer.redefine(QByteArray::number(m_steps));
    m_fixture.options.indexer = chance(80) ? &m_indexer : nullptr;
    open();
    if (failure.isEmpty() && chance(30))
        compareAll();
}

void ModelRun::absorb(const std::vector<Change>& written)
{
    const auto snapshot = m_fixture.reader().hold();
    require(snapshot.has_value(), errorText(snapshot));
    absorbHeld(written);
}

/// The store may remove what is over at any time: what is compared must be of the same snapshot.
void ModelRun::absorbHeld(const std::vector<Change>& written)
{
    comparePosition();
    if (!failure.isEmpty())
        return;
    size_t matched = 0;
    for (const Change& change : m_fixture.log(model.last())) {
        judge(change, written, matched);
        if (!failure.isEmpty())
            return;
        model.append(change);
    }
    require(
        matched == written.size(),
        u"of %1 changes %2 are in the log"_s.arg(written.size()).arg(matched));
    comparePosition();
}

/// Whether this line may stand where it does: the next one that the transaction wrote, or an
/// expiry, which may come at any time once it is due.
void ModelRun::judge(const Change& change, const std::vector<Change>& written, size_t& matched)
{
    const QString line = QString::fromUtf8(toLine(change, true));
    require(change.seq == model.last().next(), u"the log has a gap at "_s + line);
    require(
        change.revision == model.lastRevision() || change.revision == model.lastRevision().next(),
        u"a revision was left out at "_s + line);
    require(
        change.committedAt >= model.lastCommit() && change.committedAt <= m_now,
        u"the commit time is wrong in "_s + line);
    require(versionFollows(change), u"the version does not follow in "_s + line);
    const auto before = model.entry(change.name, model.last());
    same(
        u"the old value"_s, change.oldValue ? change.oldValue->bytes() : "nothing",
        before ? before->value.bytes() : "nothing");
    if (change.op == ChangeOp::Expire) {
        require(
            before && before->expiresAt && *before->expiresAt <= m_now &&
                change.expiresAt == before->expiresAt && !change.value,
            u"nothing had to expire at "_s + line);
        return;
    }
    require(matched < written.size(), u"nobody wrote "_s + line);
    if (!failure.isEmpty())
        return;
    Change expected = written[matched++];
    expected.seq = change.seq;
    same(u"the log"_s, toLine(change, false), toLine(expected, false));
}

bool ModelRun::versionFollows(const Change& change) const
{
    const Change* last = model.newest(change.name);
    const Version known = last ? last->version : Version();
    if (change.version == known.next())
        return true;
    // The key's history is gone, or the key is new: it starts above the namespace's base.
    if (change.version <= known || (last && (leavesValue(last->op) || last->seq > m_floor)))
        return false;
    // The base may have risen since, in the same step.
    const auto base = m_bases.find(change.name.space);
    return base != m_bases.end() && change.version <= base->second.next();
}

EntryName ModelRun::randomName()
{
    return {pick(spaces()), pick(keys())};
}

PageRequest ModelRun::randomRequest()
{
    static const std::vector<QByteArray> prefixes = {{},
                                                     "",
                                                     "a",
                                                     "ab",
                                                     "a/",
                                                     "%",
                                                     "_",
                                                     "a_",
                                                     "*",
                                                     "\xC3",
                                                     "\xEF\xBF\xBF",
                                                     "\xF0",
                                                     "\xF4\x8F\xBF\xBF",
                                                     "zz"};
    PageRequest request;
    if (chance(60))
        request.prefix = pick(prefixes);
    if (chance(40))
        request.after = pick(keys());
    request.limit = chance(50) ? int(1 + random(4)) : 100;
    return request;
}

Revision ModelRun::randomRevision()
{
    return Revision(random(model.lastRevision().value() + 1));
}

JsonText ModelRun::randomValue()
{
    const QByteArray number = QByteArray::number(++m_values);
    switch (random(5)) {
    case 0:
        return json("\"" + number + QByteArray(random(3000), 'x') + "\"");
    case 1:
        return json("{\"b\":" + number + ",\"a\":1.10,\"b\":1e400}");
    case 2:
        return json("[null,\"\\ud800\"," + number + "]");
    default:
        return json(number);
    }
}

void ModelRun::require(bool holds, const QString& what)
{
    if (!holds && failure.isEmpty())
        failure = what + context();
}

void ModelRun::same(const QString& what, const QByteArray& found, const QByteArray& expected)
{
    if (found != expected && failure.isEmpty())
        failure = what + u":\n  found    "_s + QString::fromUtf8(found) + u"\n  expected "_s +
                  QString::fromUtf8(expected) + context();
}

QString ModelRun::context() const
{
    return u"\n  at step %1 (%2), log of %3, floor %4, now %5"_s.arg(m_steps)
        .arg(m_lastStep)
        .arg(model.last().value())
        .arg(m_floor.value())
        .arg(m_now.value());
}

} // namespace stateroom::test
