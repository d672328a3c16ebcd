# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads all there is from a server that nobody else uses, and holds it against the records."""

import asyncio
import time

from actors import Actor
from client import Client, replay
from record import Change, Outcome, PRESENT, digest_of
from server import Violation

OLD_VERSIONS = 12  # read in each round
REPEATS = 3        # of answered writes


class Audit:
    """Of one round."""

    def __init__(self, port, records, rng):
        self._port, self._records, self._rng = port, records, rng
        self.landed = self.gone = 0

    async def run(self, full):
        await asyncio.gather(*(self._audit(record, full) for record in self._records.values()))

    async def _audit(self, record, full):
        http = Client(self._port)
        try:
            await self._repeat_writes(http, record)
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

    async def _repeat_writes(self, http, record):
        """Whoever was not answered may repeat what bears a key, and so may everybody else."""
        answered = [keyed for keyed in record.keyed if keyed.write.outcome is Outcome.KEPT]
        unanswered = [keyed for keyed in record.keyed if keyed.write.outcome is Outcome.UNKNOWN]
        some = self._rng.sample(answered, min(REPEATS, len(answered)))
        for keyed in unanswered + some:
            await keyed.send(http)
        record.keyed = answered[-50:]

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
