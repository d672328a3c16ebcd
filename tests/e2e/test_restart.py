#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was written is found again: after a stop, after a kill, and by a stream that resumes."""

import http.client
import tempfile
import threading
import time
import unittest
from urllib.parse import quote

from program import PATIENCE, Program, Stream

VALUES = {
    "status": {"step": "researching", "a": [1, 2.5, None, True]},
    "stream": "a key named stream",
    "version": 7,
    "..": "dots",
    "with spaces": "a b",
    "a/b": "a slash",
    "#?&+%@": "signs",
    "😀": "😀",
    "null": None,
    "long": "x" * 1_000_000,
}


class Restart(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.data = self.directory.name

    def start(self, *arguments, **options):
        program = Program(*arguments, data=self.data, **options)
        self.addCleanup(program.__exit__)
        return program.wait_until_ready()

    def test_stopped_store_is_found_again(self):
        program = self.start()
        for key, value in VALUES.items():
            program.set("wf-1/" + quote(key, safe=""), value)
        program.set("wf-1/status", "second")
        program.set("wf-1/gone", 1)
        program.call("DELETE", "/v1/state/wf-1/gone")
        exact = b'{"value":{"b":1.10,"a":12345678901234567890,"b":1e400,"\\u0041":"\\ud800"}}'
        self.assertEqual(self.raw(program, "POST", "wf-1/exact", exact), b'{"version":1}')
        self.assertEqual(program.stop(), 0)

        program = self.start()
        for key, value in (VALUES | {"status": "second"}).items():
            answer = program.get("wf-1/" + quote(key, safe=""))
            self.assertEqual(answer, {"value": value, "version": 2 if key == "status" else 1})
        self.assertEqual(program.get("wf-1")["keys"], sorted([*VALUES, "exact"], key=str.encode))
        self.assertEqual(
            self.raw(program, "GET", "wf-1/exact", None), exact[:-1] + b',"version":1}')
        self.assertEqual(program.get("wf-1/status?version=1")["value"], VALUES["status"])
        # Versions go on, those of a deleted key too.
        self.assertEqual(program.set("wf-1/status", "third"), 3)
        self.assertEqual(program.set("wf-1/gone", 2), 3)
        status, _, answer = program.call(
            "POST", "/v1/state/wf-1/status/version", {"value": 1, "expectedVersion": 2})
        self.assertEqual((status, answer["currentVersion"]), (409, 3))

    def raw(self, program, method, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=PATIENCE)
        try:
            connection.request(method, "/v1/state/" + path, body)
            return connection.getresponse().read()
        finally:
            connection.close()

    def test_stream_resumes_by_id_across_restarts(self):
        program = self.start()
        with Stream(program.port, "wf-1/counter/stream") as stream:
            program.set("wf-1/counter", 1)
            self.assertEqual(stream.next()["newValue"], 1)
            last_id = stream.last_id
            self.assertEqual(program.stop(), 0)
            self.assertIsNone(stream.next())
        program = self.start()
        program.set("wf-1/counter", 2)
        program.set("wf-1/other", 0)
        program.kill()
        program = self.start()
        program.set("wf-1/counter", 3)
        with Stream(program.port, "wf-1/counter/stream", last_id) as stream:
            program.set("wf-1/counter", 4)
            events = [stream.next() for _ in range(3)]
        self.assertEqual(
            [(e["oldValue"], e["newValue"], e["version"]) for e in events],
            [(1, 2, 2), (2, 3, 3), (3, 4, 4)])

    def test_killed_store_has_every_answered_write(self):
        program = self.start()
        answered = [0] * 8
        enough = threading.Barrier(len(answered) + 1)

        def write(client):
            try:
                for number in range(1, 1_000_000):
                    version = program.set(f"wf-1/client-{client}", number)
                    assert version == number
                    answered[client] = number
                    if number == 20:
                        enough.wait(PATIENCE)
            except (OSError, AssertionError, ValueError, http.client.HTTPException):
                pass  # it was killed

        clients = [threading.Thread(target=write, args=(i,)) for i in range(len(answered))]
        for client in clients:
            client.start()
        enough.wait(PATIENCE)
        program.kill()
        for client in clients:
            client.join(PATIENCE)
        program = self.start()
        for client, number in enumerate(answered):
            self.assertGreaterEqual(number, 20)
            found = program.get(f"wf-1/client-{client}")
            # One more may have been committed whose answer was lost.
            self.assertIn(found["version"], (number, number + 1))
            self.assertEqual(found["value"], found["version"])
            held = program.get(f"wf-1/client-{client}?version={number}")
            self.assertEqual(held["value"], number)

    def test_repeat_after_kill_does_nothing(self):
        program = self.start()
        headers = {"Idempotency-Key": "once"}
        first = program.call("POST", "/v1/state/wf-1/k", {"value": 1}, headers)
        program.kill()
        program = self.start()
        again = program.call("POST", "/v1/state/wf-1/k", {"value": 1}, headers)
        self.assertEqual(again[2], first[2])
        self.assertEqual(again[1]["Idempotency-Replayed"], "true")
        self.assertEqual(program.get("wf-1/k")["version"], 1)

    def test_expiry_while_nobody_serves_is_told_later(self):
        program = self.start()
        program.set("wf-1/k", "short", ttl=0.5)
        due = time.monotonic() + 0.5
        self.assertEqual(program.stop(), 0)
        while time.monotonic() <= due:
            time.sleep(0.05)
        program = self.start()
        self.assertEqual(program.call("GET", "/v1/state/wf-1/k")[0], 404)
        with Stream(program.port, "wf-1/k/stream?since=0") as stream:
            self.assertEqual(stream.next()["op"], "set")
            self.assertEqual(
                stream.next(), {"oldValue": "short", "newValue": None, "version": 2, "op": "expire"})


if __name__ == "__main__":
    unittest.main(verbosity=2)
