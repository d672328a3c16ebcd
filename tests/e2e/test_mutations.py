#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the server amid mutations: repeated under their ids, each applies once."""

import http.client
import json
import tempfile
import threading
import time
import unittest
from pathlib import Path

from program import PATIENCE, Program, user_token

CLIENTS = 8
KILLS = 6


class Client(threading.Thread):
    """Mutates under fresh ids until the server is gone; remembers what was not answered."""

    def __init__(self, port, token, ids):
        super().__init__(daemon=True)
        self.port, self.token, self.ids = port, token, ids
        self.answered, self.unanswered = {}, []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        for identity in self.ids:
            try:
                self.answered[identity] = mutate(connection, self.token, identity)
            except (OSError, http.client.HTTPException):
                self.unanswered.append(identity)
                return


def mutate(connection, token, identity):
    body = {"ops": [{"path": "state.user.points", "op": "inc", "value": 1}], "mutation_id": identity}
    connection.request("POST", "/v1/runtime/state:mutate", json.dumps(body),
                       {"Authorization": "Bearer " + token})
    answer = connection.getresponse()
    text = json.loads(answer.read())
    assert answer.status == 200, text
    return text


class Mutations(unittest.TestCase):
    def test_kill_between_commit_and_answer_repeats_apply_once(self):
        with tempfile.TemporaryDirectory() as data:
            applied, cut_off = 0, 0
            for life in range(KILLS + 1):
                with Program(data=data) as program:
                    program.wait_until_ready()
                    token = user_token(data, "spring", "quiz", "ann")
                    if life == 0:
                        self.declare(program, data)
                    else:
                        applied += self.repeat(program, token, clients)
                        cut_off += sum(client.cut_off for client in clients)
                    self.assertEqual(self.points(program, token), applied)
                    if life == KILLS:
                        break
                    clients = [Client(program.port, token, self.ids(life, n)) for n in range(CLIENTS)]
                    for client in clients:
                        client.start()
                    # Anywhere amid the work, another place each time.
                    self.wait_for_answers(clients, 40 + 17 * life)
                    program.kill()
                    for client in clients:
                        client.join(PATIENCE)
                        self.assertFalse(client.is_alive())
                        self.assertEqual(len(client.unanswered), 1)
            self.assertGreater(applied, KILLS * CLIENTS)
            print(f"{applied} applied; {cut_off} were committed and not answered", flush=True)

    @staticmethod
    def ids(life, number):
        return (f"{life}-{number}-{n}" for n in range(1_000_000))

    def wait_for_answers(self, clients, count):
        until = time.monotonic() + PATIENCE
        while sum(len(client.answered) for client in clients) < count:
            self.assertLess(time.monotonic(), until)
            time.sleep(0.001)

    def declare(self, program, data):
        key = json.loads((Path(data) / "keys.json").read_text())["campaign"]
        status, _, answer = program.call(
            "POST", "/v1/campaigns/spring/variables:define",
            {"scope": "user", "name": "points", "type": "number", "default": 0},
            {"Authorization": "Bearer " + key})
        self.assertEqual(status, 200, answer)

    def points(self, program, token):
        _, _, answer = program.call(
            "GET", "/v1/runtime/state", headers={"Authorization": "Bearer " + token})
        return answer["state"]["user"]["points"]

    def repeat(self, program, token, clients):
        """Asks again for what was cut off, and for some that was answered; how many applied."""
        connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=PATIENCE)
        applied = 0
        for client in clients:
            applied += len(client.answered)
            for identity, first in list(client.answered.items())[-3:]:
                again = mutate(connection, token, identity)
                self.assertEqual(again["status"], "duplicate")
                self.assertEqual(again["mutations"], first["mutations"])
            client.cut_off = 0
            for identity in client.unanswered:
                first = mutate(connection, token, identity)
                client.cut_off += first["status"] == "duplicate"
                again = mutate(connection, token, identity)
                self.assertEqual((again["status"], again["mutations"]), ("duplicate", first["mutations"]))
                applied += 1
        connection.close()
        return applied


if __name__ == "__main__":
    unittest.main(verbosity=2)
