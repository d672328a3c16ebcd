// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QByteArrayList>

#include <memory>
#include <optional>

namespace stateroom {

/// The four documented APIs; a key belongs to exactly one.
enum class ApiKind { Integration, Workflow, Campaign, Business };

constexpr ApiKind allApiKinds[] = {
    ApiKind::Integration, ApiKind::Workflow, ApiKind::Campaign, ApiKind::Business};

/// `integration` and so on: the name used for folders, namespaces and labels.
QByteArray apiName(ApiKind api);
std::optional<ApiKind> apiFromName(QByteArrayView name);
/// `int_`, `wfl_`, `cmp_`, `biz_`: how the texts of its keys begin.
QByteArray keyPrefix(ApiKind api);

/// What is known of an API key. Its text is not: only who holds it has that.
struct ApiKey {
    QByteArray id; ///< `key_` and 20 characters; what the log names
    ApiKind api = ApiKind::Integration;
    QByteArray hash; ///< SHA-256 of the text
    QByteArray hint; ///< the text's first characters, to tell keys apart
    QByteArray label;
    QByteArray plan = "local";
    bool readOnly = false;
    /// What it is limited to (`imports`, `imports/55cc`, a campaign); empty: nothing is closed to
    /// it.
    QByteArrayList resources;
    Timestamp created;
    enum class Source {
        Store, ///< made on request
        First, ///< by the first start; its text stands in keys.json
        Given, ///< from outside for this run (STATEROOM_KEYS); cannot be changed
    };
    Source source = Source::Store;
    /// After a rotation with grace: the text before is good until then.
    QByteArray oldHash;
    Timestamp oldUntil;

    /// Whether a resource such as `imports/55cc` is open to it, by its name or by its type
    /// (`imports`) where it has one. An empty text means what belongs to no resource. Names are
    /// compared as a whole, for an id may hold slashes.
    bool covers(QByteArrayView resource, QByteArrayView type = {}) const;
};

using ApiKeyPtr = std::shared_ptr<const ApiKey>;

/// A secret's text: `prefix` and 256 random bits in base64url.
QByteArray makeSecretText(QByteArrayView prefix);
/// A new key's: the API's prefix and the bits.
QByteArray makeKeyText(ApiKind api);
QByteArray hashOfKeyText(QByteArrayView text);
/// The id of a key whose first text has this hash.
QByteArray makeKeyId(const QByteArray& hash);
/// In a time that depends on the sizes alone.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

} // namespace stateroom
