// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"
#include "core/store/feed.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// The records of one resource as a table with the catalogue's columns, in the order and by the
/// filter of the API's own list, which finds them: page by page as one scrolls, from either end,
/// and anew when something in the collection changes, at most four times a second and the seldomer
/// the longer it takes. Knows no resource by its name.
///
/// Roles: DisplayRole, ToolTipRole, KeyRole, DraftRole, GlowRole.
class RecordsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordsModel)

public:
    static constexpr Milliseconds glow{700};

    /// The store must outlive the model.
    explicit RecordsModel(Store& store, QObject* parent = nullptr);

    /// Shows another resource's records, newest first; null shows nothing. It must live as long.
    void setResource(const business::Resource* resource);
    const business::Resource* resource() const { return m_resource; }

    /// Which records, in which order. What was shown goes when the first page has been read.
    void
    setQuestion(std::vector<business::FilterTerm> filter, std::vector<business::SortField> sort);
    const std::vector<business::FilterTerm>& filter() const { return m_query.filter; }
    const std::vector<business::SortField>& sort() const { return m_query.sort; }
    /// Sorts by a column, or the other way round where it is sorted by it.
    void sortBy(int column);
    /// Drops what was read and reads again, from the same end.
    void reload();

    /// Of many records those at one end of the order are read first, and more at their other side
    /// as one goes there: at End those before them, by readOn().
    enum class From { Begin, End };
    void readFrom(From end);
    From readsFrom() const { return m_from; }
    void readOn();
    /// Whether readOn() would read.
    bool hasUnread() const;

    /// Whether what stands here is an answer to the question, as far as it has been read.
    bool isLoaded() const { return m_loaded; }
    /// Whether records are being looked for.
    bool isSearching() const { return m_search && !m_search->quiet; }
    /// Whether there may be more records than rows.
    bool hasMore() const { return m_more; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    QByteArray idAt(int row) const { return m_rows[std::size_t(row)].id; }
    /// -1 when the record is not among the rows.
    int rowOf(const QByteArray& id) const;

    /// Marks the records that have an edit which is not saved.
    void setDrafts(const QSet<Key>& drafts);

Q_SIGNALS:
    /// A page has been read, or the rows are true again after a change.
    void loaded();
    /// Whether records are being looked for has changed.
    void searchingChanged();
    void failed(const stateroom::Error& error);

private:
    struct Row {
        QByteArray id;
        Version version;
        QStringList cells;
    };
    struct Page {
        std::vector<Row> rows;
        QByteArray next;
    };
    /// Rows on their way, in the order in which they are read.
    struct Search {
        std::vector<Row> rows = {}; ///< of a quiet one: all of them
        QByteArray cursor = {};
        std::size_t wanted = 0;
        bool fresh = false; ///< its first page takes the place of all rows
        bool quiet = false; ///< shown as a whole, in place of what it differs from
    };

    static Result<Page> readPage(Reader& reader, business::ListQuery query);
    business::ListQuery queryAt(const QByteArray& cursor) const;
    void begin(Search search);
    void step();
    void takePage(Page page);
    void showFresh(std::vector<Row> rows);
    void append(std::vector<Row> rows);
    void finish();
    void noteChange();
    void refresh();
    void merge(std::vector<Row> rows);
    void light(const QByteArray& id);
    void refreshGlow();

    Store& m_store;
    const business::Resource* m_resource = nullptr;
    business::ListQuery m_query;
    std::vector<Row> m_rows;
    From m_from = From::Begin;
    QByteArray m_next; ///< behind the row that was read last
    bool m_more = false;
    bool m_loaded = false;
    std::optional<Search> m_search;
    bool m_again = false;     ///< something changed while records were looked for
    quint64 m_generation = 0; ///< an answer to a question asked before is not taken
    Subscription m_subscription;
    QTimer m_refreshSoon;
    QElapsedTimer m_clock;
    qint64 m_refreshBegan = 0;
    qint64 m_refreshTook = 0;
    QSet<Key> m_drafts;
    QHash<QByteArray, qint64> m_glow; ///< when records changed, by m_clock
    QTimer m_glowing;
};

} // namespace stateroom::ui
