// SPDX-License-Identifier: GPL-3.0-or-later
// What JsonText says to each input of a corpus and to mutations of it, for another parser to
// compare (json_python.py): `json_verdicts FOLDER MUTATIONS SEED [MORE]`, where FOLDER is
// tests/fuzz and MORE a folder of further inputs. Writes for each, sizes being 32 bits in the
// machine's order: size and bytes of the input, a letter (a: accepted, d: too deep, r: refused),
// size and bytes of the compact text.
#include "core/json/jsontext.h"
#include "tests/fuzz/mutator.h"

#include <QDir>

#include <cstdio>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

void write(QByteArrayView bytes)
{
    const auto size = quint32(bytes.size());
    std::fwrite(&size, sizeof size, 1, stdout);
    if (size > 0) // an empty view may point nowhere
        std::fwrite(bytes.data(), 1, size, stdout);
}

void judge(const QByteArray& input)
{
    const auto text = JsonText::parse(QByteArrayView(input));
    const bool isTooDeep = !text && text.error().message.contains(u"levels"_s);
    write(input);
    std::fputc(text ? 'a' : isTooDeep ? 'd' : 'r', stdout);
    write(text ? QByteArrayView(text->bytes()) : QByteArrayView());
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4 || argc > 5) {
        std::fprintf(stderr, "usage: json_verdicts FOLDER MUTATIONS SEED [MORE]\n");
        return 2;
    }
    auto corpus = fuzz::Corpus::load(QString::fromLocal8Bit(argv[1]), "json");
    const QDir more(argc == 5 ? QString::fromLocal8Bit(argv[4]) : u":/none"_s);
    for (const QString& name : more.entryList(QDir::Files, QDir::Name)) {
        if (QFile file(more.filePath(name)); file.open(QIODevice::ReadOnly))
            corpus.inputs += file.readAll();
    }
    for (const QByteArray& input : corpus.inputs)
        judge(input);
    const int mutations = std::atoi(argv[2]);
    for (int i = 0; i < mutations; ++i)
        judge(corpus.mutation(quint32(std::atoi(argv[3])), quint32(i)));
    return std::ferror(stdout) ? 1 : 0;
}
