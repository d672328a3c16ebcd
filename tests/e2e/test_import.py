#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An import is all or nothing, also when the server is killed amid it; and a seed is an import."""

import http.client
import json
import os
import tempfile
import threading
import time
import unittest
from pathlib import Path

from program import PATIENCE, Program

HEAD = '{"stateroom":"export","format":1,"history":false}\n'


def lines(count, value):
    entries = "".join(
        f'{{"namespace":"workflow/w","key":"k{i:06}","value":{{"n":{value},"text":"{"x" * 100}"}}}}\n'
        for i in range(count))
    return HEAD + entries + f'{{"end":true,"entries":{count},"changes":0}}\n'


class Import(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def start(self, *arguments):
        program = Program(*arguments, data=self.data)
        self.addCleanup(program.__exit__)
        return program.wait_until_ready()

    def control(self, program, method, path, text=None):
        """Status and text of an answer of the control API."""
        connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=PATIENCE)
        token = (self.data / "control-token").read_text().strip()
        try:
            connection.request(method, "/_stateroom/v1" + path, text and text.encode(),
                               {"Authorization": "Bearer " + token})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def test_a_kill_amid_an_import_leaves_what_was_before(self):
        program = self.start()
        before = lines(2_000, 1)
        self.assertEqual(self.control(program, "POST", "/import", before)[0], 200)

        def import_more():
            try:
                self.control(program, "POST", "/import", lines(60_000, 2))
            except (OSError, EOFError, ConnectionError):
                pass  # it was killed
            except Exception as error:  # http.client's own
                self.assertIn("RemoteDisconnected", type(error).__name__)

        sender = threading.Thread(target=import_more)
        sender.start()
        end = time.monotonic() + PATIENCE
        while json.loads(self.control(program, "GET", "/statistics")[1])["keys"] < 5_000:
            self.assertLess(time.monotonic(), end)
        program.kill()
        sender.join()

        again = self.start()
        self.assertEqual(self.control(again, "GET", "/export"), (200, before))
        status, report = self.control(again, "POST", "/import", lines(3_000, 3))
        self.assertEqual((status, json.loads(report)["replaced"]), (200, 2_000))
        self.assertEqual(self.control(again, "GET", "/export")[1], lines(3_000, 3))

    def test_a_seed_is_loaded_before_anything_is_served(self):
        seed = self.data / "seed.ndjson"
        seed.write_text(lines(100, 1))
        program = self.start("--seed", str(seed))
        self.assertEqual(self.control(program, "GET", "/export")[1], lines(100, 1))

    @unittest.skipUnless(hasattr(os, "mkfifo"), "named pipes")
    def test_a_seed_may_come_from_a_pipe(self):
        seed = self.data / "seed.pipe"
        os.mkfifo(seed)
        threading.Thread(target=lambda: seed.write_text(lines(100, 1)), daemon=True).start()
        program = self.start("--seed", str(seed))
        self.assertEqual(self.control(program, "GET", "/export")[1], lines(100, 1))

    def test_a_seed_that_is_not_right_ends_the_start(self):
        seed = self.data / "seed.ndjson"
        seed.write_text(HEAD + '{"namespace":"workflow/w","key":"k","valu":1}\n')
        program = Program("--seed", str(seed), data=self.data)
        self.addCleanup(program.__exit__)
        self.assertEqual(program.wait(), 2)
        self.assertIn(str(seed), program.stderr())
        self.assertIn("Line 2", program.stderr())


if __name__ == "__main__":
    unittest.main()
