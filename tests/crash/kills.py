# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the server amid the writes of 33 clients, again and again, and checks what it holds."""

import asyncio
import functools
import random
import sqlite3
import time

from actors import Actor
from audit import Audit
from client import Client, Lost, Stream
from indexed import Indexer, check_index
from record import Record
from sweeps import Sweeper
from server import PATIENCE, Violation, say

CLIENTS = 32
WORKFLOWS = [f"wf-{number}" for number in range(4)]
# Which every client does, by its number; each workflow has clients of all kinds.
ROLES = ("set", "count", "count", "delete", "expire", "repeat", "sweep", "offend")
KILL_AFTER = (1, 700)  # answers
START_KILLS = 0.1      # part of the rounds in which the server is killed while it starts, too
FULL_REPLAY_EVERY = 25


class Load:
    """One round's clients."""

    def __init__(self, seed, port, records, sweepers, indexer):
        self._rng = random.Random(seed)
        self._port = port
        self._records = records
        self._sweepers = sweepers
        self._indexer = indexer
        self._answers = 0
        self._enough = asyncio.Event()
        few = self._rng.random() < 0.2
        self._kill_after = self._rng.randint(KILL_AFTER[0], 40 if few else KILL_AFTER[1])
        self.answers = 0

    async def run(self, server):
        """Until the server is killed; it is gone when this returns."""
        clients = [asyncio.create_task(self._client(number)) for number in range(CLIENTS)]
        clients.append(asyncio.create_task(self._index()))
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
        place, role = number % len(WORKFLOWS), ROLES[number // len(WORKFLOWS)]
        if role == "sweep":
            act = functools.partial(self._sweepers[place].act, http)
        else:
            act = getattr(Actor(http, self._records[WORKFLOWS[place]], rng, f"own-{number}"), role)
        await self._go_on(http, act)

    async def _index(self):
        http = Client(self._port, self._answered)
        await self._go_on(http, functools.partial(self._indexer.act, http))

    async def _go_on(self, http, act):
        try:
            while True:
                await act()
        except Lost:
            pass
        finally:
            http.close()


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
    sweepers = [Sweeper(number, rng.random()) for number in range(len(WORKFLOWS))]
    indexer = Indexer(server.directory, rng.random())
    answers = landed = gone = indexed = 0
    began = time.monotonic()
    await server.start()
    for number in range(1, rounds + 1):
        load = Load(rng.random(), server.port, records, sweepers, indexer)
        await load.run(server)
        if rng.random() < START_KILLS:
            await server.start_and_kill(rng.random() * 0.1)
        await server.start()
        audit = Audit(server.port, records, rng)
        try:
            await audit.run(full=number % FULL_REPLAY_EVERY == 0 or number == rounds)
            await asyncio.gather(*(sweeper.check(server.port) for sweeper in sweepers))
            indexed += check_index(server.directory)
        except Violation as violation:
            raise Violation(f"round {number}: {violation}") from violation
        answers += load.answers
        landed += audit.landed
        gone += audit.gone
    await asyncio.gather(*(wait_for_expiries(server.port, r) for r in records.values()))
    await server.stop()
    check_file(server.directory)
    say(f"kills: {rounds} rounds, {answers} answers, {sum(r.changes for r in records.values())}"
        f" changes, {sum(s.sweeps for s in sweepers)} bulk deletes; of the unanswered writes"
        f" {landed} are there, {gone} are not; {indexed} times an agent had its index rows;"
        f" {time.monotonic() - began:.1f} s")
