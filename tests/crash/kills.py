# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the server amid the writes of 32 clients, again and again, and checks what it holds."""

import asyncio
import json
import random
import sqlite3
import time

from client import Client, Lost, Stream, replay
from record import Change, PRESENT, Record, digest_of
from server import PATIENCE, Violation, say

CLIENTS = 32
WORKFLOWS = [f"wf-{number}" for number in range(4)]
SHARED = [f"shared-{number}" for number in range(6)]
COUNTERS = ["count-0", "count-1"]
BRIEF = [f"brief-{number}" for number in range(4)]
# Which every client does, by its number; each workflow has clients of all kinds.
ROLES = ("set", "set", "count", "count", "delete", "expire", "expire", "offend")
KILL_AFTER = (1, 700)  # answers
START_KILLS = 0.1      # part of the rounds in which the server is killed while it starts, too
FULL_REPLAY_EVERY = 25
OLD_VERSIONS = 12      # read in each round


class Load:
    """One round's clients."""

    def __init__(self, seed, port, records):
        self._rng = random.Random(seed)
        self._port = port
        self._records = records
        self._answers = 0
        self._enough = asyncio.Event()
        few = self._rng.random() < 0.2
        self._kill_after = self._rng.randint(KILL_AFTER[0], 40 if few else KILL_AFTER[1])
        self.answers = 0

    async def run(self, server):
        """Until the server is killed; it is gone when this returns."""
        clients = [asyncio.create_task(self._client(number)) for number in range(CLIENTS)]
        enough = asyncio.create_task(self._enough.wait())
        try:
            await asyncio.wait([enough, *clients], timeout=PATIENCE,
                               return_when=asyncio.FIRST_COMPLETED)
            for client in clients:
                if client.done():
                    client.result()
                    raise Violation("the server ended a connection\n" + server.complaints())
            if not enough.done():
                raise Violation("the server answers no more")
            await asyncio.sleep(self._rng.random() * 0.005)
            await server.kill()
            await asyncio.wait_for(asyncio.gather(*clients), PATIENCE)
        finally:
            for task in [enough, *clients]:
                task.cancel()

    def _answered(self):
        self.answers += 1
        if self.answers >= self._kill_after:
            self._enough.set()

    async def _client(self, number):
        rng = random.Random(self._rng.random() + number)
        http = Client(self._port, self._answered)
        workflow = WORKFLOWS[number % len(WORKFLOWS)]
        role = ROLES[number // len(WORKFLOWS)]
        actor = Actor(http, self._records[workflow], rng, f"own-{number}")
        try:
            while True:
                await getattr(actor, role)()
        except Lost:
            pass
        finally:
            http.close()


class Actor:
    """What a client does in a workflow, noted in its record."""

    def __init__(self, http, record, rng, own):
        self._http, self._record, self._rng, self._own = http, record, rng, own

    async def set(self):
        await self.put(self._some(SHARED + [self._own]))

    async def delete(self):
        key = self._some(SHARED + [self._own])
        if self._rng.random() < 0.5:
            return await self.put(key)
        deletion = self._record.deletion(key)
        answer = await self._http.call("DELETE", self._path(key))
        if answer.status != 200:
            raise Violation(f"DELETE {key}: {answer}")
        deletion.keep(answer.json()["deleted"])

    async def expire(self):
        ttl = round(self._rng.uniform(0.01, 0.6), 3)
        await self.put(self._some(BRIEF), ttl if self._rng.random() < 0.8 else None)

    async def count(self):
        key = self._some(COUNTERS)
        answer = await self._http.call("GET", self._path(key))
        entry = answer.json() if answer.status == 200 else {"value": {"n": 0}, "version": 0}
        await self.put(key, count=entry["value"]["n"] + 1, expected=entry["version"])

    async def offend(self):
        """A request that must be refused, whenever it comes."""
        key = self._some(SHARED + COUNTERS + BRIEF)
        value = self._value()
        write = self._record.write(key, value, time.time())
        write.refuse()
        path, body, fields, wanted = self._some([
            (self._path(key), {"value": value, "ttl": -1}, "", 400),
            (self._path(key), {"values": value}, "", 400),
            (self._path(key), json.dumps({"value": value})[:-1].encode(), "", 400),
            (self._path(key) + "/version", {"value": value}, "", 400),
            (self._path(key) + "/version", {"value": value, "expectedVersion": 1 << 40}, "", 409),
            (self._path(key), {"value": value}, 'If-Match: "999999999"\r\n', 412),
            (self._path("k" * 1025), {"value": value}, "", 400)])
        answer = await self._http.call("POST", path, body, fields)
        if answer.status != wanted:
            raise Violation(f"{answer.status} instead of {wanted} for {path} {body} {fields}")

    async def put(self, key, ttl=None, count=None, expected=None):
        value = self._value()
        body = {"value": value}
        if ttl:
            body["ttl"] = ttl
        if count:
            value["n"] = count
        if expected is not None:
            body["expectedVersion"] = expected
        write = self._record.write(key, value, time.time(), ttl, count is not None)
        path = self._path(key) + ("" if expected is None else "/version")
        answer = await self._http.call("POST", path, body)
        if answer.status == 200:
            write.keep(answer.json()["version"], time.time())
        elif answer.status == 409 and expected is not None:
            write.refuse()
        else:
            raise Violation(f"POST {path}: {answer}")
        return value["w"]

    def _value(self):
        size = self._rng.choices((20, 200, 4_000, 40_000), (40, 50, 8, 2))[0]
        return {"w": self._record.new_token(), "fill": "x" * self._rng.randrange(size)}

    def _some(self, choices):
        return self._rng.choice(choices)

    def _path(self, key):
        return f"/v1/state/{self._record.workflow}/{key}"


class Audit:
    """Reads all there is from a server that nobody else uses, and holds it against the records."""

    def __init__(self, port, records, rng):
        self._port, self._records, self._rng = port, records, rng
        self.landed = self.gone = 0

    async def run(self, full):
        await asyncio.gather(*(self._audit(record, full) for record in self._records.values()))

    async def _audit(self, record, full):
        http = Client(self._port)
        try:
            # A write behind which the log need not be read.
            fence = await Actor(http, record, self._rng, None).put("fence")
            await self._read_log(record, fence, full)
            landed, gone = record.settle(time.time())
            self.landed += landed
            self.gone += gone
            await self._read_list(http, record)
            for key in record.keys():
                await self._read_entry(http, record, key)
            for _ in range(OLD_VERSIONS):
                await self._read_past(http, record, self._rng.choice(record.keys()))
        finally:
            http.close()

    async def _read_log(self, record, fence, full):
        path = f"/v1/state/{record.workflow}"

        def is_fence(event):
            change = Change.of(event)
            return change.key == "fence" and change.new["w"] == fence

        for event in await replay(self._port, path, is_fence, record.last_id):
            record.append(event)
        if full:
            events = await replay(self._port, path, lambda event: event.id >= record.last_id)
            if digest_of(events) != record.digest():
                raise Violation(f"{path}: the log from its start is not what it was")

    async def _read_list(self, http, record):
        before = time.time()
        answer = await http.call("GET", f"/v1/state/{record.workflow}")
        after = time.time()
        keys = answer.json()["keys"]
        if keys != sorted(set(keys)) or not set(keys) <= set(record.keys()):
            raise Violation(f"{record.workflow} lists {keys}")
        for key in record.keys():
            record.judge(key, PRESENT if key in keys else None, before, after)

    async def _read_entry(self, http, record, key):
        before = time.time()
        answer = await http.call("GET", f"/v1/state/{record.workflow}/{key}")
        after = time.time()
        found = None
        if answer.status == 200:
            entry = answer.json()
            found = (entry["value"], entry["version"])
        elif answer.status != 404:
            raise Violation(f"GET {key}: {answer}")
        record.judge(key, found, before, after)

    async def _read_past(self, http, record, key):
        version = self._rng.randint(1, record.versions(key))
        change = record.past(key, version)
        answer = await http.call("GET", f"/v1/state/{record.workflow}/{key}?version={version}")
        wanted = {"value": change.new, "version": version}
        if answer.status != 200 if change.new else answer.status != 404:
            raise Violation(f"version {version} of {key}: {answer}, not {change}")
        if change.new and answer.json() != wanted:
            raise Violation(f"version {version} of {key}: {answer}, not {change}")


async def wait_for_expiries(port, record):
    """Reads on until all that is to expire has: sooner or later the log says so."""
    stream = await Stream(port, f"/v1/state/{record.workflow}", record.last_id).open()
    try:
        while record.due():
            record.append(await asyncio.wait_for(stream.next(), PATIENCE))
    finally:
        stream.close()


def check_file(directory):
    """What no client sees: the file is sound, and its counts are those of its rows."""
    database = sqlite3.connect(directory / "stateroom.db")
    try:
        found = database.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise Violation(f"integrity_check: {found}")
        counts = database.execute(
            "SELECT name, keys, (SELECT count(*) FROM entry e WHERE e.namespace = n.id)"
            " FROM namespace n").fetchall()
        if any(counted != there for _, counted, there in counts):
            raise Violation(f"keys are counted wrongly: {counts}")
    finally:
        database.close()


async def run(server, rounds, seed):
    """`rounds` kills of a server on an empty directory; it is stopped at the end."""
    rng = random.Random(seed)
    records = {workflow: Record(workflow) for workflow in WORKFLOWS}
    answers = landed = gone = 0
    began = time.monotonic()
    await server.start()
    for number in range(1, rounds + 1):
        load = Load(rng.random(), server.port, records)
        await load.run(server)
        if rng.random() < START_KILLS:
            await server.start_and_kill(rng.random() * 0.1)
        await server.start()
        audit = Audit(server.port, records, rng)
        try:
            await audit.run(full=number % FULL_REPLAY_EVERY == 0 or number == rounds)
        except Violation as violation:
            raise Violation(f"round {number}: {violation}") from violation
        answers += load.answers
        landed += audit.landed
        gone += audit.gone
    await asyncio.gather(*(wait_for_expiries(server.port, r) for r in records.values()))
    await server.stop()
    check_file(server.directory)
    say(f"kills: {rounds} rounds, {answers} answers, {sum(r.changes for r in records.values())}"
        f" changes; of the unanswered writes {landed} are there, {gone} are not;"
        f" {time.monotonic() - began:.1f} s")
