// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"

#include <QSharedData>
#include <QSharedDataPointer>

namespace stateroom::ui {

/// All keys of a namespace in order, with what lists are ordered by: some 40 bytes for each beside
/// its text. In blocks that copies share, so that a copy for another thread costs next to nothing
/// and a change to one key copies one block.
///
/// A position is a key's place in that order, from 0. A value; each copy belongs to one thread at a
/// time.
class KeyIndex {
public:
    int size() const { return m_starts.empty() ? 0 : m_starts.back() + m_blocks.back()->size(); }
    bool isEmpty() const { return m_blocks.empty(); }

    /// Valid until this index is changed.
    QByteArrayView keyAt(int position) const;
    Version versionAt(int position) const;
    Seq seqAt(int position) const;
    /// The first position whose key is not before this one.
    int lowerBound(QByteArrayView key) const;
    /// Where a key stands, or -1.
    int find(QByteArrayView key) const;

    void clear();
    /// Adds keys behind the last one.
    void append(const std::vector<KeyHead>& heads);
    void insert(int position, QByteArrayView key, Version version, Seq seq);
    void update(int position, Version version, Seq seq);
    void remove(int position);

    /// Runs `each(position, key)` over [first, end) in order; quicker than asking one by one. Stops
    /// when it returns false.
    template <class Each> void visit(int first, int end, Each each) const
    {
        if (first >= end)
            return;
        std::size_t b = blockOf(first);
        int position = first;
        for (; b < m_blocks.size() && position < end; ++b) {
            const Block& block = *m_blocks[b];
            for (int i = position - m_starts[b]; i < block.size() && position < end; ++i)
                if (!each(position++, block.key(i)))
                    return;
        }
    }

private:
    struct Block : QSharedData {
        int size() const { return int(ends.size()); }
        QByteArrayView key(int i) const
        {
            const quint32 begin = i == 0 ? 0 : ends[std::size_t(i) - 1];
            return QByteArrayView(text).sliced(begin, ends[std::size_t(i)] - begin);
        }

        QByteArray text;              ///< the keys, one behind the other
        std::vector<quint32> ends;    ///< where in `text` each ends
        std::vector<qint64> seqs;     ///< of each
        std::vector<qint64> versions; ///< of each
    };
    using BlockPtr = QSharedDataPointer<Block>;
    static constexpr int usualSize = 1024;

    std::size_t blockOf(int position) const;
    void split(std::size_t b);
    void renumber(std::size_t from);

    std::vector<BlockPtr> m_blocks; ///< none of them empty
    std::vector<int> m_starts;      ///< the position of each block's first key
};

} // namespace stateroom::ui
