// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/keystore.h"

#include "core/api/ownerfile.h"
#include "core/api/plan.h"
#include "core/json/jsonview.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

const Namespace& keySpace()
{
    static const Namespace space("system", "keys");
    return space;
}

/// When each key was last used: one entry, so that one write a minute is all it takes.
const EntryName& usesName()
{
    static const EntryName name{Namespace("system", "keyuse"), Key("all")};
    return name;
}

/// The label by which a first-start key is known.
constexpr QByteArrayView firstLabel = "first start";
constexpr qsizetype hintLength = 8;

QByteArray quoted(QByteArrayView utf8)
{
    return JsonText::fromUtf8(utf8).bytes();
}

JsonText encode(const ApiKey& key)
{
    QByteArray resources;
    for (const QByteArray& resource : key.resources)
        resources += (resources.isEmpty() ? "" : ",") + quoted(resource);
    return JsonText::fromValidated(
        R"({"api":)" + quoted(apiName(key.api)) + R"(,"hash":)" + quoted(key.hash.toHex()) +
        R"(,"hint":)" + quoted(key.hint) + R"(,"label":)" + quoted(key.label) + R"(,"plan":)" +
        quoted(key.plan) + R"(,"readOnly":)" + (key.readOnly ? "true" : "false") +
        R"(,"resources":[)" + resources + R"(],"created":)" +
        QByteArray::number(key.created.value()) +
        (key.source == ApiKey::Source::First ? R"(,"first":true)" : "") +
        (key.oldHash.isEmpty() ? QByteArray()
                               : R"(,"oldHash":)" + quoted(key.oldHash.toHex()) +
                                     R"(,"oldUntil":)" + QByteArray::number(key.oldUntil.value())) +
        '}');
}

std::optional<ApiKey> decode(const Key& id, const JsonText& text)
{
    const JsonView view(text);
    const auto string = [&view](QByteArrayView name) {
        const auto member = view.member(name);
        return (member ? member->toString() : std::nullopt).value_or(QString()).toUtf8();
    };
    ApiKey key;
    const auto api = apiFromName(string("api"));
    key.hash = QByteArray::fromHex(string("hash"));
    if (!api || key.hash.size() != hashOfKeyText({}).size())
        return std::nullopt;
    key.api = *api;
    key.id = id.bytes();
    key.hint = string("hint");
    key.label = string("label");
    key.plan = string("plan");
    if (const auto member = view.member("readOnly"))
        key.readOnly = member->toBool().value_or(true);
    if (const auto member = view.member("resources"))
        member->forEachElement([&key](const JsonView& resource) {
            key.resources << resource.toString().value_or(QString()).toUtf8();
            return true;
        });
    if (const auto member = view.member("created"))
        key.created = Timestamp(member->toInt64().value_or(0));
    // By its label alone before keys could be renamed.
    if (view.member("first") || key.label == firstLabel)
        key.source = ApiKey::Source::First;
    key.oldHash = QByteArray::fromHex(string("oldHash"));
    if (key.oldHash.size() != key.hash.size())
        key.oldHash.clear();
    if (const auto member = view.member("oldUntil"))
        key.oldUntil = Timestamp(member->toInt64().value_or(0));
    return key;
}

QByteArray makeId(const QByteArray& hash)
{
    return "key_" + hash.toHex().first(20);
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
    made.key.id = makeId(made.key.hash);
    made.key.hint = made.text.first(hintLength);
    made.key.created = now;
    return made;
}

auto writeNew(const ApiKey& key, KeyStore::Within within = {})
{
    return [key, within = std::move(within)](Transaction& transaction) -> Result<Version> {
        if (within) {
            if (auto done = within(transaction, key); !done)
                return failureOf(done);
        }
        return transaction.set({keySpace(), Key(key.id)}, encode(key), {.expected = Version(0)});
    };
}

Result<QJsonObject> readKeyFile(const QString& path)
{
    auto content = readOwnerFile(path);
    if (!content)
        return failureOf(content);
    if (content->isEmpty())
        return QJsonObject();
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(*content, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return fail(
            ErrorCode::DamagedFile, path + u" is not a JSON object."_s,
            u"Mend it, or move it away: it only repeats keys that the store knows."_s);
    return document.object();
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
        auto page = (*reader)->page(keySpace(), request);
        if (!page)
            return failureOf(page);
        for (const Entry& entry : page->entries) {
            if (auto key = decode(entry.key, entry.value))
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
    const QByteArray& id, QObject* context, std::function<void(Result<void>)> done)
{
    const ApiKeyPtr key = find(id);
    m_keys.remove(id);
    m_store.transact(
        {},
        [id](Transaction& transaction) {
            return transaction.remove({keySpace(), Key(id)});
        },
        context,
        [this, key, done = std::move(done)](Result<std::optional<Version>> removed) {
            if (removed && *removed)
                return done({});
            if (removed)
                return done(noSuchKey());
            if (key)
                m_keys.put(key);
            done(failureOf(removed));
        });
}

void KeyStore::change(
    const ApiKey& changed, QObject* context, std::function<void(Result<void>)> done)
{
    const ApiKeyPtr before = find(changed.id);
    ApiKey after = before ? *before : changed;
    after.label = changed.label;
    after.plan = changed.plan;
    after.readOnly = changed.readOnly;
    after.resources = changed.resources;
    if (before)
        m_keys.put(std::make_shared<const ApiKey>(after));
    m_store.transact(
        {},
        [after](Transaction& transaction) -> Result<Version> {
            const EntryName name{keySpace(), Key(after.id)};
            auto present = transaction.read().get(name);
            if (!present)
                return failureOf(present);
            if (!*present)
                return noSuchKey();
            return transaction.set(name, encode(after));
        },
        context,
        [this, before, done = std::move(done)](Result<Version> written) {
            if (written)
                return done({});
            if (before)
                m_keys.put(before);
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
        {},
        [after = made.key,
         within = std::move(within)](Transaction& transaction) -> Result<Version> {
            const EntryName name{keySpace(), Key(after.id)};
            auto present = transaction.read().value(name);
            if (!present)
                return failureOf(present);
            if (!*present)
                return noSuchKey();
            if (within) {
                if (auto allowed = within(transaction, after); !allowed)
                    return failureOf(allowed);
            }
            return transaction.set(name, encode(after));
        },
        context,
        [this, made, done = std::move(done)](Result<Version> written) {
            if (!written)
                return done(failureOf(written));
            m_keys.put(std::make_shared<const ApiKey>(made.key));
            if (auto told = rewriteFirstKey(made); !told)
                return done(failureOf(told));
            done(made);
        });
}

Result<void> KeyStore::rewriteFirstKey(const NewKey& key) const
{
    if (key.key.source != ApiKey::Source::First || m_firstKeyFile.isEmpty())
        return {};
    auto texts = readKeyFile(m_firstKeyFile);
    if (!texts)
        return failureOf(texts);
    texts->insert(QString::fromLatin1(apiName(key.key.api)), QString::fromLatin1(key.text));
    return writeOwnerFile(m_firstKeyFile, QJsonDocument(*texts).toJson());
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

Result<QByteArray> KeyStore::firstKeyText(const QString& file, ApiKind api)
{
    const auto texts = readKeyFile(file);
    if (!texts)
        return failureOf(texts);
    const QString name = QString::fromLatin1(apiName(api));
    if (!texts->contains(name))
        return fail(ErrorCode::NotFound, file + u" has no key of "_s + name + u'.');
    return texts->value(name).toString().toLatin1();
}

Result<void> KeyStore::revoke(const QByteArray& id)
{
    auto removed = m_store.transactAndWait({}, [&id](Transaction& transaction) {
        return transaction.remove({keySpace(), Key(id)});
    });
    if (!removed)
        return failureOf(removed);
    m_keys.remove(id);
    if (!*removed)
        return noSuchKey();
    return {};
}

Result<void> KeyStore::useGiven(const QString& list)
{
    const auto wrong = [] {
        return fail(
            ErrorCode::InvalidInput, u"STATEROOM_KEYS cannot be read."_s,
            u"It is a list such as integration=TOKEN,business=TOKEN:starter."_s);
    };
    std::vector<ApiKey> given;
    const QByteArrayList items = list.toUtf8().split(',');
    for (const QByteArray& item : items) {
        const qsizetype equals = item.indexOf('=');
        const auto api =
            apiFromName(QByteArrayView(item).first(std::max<qsizetype>(equals, 0)).trimmed());
        if (!api)
            return wrong();
        QByteArray token = item.sliced(equals + 1).trimmed();
        ApiKey key;
        key.api = *api;
        key.label = "STATEROOM_KEYS";
        key.source = ApiKey::Source::Given;
        if (const qsizetype colon = token.lastIndexOf(':'); colon >= 0) {
            key.plan = token.sliced(colon + 1);
            token.truncate(colon);
            if (!findPlan(key.plan))
                return wrong();
        }
        if (token.isEmpty())
            return wrong();
        key.hash = hashOfKeyText(token);
        key.id = makeId(key.hash);
        key.created = m_store.now();
        given.push_back(std::move(key));
    }
    const auto present = m_keys.all();
    for (ApiKey& key : given) {
        for (const ApiKeyPtr& other : present) {
            if (other->api == key.api && other->source == ApiKey::Source::First)
                m_keys.remove(other->id);
        }
        m_keys.put(std::make_shared<const ApiKey>(std::move(key)));
    }
    return {};
}

Result<std::vector<KeyStore::NewKey>>
KeyStore::makeFirstKeys(const std::vector<ApiKind>& apis, const QString& file)
{
    m_firstKeyFile = file;
    auto texts = readKeyFile(file);
    if (!texts)
        return failureOf(texts);
    std::vector<NewKey> made;
    for (const ApiKind api : apis) {
        const QString name = QString::fromLatin1(apiName(api));
        if (m_keys.hasKeyOf(api) || texts->contains(name))
            continue;
        ApiKey wish;
        wish.api = api;
        wish.label = firstLabel.toByteArray();
        wish.source = ApiKey::Source::First;
        auto key = make(std::move(wish));
        if (!key)
            return failureOf(key);
        texts->insert(name, QString::fromLatin1(key->text));
        made.push_back(std::move(*key));
    }
    if (made.empty())
        return made;
    if (auto written = writeOwnerFile(file, QJsonDocument(*texts).toJson()); !written) {
        // Keys whose texts nobody can know would keep the next start from making others.
        for (const NewKey& key : made) {
            if (auto revoked = revoke(key.key.id); !revoked)
                return failureOf(revoked);
        }
        return failureOf(written);
    }
    return made;
}

} // namespace stateroom
