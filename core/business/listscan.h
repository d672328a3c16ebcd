// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listcursor.h"
#include "core/business/listplan.h"
#include "core/business/recordfilter.h"

#include <map>

namespace stateroom::business {

/// What a page is made from.
struct ScanQuestion {
    const Resource& resource;
    const std::vector<SortField>& sort;
    const RecordFilter& filter;
    int limit = 0;
    int maxExamined = 0;
    qint64 maxBytes = 0;
    qint64 bytesBefore = 0; ///< of records that stand on the page already; 0: there are none
};

/// Looks at records by one plan, in slices, until the page is made.
class ListScan {
public:
    virtual ~ListScan() = default;
    /// As ListRun::step; `examine` at least 1.
    virtual Result<bool> step(Reader& reader, int examine) = 0;

    std::vector<Record> records;
    std::optional<ListCursor> next; ///< where the list goes on; nothing: there is no more
};

/// Looks at all that the stretches hold and keeps those that come first. Where that are more than
/// may be examined for one page, the cursor bears what was found so far, and the next page is made
/// of the rest as well. It ends before the first of those that were found and not kept, since what
/// was kept may be gone by then; the list goes on there.
class SortedScan final : public ListScan {
public:
    SortedScan(const ScanQuestion& question, ListPlan plan, const ListCursor* from);
    Result<bool> step(Reader& reader, int examine) override;
    int examined() const { return m_examined; }

private:
    struct Found {
        IndexPosition position;
        Record record;
    };
    Result<void> recall(Reader& reader);
    Result<QByteArray> recallPlace(Reader& reader, const ListPlace& place) const;
    Result<std::vector<Found>> read(Reader& reader, int limit);
    Result<std::vector<Found>> readAll(Reader& reader, int limit);
    Result<std::vector<Found>> readIds(Reader& reader, int limit);
    void consider(Record record);
    bool isFull() const;
    void leaveOut(const QByteArray& key, const Record& record);
    void dropLast();
    QByteArray keyOf(const Record& record) const;
    static ListPlace placeOf(const QByteArray& key, const Record& record);
    void finish();
    void pause();

    const ScanQuestion m_question;
    const ListPlan m_plan;
    ListCursor m_at;
    QByteArray m_begin;   ///< the key of the place where this pass began
    QByteArray m_horizon; ///< that of m_at.horizon
    bool m_recalled = false;
    bool m_ended = false;
    int m_examined = 0;
    std::map<QByteArray, Record> m_best;      ///< by what they are sorted by, unique by the id
    QHash<QByteArray, QByteArray> m_bestKeys; ///< of each id
    qint64 m_bestBytes = 0;
};

/// Reads the stretches side by side in the order that was asked for: what is found first comes
/// first, and reading ends with the page. Records that the index cannot tell apart are a group,
/// which a SortedScan puts in order; so each page reads all of its group.
class OrderedScan final : public ListScan {
public:
    OrderedScan(const ScanQuestion& question, ListPlan plan, const ListCursor* from);
    Result<bool> step(Reader& reader, int examine) override;

private:
    struct Source {
        PlanStretch stretch;
        std::optional<IndexPosition> after;
        std::vector<IndexedEntry> read;
        size_t next = 0;
        bool ended = false;
        int chunk = 0; ///< how many to read next

        bool isEmpty() const { return next == read.size(); }
        const IndexedEntry& head() const { return read[next]; }
    };
    Result<IndexPage> readChunk(Reader& reader, const Source& source) const;
    Result<void> fill(Reader& reader, Source& source);
    Result<Source*> nextSource(Reader& reader);
    bool comesBefore(const Source& a, const Source& b) const;
    bool take(Source& source);
    std::optional<QByteArray> groupOf(const Source& source) const;
    void beginGroup(const QByteArray& group, const ListCursor* from);
    Result<bool> stepGroup(Reader& reader, int examine);
    void leaveGroup();
    bool isFull() const { return std::ssize(records) == m_question.limit; }

    const ScanQuestion m_question;
    const ListPlan m_plan;
    std::vector<Source> m_sources;
    ListCursor m_last; ///< the place of the last row that was looked at, and is done with
    int m_examined = 0;
    qint64 m_bytes = 0;
    QByteArray m_groupKey;
    std::unique_ptr<SortedScan> m_group; ///< while one is put in order
};

} // namespace stateroom::business
