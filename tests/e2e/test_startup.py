#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the program starts, what it says, and how it ends."""

import json
import os
import signal
import socket
import tempfile
import time
import unittest
from pathlib import Path

from program import PATIENCE, Program, Stream


class Startup(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.home = Path(directory.name)
        self.data = self.home / "data"

    def program(self, *arguments, **options):
        program = Program(*arguments, home=self.home, **options)
        self.addCleanup(program.__exit__)
        return program

    def assert_refused(self, program, *said):
        """It ends with 2 and says why on one line of stderr, nothing on stdout."""
        self.assertEqual(program.wait(), 2, program.stderr())
        self.assertEqual(program.stdout_rest(), "")
        error = program.stderr()
        self.assertRegex(error, r"\Astateroomd: [^\n]+\n\Z")
        for text in said:
            self.assertIn(text, error)

    # Saying

    def test_ready_prints_one_line(self):
        program = self.program(data=self.data).wait_until_ready()
        self.assertEqual(program.url, f"http://127.0.0.1:{program.port}")
        self.assertEqual(program.call("GET", "/health")[2]["status"], "ok")
        self.assertEqual(program.stop(), 0)
        self.assertEqual(program.stdout_rest(), "")
        self.assertEqual(program.stderr(), "")

    def test_help_and_version_print_and_end(self):
        for argument, begins in (("--help", "Usage: "), ("--version", "stateroomd ")):
            program = self.program(argument, data=self.data)
            self.assertEqual(program.wait(), 0)
            self.assertTrue(program.stdout_rest().startswith(begins))
            self.assertEqual(program.stderr(), "")
        self.assertFalse(self.data.exists())

    def test_log_requests_writes_a_line_for_each(self):
        program = self.program("--log-requests", data=self.data).wait_until_ready()
        program.call("POST", "/v1/state/wf/k", {"value": 1}, {"X-Request-Id": "first"})
        program.call("GET", "/v1/state/wf/a%0Ab", None, {"X-Request-Id": "second"})
        program.call("GET", "/v1/state/wf?api_key=secret", None, {"X-Request-Id": "third"})
        self.assertEqual(program.stop(), 0)
        lines = program.stderr().splitlines()
        self.assertEqual(len(lines), 3, lines)
        by_id = {line.rsplit("id=", 1)[1]: line for line in lines}
        self.assertIn(" stateroom.request POST /v1/state/wf/k 200 ", by_id["first"])
        self.assertIn(" GET /v1/state/wf/a%0Ab 404 ", by_id["second"])
        self.assertIn("/v1/state/wf?api_key=", by_id["third"])
        self.assertNotIn("secret", by_id["third"])

    # Options

    def test_environment_and_file_are_read(self):
        config = self.home / "config.json"
        config.write_text(json.dumps({"durability": "relaxed", "data": str(self.data), "port": 1}))
        program = self.program(
            port=None, STATEROOM_PORT="0", STATEROOM_HTTP_THREADS="3",
            STATEROOM_CONFIG=str(config)).wait_until_ready()
        health = program.call("GET", "/health")[2]
        self.assertEqual(health["durability"], "relaxed")
        self.assertTrue((self.data / "stateroom.db").exists())

    def test_data_goes_to_the_platforms_place(self):
        self.program().wait_until_ready()
        self.assertTrue((self.home / "share/stateroom/stateroom.db").exists())

    def test_wrong_option_is_refused(self):
        self.assert_refused(self.program("--prot", "1"), "Unknown option 'prot'.", "--help")
        self.assert_refused(self.program("--durability", "some"), "--durability", '"some"')
        self.assert_refused(self.program("--host", "0.0.0.0"), "--host", "0.0.0.0")
        self.assert_refused(self.program(port="http"), "--port", '"http"')
        self.assert_refused(self.program("start"), '"start"')
        self.assert_refused(self.program("--config", str(self.home / "none")), "--config", "none")
        self.assert_refused(self.program(port=None, STATEROOM_PORT="x"), "--port", '"x"')
        self.assertFalse((self.home / "share").exists())

    # What may be in the way

    def test_taken_port_is_refused(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            self.assert_refused(self.program(data=self.data, port=port), str(port))

    def test_owned_directory_is_refused(self):
        first = self.program(data=self.data).wait_until_ready()
        first.set("wf/k", 1)
        link = self.home / "link"
        link.symlink_to(self.data)
        for way in (self.data, link):
            second = self.program(data=way)
            self.assert_refused(second, str(first.process.pid), first.url)
        self.assertEqual(first.get("wf/k"), {"value": 1, "version": 1})
        self.assertEqual(first.set("wf/k", 2), 2)
        # Its owner being gone, whatever way it went, the directory is free.
        first.kill()
        third = self.program(data=self.data).wait_until_ready()
        self.assertEqual(third.get("wf/k")["value"], 2)

    def test_unusable_directory_is_refused(self):
        file = self.home / "file"
        file.write_text("not a directory")
        self.assert_refused(self.program(data=file), str(file))
        self.assert_refused(self.program(data=file / "data"), str(file))
        if os.path.isdir("/proc/self"):  # where not even root may write
            self.assert_refused(self.program(data="/proc/stateroom"), "/proc/stateroom")
        if os.geteuid() != 0:
            closed = self.home / "closed"
            closed.mkdir(mode=0o500)
            self.assert_refused(self.program(data=closed), str(closed))
        self.assertEqual(file.read_text(), "not a directory")

    def test_file_that_is_no_store_is_refused_untouched(self):
        self.data.mkdir()
        for content in (b"not a database, but long enough to look at" * 100, b"\0" * 8192):
            (self.data / "stateroom.db").write_bytes(content)
            self.assert_refused(self.program(data=self.data), "stateroom.db")
            self.assertEqual((self.data / "stateroom.db").read_bytes(), content)

    # Ending

    def test_signals_end_streams_in_order(self):
        for by in (signal.SIGTERM, signal.SIGINT):
            program = self.program(data=self.data).wait_until_ready()
            with Stream(program.port, "wf/k/stream") as stream, Stream(program.port, "wf") as other:
                program.set("wf/k", 1)
                self.assertEqual(stream.next()["newValue"], 1)
                self.assertEqual(other.next()["key"], "k")
                self.assertEqual(program.stop(by), 0)
                self.assertIsNone(stream.next())
                self.assertIsNone(other.next())
            self.assertEqual(program.stderr(), "")

    def test_ephemeral_leaves_nothing_behind(self):
        program = self.program("--ephemeral").wait_until_ready()
        self.assertEqual(program.set("wf/k", 1), 1)
        self.assertEqual(
            program.call("DELETE", "/v1/state/wf/k")[1]["X-Stateroom-Durability"], "relaxed")
        self.assertEqual(program.stop(), 0)
        self.assertEqual(list(self.home.iterdir()), [])

    def test_told_to_end_while_it_starts_leaves_nothing_behind(self):
        entries = 100_000
        seed = self.home / "seed.ndjson"
        with seed.open("w") as file:
            file.write('{"stateroom":"export","format":1,"history":false}\n')
            for number in range(entries):
                file.write(f'{{"namespace":"workflow/wf","key":"{number:06}","value":{number}}}\n')
            file.write(f'{{"end":true,"entries":{entries},"changes":0}}\n')
        program = self.program("--ephemeral", "--seed", str(seed))
        deadline = time.monotonic() + PATIENCE
        while not list(self.home.glob("stateroomd-*/control-token")):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.001)
        self.assertEqual(program.stop(), 0)
        self.assertEqual(list(self.home.iterdir()), [seed])
        self.assertEqual(program.stderr(), "")

    def test_where_the_keys_are_is_told_though_the_first_start_failed(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            first = Program(
                data=self.data, port=taken.getsockname()[1], home=self.home)
            self.addCleanup(first.__exit__)
            self.assertEqual(first.wait(), 2)
        second = Program(data=self.data, home=self.home)
        self.addCleanup(second.__exit__)
        self.assertEqual(second.wait_until_ready().stop(), 0)
        second.errors.seek(0)
        self.assertIn(str(self.data / "keys.json"), second.errors.read().decode())

    @unittest.skipUnless(os.name == "posix", "modes of files")
    def test_files_are_their_users_alone(self):
        self.data.mkdir(mode=0o755)
        program = self.program(data=self.data).wait_until_ready()
        program.set("wf/k", 1)
        for file in self.data.iterdir():
            self.assertEqual(file.stat().st_mode & 0o077, 0, file)
        self.assertEqual(program.stop(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
