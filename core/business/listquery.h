// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"
#include "core/business/problem.h"
#include "core/store/reader.h"

#include <memory>

namespace stateroom::business {

/// Bounds of a question.
struct ListLimits {
    static constexpr int standardPage = 20;
    static constexpr int maxPage = 100;
    static constexpr int maxTerms = 32;
    static constexpr int maxValues = 100; ///< of one $in or $nin
    static constexpr int maxSortFields = 4;
    static constexpr int maxExamined = 50'000; ///< records looked at for one page
    /// Of the records of one page together; one that is larger is a page by itself.
    static constexpr qint64 maxPageBytes = 4 * 1024 * 1024;
    /// Characters of a cursor. What a target says besides has half of what it may have.
    static constexpr qsizetype maxCursor = 8 * 1024;
};

enum class FilterOperator {
    Equal,          ///< $eq; null equals an absent field
    NotEqual,       ///< $ne: all that $eq does not match
    Greater,        ///< $gt, and the like: only among values of the same type
    GreaterOrEqual, ///< $gte
    Less,           ///< $lt
    LessOrEqual,    ///< $lte
    In,             ///< $in
    NotIn,          ///< $nin: all that $in does not match
    Exists,         ///< $exists: true or false; a null exists
};

/// `$eq` and so on; nothing for another word.
std::optional<FilterOperator> filterOperator(QByteArrayView word);

/// What to compare with. Numbers are exact, whatever their digits, with exponents up to 10^16; text
/// goes by code point; arrays and objects equal only the same bytes.
struct FilterValue {
    JsonText json;
    /// It came as mere text (`filter[n]=5`): `json` is that text as a JSON string, and compares
    /// with a number or a boolean as one, if it spells one. Else types never cross.
    bool textual = false;

    static FilterValue typed(JsonText json) { return {std::move(json), false}; }
    static FilterValue text(QByteArrayView utf8) { return {JsonText::fromUtf8(utf8), true}; }
};

/// One condition; all of a filter must hold.
struct FilterTerm {
    QByteArray path; ///< a field, or with dots one within objects: `metadata.language`
    FilterOperator op = FilterOperator::Equal;
    std::vector<FilterValue> values = {}; ///< one, but for In and NotIn
    bool asMoment = false; ///< a record's moment is compared in the form of system fields
};

/// One field to sort by: absent and null come first, then booleans, numbers, text, arrays, objects;
/// the whole values are compared, and ties go by id. `id` itself is the key of the record.
struct SortField {
    QByteArray path;
    bool descending = false;

    friend bool operator==(const SortField&, const SortField&) = default;
};

/// A question for a page of records.
struct ListQuery {
    const Resource* resource = nullptr;
    std::vector<FilterTerm> filter = {};
    /// Empty: newest first (`-created_at`). Ties go by id, in the direction of the last field.
    std::vector<SortField> sort = {};
    int limit = ListLimits::standardPage;
    /// As ListPage gave it, for the same filter and sort; empty: from the start.
    QByteArray cursor = {};
    int maxExamined = ListLimits::maxExamined;  ///< fewer, for who has less time
    qint64 maxBytes = ListLimits::maxPageBytes; ///< at least 1
    /// Conditions of the list itself, beside the filter's and its limits.
    std::vector<FilterTerm> within = {};
};

/// `status`, `-created_at,name`; empty text is an empty sort. Refuses empty and too many fields.
Checked<std::vector<SortField>> sortFrom(QByteArrayView text);

/// `{"status":"active","created_at":{"$gte":"2024-01-01"}}`: typed values. Members of an object are
/// operators, or lead into it as dots do: `{"metadata":{"language":"en"}}`. A whole object is the
/// value of an operator; an empty one needs none. Refuses anything but an object, unknown operators
/// (problem's field: `filter.created_at`), and what limits forbid.
Checked<std::vector<FilterTerm>> filterFrom(const JsonText& json);

/// Refuses what the limits forbid: page size, terms, values, sort fields, a $exists of something
/// else than true or false, numbers that are not told apart. Not the cursor.
Checked<void> checkQuery(const ListQuery& query);

struct Record {
    QByteArray id;
    JsonText value;
    Version version;
};

/// A page. It may be short though there is more: the next record would make it too large. Or short,
/// and even empty: as many records were looked at as may be for one page, and the search goes on
/// where it stopped with the next one.
struct ListPage {
    std::vector<Record> records;
    QByteArray nextCursor; ///< URL-safe characters; empty when there is no more
    bool hasMore() const { return !nextCursor.isEmpty(); }
};

/// One page in the making. Stands between slices; each may be given another Reader, or the same one
/// in a later state: pages stay stable while records come and go, and show none twice.
class ListRun {
public:
    /// Refuses as checkQuery does, and a cursor that is none or belongs to another question. The
    /// resource must live as long.
    static Checked<std::unique_ptr<ListRun>> start(ListQuery query);
    ~ListRun();
    Q_DISABLE_COPY_MOVE(ListRun)

    /// Looks at up to `examine` records more; true when the page is made. A slice of 1,000 takes
    /// some milliseconds; an indexed page is made in the first.
    Result<bool> step(Reader& reader, int examine = 1'000);
    /// Once step() has returned true.
    ListPage takePage();

private:
    class Private;
    explicit ListRun(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

/// All of it at once: for who may take the time (tests, transactions on small collections).
Outcome<ListPage> list(Reader& reader, ListQuery query);

} // namespace stateroom::business
