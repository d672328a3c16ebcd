// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/keystore.h"

#include "core/api/givenkeys.h"
#include "core/api/keyrecord.h"
#include "core/api/keyrights.h"
#include "core/json/jsonview.h"

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// When each key was last used: one entry, so that one write a minute is all it takes.
const EntryName& usesName()
{
    static const EntryName name{Namespace("system", "keyuse"), Key("all")};
    return name;
}

constexpr QByteArrayView firstLabel = "first start";
constexpr qsizetype hintLength = 8;

QByteArray quoted(QByteArrayView utf8)
{
    return JsonText::fromUtf8(utf8).bytes();
}

Failure noSuchKey()
{
    return fail(ErrorCode::NotFound, u"There is no key of this id."_s);
}

KeyStore::NewKey newKeyOf(ApiKey wish, Timestamp now)
{
    KeyStore::NewKey made{std::move(wish), {}};
    made.text = makeKeyText(made.key.api);
    made.key.hash = hashOfKeyText(made.text);
    made.key.id = makeKeyId(made.key.hash);
    made.key.hint = made.text.first(hintLength);
    made.key.created = now;
    return made;
}

/// Before anything is written: what fails only behind that costs all that share its commit.
Result<void> checkPresent(Transaction& transaction, const ApiKey& key)
{
    auto present = transaction.read().value(keyEntry(key.id));
    if (!present)
        return failureOf(present);
    return *present ? Result<void>() : Result<void>(noSuchKey());
}

Result<void> runWithin(const KeyStore::Within& within, Transaction& transaction, const ApiKey& key)
{
    return within ? within(transaction, key) : Result<void>();
}

auto writeNew(const ApiKey& key, KeyStore::Within within = {})
{
    return [key, within = std::move(within)](Transaction& transaction) -> Result<Version> {
        if (auto allowed = runWithin(within, transaction, key); !allowed)
            return failureOf(allowed);
        return transaction.set(keyEntry(key.id), encodeKey(key), {.expected = Version(0)});
    };
}

auto writeOver(const ApiKey& key, KeyStore::Within within)
{
    return [key, within = std::move(within)](Transaction& transaction) -> Result<Version> {
        if (auto present = checkPresent(transaction, key); !present)
            return failureOf(present);
        if (auto allowed = runWithin(within, transaction, key); !allowed)
            return failureOf(allowed);
        return transaction.set(keyEntry(key.id), encodeKey(key));
    };
}

} // namespace

KeyStore::KeyStore(Store& store, KeyRing& keys)
    : m_store(store)
    , m_keys(keys)
{
}

Result<std::unique_ptr<KeyStore>> KeyStore::open(Store& store, KeyRing& keys)
{
    std::unique_ptr<KeyStore> opened(new KeyStore(store, keys));
    if (auto loaded = opened->load(); !loaded)
        return failureOf(loaded);
    return opened;
}

Result<void> KeyStore::load()
{
    auto reader = m_store.openReader();
    if (!reader)
        return failureOf(reader);
    PageRequest request{.limit = Reader::maxPage};
    for (;;) {
        auto page = (*reader)->page(keyEntry({}).space, request);
        if (!page)
            return failureOf(page);
        for (const Entry& entry : page->entries) {
            if (auto key = decodeKey(entry.key, entry.value))
                m_keys.put(std::make_shared<const ApiKey>(std::move(*key)));
        }
        if (!page->more)
            return loadUses(**reader);
        request.after = page->entries.back().key;
    }
}

ApiKeyPtr KeyStore::find(const QByteArray& id) const
{
    const auto all = m_keys.all();
    const auto key =
        std::find_if(all.begin(), all.end(), [&](const ApiKeyPtr& one) { return one->id == id; });
    return key == all.end() ? nullptr : *key;
}

Result<KeyStore::NewKey> KeyStore::make(ApiKey wish)
{
    if (auto allowed = checkRights(wish); !allowed)
        return failureOf(allowed);
    const NewKey made = newKeyOf(std::move(wish), m_store.now());
    auto written = m_store.transactAndWait({}, writeNew(made.key));
    if (!written)
        return failureOf(written);
    m_keys.put(std::make_shared<const ApiKey>(made.key));
    return made;
}

void KeyStore::make(
    ApiKey wish, QObject* context, std::function<void(Result<NewKey>)> done, Within within)
{
    if (auto allowed = checkRights(wish); !allowed)
        return done(failureOf(allowed));
    const NewKey made = newKeyOf(std::move(wish), m_store.now());
    m_store.transact(
        {}, writeNew(made.key, std::move(within)), context,
        [this, made, done = std::move(done)](Result<Version> written) {
            if (!written)
                return done(failureOf(written));
            m_keys.put(std::make_shared<const ApiKey>(made.key));
            done(made);
        });
}

void KeyStore::revoke(
    const QByteArray& id, QObject* context, std::function<void(Result<void>)> done, Within within)
{
    const ApiKeyPtr key = find(id);
    m_keys.remove(id);
    ApiKey named;
    named.id = id;
    m_store.transact(
        {},
        [named, within = std::move(within)](Transaction& transaction) -> Result<void> {
            if (auto present = checkPresent(transaction, named); !present)
                return present;
            if (auto allowed = runWithin(within, transaction, named); !allowed)
                return allowed;
            auto removed = transaction.remove(keyEntry(named.id));
            return removed ? Result<void>() : Result<void>(failureOf(removed));
        },
        context,
        [this, key, done = std::move(done)](Result<void> removed) {
            if (removed) {
                forgetFirstKey(key);
                return done({});
            }
            // NotFound, Cancelled: somebody else has revoked it.
            const ErrorCode why = removed.error().code;
            if (key && why != ErrorCode::NotFound && why != ErrorCode::Cancelled)
                m_keys.put(key);
            done(failureOf(removed));
        });
}

void KeyStore::change(
    const ApiKey& changed, QObject* context, std::function<void(Result<ApiKey>)> done,
    Within within)
{
    const ApiKeyPtr before = find(changed.id);
    ApiKey after = before ? *before : changed;
    after.label = changed.label;
    after.plan = changed.plan;
    after.readOnly = changed.readOnly;
    after.resources = changed.resources;
    if (auto allowed = checkRights(after); !allowed)
        return done(failureOf(allowed));
    m_keys.update(std::make_shared<const ApiKey>(after));
    m_store.transact(
        {}, writeOver(after, std::move(within)), context,
        [this, before, after, done = std::move(done)](Result<Version> written) {
            if (written)
                return done(after);
            if (before)
                m_keys.update(before);
            done(failureOf(written));
        });
}

void KeyStore::rotate(
    const QByteArray& id, Milliseconds grace, QObject* context,
    std::function<void(Result<NewKey>)> done, Within within)
{
    const ApiKeyPtr before = find(id);
    if (!before)
        return done(noSuchKey());
    NewKey made{*before, makeKeyText(before->api)};
    made.key.hash = hashOfKeyText(made.text);
    made.key.hint = made.text.first(hintLength);
    made.key.oldHash = grace.count() > 0 ? before->hash : QByteArray();
    made.key.oldUntil = m_store.now() + grace;
    m_store.transact(
        {}, writeOver(made.key, std::move(within)), context,
        [this, made, done = std::move(done)](Result<Version> written) {
            if (!written)
                return done(failureOf(written));
            m_keys.update(std::make_shared<const ApiKey>(made.key));
            if (m_firstKeys && made.key.source == ApiKey::Source::First) {
                if (auto told = m_firstKeys->put({{made.key.api, made.text}}); !told)
                    return done(failureOf(told));
            }
            done(made);
        });
}

/// Where the disk refuses, the next start does it.
void KeyStore::forgetFirstKey(const ApiKeyPtr& key)
{
    if (m_firstKeys && key && key->source == ApiKey::Source::First)
        (void)m_firstKeys->forget(key->hash);
}

Result<void> KeyStore::loadUses(Reader& reader)
{
    auto saved = reader.value(usesName());
    if (!saved)
        return failureOf(saved);
    if (!*saved)
        return {};
    m_savedUses = (*saved)->value.bytes();
    const auto all = m_keys.all();
    for (const ApiKeyPtr& key : all) {
        const auto at = JsonView((*saved)->value).member(key->id);
        if (const auto moment = at ? at->toInt64() : std::nullopt)
            m_keys.noteUse(*key, Timestamp(*moment));
    }
    return {};
}

void KeyStore::saveUses()
{
    QByteArray uses;
    const auto all = m_keys.all();
    for (const ApiKeyPtr& key : all) {
        const auto at = m_keys.lastUse(key->id);
        if (at && key->source != ApiKey::Source::Given)
            uses += (uses.isEmpty() ? '{' : ',') + quoted(key->id) + ':' +
                    QByteArray::number(at->value());
    }
    if (uses.isEmpty() || uses + '}' == m_savedUses)
        return;
    m_savedUses = uses + '}';
    m_store.transact(
        {},
        [text = JsonText::fromValidated(m_savedUses)](Transaction& transaction) {
            return transaction.set(usesName(), text);
        },
        &m_uses, [](Result<Version>) {}); // the next one says it again
}

Result<void> KeyStore::revoke(const QByteArray& id)
{
    const ApiKeyPtr key = find(id);
    auto removed = m_store.transactAndWait(
        {}, [&id](Transaction& transaction) { return transaction.remove(keyEntry(id)); });
    if (!removed)
        return failureOf(removed);
    m_keys.remove(id);
    if (!*removed)
        return noSuchKey();
    forgetFirstKey(key);
    return {};
}

Result<void> KeyStore::useGiven(const QString& list)
{
    auto given = parseGivenKeys(list, m_store.now());
    if (!given)
        return failureOf(given);
    const auto present = m_keys.all();
    for (ApiKey& key : *given) {
        for (const ApiKeyPtr& other : present) {
            if (other->hash == key.hash && other->api != key.api)
                return fail(
                    ErrorCode::InvalidInput,
                    u"A token of STATEROOM_KEYS is the text of another API's key here."_s,
                    u"A key belongs to one API: give another token."_s);
            if (other->api == key.api && other->source == ApiKey::Source::First)
                m_keys.remove(other->id);
        }
        m_keys.put(std::make_shared<const ApiKey>(std::move(key)));
    }
    return {};
}

/// The APIs whose key stands in the file, and has never stood in the store.
Result<std::vector<ApiKind>>
KeyStore::toldTooEarly(const FirstKeyFile& file, const QByteArrayList& present) const
{
    const auto texts = file.texts();
    if (!texts)
        return failureOf(texts);
    auto reader = m_store.openReader();
    if (!reader)
        return failureOf(reader);
    std::vector<ApiKind> all;
    for (auto told = texts->begin(); told != texts->end(); ++told) {
        const QByteArray hash = hashOfKeyText(told.value());
        if (told.value().isEmpty() || present.contains(hash))
            continue;
        const auto version = (*reader)->lastVersion(keyEntry(makeKeyId(hash)));
        if (!version)
            return failureOf(version);
        if (*version == Version(0))
            all.push_back(told.key());
    }
    return all;
}

Result<void> KeyStore::tidyFirstKeys(const QString& file) const
{
    QByteArrayList hashes;
    const auto present = m_keys.all();
    for (const ApiKeyPtr& key : present)
        hashes << key->hash;
    FirstKeyFile texts(file);
    auto neverMade = toldTooEarly(texts, hashes);
    if (!neverMade)
        return failureOf(neverMade);
    if (!neverMade->empty()) {
        if (auto removed = texts.remove(*neverMade); !removed)
            return removed;
    }
    return texts.keepOnly(hashes);
}

Result<std::vector<KeyStore::NewKey>>
KeyStore::makeFirstKeys(const std::vector<ApiKind>& apis, const QString& file)
{
    m_firstKeys = std::make_unique<FirstKeyFile>(file);
    const auto known = m_firstKeys->texts();
    if (!known)
        return failureOf(known);
    std::vector<NewKey> made;
    FirstKeyFile::Texts texts;
    for (const ApiKind api : apis) {
        if (m_keys.hasKeyOf(api) || known->contains(api))
            continue;
        ApiKey wish;
        wish.api = api;
        wish.label = firstLabel.toByteArray();
        wish.source = ApiKey::Source::First;
        made.push_back(newKeyOf(std::move(wish), m_store.now()));
        texts.insert(api, made.back().text);
    }
    if (made.empty())
        return made;
    // Before the keys: a text without its key is found by the next start, the other way round
    // nobody would ever know it.
    if (auto written = m_firstKeys->put(texts); !written)
        return failureOf(written);
    const auto stored =
        m_store.transactAndWait({}, [&made](Transaction& transaction) -> Result<void> {
            for (const NewKey& key : made) {
                if (auto set = writeNew(key.key)(transaction); !set)
                    return failureOf(set);
            }
            return {};
        });
    if (!stored)
        return failureOf(stored);
    for (const NewKey& key : made)
        m_keys.put(std::make_shared<const ApiKey>(key.key));
    return made;
}

} // namespace stateroom
