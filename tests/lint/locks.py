#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where something that a mutex guards is touched without it.

usage: locks.py ROOT COMPILE_COMMANDS CLANG
Every mutex is a Mutex of core/base/mutex.h and guards something that says so; clang's
-Wthread-safety then proves each file that locks.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MUTEX = "core/base/mutex.h"
INCLUDES_MUTEX = f'#include "{MUTEX}"'
BARE = re.compile(
    r"\b(std::(?:\w*mutex|lock_guard|unique_lock|scoped_lock|shared_lock|condition_variable\w*)"
    r"|Q(?:Recursive)?Mutex\w*|QReadWriteLock|QWaitCondition)\b")
MEMBER = re.compile(r"^\s*(?:mutable )?Mutex (\w+);", re.M)


def sources(root):
    """Path from the root -> text, of all that is ours and no test."""
    return {path.relative_to(root).as_posix(): path.read_text()
            for folder in ("core", "ui", "app") for path in sorted((root / folder).rglob("*"))
            if path.suffix in (".h", ".cpp")}


def textual_findings(texts):
    for path, text in texts.items():
        if path != MUTEX and (found := BARE.search(text)):
            yield f"{path}: {found[1]}, which nothing proves anything about; see {MUTEX}"
        for name in MEMBER.findall(text):
            if f"GUARDED_BY({name})" not in text and f"REQUIRES({name})" not in text:
                yield f"{path}: nothing says that {name} guards it"


def units(texts):
    """The .cpp files that lock, or that make something of a header that does."""
    locking = {path for path, text in texts.items() if INCLUDES_MUTEX in text}
    found = {path for path in locking if path.endswith(".cpp")}
    for header in locking - found:
        source = header[:-2] + ".cpp"
        if source in texts:
            found.add(source)
        else:  # templates and inline functions: whoever uses them
            found |= {path for path, text in texts.items() if path.endswith(".cpp") and any(
                f'#include "{name}"' in text for name in [header, *users(header, texts)])}
    return sorted(found)


def users(header, texts):
    return [path for path, text in texts.items()
            if path.endswith(".h") and f'#include "{header}"' in text]


class Compiler:
    """clang, with what the build says about includes and definitions."""

    def __init__(self, clang, commands):
        self._clang = clang
        self._flags = {os.path.realpath(entry["file"]): flags_of(entry)
                       for entry in json.loads(Path(commands).read_text())}

    def knows(self, source):
        return os.path.realpath(source) in self._flags

    def check(self, source, text=None, before=()):
        """What clang says, empty if all is well. `text` stands for the file's own; what is
        included is looked for in `before` first."""
        ran = subprocess.run(
            [self._clang, "-fsyntax-only", "-Wthread-safety", "-Werror=thread-safety",
             *(f"-I{folder}" for folder in before), *self._flags[os.path.realpath(source)],
             *(["-x", "c++", "-"] if text is not None else [source])],
            input=text, capture_output=True, text=True, check=False)
        return "" if ran.returncode == 0 else ran.stderr or f"{self._clang}: {ran.returncode}"


def flags_of(entry):
    words = iter(shlex.split(entry["command"]))
    kept = []
    for word in words:
        if word == "-isystem":
            kept += [word, next(words)]
        elif word.startswith(("-I", "-D", "-std=", "-isystem", "-F", "-iframework")):
            kept.append(word)
    return kept


def main():
    root, compiler = Path(sys.argv[1]), Compiler(sys.argv[3], sys.argv[2])
    texts = sources(root)
    findings = list(textual_findings(texts))
    checked = [root / path for path in units(texts) if compiler.knows(root / path)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        findings += filter(None, pool.map(compiler.check, checked))
    print("\n".join(findings) if findings else f"{len(checked)} files hold what they promise")
    return 1 if findings or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
