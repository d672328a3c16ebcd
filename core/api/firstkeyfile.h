// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apikey.h"
#include "core/base/mutex.h"
#include "core/base/result.h"

#include <QHash>

#include <vector>

class QJsonObject;

namespace stateroom {

/// `keys.json`: the texts of the first start's keys, for people and tools on this machine; readable
/// by its owner alone. An API whose first key was revoked stands there with null, so that no start
/// makes another one. Thread-safe. Each call reads the disk, and most write it.
///
/// Errors: StorageFailed, DamagedFile when it holds something else.
class FirstKeyFile {
public:
    /// By API; empty where the key was revoked.
    using Texts = QHash<ApiKind, QByteArray>;

    explicit FirstKeyFile(QString path)
        : m_path(std::move(path))
    {
    }

    Result<Texts> texts() const;
    /// NotFound where the API has none, or had one that was revoked.
    Result<QByteArray> text(ApiKind api) const;
    /// Adds these, or puts them in place of what the APIs have.
    Result<void> put(const Texts& texts);
    /// Takes these APIs out, as if they had never had a key.
    Result<void> remove(const std::vector<ApiKind>& apis);
    /// Forgets the text of this hash, wherever it stands.
    Result<void> forget(const QByteArray& hash);
    /// Forgets all texts but those of these hashes.
    Result<void> keepOnly(const QByteArrayList& hashes);

private:
    template <class Wanted> Result<void> forgetUnless(Wanted wanted);
    Result<void> write(const QJsonObject& object) const REQUIRES(m_writing);

    const QString m_path;
    Mutex m_writing; // from reading it to having written it anew
};

} // namespace stateroom
