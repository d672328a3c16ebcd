// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/firstkeyfile.h"
#include "core/api/keyring.h"
#include "core/store/store.h"

#include <QStringList>

#include <functional>

namespace stateroom {

/// Keeps the API keys: entries of `system/keys`, one for each, with the hash and what the key may
/// do, never its text. So their making and revoking stand in the log like all else.
///
/// The calls that wait belong to the thread that made it, and block it.
class KeyStore {
public:
    /// Reads the keys that are in force into `keys`; both must outlive the object.
    static Result<std::unique_ptr<KeyStore>> open(Store& store, KeyRing& keys);

    struct NewKey {
        ApiKey key;
        QByteArray text; ///< the only time that it is told
    };
    /// Called in the transaction that writes or removes the key, where there is one, in the
    /// writer's thread and as often as that is run; after its error nothing is.
    using Within = std::function<Result<void>(Transaction&, const ApiKey&)>;
    /// Makes a key; `wish` says which API, label, plan and limits. Waits until it is on the disk.
    /// InvalidInput as checkRights(), here and wherever a key is changed.
    Result<NewKey> make(ApiKey wish);
    /// From its return on the key is unknown. NotFound when there is none of that id.
    Result<void> revoke(const QByteArray& id);

    /// The same for who may not wait, in any thread: `done` runs in that of `context`, which must
    /// be the calling one, and not when that is gone by then. A revoked or changed key is so from
    /// the call on; should the disk refuse, it becomes again what it was.
    void make(
        ApiKey wish, QObject* context, std::function<void(Result<NewKey>)> done,
        Within within = {});
    void revoke(
        const QByteArray& id, QObject* context, std::function<void(Result<void>)> done,
        Within within = {});
    /// Gives the key of this id the label, plan and limits of `changed`; all else of it stays.
    /// `done` is told the key as it is then.
    void change(
        const ApiKey& changed, QObject* context, std::function<void(Result<ApiKey>)> done,
        Within within = {});
    /// Gives the key a new text; the old one is good for as long as `grace` says. Where it was the
    /// first start's, its file has the new text.
    void rotate(
        const QByteArray& id, Milliseconds grace, QObject* context,
        std::function<void(Result<NewKey>)> done, Within within = {});

    /// Writes down when the keys were last used, if that is news; at the next start it is known.
    /// Does not wait. In a thread with an event loop.
    void saveUses();

    /// Keys from outside for this run alone, see parseGivenKeys(); nothing of them is written to
    /// the disk. The first-start keys of the APIs that it names are out of force. InvalidInput
    /// also for a token that is the text of another API's key.
    Result<void> useGiven(const QString& list);

    /// What first start leaves for people and tools: a key of each of these APIs, unless it has
    /// one or had its first. Their texts stand in `file` (owner only). Those that were made now.
    Result<std::vector<NewKey>>
    makeFirstKeys(const std::vector<ApiKind>& apis, const QString& file);
    /// Takes out of `file` what a kill has left there of keys that were revoked, or not made yet.
    /// Before useGiven().
    Result<void> tidyFirstKeys(const QString& file) const;

private:
    KeyStore(Store& store, KeyRing& keys);
    Result<void> load();
    ApiKeyPtr find(const QByteArray& id) const;
    Result<void> loadUses(Reader& reader);
    void forgetFirstKey(const ApiKeyPtr& key);
    Result<std::vector<ApiKind>>
    toldTooEarly(const FirstKeyFile& file, const QByteArrayList& present) const;

    std::unique_ptr<FirstKeyFile> m_firstKeys; ///< set before others are told of the object
    QByteArray m_savedUses;
    QObject m_uses; ///< the context of what saveUses() writes
    Store& m_store;
    KeyRing& m_keys;
};

} // namespace stateroom
