# SPDX-License-Identifier: GPL-3.0-or-later
"""200 event streams of which some never read: they are cut off, and nobody else notices."""

import asyncio
import os
import time
from pathlib import Path

from client import Client, Lost, Stream, replay
from server import PATIENCE, Violation, say

STALLED = 20
WIDE = 8      # watch the same workflow as those, but read
NARROW = 172  # watch single keys of another one
NARROW_KEYS = 16
NARROW_WRITES = 30  # to each key
VALUE = 64 * 1024
EVENT = 2 * VALUE  # bears the old value, too
BEHIND = 4 * 1024 * 1024  # more than that, and a stream is cut

MIB = 1024 * 1024
# What the streams may cost at most: what each stalled one may have waiting, one event more, and
# some for the rest.
MEMORY = STALLED * (BEHIND + 2 * EVENT) + 40 * MIB

WIDE_PATH = "/v1/state/wide"


def writes_needed():
    """As many as no stalled stream can survive, whatever the system keeps for its socket."""
    try:
        kernel = int(Path("/proc/sys/net/ipv4/tcp_wmem").read_text().split()[2])
    except OSError:
        kernel = 8 * MIB
    return (BEHIND + kernel + 4 * MIB) // EVENT


class Reader:
    """Reads all the time, and lets others wait for what it has."""

    def __init__(self, port, path):
        self.path = path
        self.events = []
        self._stream = Stream(port, path, 0)
        self._progress = asyncio.Event()

    async def run(self):
        try:
            async for event in self._stream.events():
                self.events.append(event)
                self._progress.set()
        except Lost as lost:
            raise Violation(f"{self.path}: a stream that was read has been cut off") from lost
        finally:
            self._stream.close()

    async def open(self):
        await self._stream.open()

    async def has(self, count):
        while len(self.events) < count:
            self._progress.clear()
            await self._progress.wait()


async def write_wide(port, count, readers):
    """Each value once the readers have the one before, so that only the stalled fall behind."""
    http = Client(port)
    try:
        for number in range(1, count + 1):
            value = {"n": number, "fill": chr(ord("a") + number % 26) * VALUE}
            answer = await http.call("POST", WIDE_PATH + "/large", {"value": value})
            if answer.status != 200:
                raise Violation(f"write {number}: {answer}")
            for reader in readers:
                await reader.has(number)
    finally:
        http.close()


async def write_narrow(port, key):
    http = Client(port)
    try:
        for number in range(NARROW_WRITES):
            answer = await http.call("POST", f"/v1/state/narrow/{key}", {"value": number})
            if answer.status != 200:
                raise Violation(f"{key}: {answer}")
    finally:
        http.close()


async def check_stalled(port, stream, log):
    """It was cut off within the log, and resumes where it was."""
    events = []
    try:
        while True:
            events.append(await asyncio.wait_for(stream.next(), PATIENCE))
            if len(events) == len(log):
                raise Violation("a stream that was not read has not been cut off")
    except Lost:
        pass
    since = events[-1].id if events else 0
    events += await replay(port, WIDE_PATH, lambda event: event.id >= log[-1].id, since)
    if events != log:
        raise Violation(f"cut off behind {since}, a stream resumed with other events than missed")
    return since


async def run(server):
    began = time.monotonic()
    await server.start()
    port = server.port
    narrow_paths = [f"/v1/state/narrow/k{number % NARROW_KEYS}/stream" for number in range(NARROW)]
    stalled = [Stream(port, WIDE_PATH, 0, receive_buffer=4096) for _ in range(STALLED)]
    wide = [Reader(port, WIDE_PATH) for _ in range(WIDE)]
    narrow = [Reader(port, path) for path in narrow_paths]
    for stream in [*stalled, *wide, *narrow]:
        await stream.open()
    before = server.memory("VmRSS")
    reading = [asyncio.create_task(reader.run()) for reader in wide + narrow]
    count = writes_needed()

    async def everyone_is_served():
        await asyncio.gather(
            write_wide(port, count, wide),
            *(write_narrow(port, f"k{number}") for number in range(NARROW_KEYS)))
        for reader in narrow:
            await reader.has(NARROW_WRITES)

    served = asyncio.create_task(everyone_is_served())
    try:
        done, _ = await asyncio.wait([served, *reading], timeout=PATIENCE,
                                     return_when=asyncio.FIRST_COMPLETED)
        if not done:
            raise Violation("streams that are read are not served to the end")
        for task in done:
            task.result()
        memory = check_memory(server, before)
        await check_all(port, stalled, wide, narrow)
    finally:
        for task in (served, *reading):
            task.cancel()
        await asyncio.gather(served, *reading, return_exceptions=True)
        for stream in stalled:
            stream.close()
    await server.stop()
    say(f"crowd: {STALLED} stalled streams were cut off beside {WIDE + NARROW} others, of which"
        f" none missed anything; {memory}; {time.monotonic() - began:.1f} s")


def check_memory(server, before):
    # A sanitizer keeps what has been freed, and no other system tells.
    if before is None or "ASAN_OPTIONS" in os.environ:
        return "memory not judged"
    cost = server.memory("VmHWM") - before
    if cost > MEMORY:
        raise Violation(f"the streams cost {cost / MIB:.0f} MiB, more than {MEMORY / MIB:.0f}")
    return f"they cost {cost / MIB:.0f} MiB at most, {MEMORY / MIB:.0f} allowed"


async def check_all(port, stalled, wide, narrow):
    log = await replay(port, WIDE_PATH, lambda event: event.id >= wide[0].events[-1].id)
    for reader in wide:
        if reader.events != log:
            raise Violation(f"{reader.path}: was sent other events than the log has")
    for reader in narrow:
        again = await replay(port, reader.path, lambda event: event.id >= reader.events[-1].id)
        if reader.events != again:
            raise Violation(f"{reader.path}: was sent other events than the log has")
    for stream in stalled:
        await check_stalled(port, stream, log)
