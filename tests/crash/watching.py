# SPDX-License-Identifier: GPL-3.0-or-later
"""Watchers that leave and come back amid 50 writers and kills: none misses, repeats or disorders a
change, and what they have put together in the end is what the store holds."""

import asyncio
import json
import random
import time

from client import Client, Lost, Stream, replay
from server import PATIENCE, Violation, say

WRITERS = 50
WORKFLOWS = [f"watched-{number}" for number in range(3)]
KEYS = [f"k{number}" for number in range(12)]
WATCHERS = 48
WRITES = 4000
KILLS = 5


def path_of(workflow, key=None):
    return f"/v1/state/{workflow}" + (f"/{key}" if key else "")


class Scene:
    """A server that comes and goes, and those who use it."""

    def __init__(self, server, seed):
        self.server = server
        self.up = asyncio.Event()
        self._rng = random.Random(seed)
        self._to_write = WRITES
        self._kills = sorted(self._rng.sample(range(1, WRITES), KILLS), reverse=True)
        self._due = asyncio.Semaphore(0)  # kills

    async def run(self):
        await self.server.start()
        self.up.set()
        watchers = [self._watcher(number) for number in range(WATCHERS)]
        following = [asyncio.create_task(watcher.follow()) for watcher in watchers]
        working = asyncio.gather(self._killer(), *(self._writer() for _ in range(WRITERS)))
        checking = asyncio.ensure_future(self._work_and_check(working, watchers))
        try:
            done, _ = await asyncio.wait([checking, *following], timeout=PATIENCE,
                                         return_when=asyncio.FIRST_COMPLETED)
            if not done:
                raise Violation("no end: " + ", ".join(str(watcher) for watcher in watchers))
            for task in done:
                task.result()
        finally:
            for task in (working, checking, *following):
                task.cancel()
            await asyncio.gather(working, checking, *following, return_exceptions=True)
        await self.server.stop()
        return watchers

    def connection_lost(self, start, what):
        """Fine while the server is killed; otherwise nobody was to end a connection."""
        if self.up.is_set() and start == self.server.starts:
            raise Violation(f"the server ended {what}\n{self.server.complaints()}")

    def _watcher(self, number):
        workflow = WORKFLOWS[number % len(WORKFLOWS)]
        key = None if number % 4 == 0 else self._rng.choice(KEYS)
        kind = SnapshotWatcher if number % 5 == 0 else Watcher
        return kind(self, workflow, key, random.Random(self._rng.random()))

    async def _killer(self):
        for _ in range(KILLS):
            await self._due.acquire()
            await asyncio.sleep(self._rng.random() * 0.005)
            self.up.clear()
            await self.server.kill()
            await self.server.start()
            self.up.set()

    async def _writer(self):
        rng = random.Random(self._rng.random())
        versions = {}
        while self._to_write > 0:
            await self.up.wait()
            start, http = self.server.starts, Client(self.server.port)
            try:
                while self._to_write > 0:
                    await write_something(http, rng, versions)
                    self._to_write -= 1
                    if self._kills and WRITES - self._to_write >= self._kills[-1]:
                        self._kills.pop()
                        self._due.release()
            except Lost:
                self.connection_lost(start, "a writer's connection")
            finally:
                http.close()

    async def _work_and_check(self, working, watchers):
        await working
        http = Client(self.server.port)
        try:
            for workflow in WORKFLOWS:
                await self._check(http, workflow, [w for w in watchers if w.workflow == workflow])
        finally:
            http.close()

    async def _check(self, http, workflow, watchers):
        path = path_of(workflow)
        # Nothing that expires is left behind, and the log's end is known.
        for number, key in enumerate(KEYS + ["end"]):
            last = await http.call("POST", path_of(workflow, key), {"value": "last"})
            if number % 2:
                last = await http.call("DELETE", path_of(workflow, key))
            if last.status != 200:
                raise Violation(f"{key}: {last}")
        log = await replay(self.server.port, path,
                           lambda event: json.loads(event.data)["key"] == "end")
        held = await entries_of(http, workflow)
        if entries_from(log) != held:
            raise Violation(f"{path} holds {held}, but its log makes {entries_from(log)}")
        for watcher in watchers:
            await watcher.check(log, held)


async def write_something(http, rng, versions):
    key = path_of(rng.choice(WORKFLOWS), rng.choice(KEYS))
    value = {"by": rng.random(), "fill": "x" * rng.choices((10, 300, 8_000), (60, 38, 2))[0]}
    kind = rng.choices(("set", "swap", "brief", "delete"), (55, 20, 10, 15))[0]
    if kind == "delete":
        answer = await http.call("DELETE", key)
    elif kind == "swap":
        answer = await http.call("POST", key + "/version", {
            "value": value, "expectedVersion": versions.get(key, 0)})
    else:
        ttl = rng.uniform(0.01, 0.3) if kind == "brief" else 0
        answer = await http.call("POST", key, {"value": value, "ttl": ttl})
    body = answer.json()
    if answer.status == 409:
        versions[key] = body["currentVersion"]
    elif answer.status != 200:
        raise Violation(f"{kind} {key}: {answer}")
    elif kind != "delete":
        versions[key] = body["version"]


async def entries_of(http, workflow):
    """key -> (value, version), by reads."""
    entries = {}
    for key in (await http.call("GET", path_of(workflow))).json()["keys"]:
        entry = (await http.call("GET", path_of(workflow, key))).json()
        entries[key] = (entry["value"], entry["version"])
    return entries


def entries_from(log):
    """The same, by applying events."""
    entries = {}
    for event in log:
        apply(entries, json.loads(event.data))
    return entries


def apply(entries, change):
    key = change.get("key")
    if change["newValue"] is None:
        entries.pop(key, None)
    else:
        entries[key] = (change["newValue"], change["version"])


class Watcher:
    """Follows from the log's beginning, resuming by the last id."""

    def __init__(self, scene, workflow, key, rng):
        self.workflow = workflow
        self._key = key
        self._scene = scene
        self._rng = rng
        self._path = path_of(workflow) if key is None else path_of(workflow, key) + "/stream"
        self._last = 0
        self._events = []
        self.resumed = -1

    def __str__(self):
        return f"{self._path} at {self._last}"

    async def follow(self):
        while True:
            await self._scene.up.wait()
            server = self._scene.server
            start = server.starts
            self.resumed += 1
            self._begin()
            stream = Stream(server.port, self._path, self._last)
            left = self._rng.randint(1, 60)
            try:
                await stream.open()
                async for event in stream.events():
                    self._take(event)
                    left -= 1
                    if left == 0:
                        break
            except Lost:
                self._scene.connection_lost(start, str(self))
            finally:
                stream.close()
            await asyncio.sleep(self._rng.random() * 0.05)

    async def check(self, log, held):
        """`log` is all that the workflow's own stream has from its beginning."""
        if self._key is not None:
            until = [e for e in log if json.loads(e.data)["key"] == self._key][-1].id
            log = await replay(
                self._scene.server.port, self._path, lambda event: event.id >= until)
        while (self._last or 0) < log[-1].id:
            await asyncio.sleep(0.005)
        self._compare(log, held)

    def _begin(self):
        """A stream is about to be opened."""

    def _take(self, event):
        if event.name is not None or event.id is None:
            raise Violation(f"{self}: {event}")
        if event.id <= self._last:
            raise Violation(f"{self} was sent {event.id} again, or late")
        self._last = event.id
        self._events.append(event)

    def _compare(self, log, held):
        for mine, theirs in zip(self._events, log):
            if mine != theirs:
                raise Violation(f"{self} was sent {mine} where the log has {theirs}")
        if len(self._events) != len(log):
            raise Violation(f"{self} was sent {len(self._events)} of {len(log)} changes")


class SnapshotWatcher(Watcher):
    """Begins with a snapshot, and now and then anew."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._path += "?snapshot=true"
        self._restart()

    def _restart(self):
        self._last = None
        self._entries = {}
        self._versions = {}

    def _begin(self):
        if self._last is None or self._rng.random() < 0.2:
            self._restart()

    def _take(self, event):
        change = json.loads(event.data)
        key = change.get("key")
        if event.name is not None or self._last is not None and event.id is None:
            raise Violation(f"{self}: {event}")
        if self._last is not None and event.id <= self._last:
            raise Violation(f"{self} was sent {event.id} again, or late")
        if key in self._versions and change["version"] != self._versions[key] + 1:
            raise Violation(f"{self}: behind version {self._versions[key]} came {event}")
        self._last = event.id
        self._versions[key] = change["version"]
        apply(self._entries, change)

    def _compare(self, log, held):
        mine = self._entries
        if self._key is not None:
            held = {None: held[self._key]} if self._key in held else {}
        if mine != held:
            raise Violation(f"{self} has put together {mine}, but the store holds {held}")


async def run(server, seed):
    began = time.monotonic()
    watchers = await Scene(server, seed).run()
    say(f"watching: {WATCHERS} watchers resumed {sum(w.resumed for w in watchers)} times across"
        f" {WRITES} writes of {WRITERS} clients and {KILLS} kills without gap or repeat;"
        f" {time.monotonic() - began:.1f} s")
