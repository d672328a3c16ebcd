#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The completion of stateroomctl in the real shells."""

import os
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ.get("STATEROOM_SOURCE_DIR", Path(__file__).resolve().parents[2]))
BINARIES = Path(os.environ.get("STATEROOM_BIN_DIR", SOURCE / "build/debug/bin"))
SCRIPTS = SOURCE / "packaging/completions"

# What the shell splits a line into, for bash, and calls the function for the last word.
BASH = r"""
source "$1"
COMP_LINE=$2 COMP_POINT=${#2}
shift 2
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_stateroomctl
printf '%s\n' "${COMPREPLY[@]}"
"""

ZSH = r"""
compdef() { : }
_files() { print -r -- FILES "$@" }
compadd() { print -rl -- "$candidates[@]" }
source "$1"
shift
words=("$@") CURRENT=$#
_stateroomctl
"""


class Completion(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.home = directory.name
        (Path(self.home) / "export.ndjson").touch()
        (Path(self.home) / "exports").mkdir()

    def run_shell(self, *command):
        environment = {
            "PATH": f"{BINARIES}:{os.environ['PATH']}", "HOME": self.home, "LC_ALL": "C.UTF-8",
            "XDG_DATA_HOME": self.home, "XDG_CONFIG_HOME": self.home, "TERM": "dumb"}
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        result = subprocess.run(command, env=environment, cwd=self.home, capture_output=True,
                                stdin=subprocess.DEVNULL, timeout=30)
        self.assertEqual(result.stderr.decode(), "")
        return [line for line in result.stdout.decode().split("\n") if line]

    def bash(self, line, *words):
        """`words` as bash splits the line: at colons and equals signs, too."""
        words = words or line.split(" ")
        return self.run_shell("bash", "--norc", "-c", BASH, "bash",
                              str(SCRIPTS / "stateroomctl.bash"), line, *words)

    def zsh(self, line):
        return self.run_shell("zsh", "-f", "-c", ZSH, "zsh", str(SCRIPTS / "_stateroomctl"),
                              *line.split(" "))

    def fish(self, line):
        script = f"source {shlex.quote(str(SCRIPTS / 'stateroomctl.fish'))}; complete -C {shlex.quote(line)}"
        return [found.split("\t")[0] for found in self.run_shell("fish", "--no-config", "-c", script)]

    def test_each_shell_completes(self):
        for line, expected in (
                ("stateroomctl un", ["undelete", "undo"]),
                ("stateroomctl keys r", ["revoke", "rotate"]),
                ("stateroomctl import --on-c", ["--on-conflict"]),
                ("stateroomctl import --on-conflict ", ["fail", "keep", "replace"]),
                ("stateroomctl keys create w", ["workflow"]),
                ("stateroomctl help dif", ["diff"]),
                ("stateroomctl list nowhere/", []),  # no server: nothing, and no noise
        ):
            for shell in (self.bash, self.zsh, self.fish):
                with self.subTest(line=line, shell=shell.__name__):
                    self.assertEqual(sorted(shell(line)), expected)

    def test_files_are_offered(self):
        self.assertEqual(self.bash("stateroomctl import exp"), ["export.ndjson", "exports"])
        self.assertEqual(self.bash("stateroomctl list --data exp"), ["exports"])
        self.assertEqual(self.zsh("stateroomctl import exp"), ["FILES"])
        self.assertEqual(self.zsh("stateroomctl list --data exp"), ["FILES -/"])
        self.assertEqual(sorted(self.fish("stateroomctl import exp")), ["export.ndjson", "exports/"])
        self.assertEqual(self.fish("stateroomctl list --data exp"), ["exports/"])

    def test_bash_replaces_only_what_is_behind_a_break(self):
        self.assertEqual(
            self.bash("stateroomctl import --on-conflict=f",
                      "stateroomctl", "import", "--on-conflict", "=", "f"), ["fail"])
        self.assertEqual(
            self.bash("stateroomctl import --on-conflict=",
                      "stateroomctl", "import", "--on-conflict", "="),
            ["replace", "keep", "fail"])

    def test_zsh_and_fish_take_the_equals_sign(self):
        line = "stateroomctl import --on-conflict=f"
        self.assertEqual(self.zsh(line), ["--on-conflict=fail"])
        self.assertEqual(self.fish(line), ["--on-conflict=fail"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
