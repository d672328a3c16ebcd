#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that each text of the window is translated, or brings the files up to date.

usage: translations.py LUPDATE ROOT            fails on a text that is missing or unfinished
       translations.py LUPDATE ROOT --update   adds new texts to translations/, drops old ones

English has a file of its own for its plurals.
"""

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

FILES = {"stateroom_de.ts": [], "stateroom_en.ts": ["-pluralonly"]}


def update(lupdate, root, target, extra):
    command = [lupdate, "-silent", "-I", ".", "-no-obsolete", "-locations", "none", *extra,
               "ui", "app", "-ts", str(target)]
    subprocess.run(command, cwd=root, check=True)


def texts(path):
    """(context, source, comment) of each message, and those without a translation."""
    found, unfinished = set(), set()
    for context in xml.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            name = (context.findtext("name"), message.findtext("source"), message.findtext("comment"))
            found.add(name)
            translation = message.find("translation")
            forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
            if translation.get("type") or not all(forms):
                unfinished.add(name)
    return found, unfinished


def main(lupdate, root, *options):
    failures = 0
    for name, extra in FILES.items():
        kept = Path(root) / "translations" / name
        if options == ("--update",):
            update(lupdate, root, kept, extra)
            continue
        with tempfile.TemporaryDirectory() as place:
            fresh = Path(place) / name
            shutil.copy(kept, fresh)
            update(lupdate, root, fresh, extra)
            now, unfinished = texts(fresh)
            obsolete = texts(kept)[0] - now
        for what, messages in (("not translated", unfinished), ("no longer used", obsolete)):
            for context, source, _ in sorted(messages, key=str):
                print(f"{name}: {what}: {context}: {source!r}")
                failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
