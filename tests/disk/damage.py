# SPDX-License-Identifier: GPL-3.0-or-later
"""Damages the file of a store that is not running, and starts stateroomd on it.

It refuses, names the file and the newest backup and leaves everything as it was; or it serves, and
each answer is what was acknowledged, or an error; or it says that the file is damaged, and writes
no more. Only what SQLite's own check cannot see may pass. usage: damage.py [--full] [--seed N]
"""
import argparse
import os
import random
import shutil
import sqlite3
import tempfile
import time

from daemon import Daemon, Failed, check, check_crash, main

PAGE = 4096
FILE = "stateroom.db"
BACKUP = "stateroom.db.backup-v1-20260101T000000000"


def fill(daemon):
    """Writes some of everything; what must be found: key -> (value, version)."""
    expected = {}

    def put(key, value, version):
        answer = daemon.set(key, value)
        check(answer.json == {"version": version}, f"set {key}: {answer}")
        expected[key] = (value, version)

    for i in range(120):
        put(f"key{i:03}", {"n": i, "text": "word " * (i % 20)}, 1)
    for version in range(2, 30):
        put("key007", version, version)
    put("long", "overflowing " * 2_000, 1)
    put("empty", "", 1)
    for i in range(40, 50):
        check(daemon.delete(f"key{i:03}").status == 200, "delete")
        del expected[f"key{i:03}"]
    check(daemon.set("brief", 1, ttl=100_000).status == 200, "set with ttl")
    expected["brief"] = (1, 1)
    return expected


class Store:
    """A closed store, of which damaged copies are made."""

    def __init__(self, folder):
        self.data = os.path.join(folder, "data")
        os.mkdir(self.data)
        with Daemon(self.data) as daemon:
            self.expected = fill(daemon)
            daemon.stop()
        with open(self._path(FILE), "rb") as file:
            self.content = file.read()
        self.outcomes = {"refused": 0, "serves": 0, "answers with errors": 0,
                         "said to be damaged": 0, "unseen": 0}

    def _path(self, name):
        return os.path.join(self.data, name)

    def files(self):
        """All that belongs to the store; who serves it stands in files of its own."""
        found = {}
        for name in os.listdir(self.data):
            if not name.startswith("serving."):
                with open(self._path(name), "rb") as file:
                    found[name] = file.read()
        return found

    def place(self, content, **others):
        """Only these files, and a backup."""
        shutil.rmtree(self.data)
        os.mkdir(self.data)
        for name, bytes_ in [(FILE, content), (BACKUP, b"an older copy"), *others.items()]:
            with open(self._path(name), "wb") as file:
                file.write(bytes_)

    def is_seen_by_sqlite(self):
        """Whether SQLite's own check finds the damage."""
        try:
            database = sqlite3.connect(f"file:{self._path(FILE)}?immutable=1", uri=True)
            try:
                return database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
            finally:
                database.close()
        except sqlite3.Error:
            return True

    def try_damaged(self, content, what):
        self.place(content)
        before = self.files()
        try:
            with Daemon(self.data) as daemon:
                if daemon.is_serving:
                    self._check_answers(daemon)
                else:
                    self._check_refusal(daemon, before)
        except Failed as failed:
            raise Failed(f"{what}: {failed}") from failed

    def _says_so(self, daemon):
        """Whether it finds the damage by itself, in the background."""
        for _ in range(400):
            health = daemon.call("GET", "/health").json
            if not health["writable"]:
                check(FILE in health["reason"] and BACKUP in health["reason"]
                      and FILE in daemon.errors(), f"not said clearly: {health}")
                answer = daemon.set("key001", "new")
                check(answer.status == 503 and answer.json["code"] == "READ_ONLY",
                      f"a damaged file is written to: {answer}")
                return True
            time.sleep(0.05)
        return False

    def _check_refusal(self, daemon, before):
        check_crash(daemon)
        said = daemon.errors()
        check(self._path(FILE) in said, f"the refusal does not name the file: {said}")
        check(BACKUP in said or "newer version" in said, f"the refusal does not name the backup: {said}")
        after = self.files()
        check(after.keys() == before.keys(), f"refused, with other files than before: {[*after]}")
        check(after == before, "refused, but files have changed")
        self.outcomes["refused"] += 1

    def _check_answers(self, daemon):
        wrong = []
        errors = 0
        for key, (value, version) in self.expected.items():
            answer = daemon.get(key)
            if answer.status == 503:
                check(answer.json["code"] == "STORAGE_FAILED" and answer.json["message"],
                      f"a strange refusal: {answer}")
                errors += 1
            elif answer.json != {"value": value, "version": version}:
                wrong.append(f"{key}: {answer}")
        answer = daemon.keys()
        check(answer.status in (200, 503), f"keys: {answer}")
        answer = daemon.set("key001", "new")
        check(answer.status in (200, 503), f"set: {answer}")
        check(daemon.call("GET", "/health").status == 200, "health")
        if wrong and self.is_seen_by_sqlite():
            check(self._says_so(daemon), f"silently wrong: {wrong[:3]}")
            self.outcomes["said to be damaged"] += 1
        elif wrong:
            self.outcomes["unseen"] += 1
        daemon.stop()
        self.outcomes["answers with errors" if errors else "serves"] += 1


def flips(content, random_, full):
    """Where to flip a bit: the file's header, the pages' headers, and anywhere."""
    pages = len(content) // PAGE
    header = range(100) if full else random_.sample(range(100), 14)
    yield from header
    for page in range(pages) if full else random_.sample(range(pages), min(pages, 14)):
        start = page * PAGE + (100 if page == 0 else 0)
        yield from (start + i for i in (range(24) if full else random_.sample(range(24), 2)))
        for _ in range(24 if full else 1):
            yield page * PAGE + random_.randrange(PAGE)


def lengths(content, random_, full):
    """How short to cut it."""
    pages = len(content) // PAGE
    yield from (0, 1, 15, 99, 100, 512, PAGE - 1, PAGE, PAGE + 1)
    yield from (len(content) - 1, len(content) - 200, len(content) - PAGE)
    for page in range(2, pages - 1) if full else random_.sample(range(2, pages - 1), 3):
        yield page * PAGE
        yield page * PAGE + random_.randrange(PAGE)


def try_bits_and_lengths(store, random_, full):
    for at in flips(store.content, random_, full):
        damaged = bytearray(store.content)
        bit = random_.randrange(8)
        damaged[at] ^= 1 << bit
        store.try_damaged(bytes(damaged), f"bit {bit} of byte {at} flipped")
    for length in lengths(store.content, random_, full):
        store.try_damaged(store.content[:length], f"cut to {length} bytes")
    print(f"{len(store.content)} bytes: {store.outcomes}", flush=True)
    check(all(store.outcomes[name] for name in ("refused", "serves", "answers with errors")),
          "an outcome has never been met")


def try_newer(store):
    """A file of a version to come is left alone."""
    store.place(store.content)
    database = sqlite3.connect(os.path.join(store.data, FILE))
    database.execute("PRAGMA user_version = 1000")
    database.close()
    before = store.files()
    with Daemon(store.data) as daemon:
        check(not daemon.is_serving, "serves a file of a newer version")
        check_crash(daemon)
        check("newer version" in daemon.errors() and "1000" in daemon.errors(), daemon.errors())
    check(store.files() == before, "a file of a newer version has been changed")


def try_killed(folder):
    """Kills it, again and again, before anything has moved from the log into the file."""
    data = os.path.join(folder, "killed")
    os.mkdir(data)
    expected = {}
    for i in range(6):
        with Daemon(data) as daemon:
            for key, value in expected.items():
                answer = daemon.get(key)
                check(answer.json == {"value": value, "version": 1}, f"after a kill: {answer}")
            for j in range(20):
                key = f"k{i}-{j}"
                check(daemon.set(key, [i, j]).status == 200, "set after a kill")
                expected[key] = [i, j]
    check(os.path.getsize(os.path.join(data, FILE + "-wal")) > 0, "no log was left behind")
    # What stands in the log stands nowhere else: without its file it must not be thrown away.
    os.remove(os.path.join(data, FILE))
    with open(os.path.join(data, FILE + "-wal"), "rb") as file:
        log = file.read()
    with Daemon(data) as daemon:
        check(not daemon.is_serving and FILE in daemon.errors(), "starts anew beside a log")
    with open(os.path.join(data, FILE + "-wal"), "rb") as file:
        check(file.read() == log, "the log without its file has been changed")


def run():
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="the whole header, every page")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stateroom-damage-") as folder:
        try_killed(folder)
        store = Store(folder)
        try_newer(store)
        try_bits_and_lengths(store, random.Random(options.seed), options.full)


if __name__ == "__main__":
    main(run)
