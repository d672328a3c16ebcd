# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets the n-th write, sync and truncation of stateroomd's files fail, for many n or for every one.

Whatever fails: each write is answered, by success or by 507 or 503 in the API's shape; what was
acknowledged stands and what was refused does not, now and after a kill; reads go on; and writes
succeed again, without a restart, when the disk does. usage: faults.py SHIM [--full] [--seed N]
"""
import argparse
import errno
import mmap
import os
import random
import shutil
import struct
import tempfile
import time

from daemon import Daemon, Failed, check, check_crash, main

WRITE, SYNC, TRUNCATE, OPEN = 1, 2, 4, 8
NEVER = 1 << 62
ROUNDS_PER_STORE = 60
REFUSALS = {507: "INSUFFICIENT_STORAGE", 503: "STORAGE_FAILED"}


class Disk:
    """The other side of the shim: says what fails, and sees what did."""

    def __init__(self, shim, folder):
        self._path = folder + ".control"
        with open(self._path, "wb") as file:
            file.write(bytes(64))
        with open(self._path, "r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 64)
        sanitizer = os.environ.get("ASAN_OPTIONS", "")
        self.environment = {
            "LD_PRELOAD": shim, "STATEROOM_FAULT_DIR": folder,
            "STATEROOM_FAULT_CONTROL": self._path,
            "ASAN_OPTIONS": ":".join(filter(None, [sanitizer, "verify_asan_link_order=0"]))}

    def fail(self, first, many=1, error=errno.EIO, kinds=WRITE | SYNC | TRUNCATE, half=False):
        self.heal()
        for place, value in enumerate([first, many, error, int(half), 0, 0], 1):
            self._put(place, value)
        self._put(0, kinds)

    def heal(self):
        self._put(0, 0)

    @property
    def seen(self):
        return self._get(5)

    @property
    def fired(self):
        return self._get(6)

    def _put(self, place, value):
        struct.pack_into("=Q", self._shared, place * 8, value)

    def _get(self, place):
        return struct.unpack_from("=Q", self._shared, place * 8)[0]


class Writes:
    """Calls the server, keeps in mind what must stand there now, and checks it."""

    def __init__(self):
        self.daemon = None
        self.expected = {}  # key -> (value, version); a version without value: removed
        self.doubtful = {}  # key -> what may stand there instead after a kill, as the server said
        self.refused = 0

    def set(self, key, value, versioned=False):
        old = self.expected.get(key, (None, 0))
        living = old[1] if old[0] is not None else 0
        answer = (self.daemon.set_if(key, value, living) if versioned
                  else self.daemon.set(key, value))
        new = (value, old[1] + 1)
        if self._accepted(answer, key, new):
            check(answer.json == {"version": new[1]}, f"set {key}: {answer} after {old[1]}")
            self.expected[key] = new

    def delete(self, key):
        old = self.expected.get(key, (None, 0))
        answer = self.daemon.delete(key)
        if self._accepted(answer, key, (None, old[1] + 1)):
            check(answer.json == {"deleted": old[0] is not None}, f"delete {key}: {answer}")
            if old[0] is not None:
                self.expected[key] = (None, old[1] + 1)

    def expire(self, key):
        """A key that lives for a moment only."""
        answer = self.daemon.set(key, "brief", ttl=0.001)
        time.sleep(0.002)
        if self._accepted(answer, key, (None, 2)):
            self.expected[key] = (None, answer.json["version"] + 1)

    def settle(self):
        """After a kill: where the server could not tell, what is there now is what stands."""
        for key, (value, version) in self.doubtful.items():
            answer = self.daemon.get(key)
            found = (None if answer.status == 404
                     else (answer.json["value"], answer.json["version"]))
            if found == (value, version) or (found is None and value is None):
                self.expected[key] = (value, version)
        self.doubtful = {}

    def check_key(self, key):
        value, version = self.expected.get(key, (None, 0))
        answer = self.daemon.get(key)
        if value is None:
            check(answer.status == 404, f"{key} was removed or refused, and is there: {answer}")
        else:
            check(answer.status == 200 and answer.json == {"value": value, "version": version},
                  f"{key} is not as acknowledged (version {version}): {answer}")

    def check_all(self):
        for key in self.expected:
            self.check_key(key)
        living = sorted(key for key, (value, _) in self.expected.items() if value is not None)
        answer = self.daemon.keys()
        check(answer.json == {"keys": living}, f"other keys than acknowledged: {answer}")

    def _accepted(self, answer, key, new):
        if answer.status == 200:
            return True
        check(REFUSALS.get(answer.status) == (answer.json or {}).get("code")
              and answer.json.get("message"), f"{key}: a strange refusal: {answer}")
        self.refused += 1
        if "may still be found" in answer.text:
            self.doubtful.setdefault(key, new)
        return False


def small_work(writes, name):
    """Some of each kind of write."""
    writes.set(f"{name}-plain", {"n": 1})
    writes.set("shared", name)
    writes.set(f"{name}-checked", [1], versioned=True)
    writes.set(f"{name}-checked", [2], versioned=True)
    writes.expire(f"{name}-brief")
    writes.set(f"{name}-gone", 1)
    writes.delete(f"{name}-gone")
    writes.check_key("shared")
    writes.set("large", name * 12_000)


def checkpoint_work(writes, name):
    """So much that the log is moved into the file."""
    for i in range(5):
        writes.set(f"big{i}", name + "x" * 1_000_000)
    writes.check_key("big0")


class Rounds:
    """Rounds of work, one failure in each, on one store that is killed and started on the way."""

    def __init__(self, shim, folder, seed):
        self.folder = os.path.join(folder, "data")
        os.mkdir(self.folder)
        self.disk = Disk(shim, self.folder)
        self.random = random.Random(seed)
        self.writes = Writes()
        self.rounds = 0
        self.fired = 0
        self.silent = 0

    def start(self):
        self.disk.heal()
        self.writes.daemon = Daemon(self.folder, self.disk.environment)
        check(self.writes.daemon.is_serving, f"no start: {self.writes.daemon.errors()}")
        self.writes.settle()
        self.writes.check_all()

    def kill(self):
        self.writes.daemon.kill()

    def renew(self):
        """On an empty store, before the log is so long that the oldest of it goes: a key that has
        been forgotten begins at another version than the first."""
        self.kill()
        self.disk.heal()
        shutil.rmtree(self.folder)
        os.mkdir(self.folder)
        self.writes.expected.clear()
        self.writes.doubtful = {}
        self.start()

    def end(self):
        """Whatever happened, no program is left."""
        if self.writes.daemon is not None:
            self.kill()

    def count(self, work):
        """How many operations the work takes when nothing fails; a second one is let go first."""
        for _ in range(2):
            self.disk.fail(NEVER)
            work(self.writes, "count")
        return self.disk.seen

    def run(self, work, n, how):
        self.rounds += 1
        name = f"r{self.rounds}"
        refused = self.writes.refused
        self.disk.fail(n, **how)
        try:
            work(self.writes, name)
            self.writes.check_all()
            fired = self.disk.fired
            self.fired += fired > 0
            self.silent += fired > 0 and refused == self.writes.refused
            if self.random.random() < 0.5:
                # It goes on by itself when the disk does.
                self.disk.heal()
                refused = self.writes.refused
                small_work(self.writes, name + "-healed")
                self.writes.doubtful = {}  # written over
                check(refused == self.writes.refused, "writes are refused on a disk that is well")
                self.writes.check_all()
            health = self.writes.daemon.call("GET", "/health")
            check(health.json["writable"] is True, f"given up for good: {health}")
        except Failed as failed:
            raise Failed(f"{work.__name__}, operation {n} {how}: {failed}") from failed

    def restart(self, in_order):
        if in_order:
            self.disk.heal()
            self.writes.daemon.stop()
            self.writes.doubtful = {}
        else:
            self.kill()
        self.start()


def try_refused_then_killed(rounds):
    """A write of which only the sync failed is whole in the log, yet it must not come back."""
    rounds.start()
    writes = rounds.writes
    writes.set("refused", 1)
    for write in (lambda: writes.set("refused", 2), lambda: writes.set("refused-new", 2),
                  lambda: writes.set("refused", 2, versioned=True),
                  lambda: writes.delete("refused"),
                  lambda: writes.set("refused-large", "x" * 100_000)):
        refused = writes.refused
        rounds.disk.fail(1, kinds=SYNC)
        write()
        check(rounds.disk.fired == 1 and writes.refused == refused + 1, "no write was refused")
        check(not writes.doubtful, "not sure of it, though the disk was well again")
        rounds.restart(in_order=False)
    writes.daemon.stop()


def manners(random_):
    """How the operation fails: each of these for each n."""
    yield {"many": 1, "error": random_.choice([errno.EIO, errno.ENOSPC]),
           "half": random_.random() < 0.5}
    yield {"many": 0, "error": random_.choice([errno.EIO, errno.ENOSPC]),
           "half": random_.random() < 0.5}


def picked(count, full, at_most):
    """The numbers to try: all, or some spread over all, the first ones in any case."""
    if full or count <= at_most:
        return range(1, count + 3)
    return sorted(set(range(1, 9)) | {1 + i * count // at_most for i in range(at_most)})


def try_running(rounds, full):
    """Failures while it serves."""
    rounds.start()
    for work, samples, per_start in [(small_work, 14, 1), (checkpoint_work, 8, 4)]:
        count = rounds.count(work)
        print(f"{work.__name__}: {count} operations", flush=True)
        for n in picked(count, full, samples):
            # Where there are thousands, each fails in one of the two ways.
            hows = list(manners(rounds.random))
            for how in hows if count < 1000 or not full else hows[n % 2:][:1]:
                try:
                    if rounds.rounds % ROUNDS_PER_STORE == ROUNDS_PER_STORE - 1:
                        rounds.renew()
                    rounds.run(work, n, how)
                    if rounds.rounds % per_start == 0:
                        rounds.restart(in_order=rounds.random.random() < 0.2)
                except Failed as failed:
                    raise Failed(f"round {rounds.rounds}, operation {n} {how}: {failed}") from None
    rounds.restart(in_order=False)
    rounds.restart(in_order=True)
    rounds.writes.daemon.stop()
    print(f"{rounds.rounds} rounds; a failure fired in {rounds.fired}, {rounds.silent} of them "
          f"harmless; {rounds.writes.refused} writes refused", flush=True)
    check(rounds.fired > 0.7 * rounds.rounds, "the shim hardly ever fired")
    check(rounds.writes.refused > rounds.rounds / 2, "hardly any write was refused")


def try_starting(rounds, full):
    """Failures while it starts, on a new directory and after a kill: it says so, or serves."""
    refusals = 0
    for fresh in (True, False):
        n = 1
        while True:
            folder = rounds.folder
            if fresh:
                folder = os.path.join(rounds.folder, "..", f"fresh{n}")
                os.mkdir(folder)
            rounds.disk.fail(n, many=0, error=rounds.random.choice([errno.EIO, errno.ENOSPC]))
            environment = dict(rounds.disk.environment, STATEROOM_FAULT_DIR=folder)
            with Daemon(folder, environment) as daemon:
                fired = rounds.disk.fired
                if not daemon.is_serving:
                    check_crash(daemon)
                    check(folder.split("/")[-1] in daemon.errors(),
                          f"a refusal that does not say where: {daemon.errors()}")
                    refusals += 1
            rounds.disk.heal()
            if fresh:
                with Daemon(folder) as daemon:
                    check(daemon.is_serving and daemon.set("k", 1).status == 200,
                          f"no start after a failed one, operation {n}: {daemon.errors()}")
            else:
                rounds.start()
                rounds.kill()
            if not fired:
                break
            n += 1 if full else 3
    print(f"{refusals} starts refused", flush=True)
    check(refusals > 0, "no start was refused")


def run():
    parser = argparse.ArgumentParser()
    parser.add_argument("shim")
    parser.add_argument("--full", action="store_true", help="every n, not some")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stateroom-disk-") as folder:
        rounds = Rounds(os.path.abspath(options.shim), folder, options.seed)
        try:
            try_refused_then_killed(rounds)
            try_running(rounds, options.full)
            try_starting(rounds, options.full)
        finally:
            rounds.end()


if __name__ == "__main__":
    main(run)
