#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages: clean roff, and complete.

usage: test_manuals.py DIRECTORY
"""

import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

BINARIES = Path(os.environ.get("STATEROOM_BIN_DIR", "build/debug/bin"))
PAGES = Path(sys.argv.pop(1)) if len(sys.argv) > 1 else Path("build/debug/packaging/manuals")


def shown(page):
    """The page as a reader sees it, without its typography."""
    result = subprocess.run(["mandoc", "-Tutf8", "-O", "width=200", str(page)], check=True,
                            capture_output=True, timeout=30)
    text = re.sub(".\b", "", result.stdout.decode())
    return text.replace("‐", "-").replace("−", "-")


def options_in(help_text):
    return set(re.findall(r"--[a-z][a-z-]+", help_text))


class Manuals(unittest.TestCase):
    def pages(self):
        pages = sorted(PAGES.glob("*.1"))
        self.assertIn("stateroomctl.1", [page.name for page in pages])
        self.assertIn("stateroomd.1", [page.name for page in pages])
        return pages

    def test_lint_finds_nothing(self):
        for page in self.pages():
            result = subprocess.run(["mandoc", "-Tlint", "-Wwarning", str(page)],
                                    capture_output=True, timeout=30)
            # They bear the version, and no date: the same source makes the same bytes.
            found = [line for line in result.stdout.decode().splitlines()
                     if "missing date" not in line]
            self.assertEqual(found, [], page.name)

    def test_nothing_of_the_builder_is_in_them(self):
        for page in self.pages():
            self.assertNotIn(os.path.expanduser("~") + "/", page.read_text())

    def test_every_option_of_the_help_is_explained(self):
        for page in self.pages():
            program = BINARIES / page.stem
            if page.stem == "stateroom":  # takes those of stateroomd, and wants a display
                program = BINARIES / "stateroomd"
            text = shown(page)
            help_text = subprocess.run([str(program), "--help"], check=True, capture_output=True,
                                       timeout=30).stdout.decode()
            for option in options_in(help_text) - {"--help-all"}:
                self.assertIn(option, text, page.name)

    def test_every_command_is_explained(self):
        ctl = str(BINARIES / "stateroomctl")
        overview = subprocess.run([ctl, "help"], check=True, capture_output=True,
                                  timeout=30).stdout.decode()
        commands = re.findall(r"^  ([a-z]+(?: [a-z]+)?)(?=  )", overview, re.M)
        self.assertGreater(len(commands), 15)
        text = shown(PAGES / "stateroomctl.1")
        for command in commands:
            self.assertIn(f"stateroomctl {command}", text)
            own = subprocess.run([ctl, "help", *command.split()], check=True, capture_output=True,
                                 timeout=30).stdout.decode()
            for option in options_in(own):
                self.assertIn(option, text, command)


if __name__ == "__main__":
    unittest.main(verbosity=2)
