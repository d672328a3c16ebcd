// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutator.h"

#include <QDir>
#include <QFile>

#include <random>

namespace stateroom::fuzz {

using namespace Qt::StringLiterals;

namespace {

/// The word of a dictionary's line, `"..."` with \xNN, \\ and \"; empty for other lines.
QByteArray wordOf(QByteArrayView line)
{
    const auto begin = line.indexOf('"');
    const auto end = line.lastIndexOf('"');
    if (line.startsWith('#') || begin < 0 || end <= begin)
        return {};
    const QByteArrayView quoted = line.first(end).sliced(begin + 1);
    QByteArray word;
    for (qsizetype i = 0; i < quoted.size(); ++i) {
        if (quoted[i] != '\\' || i + 1 == quoted.size()) {
            word += quoted[i];
        } else if (quoted[++i] != 'x' || i + 2 >= quoted.size()) {
            word += quoted[i];
        } else {
            word += QByteArray::fromHex(quoted.sliced(i + 1, 2).toByteArray());
            i += 2;
        }
    }
    return word;
}

/// Changes an input in one place.
class Change {
public:
    Change(const Corpus& corpus, std::mt19937& random)
        : m_corpus(corpus)
        , m_random(random)
    {
    }

    void apply(QByteArray& input)
    {
        const qsizetype at = below(input.size() + 1);
        const qsizetype length = std::min(1 + below(8), input.size() - at);
        switch (below(8)) {
        case 0: // a bit
            if (length > 0)
                input[at] = char(input[at] ^ (1 << below(8)));
            return;
        case 1: // a byte
            if (length > 0)
                input[at] = char(below(256));
            return;
        case 2:
            input.insert(at, char(below(256)));
            return;
        case 3:
            input.remove(at, length);
            return;
        case 4: // again
            input.insert(below(input.size() + 1), input.mid(at, 1 + below(40)));
            return;
        case 5: // the rest of another input
            splice(input, at);
            return;
        default:
            if (!m_corpus.words.isEmpty())
                input.insert(at, m_corpus.words[below(m_corpus.words.size())]);
            return;
        }
    }

    qsizetype below(qsizetype bound) { return qsizetype(m_random() % quint64(bound)); }

private:
    void splice(QByteArray& input, qsizetype at)
    {
        const QByteArray& other = m_corpus.inputs[below(m_corpus.inputs.size())];
        input.truncate(at);
        input += other.mid(below(other.size() + 1));
    }

    const Corpus& m_corpus;
    std::mt19937& m_random;
};

} // namespace

Corpus Corpus::load(const QString& folder, const QByteArray& name)
{
    Corpus corpus;
    const QDir inputs(folder + u"/corpus/"_s + QString::fromLatin1(name));
    // In the order of their names, so that a mutation is the same everywhere.
    for (const QString& file : inputs.entryList(QDir::Files, QDir::Name)) {
        QFile opened(inputs.filePath(file));
        if (opened.open(QIODevice::ReadOnly))
            corpus.inputs << opened.readAll();
    }
    QFile dictionary(folder + u"/dictionaries/"_s + QString::fromLatin1(name) + u".dict"_s);
    if (dictionary.open(QIODevice::ReadOnly)) {
        while (!dictionary.atEnd()) {
            if (const QByteArray word = wordOf(dictionary.readLine()); !word.isEmpty())
                corpus.words << word;
        }
    }
    return corpus;
}

QByteArray Corpus::mutation(quint32 seed, quint32 number) const
{
    std::seed_seq sequence{seed, number};
    std::mt19937 random(sequence);
    Change change(*this, random);
    QByteArray input = inputs[change.below(inputs.size())];
    for (qsizetype changes = 1 + change.below(4); changes > 0; --changes)
        change.apply(input);
    return input;
}

} // namespace stateroom::fuzz
