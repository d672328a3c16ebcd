# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes of records whose fields are indexed; whatever a kill leaves, index and records agree."""

import json
import random
import sqlite3

from client import Client
from server import Violation

SPACE = "business/agents"
PATH = "/_stateroom/v1/namespaces/business%2Fagents/entries/"


class Indexer:
    """A client that puts, replaces and deletes agents, some of which expire."""

    def __init__(self, directory, seed):
        self._directory = directory
        self._rng = random.Random(seed)

    async def act(self, http):
        token = (self._directory / "control-token").read_text().strip()
        fields = f"Authorization: Bearer {token}\r\n"
        path = PATH + f"agent_{self._rng.randrange(200)}"
        if self._rng.random() < 0.2:
            answer = await http.call("DELETE", path, None, fields)
            wanted = (200, 204, 404)
        else:
            body = {"value": {"name": self._name(), "status": self._rng.choice(["on", "off"])}}
            if self._rng.random() < 0.3:
                body["ttl"] = round(self._rng.uniform(0.01, 0.6), 3)
            answer = await http.call("PUT", path, body, fields)
            wanted = (200, 201)
        if answer.status not in wanted:
            raise Violation(f"{path}: {answer}")

    def _name(self):
        return self._rng.choice(["A", "AB", "Ä", ""]) + str(self._rng.randrange(5))


def key_of(text):
    """The sort key of a text without a zero byte."""
    return b"\x05" + text.encode() + b"\x00\x01"


def check_index(directory):
    """What stands in the file of a server that runs: each agent has its rows, and nothing else has."""
    database = sqlite3.connect(f"file:{directory / 'stateroom.db'}?mode=ro", uri=True)
    try:
        database.execute("BEGIN")
        space = database.execute("SELECT id FROM namespace WHERE name = ?", (SPACE.encode(),))
        space = space.fetchone()
        if not space:
            return 0
        agents = dict(database.execute(
            "SELECT e.key, c.value FROM entry e JOIN change c ON c.seq = e.seq"
            " WHERE e.namespace = ?", space).fetchall())
        rows = {}
        for key, index, sort_key in database.execute(
                "SELECT key, idx, sort_key FROM field_index WHERE namespace = ?", space):
            if rows.setdefault(key, {}).setdefault(index, sort_key) != sort_key:
                raise Violation(f"{key} stands twice in index {index}")
    finally:
        database.close()
    if rows.keys() != agents.keys():
        raise Violation(f"indexed are {sorted(rows)}, there are {sorted(agents)}")
    if len({tuple(sorted(row)) for row in rows.values()}) > 1:
        raise Violation(f"some agents lack rows: {rows}")
    for key, value in agents.items():
        name = key_of(json.loads(value)["name"])
        if name not in rows[key].values():
            raise Violation(f"{key} holds {value}, and is indexed as {rows[key]}")
    return len(agents)
