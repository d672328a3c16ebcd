// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hookengine/syntaxhint.h"

#include <QRegularExpression>

#include <algorithm>

namespace stateroom::hookengine {

using namespace Qt::StringLiterals;

namespace {

struct Construct {
    QRegularExpression pattern;
    QString advice;
};

/// What Qt's engine, in all of its versions so far, does not parse.
const std::vector<Construct>& unknownConstructs()
{
    static const auto construct = [](const QString& pattern, const QString& advice) {
        return Construct{QRegularExpression(pattern), advice};
    };
    static const std::vector<Construct> all = {
        construct(
            u"\\b(async|await)\\b"_s,
            u"async and await are not known here: a hook runs from beginning to end."_s),
        construct(
            u"\\b(import|export)\\b"_s,
            u"import and export are not known here: a script stands alone, and its functions are "
            u"found by their names."_s),
        construct(u"\\bcatch\\s*\\{"_s, u"catch needs a name here: catch (error) { … }."_s),
        construct(
            u"(\\?\\?|\\|\\||&&)="_s, u"?\?=, ||= and &&= are not known here: write a = a ?? b."_s),
        construct(
            u"[{,]\\s*\\.\\.\\."_s,
            u"Spread and rest of objects are not known here: write Object.assign({}, a, { b: 1 })."_s),
        construct(u"#[A-Za-z_$]"_s, u"Private members (#name) are not known here."_s),
        construct(
            u"\\b\\d+n\\b"_s,
            u"BigInt is not known here; numbers that a script leaves alone stay exact without it."_s),
        construct(u"\\b\\d[\\d_]*_\\d"_s, u"Numbers cannot be written with _ here."_s),
        construct(
            u"/[gimuy]*s[gimuy]*\\b"_s,
            u"The flag s of regular expressions is not known here: write [\\s\\S] for any "
            u"character."_s),
        construct(
            u"(^|\\bclass\\b[^{]*\\{)\\s*(static\\s+)?[\\w$]+\\s*(=[^=>]|;)|\\bstatic\\s*\\{"_s,
            u"Classes can have methods, but no fields here: set them in the constructor."_s),
    };
    return all;
}

} // namespace

QString syntaxHint(const QString& script, int line)
{
    const QStringList lines = script.split(u'\n');
    const QString text = lines.value(line - 1);
    const auto& all = unknownConstructs();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Construct& construct) {
        const bool isField = &construct == &all.back();
        return (!isField || script.contains(u"class "_s)) &&
               construct.pattern.match(text).hasMatch();
    });
    if (found != all.end())
        return u". "_s + found->advice;
    return u". Scripts are ECMAScript 2016, with ?. and ??."_s;
}

std::vector<SilentTrap> silentTraps(const QString& script)
{
    static const std::vector<Construct> traps = {
        {QRegularExpression(u"/[^/\\n]*\\(\\?<[A-Za-z_$]"_s),
         u"Named groups of regular expressions are ignored by the engine: use numbers."_s},
        {QRegularExpression(u"/[^/\\n]*\\(\\?<[=!]"_s),
         u"Regular expressions that look behind never match in this engine."_s},
        {QRegularExpression(u"/[^/\\n]*\\\\[pP]\\{"_s),
         u"\\p{…} in regular expressions never matches in this engine."_s},
    };
    std::vector<SilentTrap> found;
    for (const Construct& trap : traps) {
        const auto match = trap.pattern.match(script);
        if (match.hasMatch())
            found.push_back(
                {int(QStringView(script).first(match.capturedEnd()).count(u'\n')) + 1,
                 trap.advice});
    }
    return found;
}

} // namespace stateroom::hookengine
