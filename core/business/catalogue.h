// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/json/jsontext.h"

#include <QByteArrayList>

#include <optional>
#include <vector>

namespace stateroom::business {

/// What a field holds. Every field that is not required may be null as well.
enum class FieldType {
    Text,
    Url, ///< text: an absolute http or https URL
    Number,
    Boolean,
    Moment,    ///< text: a date, or a date and time, of ISO 8601
    Choice,    ///< text: one of `choices`
    Reference, ///< text: the id of a record of `reference`
    Object,    ///< any JSON object
    Flags,     ///< an object whose members are all booleans
    Choices,   ///< an array of texts, each one of `choices`; at least one
};

/// One field that the catalogue knows of a record. Others may stand in it as well, unchecked.
struct Field {
    QByteArray name;
    FieldType type = FieldType::Text;
    bool required = false;            ///< then never null, and text never empty
    QByteArrayList choices = {};      ///< of Choice and Choices
    QByteArray reference = {};        ///< of Reference: the name of the resource
    std::optional<double> least = {}; ///< of Number
    std::optional<double> most = {};
    /// What a new record gets when the field was not sent; nothing: it stays absent.
    std::optional<JsonText> standard = {};
    bool standardIsNow = false;  ///< of Moment: the time of creation, instead of `standard`
    QByteArray description = {}; ///< one sentence, for forms and OpenAPI
};

/// When an event happens to a record.
struct EventRule {
    QByteArray event;   ///< `order.shipped`
    QByteArray field;   ///< empty: when the record is created
    QByteArray becomes; ///< else: when `field` becomes this text, also at creation
};

/// Fields by which records are kept in order; a page in that order, or of an equal beginning and
/// the rest in order, costs the same at any depth. Read in both directions.
using Index = QByteArrayList;

/// `/v1/{resource}/{id}/{name}`: the records of `resource` whose `field` is that id.
struct SubList {
    QByteArray name;
    QByteArray resource;
    QByteArray field;
};

/// One resource of the business API, all that is known of it: routes, checks, documents, lists, the
/// window's tables and forms follow from this.
struct Resource {
    QByteArray name;            ///< `agents`: in paths
    QByteArray object;          ///< `agent`: in records, events, GraphQL
    QByteArray idPrefix;        ///< `agent_`
    QByteArray description;     ///< one sentence
    std::vector<Field> fields;  ///< without the system fields
    std::vector<Index> indexes; ///< adding or changing one has stores build it at their start
    std::vector<EventRule> events;
    std::vector<SubList> subLists;
    /// Its records are written by rules of its own beside those of its fields (core/webhooks), and
    /// shown in a place of its own: the window makes no table of it.
    bool hasOwnRules = false;
    QByteArrayList columns; ///< what a table of records shows, system fields too
    /// A body that creates a record, but for its references, which whoever uses it fills in.
    JsonText sample;

    /// Where the records live: the record `id` is the entry `id` of it.
    Namespace space() const { return Namespace("business", name); }
    const Field* field(QByteArrayView fieldName) const;
    /// What identifies the indexes: as long as it stays, index rows stay right.
    QByteArray indexFingerprint() const;
};

/// The fields that every record has and no client can set: `id`, `object`, and `created_at` and
/// `updated_at`, moments of `2026-11-22T03:40:24.000Z`, so that text order is time order and they
/// compare with a date like `2024-01-01`.
const QByteArrayList& systemFields();

/// The resources, described once as data. A new resource is a new entry, and no code.
class Catalogue {
public:
    /// The order is the one in which lists show them; whoever is referred to stands before.
    explicit Catalogue(std::vector<Resource> resources);

    const std::vector<Resource>& resources() const { return m_resources; }
    /// Null when there is no such resource. What they return lives as long as the catalogue.
    const Resource* resource(QByteArrayView name) const;
    const Resource* resourceOf(const Namespace& space) const;
    /// The names of all events, in the order of the catalogue.
    QByteArrayList events() const;

private:
    std::vector<Resource> m_resources;
};

/// The business API's own. Lives as long as the program.
const Catalogue& catalogue();

} // namespace stateroom::business
