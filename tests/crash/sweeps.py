# SPDX-License-Identifier: GPL-3.0-or-later
"""Bulk deletes, by the only client of a resource's store in the integration API."""

import random

from client import Client
from server import API_KEY, Violation

KEY_FIELD = f"Authorization: Bearer {API_KEY}\r\n"
SWEEPS = 0.02  # part of what is done


class Sweeper:
    """Sets keys and now and then deletes all of them at once. It knows what its store holds, but
    for what it was doing when the server was killed."""

    def __init__(self, number, seed):
        self._path = f"/v1/flows/sweep-{number}/state"
        self._rng = random.Random(seed)
        self._held = {}
        self._value = 0
        self._putting = None      # key and value under way
        self._sweeping = False    # a sweep is under way
        self.sweeps = 0

    async def act(self, http):
        if self._rng.random() < SWEEPS:
            await self._sweep(http)
        else:
            await self._put(http)

    async def check(self, port):
        """Once nothing is in flight: all that was acknowledged is there, and nothing else."""
        http = Client(port)
        try:
            found = await self._read(http)
        finally:
            http.close()
        if self._sweeping:
            # It goes in slices, each of which is there or not.
            fits = found.items() <= self._held.items()
        elif self._putting:
            key, value = self._putting
            fits = found in (self._held, {**self._held, key: value})
        else:
            fits = found == self._held
        if not fits:
            raise Violation(f"{self._path}: {found} does not come of {self._held}"
                            f" with {self._putting}, {self._sweeping}")
        self._held, self._putting, self._sweeping = found, None, False

    async def _put(self, http):
        key = f"k{self._rng.randrange(400)}"
        self._value += 1
        self._putting = (key, self._value)
        answer = await self._call(http, "PUT", f"/{key}", self._value)
        if answer.status != 200:
            raise Violation(f"PUT {key}: {answer}")
        self._held[key] = self._value
        self._putting = None

    async def _sweep(self, http):
        self._sweeping = True
        answer = await self._call(http, "DELETE")
        if answer.status != 200:
            raise Violation(f"DELETE {self._path}: {answer}")
        self._held.clear()
        self._sweeping = False
        self.sweeps += 1

    async def _read(self, http):
        answer = await self._call(http, "GET")
        keys = answer.json()["keys"] if answer.status == 200 else []
        found = {}
        for key in keys:
            found[key] = (await self._call(http, "GET", f"/{key}")).json()
        return found

    async def _call(self, http, method, rest="", body=None):
        return await http.call(method, self._path + rest, body, KEY_FIELD)
