# SPDX-License-Identifier: GPL-3.0-or-later
"""A bulk delete of very many keys beside one who writes: how long is each write held up?"""

import asyncio
import http.client
import json
import threading
import time
from typing import NamedTuple

from client import Client
from pipelined import Pipeline, request
from server import API_KEY, PATIENCE, Server, Violation, say

CONTROL = 10  # seconds of writing while nothing else happens, before and after
TOGETHER = 200
ALLOWED = 0.030  # seconds more than a write takes by itself
PATH = "/v1/imports/bulk/state"
KEY_FIELD = f"Authorization: Bearer {API_KEY}\r\n"


async def fill(port, count):
    pipelines = [Pipeline(port) for _ in range(4)]
    numbers = iter(range(0, count, TOGETHER))

    async def run(pipeline):
        for first in numbers:
            await pipeline.exchange([
                request("PUT", f"{PATH}/key-{number:07}", b'{"n":%d}' % number, KEY_FIELD)
                for number in range(first, min(first + TOGETHER, count))])
        pipeline.close()

    await asyncio.gather(*(run(pipeline) for pipeline in pipelines))


class Latencies(NamedTuple):
    """Of writes, in seconds, sorted."""
    values: list

    def at(self, part):
        return self.values[min(int(len(self.values) * part), len(self.values) - 1)]

    def __str__(self):
        return (f"{len(self.values):7} writes, ms: median {self.at(0.5) * 1e3:6.2f}, 99 %"
                f" {self.at(0.99) * 1e3:6.2f}, 99.9 % {self.at(0.999) * 1e3:6.2f}, longest"
                f" {self.values[-1] * 1e3:6.2f}")


def processor_clock(pid):
    """Of all of a process's threads, for time.clock_gettime (as clock_getcpuclockid has it)."""
    return ~pid << 3 | 2


class Write(NamedTuple):
    """One that was answered, in seconds. `work` is what the server's threads together have had of
    the processors meanwhile: other programs on the machine have no part in it."""
    began: float
    took: float
    work: float


class Writer:
    """Writes one after the other in a thread of its own, so that nothing here delays it."""

    def __init__(self, server):
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        self._clock = processor_clock(server.pid)
        self._writes = []
        self._failed = None
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def between(self, start, end):
        """Those that were under way at some time from `start` to `end`."""
        return [write for write in self._writes
                if write.began < end and write.began + write.took > start]

    def stop(self):
        self._ends.set()
        self._thread.join()
        self._connection.close()
        if self._failed:
            raise self._failed

    def _run(self):
        number = 0
        try:
            while not self._ends.is_set():
                number += 1
                began, worked = time.monotonic(), time.clock_gettime(self._clock)
                self._connection.request(
                    "POST", f"/v1/state/beside/k{number % 100}", json.dumps({"value": number}))
                answer = self._connection.getresponse()
                answer.read()
                took = time.monotonic() - began
                if answer.status != 200:
                    raise Violation(f"a write beside the bulk delete: {answer.status}")
                self._writes.append(
                    Write(began, took, time.clock_gettime(self._clock) - worked))
        except Exception as failed:  # for the thread that joins this one
            self._failed = failed


async def measure(server, count, goals):
    writer = Writer(server)
    client = Client(server.port)
    try:
        moments = [time.monotonic()]
        await asyncio.sleep(CONTROL)
        moments.append(time.monotonic())
        answer = await client.call("DELETE", PATH, None, KEY_FIELD)
        moments.append(time.monotonic())
        left = await client.call("GET", PATH, None, KEY_FIELD)
        await asyncio.sleep(CONTROL)
        moments.append(time.monotonic())
    finally:
        writer.stop()
    if answer.status != 200 or left.status != 204:
        raise Violation(f"DELETE {PATH}: {answer}; then there is {left}")
    parts = [writer.between(*pair) for pair in zip(moments, moments[1:])]
    before, during, after = (Latencies(sorted(write.took for write in part)) for part in parts)
    took = moments[2] - moments[1]
    say(f"bulk: {count} keys deleted in {took:.1f} s; beside it")
    for name, latencies in (("before", before), ("meanwhile", during), ("after", after)):
        say(f"  {name:10}{latencies}")
    delay = during.values[-1] - before.at(0.5)
    say(f"  a write was held up for {delay * 1e3:.1f} ms at most, {ALLOWED * 1e3:.0f} are allowed;"
        f" the server itself worked for {max(write.work for write in parts[1]) * 1e3:.1f} ms at most"
        " before it answered one")
    if goals and delay > ALLOWED:
        raise Violation("the bulk delete holds up others")


async def run(folder, options):
    directory = folder / "data"
    began = time.monotonic()
    filling = Server(directory, ("--durability", "relaxed"))
    try:
        await filling.start()
        await fill(filling.port, options.keys)
        await filling.stop()
    finally:
        await filling.dispose()
    say(f"{options.keys} keys written in {time.monotonic() - began:.1f} s")
    server = Server(directory)
    try:
        await server.start()
        await measure(server, options.keys, options.goals)
        await server.stop()
    finally:
        await server.dispose()
