# SPDX-License-Identifier: GPL-3.0-or-later
"""What clients do in a workflow, noted in its record."""

import json
import time

from server import Violation

SHARED = [f"shared-{number}" for number in range(6)]
COUNTERS = ["count-0", "count-1"]
BRIEF = [f"brief-{number}" for number in range(4)]


class Actor:
    """One client. Its methods are what it can do again and again; each may end with Lost."""

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

    async def repeat(self):
        """A write under an Idempotency-Key, now and then sent twice; see Audit for the others."""
        key = self._some(SHARED + [self._own])
        value = self._value()
        keyed = KeyedWrite(self._record.write(key, value, time.time()), self._path(key), value)
        self._record.keyed.append(keyed)
        await keyed.send(self._http)
        if self._rng.random() < 0.3:
            await keyed.send(self._http)

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


class KeyedWrite:
    """A write that may be repeated, since its Idempotency-Key is its token."""

    def __init__(self, write, path, value):
        self.write, self._path, self._value = write, path, value

    async def send(self, http):
        """However often this is done, and whenever: it is written once, and answered the same."""
        answer = await http.call("POST", self._path, {"value": self._value},
                                 f"Idempotency-Key: {self._value['w']}\r\n")
        if answer.status != 200:
            raise Violation(f"{self.write}: {answer}")
        version = answer.json()["version"]
        if self.write.version not in (None, version):
            raise Violation(f"{self.write}, version {self.write.version}, was repeated: {answer}")
        if not self.write.version:
            self.write.keep(version, time.time())
