# SPDX-License-Identifier: GPL-3.0-or-later
"""5,000 writes a second to one key: the floor keeps up, so that file and memory level off."""

import asyncio
import json
import os
import time

from pipelined import Pipeline, request
from samples import HEAD, MIB, Sampler, judge, line_of
from server import Server, Violation, say

WRITES_PER_SECOND = 5_100  # that are sent
ENOUGH = 5_000             # that are answered
SECONDS = 60
CONNECTIONS = 8
TOGETHER = 25  # requests of one connection under way
HISTORY = 4 * MIB
PATH = "/v1/state/hot/key"
SETTLED = 0.25  # part of the run after which the floor must move


class Writer:
    """One connection."""

    def __init__(self, port):
        self._pipeline = Pipeline(port)
        self._last = 0
        self.written = 0
        self.ended = 0

    async def run(self, end):
        """Evenly, as far as the answers come."""
        period = CONNECTIONS * TOGETHER / WRITES_PER_SECOND
        body = json.dumps({"value": {"fill": "x" * 100}}).encode()
        requests = [request("POST", PATH, body)] * TOGETHER
        next_at = time.monotonic()
        while max(next_at, time.monotonic()) < end:
            for answer in await self._pipeline.exchange(requests):
                version = json.loads(answer)["version"]
                if version <= self._last:
                    raise Violation(f"version {version} was answered behind {self._last}")
                self._last = version
                self.written += 1
            # What a moment's hold-up has cost is made good.
            next_at += period
            self.ended = time.monotonic()
            await asyncio.sleep(next_at - self.ended)
        self._pipeline.close()
        return self._last


async def sample(sampler, writers, end):
    say(HEAD)
    while time.monotonic() < end:
        await asyncio.sleep(1)
        await asyncio.to_thread(sampler.take, sum(writer.written for writer in writers))
        if len(sampler.samples) % 5 == 0:
            say(line_of(sampler.samples[-1]))


async def measure(server, goals):
    await server.start()
    sampler = Sampler(server)
    began = time.monotonic()
    end = began + SECONDS
    writers = [Writer(server.port) for _ in range(CONNECTIONS)]
    *newest, _ = await asyncio.gather(
        *(writer.run(end) for writer in writers), sample(sampler, writers, end))
    written = sum(writer.written for writer in writers)
    rate = written / (max(writer.ended for writer in writers) - began)
    if max(newest) != written:
        raise Violation(f"version {max(newest)} after {written} writes")
    samples = sampler.samples
    table = judge(samples, is_memory_judged="ASAN_OPTIONS" not in os.environ)
    behind = max(s.above_floor for s in samples[int(len(samples) * SETTLED):])
    if behind > HISTORY + MIB:
        raise Violation(f"{behind / MIB:.1f} MiB stand above the floor, {HISTORY / MIB} allowed")
    await server.stop()
    say(table)
    say(f"hotkey: {rate:.0f} writes/s to one key for {SECONDS} s; at most {behind / MIB:.2f} MiB"
        f" above the floor, for which {HISTORY / MIB:.0f} are allowed")
    if goals and rate < ENOUGH:
        raise Violation(f"{rate:.0f} writes/s are not {ENOUGH}")


async def run(folder, options):
    server = Server(folder / "data", ("--history-bytes", str(HISTORY)))
    try:
        await measure(server, options.goals)
    finally:
        await server.dispose()
