#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""That locks.py finds a lock that is left out, in each file that locks.

usage: test_locks.py ROOT COMPILE_COMMANDS CLANG
"""

import re
import sys
import tempfile
import unittest
from pathlib import Path

from locks import Compiler, sources, textual_findings, units, users

LOCK = re.compile(r"^ *(?:const )?Lock lock\((?:\w|->|\.)*\);\n", re.M)


class LocksTest(unittest.TestCase):
    ROOT = COMPILER = None

    @classmethod
    def setUpClass(cls):
        cls.texts = sources(cls.ROOT)
        cls.locking = [path for path, text in cls.texts.items() if LOCK.search(text)]

    def test_check_each_file_without_one_of_its_locks_is_found(self):
        self.assertGreater(len(self.locking), 5)
        for path in self.locking:
            # Constructors and destructors are alone with their object, and clang passes over them.
            with self.subTest(path):
                self.assertTrue(any("thread-safety" in self.findings_without(path, lock)
                                    for lock in LOCK.finditer(self.texts[path])))

    def findings_without(self, path, lock):
        text = self.texts[path][:lock.start()] + self.texts[path][lock.end():]
        if path.endswith(".cpp"):
            return self.COMPILER.check(self.ROOT / path, text)
        user = self.user_of(path)
        with tempfile.TemporaryDirectory() as folder:
            changed = Path(folder) / path
            changed.parent.mkdir(parents=True)
            changed.write_text(text)
            return self.COMPILER.check(self.ROOT / user, before=[folder])

    def user_of(self, header):
        for unit in units(self.texts):
            if any(f'#include "{name}"' in self.texts[unit]
                   for name in [header, *users(header, self.texts)]):
                return unit
        self.fail(f"nothing uses {header}")

    def test_textual_bare_mutex_is_found(self):
        self.assertEqual(len(list(textual_findings({"core/a.h": "    std::mutex m_mutex;\n"}))), 1)
        self.assertEqual(len(list(textual_findings({"core/a.h": "    QMutexLocker lock;\n"}))), 1)

    def test_textual_mutex_that_guards_nothing_is_found(self):
        member = "    mutable Mutex m_mutex;\n"
        self.assertEqual(len(list(textual_findings({"core/a.h": member}))), 1)
        self.assertEqual(list(textual_findings(
            {"core/a.h": member + "    int m_a GUARDED_BY(m_mutex) = 0;\n"})), [])


if __name__ == "__main__":
    LocksTest.ROOT = Path(sys.argv[1])
    LocksTest.COMPILER = Compiler(sys.argv[3], sys.argv[2])
    unittest.main(argv=sys.argv[:1])
