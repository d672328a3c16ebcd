# SPDX-License-Identifier: GPL-3.0-or-later
"""Records what concurrent clients asked and were answered, across kills, and has it checked for
linearizability, key by key."""

import asyncio
import random
import time

from client import Client, Lost
from linearizable import Operation, find_violation
from server import PATIENCE, Violation, say

CLIENTS = 12
KEYS = 3         # few, so that clients meet
KILLS = 2        # within a window
KILL_AFTER = (50, 500)  # answers
KINDS = ("get", "set", "swap", "delete")
WEIGHTS = (50, 20, 20, 10)


class Window:
    """A history that begins with keys that never existed, and is checked as a whole."""

    def __init__(self, number, seed):
        self._rng = random.Random(seed)
        self._keys = [f"/v1/state/history/{number}-{key}" for key in range(KEYS)]
        self._history = {key: [] for key in self._keys}
        self._values = 0
        self._answers = 0
        self._unknown = []

    async def run(self, server):
        for _ in range(KILLS):
            await self._until_killed(server)
            await server.start()
        await self._read_all(server.port)

    def check(self):
        """Returns how many operations there were."""
        for key, operations in self._history.items():
            violation = find_violation(operations)
            if violation:
                raise Violation(f"{key} is not linearizable: {violation}")
        return sum(len(operations) for operations in self._history.values())

    async def _until_killed(self, server):
        self._answers = self._rng.randint(*KILL_AFTER)
        enough = asyncio.Event()
        clients = [asyncio.create_task(self._client(server.port, enough)) for _ in range(CLIENTS)]
        try:
            await asyncio.wait_for(enough.wait(), PATIENCE)
            await server.kill()
            await asyncio.wait_for(asyncio.gather(*clients), PATIENCE)
        finally:
            for client in clients:
                client.cancel()
        # What was in flight can happen no more.
        now = time.monotonic_ns()
        for key, operation in self._unknown:
            self._history[key].append(operation._replace(end=now))
        self._unknown.clear()

    async def _client(self, port, enough):
        rng = random.Random(self._rng.random())
        http = Client(port)
        versions = dict.fromkeys(self._keys, 0)  # the last seen
        try:
            while True:
                key = rng.choice(self._keys)
                kind = rng.choices(KINDS, WEIGHTS)[0]
                answer = await self._do(http, key, kind, versions[key])
                if isinstance(answer, tuple):  # of a read or a conflict
                    versions[key] = answer[1]
                elif kind in ("set", "swap"):
                    versions[key] = answer
                self._answers -= 1
                if self._answers <= 0:
                    enough.set()
        except Lost:
            pass
        finally:
            http.close()

    async def _do(self, http, key, kind, expected):
        self._values += 1
        value = f"value {self._values}"
        operation = Operation(kind, time.monotonic_ns(), 0, value, expected, known=False)
        try:
            answer = answer_of(kind, await self._send(http, key, operation))
        except Lost:
            self._unknown.append((key, operation))
            raise
        self._history[key].append(
            operation._replace(end=time.monotonic_ns(), answer=answer, known=True))
        return answer

    @staticmethod
    async def _send(http, key, operation):
        if operation.kind == "get":
            return await http.call("GET", key)
        if operation.kind == "delete":
            return await http.call("DELETE", key)
        if operation.kind == "set":
            return await http.call("POST", key, {"value": operation.value})
        return await http.call("POST", key + "/version", {
            "value": operation.value, "expectedVersion": operation.expected})

    async def _read_all(self, port):
        http = Client(port)
        try:
            for key in self._keys:
                await self._do(http, key, "get", 0)
        finally:
            http.close()


def answer_of(kind, answer):
    """What linearizable.apply() calls it."""
    body = answer.json()
    if kind == "get" and answer.status in (200, 404):
        return (body["value"], body["version"]) if answer.status == 200 else None
    if kind == "swap" and answer.status == 409:
        return ("conflict", body["currentVersion"])
    if answer.status != 200:
        raise Violation(f"{kind}: {answer}")
    return body["deleted"] if kind == "delete" else body["version"]


async def run(server, windows, seed):
    """Two kills a window, on a server with an empty directory."""
    began = time.monotonic()
    operations, checking = 0, 0.0
    await server.start()
    for number in range(1, windows + 1):
        window = Window(number, f"{seed}/{number}")
        await window.run(server)
        checked = time.monotonic()
        operations += window.check()
        checking += time.monotonic() - checked
    await server.stop()
    say(f"histories: {operations} operations in {windows} windows with {KILLS} kills each are"
        f" linearizable; {time.monotonic() - began:.1f} s, of which checking took {checking:.1f} s")
