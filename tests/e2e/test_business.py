#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the server amid writes of the business API: repeated under their keys, each is done once,
and what keys have called is remembered."""

import http.client
import json
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from program import BINARIES, PATIENCE, Program, environment

CLIENTS = 8
KILLS = 4


class Client(threading.Thread):
    """Makes orders under fresh keys until the server is gone; remembers what was not answered."""

    def __init__(self, port, token, name):
        super().__init__(daemon=True)
        self.port, self.token, self.name = port, token, name
        self.answered, self.unanswered = {}, []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        for n in range(1_000_000):
            key = f"{self.name}-{n}"
            try:
                self.answered[key] = order(connection, self.token, key)[0]
            except (OSError, http.client.HTTPException):
                self.unanswered.append(key)
                return


def order(connection, token, key):
    """The answer's bytes, and whether it was a repeat."""
    connection.request("POST", "/v1/orders", json.dumps({"reference": key}),
                       {"Authorization": "Bearer " + token, "Idempotency-Key": key})
    answer = connection.getresponse()
    text = answer.read()
    assert answer.status == 201, text
    return text, answer.headers.get("Idempotency-Replayed") == "true"


def today():
    """Days since 1970, by UTC."""
    return int(time.time()) // 86400


def first_key(data):
    return json.loads((Path(data) / "keys.json").read_text())["business"]


def references(program, token):
    """Those of all orders."""
    found, cursor = [], ""
    while True:
        status, _, page = program.call("GET", f"/v1/orders?limit=100&cursor={cursor}",
                                       headers={"Authorization": "Bearer " + token})
        assert status == 200, page
        found += [record["reference"] for record in page["data"]]
        if not page["has_more"]:
            return found
        cursor = page["next_cursor"]


class Business(unittest.TestCase):
    def test_kill_between_commit_and_answer_repeats_are_done_once(self):
        with tempfile.TemporaryDirectory() as data:
            made, cut_off, clients = set(), 0, []
            for life in range(KILLS + 1):
                with Program(data=data) as program:
                    program.wait_until_ready()
                    token = first_key(data)
                    cut_off += self.repeat(program, token, clients, made)
                    found = references(program, token)
                    self.assertEqual(len(found), len(set(found)))
                    self.assertEqual(set(found), made)
                    if life == KILLS:
                        break
                    clients = [Client(program.port, token, f"{life}-{n}") for n in range(CLIENTS)]
                    for client in clients:
                        client.start()
                    until = time.monotonic() + PATIENCE
                    while sum(len(client.answered) for client in clients) < 40 + 17 * life:
                        self.assertLess(time.monotonic(), until)
                        time.sleep(0.001)
                    program.kill()
                    for client in clients:
                        client.join(PATIENCE)
                        self.assertEqual(len(client.unanswered), 1)
            print(f"{len(made)} made; {cut_off} were committed and not answered", flush=True)

    def repeat(self, program, token, clients, made):
        """Asks again for what was cut off, and for what was answered; how many were there."""
        connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=PATIENCE)
        there = 0
        for client in clients:
            for key, first in list(client.answered.items())[-5:]:
                self.assertEqual(order(connection, token, key), (first, True))
            made.update(client.answered)
            for key in client.unanswered:
                there += order(connection, token, key)[1]
                made.add(key)
        connection.close()
        return there

    def test_kill_remembers_calls_but_of_the_last_second(self):
        with tempfile.TemporaryDirectory() as data:
            with Program(data=data) as program:
                program.wait_until_ready()
                made = subprocess.run(
                    [BINARIES / "stateroomctl", "keys", "create", "business", "--plan", "growth",
                     "--data", data], capture_output=True, env=environment(data), check=True,
                    timeout=PATIENCE)
                token = made.stdout.decode().strip()
                day = None
                while day != today():  # all of them on one
                    day, calls = today(), 0
                    for _ in range(3):
                        self.call(program, token)
                        calls += 1
                until = time.monotonic() + PATIENCE
                while [day, calls] not in self.saved(data):
                    self.assertLess(time.monotonic(), until)
                    time.sleep(0.01)
                program.kill()
            with Program(data=data) as program:
                program.wait_until_ready()
                self.call(program, token)
                self.assertEqual(program.stop(), 0)
            self.assertIn([day, calls + 1] if day == today() else [today(), 1], self.saved(data))

    @staticmethod
    def saved(data):
        """Of each key a day and its calls on it."""
        file = Path(data) / "rate-limits.json"
        return [counts[2:] for counts in json.loads(file.read_text()).values()] if file.exists() else []

    def call(self, program, token):
        status, _, _ = program.call("GET", "/v1/agents", headers={"Authorization": "Bearer " + token})
        self.assertEqual(status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
