# SPDX-License-Identifier: GPL-3.0-or-later
"""All that clients do, at once and for long: what the server costs must level off.

Writers, counters, readers, watchers that resume and some that never read, clients that come and
leave, keys that expire or are deleted and never come again, and bulk deletes. The history's policy
is small, so that the floor moves from the first half minute on.
"""

import asyncio
import collections
import json
import os
import random
import sqlite3
import time

from client import Client, Connection, Lost, Stream
from samples import HEAD, Sampler, judge, line_of
from server import API_KEY, Server, Violation, say

HISTORY = 8 * 1024 * 1024
WORKFLOWS = 4
HOT_KEYS = 12     # of each workflow
CHURNED = 50      # keys of a churner that live at once
SWEPT = 200       # keys that a bulk delete removes
SAMPLES = 300     # of a run, at least a second apart
LINES = 20        # of them printed
KEY_FIELD = f"Authorization: Bearer {API_KEY}\r\n"
# Who there is, and each one's part of the requests.
ROLES = (("set", 6, 30), ("count", 2, 8), ("churn", 2, 14), ("expire", 2, 10), ("repeat", 1, 1),
         ("sweep", 1, 10), ("read", 4, 22), ("visit", 1, 4), ("found", 1, 0.5))
WATCHERS = 8
FIRST_USE = 8     # descriptors
STALLED = 4


class Soak:
    """One run on an empty directory."""

    def __init__(self, server, seconds, rate, seed):
        self._server = server
        self._seconds = seconds
        self._rate = rate
        self._rng = random.Random(seed)
        self._end = 0
        self._tokens = 0
        self._events = 0
        self._resets = 0
        self._done = collections.Counter()  # requests by role
        self._counted = collections.Counter()

    async def run(self):
        await self._server.start()
        port = self._server.port
        await Client(port).call("GET", "/health")
        sampler = Sampler(self._server)
        before = sampler.take(0)
        self._end = time.monotonic() + self._seconds
        await self._load(sampler)
        await self._check_quiet(before)
        table = judge(sampler.samples[1:], is_memory_judged="ASAN_OPTIONS" not in os.environ)
        await self._server.stop()
        await self._check_counts()
        self._check_file()
        say(table)
        said = ", ".join(f"{count} {role}" for role, count in sorted(self._done.items()))
        say(f"levels off: {self._seconds:.0f} s, {sum(self._done.values())} requests ({said}),"
            f" {self._events} events, {self._resets} resets")

    async def _load(self, sampler):
        tasks = [asyncio.create_task(self._client(role, number, share / clients))
                 for role, clients, share in ROLES for number in range(clients)]
        tasks += [asyncio.create_task(self._watch(number)) for number in range(WATCHERS)]
        tasks += [asyncio.create_task(self._stall(number)) for number in range(STALLED)]
        sampling = asyncio.create_task(self._sample(sampler))
        try:
            await asyncio.wait([sampling, *tasks], return_when=asyncio.FIRST_EXCEPTION)
            for task in [sampling, *tasks]:
                if task.done():
                    task.result()
        finally:
            for task in [sampling, *tasks]:
                task.cancel()
            await asyncio.gather(sampling, *tasks, return_exceptions=True)

    async def _sample(self, sampler):
        interval = max(1, self._seconds / SAMPLES)
        every = max(1, int(self._seconds / interval / LINES))
        say(HEAD)
        while time.monotonic() < self._end:
            await asyncio.sleep(interval)
            await asyncio.to_thread(sampler.take, sum(self._done.values()))
            if len(sampler.samples) % every == 0:
                say(line_of(sampler.samples[-1]))

    async def _client(self, role, number, percent):
        """Does its part of the requests, if the machine is quick enough, evenly in time."""
        period = 100 / percent / self._rate
        acts = getattr(self, "_" + role)(random.Random(self._rng.random()), number)
        next_at = time.monotonic() + self._rng.random() * period
        async for _ in acts:
            self._done[role] += 1
            now = time.monotonic()
            if now >= self._end:
                break
            next_at = max(next_at + period, now)
            await asyncio.sleep(next_at - now)
        await acts.aclose()

    # Each of these is a client: an endless generator that makes one request for each turn.

    async def _set(self, rng, _):
        http = Client(self._server.port)
        while True:
            await self._put(http, self._hot(rng), self._value(rng))
            yield

    async def _count(self, _, number):
        """Reads and counts up in turns, under the version that it read."""
        http = Client(self._server.port)
        path = f"/v1/state/counters/c{number}"
        while True:
            answer = await http.call("GET", path)
            entry = answer.json() if answer.status == 200 else {"value": 0, "version": 0}
            yield
            answer = await http.call("POST", path + "/version", {
                "value": entry["value"] + 1, "expectedVersion": entry["version"]})
            if answer.status != 200 or answer.json() != {"version": entry["version"] + 1}:
                raise Violation(f"{path}: {answer} behind {entry}")
            self._counted[path] += 1
            yield

    async def _churn(self, rng, number):
        """Keys that are set, deleted and never heard of again."""
        http = Client(self._server.port)
        living = collections.deque()
        while True:
            living.append(f"/v1/state/churn-{number}/{self._token()}")
            await self._put(http, living[-1], self._value(rng))
            yield
            if len(living) > CHURNED:
                answer = await http.call("DELETE", living.popleft())
                if answer.json() != {"deleted": True}:
                    raise Violation(f"DELETE: {answer}")
                yield

    async def _expire(self, rng, number):
        http = Client(self._server.port)
        while True:
            await self._put(http, f"/v1/state/brief-{number}/{self._token()}", self._value(rng),
                            ttl=rng.uniform(0.05, 3))
            yield

    async def _repeat(self, rng, _):
        http = Client(self._server.port)
        while True:
            path, field = self._hot(rng), f"Idempotency-Key: {self._token()}\r\n"
            body = {"value": self._value(rng)}
            first = await http.call("POST", path, body, field)
            yield
            again = await http.call("POST", path, body, field)
            if first.status != 200 or again != first:
                raise Violation(f"POST {path}: {first}, repeated: {again}")
            yield

    async def _sweep(self, rng, number):
        http = Client(self._server.port)
        path = f"/v1/imports/soak-{number}/state"
        while True:
            for _ in range(SWEPT):
                key = self._token()
                answer = await http.call("PUT", f"{path}/{key}", self._value(rng), KEY_FIELD)
                if answer.status != 200:
                    raise Violation(f"PUT {path}: {answer}")
                yield
            answer = await http.call("DELETE", path, None, KEY_FIELD)
            left = await http.call("GET", path, None, KEY_FIELD)
            if answer.status != 200 or left.status != 204:
                raise Violation(f"DELETE {path}: {answer}; then there is {left}")
            yield

    async def _read(self, rng, _):
        http = Client(self._server.port)
        while True:
            path = self._hot(rng)
            answer = await http.call("GET", path)
            yield
            if answer.status == 200:
                version = max(1, answer.json()["version"] - rng.randrange(120))
                answer = await http.call("GET", f"{path}?version={version}")
                if answer.status not in (200, 404, 410):  # the older ones are dropped
                    raise Violation(f"{path} of version {version}: {answer}")
                yield
            answer = await http.call("GET", path.rsplit("/", 1)[0])
            if answer.status != 200:
                raise Violation(f"{path}: {answer}")
            yield

    async def _visit(self, rng, _):
        """A connection for each request; some do not wait for the answer."""
        while True:
            if rng.random() < 0.5:
                http = Client(self._server.port)
                await http.call("GET", self._hot(rng))
                http.close()
            else:
                connection = Connection(self._server.port)
                await connection.send(
                    f"GET {self._hot(rng)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
                    [:rng.randrange(10, 80)])
                connection.close()
            yield

    async def _found(self, rng, _):
        """A workflow of its own for each run of a program."""
        http = Client(self._server.port)
        while True:
            path = f"/v1/state/run-{self._token()}/status"
            await self._put(http, path, self._value(rng))
            yield
            await http.call("DELETE", path)
            yield

    # Streams.

    async def _watch(self, number):
        """Resumes where it was; the log below the floor is gone, which a reset says."""
        rng = random.Random(self._rng.random())
        last = 0
        while time.monotonic() < self._end:
            if rng.random() < 0.1:
                last = 0  # has forgotten where it was
            stream = await Stream(
                self._server.port, f"/v1/state/w{number % WORKFLOWS}", last).open()
            leaves = min(time.monotonic() + rng.uniform(0.5, 20), self._end)
            try:
                while (left := leaves - time.monotonic()) > 0:
                    event = await asyncio.wait_for(stream.next(), left)
                    last = self._take(event, last)
            except asyncio.TimeoutError:
                pass
            finally:
                stream.close()

    def _take(self, event, last):
        """Where the watcher is now; None amid the state that follows a reset."""
        self._events += 1
        if event.name == "reset":
            self._resets += 1
            return None
        if last is not None and (event.id is None or event.id <= last):
            raise Violation(f"a watcher at {last} was sent {event}")
        return event.id

    async def _stall(self, number):
        """Never reads, until the server will long have had enough of it."""
        while time.monotonic() < self._end:
            stream = await Stream(self._server.port, f"/v1/state/w{number % WORKFLOWS}", 0,
                                  receive_buffer=4096).open()
            await asyncio.sleep(min(20, max(0, self._end - time.monotonic())))
            stream.close()

    # What is written.

    async def _put(self, http, path, value, **more):
        answer = await http.call("POST", path, {"value": value, **more})
        if answer.status != 200:
            raise Violation(f"POST {path}: {answer}")

    def _hot(self, rng):
        return f"/v1/state/w{rng.randrange(WORKFLOWS)}/hot-{rng.randrange(HOT_KEYS)}"

    def _value(self, rng):
        size = rng.choices((30, 300, 3_000, 30_000), (40, 48, 11, 1))[0]
        return {"at": rng.random(), "fill": "x" * rng.randrange(size)}

    def _token(self):
        self._tokens += 1
        return f"t{self._tokens}"

    # Afterwards.

    async def _check_quiet(self, before):
        """Everybody has left: so has what they held, but for files opened at their first use."""
        sampler = Sampler(self._server)
        until = time.monotonic() + 30
        while sampler.take(0).descriptors > before.descriptors + FIRST_USE:
            if time.monotonic() > until:
                raise Violation(f"{sampler.samples[-1].descriptors} descriptors are open after all"
                                f" have left, {before.descriptors} at the start")
            await asyncio.sleep(0.1)

    async def _check_counts(self):
        """After a new start: nothing counted is lost."""
        await self._server.start()
        http = Client(self._server.port)
        for path, count in self._counted.items():
            answer = await http.call("GET", path)
            # One who was counting when the time was over may have been heard.
            if answer.json()["value"] not in (count, count + 1):
                raise Violation(f"{path} was counted up {count} times: {answer}")
        http.close()
        await self._server.stop()

    def _check_file(self):
        database = sqlite3.connect(self._server.directory / "stateroom.db")
        try:
            found = database.execute("PRAGMA integrity_check").fetchall()
        finally:
            database.close()
        if found != [("ok",)]:
            raise Violation(f"integrity_check: {found}")


async def run(folder, options):
    """`folder` is empty; its disk is what durable writes wait for."""
    server = Server(folder / "data", ("--history-bytes", str(HISTORY)))
    try:
        await Soak(server, options.minutes * 60, options.rate, options.seed).run()
    except Lost as lost:
        raise Violation("the server ended a connection\n" + server.complaints()) from lost
    finally:
        await server.dispose()
