#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the catalogue of the core's sentences against the core.

usage: errorphrases.py ROOT
Fails on a sentence of the core that a person at the window may be told and that stands not in
ui/model/errorphrases.cpp, and on one that stands there and that the core does not say any more;
likewise for why attempts of webhooks had no answer, and ui/webhooks/attemptphrases.cpp.
"""

import re
import sys
from pathlib import Path

CATALOGUE = "ui/model/errorphrases.cpp"
# Where the errors come from that reach the window.
SOURCES = ["core/base/*.cpp", "core/json/*.cpp", "core/store/*.cpp", "core/actions/*.cpp",
           "core/api/keystore.cpp", "core/http/listener.cpp", "core/service/service.cpp",
           "core/service/serving.cpp"]
ATTEMPTS = "ui/webhooks/attemptphrases.cpp"
# Where the words come from that an attempt keeps: whole sentences, and Qt's.
ATTEMPT_SOURCES = ["core/webhooks/addressrules.cpp", "core/webhooks/networkwords.cpp",
                   "core/webhooks/sending.cpp"]
# Files whose sentences never do: a start that is refused is told on the terminal, and the window
# imports nothing and restores no revision.
ELSEWHERE = {"core/store/ownership.cpp", "core/store/storefile.cpp", "core/actions/importcheck.cpp",
             "core/actions/importline.cpp", "core/actions/importrun.cpp",
             "core/actions/restore.cpp"}
# Hints, which speak to callers of an API and on command lines, and what only those are told.
NOT_SHOWN = {
    "For example workflow/wf-1.",
    "Read the key again and decide anew.",
    "Export what can be read, and start with an empty directory.",
    "Read the current state and go on from there.",
    "The store was restored or reset; read the current state and go on from there.",
    "Start the program that is to own it first.",
    "Write through the owner.",
    "API keys have calls of their own.",
    "A key belongs to one API: give another token.",
    "A token of STATEROOM_KEYS is the text of another API's key here.",
    "Choose another port with %1 (0 takes any that is free).",
    "Too many connections are open; try again soon.",
    "Add --require-keys.",
    "It was given up.",
    # The window says these by itself, with the port, or quotes the system.
    "The address %1 is taken by another program.",
    "Cannot listen on %1: %2.",
    "Cannot read %1: %2.",
    "Cannot write %1: %2.",
}

COMMENT = re.compile(r"//[^\n]*")
NUMBER = re.compile(
    r'"(?:_s)?\s*\+\s*QString::number\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\s*\+\s*u(?:"|\'(.)\')')
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
JOINED = re.compile(r'"\s*\n\s*u?"')
# Two words and more, the first of which begins a sentence.
WORDS = re.compile(r"(?:[A-Z][a-zA-Z]+|%1),? \S.*\Z")
SENTENCE = re.compile(r"[A-Z].* .*\.$|[A-Z].* .*\.\Z")


def numbered(text):
    """A sentence with its numbers, written %#, counted from the left."""
    count = 0
    while "%#" in text:
        count += 1
        text = text.replace("%#", f"%{count}", 1)
    return text


def sentences(text):
    text = COMMENT.sub("", text)
    text = JOINED.sub("", text)
    text = NUMBER.sub(lambda found: "%#" + (found[1] + '"' if found[1] else ""), text)
    for found in LITERAL.finditer(text):
        sentence = numbered(found[1])
        if SENTENCE.match(sentence):
            yield sentence


def attempt_sentences(text):
    text = JOINED.sub("", COMMENT.sub("", text))
    return {found[1] for found in LITERAL.finditer(text) if WORDS.match(found[1])}


def attempt_faults(root):
    catalogue = attempt_sentences((root / ATTEMPTS).read_text())
    said = set()
    for name in ATTEMPT_SOURCES:
        sentences_here = attempt_sentences((root / name).read_text())
        said |= sentences_here
        for sentence in sorted(sentences_here - catalogue):
            yield f"{name}: not in {ATTEMPTS}: {sentence!r}"
    for sentence in sorted(catalogue - said):
        yield f"{ATTEMPTS}: the core does not say this: {sentence!r}"


def main(root):
    catalogue = set(sentences(
        re.sub(r"expressionErrors\[\].*?};", "", (root / CATALOGUE).read_text(), flags=re.S)))
    said = {}
    for pattern in SOURCES:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root).as_posix()
            for sentence in sentences(path.read_text()):
                said.setdefault(sentence, set()).add(name)
    faults = []
    for sentence in sorted(catalogue):
        if sentence not in said:
            faults.append(f"{CATALOGUE}: the core does not say this: {sentence!r}")
    for sentence, files in sorted(said.items()):
        if sentence not in catalogue | NOT_SHOWN and files - ELSEWHERE:
            faults.append(f"{min(files - ELSEWHERE)}: not in {CATALOGUE}: {sentence!r}")
    for sentence in sorted(NOT_SHOWN - set(said)):
        faults.append(f"tests/ui/errorphrases.py: the core does not say this: {sentence!r}")
    faults += attempt_faults(root)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
