#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where the window could wait for something, speak to a machine that nobody named, or crash.

usage: window.py ROOT
layers.py keeps Qt's network and SQL out of ui/; this looks for what is left by which its thread
could stand still, or by which Qt's own parts reach the network: pages, images and links in texts. And for disconnect() of everybody, which takes a
widget from the style sheet's hands, too: that keeps it when it has gone, and dies of it (Qt 6.4).
"""

import re
import sys
from pathlib import Path

WAITS = re.compile(
    r"\b(transactAndWait|openReader|QThread::[mun]?sleep|std::this_thread|waitFor\w+"
    r"|processEvents|QEventLoop|QFile|QSaveFile|QDirIterator|QProcess)\b")
REACHES = re.compile(
    r"\b(Q(?:Tcp|Udp|Ssl|Web|Abstract)Socket|QNetwork\w+|QHostInfo|QDnsLookup|QDesktopServices"
    r"|QTextBrowser|QWebEngine\w*|setOpenExternalLinks|Qt::RichText|Qt::MarkdownText|setHtml)\b")
EVERYBODY = re.compile(r"(\bdisconnect\(\))")

# File, what it may name, why.
ALLOWED = [
    ("ui/inspector/draftkeeper.cpp", {"QFile", "QSaveFile", "waitForDone"},
     "writes in a pooled thread; waits and reads when the window opens and closes"),
    ("ui/scripts/scriptdraft.cpp", {"QFile", "QSaveFile", "waitForDone"},
     "reads and writes in a pooled thread; waits when the place closes"),
    ("ui/entries/entriesmodel.cpp", {"waitForDone"},
     "when it goes, for a computation that it has told to stop"),
    ("ui/shell/serverbadge.cpp", {"QDesktopServices"},
     "hands this server's own documentation to the browser, when asked"),
    ("ui/style/icons.cpp", {"QFile"}, "a resource of the program's own"),
    ("ui/style/appearance.cpp", {"QFile"}, "a resource of the program's own"),
]
COMMENT = re.compile(r"//[^\n]*")


def findings(path, text):
    """What this file names and may not, each with its line."""
    allowed = set().union(*(names for file, names, _ in ALLOWED if file == path))
    for number, line in enumerate(text.splitlines(), 1):
        line = COMMENT.sub("", line)
        if line.startswith("#include"):
            continue
        for pattern, fault in ((WAITS, "may keep the window's thread waiting"),
                               (REACHES, "may reach other machines"),
                               (EVERYBODY, "takes a widget from its style sheet")):
            for found in pattern.finditer(line):
                if found[1] not in allowed:
                    yield f"{path}:{number}: {found[1]} {fault}"


def main(root):
    faults = []
    for path in sorted((Path(root) / "ui").rglob("*")):
        if path.suffix in (".h", ".cpp"):
            faults += findings(path.relative_to(root).as_posix(), path.read_text())
    faults += [f"{file}: not there; tests/lint/window.py allows it something"
               for file, _, _ in ALLOWED if not (Path(root) / file).exists()]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
