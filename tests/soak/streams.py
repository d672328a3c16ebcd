# SPDX-License-Identifier: GPL-3.0-or-later
"""1,000 event streams on which nothing happens cost little, and then something happens."""

import asyncio
import json
import os
import resource

from client import Client, Connection, Stream
from samples import MIB
from server import Server, Violation, say

STREAMS = 1000
KEYS = 20
ALLOWED = 40_000_000  # bytes
HEARTBEAT = 15        # seconds, and no more than
LATE = 10


def allow_descriptors():
    """For the server, too: it inherits what this process has."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 2 * STREAMS:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(2 * STREAMS, hard), hard))


async def warm(port):
    """As much as one connection of each kind costs is not counted."""
    http = Client(port)
    for key in range(KEYS):
        await http.call("POST", f"/v1/state/idle/k{key}", {"value": 0})
    stream = await Stream(port, "/v1/state/idle/k0/stream").open()
    stream.close()
    return http


async def wait_for_heartbeat(connection):
    """The first comment comes with the head."""
    while connection.received.count(b":\n") < 2:
        await asyncio.wait_for(connection.receive(), HEARTBEAT + LATE)


async def measure(server):
    await server.start()
    http = await warm(server.port)
    before = server.memory("VmRSS")
    streams = [Stream(server.port, f"/v1/state/idle/k{number % KEYS}/stream")
               for number in range(STREAMS)]
    for stream in streams:
        await stream.open()
    opened = server.memory("VmRSS") - before
    await asyncio.gather(*(wait_for_heartbeat(stream.connection) for stream in streams))
    idle = server.memory("VmRSS") - before
    for key in range(KEYS):
        await http.call("POST", f"/v1/state/idle/k{key}", {"value": 1})
    for event in await asyncio.gather(*(stream.next() for stream in streams)):
        if json.loads(event.data)["newValue"] != 1:
            raise Violation(f"an idle stream was sent {event}")
    served = server.memory("VmRSS") - before
    for stream in streams:
        stream.close()
    say(f"streams: {STREAMS} idle ones cost {opened / MIB:.1f} MiB, {idle / MIB:.1f} after a"
        f" heartbeat, {served / MIB:.1f} after an event each; {ALLOWED / MIB:.1f} allowed")
    if max(opened, idle, served) > ALLOWED and "ASAN_OPTIONS" not in os.environ:
        raise Violation("the streams cost too much")
    await server.stop()


async def run(folder, _):
    allow_descriptors()
    server = Server(folder / "data")
    try:
        await measure(server)
    finally:
        await server.dispose()
