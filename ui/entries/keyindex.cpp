// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/keyindex.h"

#include <algorithm>

namespace stateroom::ui {

QByteArrayView KeyIndex::keyAt(int position) const
{
    const std::size_t b = blockOf(position);
    return m_blocks[b]->key(position - m_starts[b]);
}

Version KeyIndex::versionAt(int position) const
{
    const std::size_t b = blockOf(position);
    return Version(m_blocks[b]->versions[std::size_t(position - m_starts[b])]);
}

Seq KeyIndex::seqAt(int position) const
{
    const std::size_t b = blockOf(position);
    return Seq(m_blocks[b]->seqs[std::size_t(position - m_starts[b])]);
}

int KeyIndex::lowerBound(QByteArrayView key) const
{
    // The last block that does not begin behind the key, then within it.
    const auto block =
        std::partition_point(m_blocks.begin(), m_blocks.end(), [key](const BlockPtr& each) {
            return each->key(0) < key;
        });
    if (block == m_blocks.begin())
        return 0;
    const std::size_t b = std::size_t(block - m_blocks.begin()) - 1;
    const Block& within = *m_blocks[b];
    int low = 0;
    int high = within.size();
    while (low < high) {
        const int middle = (low + high) / 2;
        if (within.key(middle) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return m_starts[b] + low;
}

int KeyIndex::find(QByteArrayView key) const
{
    const int position = lowerBound(key);
    return position < size() && keyAt(position) == key ? position : -1;
}

void KeyIndex::clear()
{
    m_blocks.clear();
    m_starts.clear();
}

void KeyIndex::append(const std::vector<KeyHead>& heads)
{
    const std::size_t firstNew = m_blocks.size();
    for (const KeyHead& head : heads) {
        if (m_blocks.empty() || m_blocks.back().constData()->size() >= usualSize)
            m_blocks.emplace_back(new Block);
        Block& block = *m_blocks.back();
        block.text += head.key.bytes();
        block.ends.push_back(quint32(block.text.size()));
        block.seqs.push_back(head.seq.value());
        block.versions.push_back(head.version.value());
    }
    renumber(firstNew == 0 ? 0 : firstNew - 1);
}

void KeyIndex::insert(int position, QByteArrayView key, Version version, Seq seq)
{
    if (m_blocks.empty()) {
        append({{Key(key.toByteArray()), version, seq}});
        return;
    }
    const std::size_t b = blockOf(position);
    Block& block = *m_blocks[b];
    const auto i = position - m_starts[b];
    const quint32 begin = i == 0 ? 0 : block.ends[std::size_t(i) - 1];
    block.text.insert(begin, key);
    block.ends.insert(block.ends.begin() + i, begin);
    for (std::size_t k = std::size_t(i); k < block.ends.size(); ++k)
        block.ends[k] += quint32(key.size());
    block.seqs.insert(block.seqs.begin() + i, seq.value());
    block.versions.insert(block.versions.begin() + i, version.value());
    if (block.size() >= 2 * usualSize)
        split(b);
    renumber(b);
}

void KeyIndex::update(int position, Version version, Seq seq)
{
    const std::size_t b = blockOf(position);
    const auto i = std::size_t(position - m_starts[b]);
    m_blocks[b]->seqs[i] = seq.value();
    m_blocks[b]->versions[i] = version.value();
}

void KeyIndex::remove(int position)
{
    const std::size_t b = blockOf(position);
    const int i = position - m_starts[b];
    Block& block = *m_blocks[b];
    if (block.size() == 1) {
        m_blocks.erase(m_blocks.begin() + std::ptrdiff_t(b));
    } else {
        const auto length = block.key(i).size();
        const quint32 begin = i == 0 ? 0 : block.ends[std::size_t(i) - 1];
        block.text.remove(begin, length);
        block.ends.erase(block.ends.begin() + i);
        for (std::size_t k = std::size_t(i); k < block.ends.size(); ++k)
            block.ends[k] -= quint32(length);
        block.seqs.erase(block.seqs.begin() + i);
        block.versions.erase(block.versions.begin() + i);
    }
    renumber(b);
}

std::size_t KeyIndex::blockOf(int position) const
{
    const auto behind = std::upper_bound(m_starts.begin(), m_starts.end(), position);
    return std::size_t(behind - m_starts.begin()) - 1;
}

void KeyIndex::split(std::size_t b)
{
    Block& low = *m_blocks[b];
    const int half = low.size() / 2;
    const quint32 cut = low.ends[std::size_t(half) - 1];
    auto* high = new Block;
    high->text = low.text.sliced(cut);
    high->ends.assign(low.ends.begin() + half, low.ends.end());
    for (quint32& end : high->ends)
        end -= cut;
    high->seqs.assign(low.seqs.begin() + half, low.seqs.end());
    high->versions.assign(low.versions.begin() + half, low.versions.end());
    low.text.truncate(cut);
    low.ends.resize(std::size_t(half));
    low.seqs.resize(std::size_t(half));
    low.versions.resize(std::size_t(half));
    m_blocks.insert(m_blocks.begin() + std::ptrdiff_t(b) + 1, BlockPtr(high));
}

void KeyIndex::renumber(std::size_t from)
{
    m_starts.resize(m_blocks.size());
    int position = from == 0 ? 0 : m_starts[from - 1] + m_blocks[from - 1].constData()->size();
    for (std::size_t b = from; b < m_blocks.size(); ++b) {
        m_starts[b] = position;
        position += m_blocks[b].constData()->size();
    }
}

} // namespace stateroom::ui
