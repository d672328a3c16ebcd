# SPDX-License-Identifier: GPL-3.0-or-later
"""What clients asked of a workflow and were answered, held against its log and its entries."""

import enum
import hashlib
import json
from typing import NamedTuple, Optional

from server import Violation

# Moments are the wall clock's, which the server counts in milliseconds: rounded down and up.
CLOCK_STEP = 0.002
# How a found entry is described where only its key was seen.
PRESENT = object()


class Outcome(enum.Enum):
    UNKNOWN = "unknown"  # no answer came
    KEPT = "acknowledged"
    REFUSED = "refused"


class Change(NamedTuple):
    id: int
    key: str
    old: Optional[dict]
    new: Optional[dict]
    version: int
    op: str

    @staticmethod
    def of(event):
        data = json.loads(event.data)
        return Change(event.id, data["key"], data["oldValue"], data["newValue"],
                      data["version"], data["op"])


class Write:
    """A value that a client asked to be set. Its token makes it unlike every other."""

    __slots__ = ("key", "value", "ttl", "called", "answered", "outcome", "version", "landed",
                 "settled", "counts")

    def __init__(self, key, value, ttl, called, counts):
        self.key, self.value, self.ttl, self.called = key, value, ttl, called
        self.answered = self.version = None
        self.outcome = Outcome.UNKNOWN
        self.landed = self.settled = False
        self.counts = counts  # whether it increments its key's "n"

    def keep(self, version, now):
        self.outcome, self.version, self.answered = Outcome.KEPT, version, now

    def refuse(self):
        self.outcome = Outcome.REFUSED

    def __str__(self):
        return f"{self.outcome.value} write {self.value['w']} of {self.key}"


class Deletion:
    __slots__ = ("key", "outcome", "deleted")

    def __init__(self, key):
        self.key = key
        self.outcome = Outcome.UNKNOWN
        self.deleted = False

    def keep(self, deleted):
        self.outcome, self.deleted = Outcome.KEPT, deleted


def digest_of(events):
    digest = hashlib.blake2b()
    for event in events:
        add_to_digest(digest, event)
    return digest.digest()


def add_to_digest(digest, event):
    digest.update(f"{event.id} {event.data}\n".encode())


class Record:
    """One workflow. Writes and deletions are noted before they are sent and completed by their
    answers; after each kill the log is read on (`append`), the round is judged (`settle`), then
    the entries are (`judge`). What must not be raises Violation."""

    def __init__(self, workflow):
        self.workflow = workflow
        self.last_id = 0
        self.changes = 0
        self.keyed = []          # KeyedWrites
        self._digest = hashlib.blake2b()
        self._tokens = 0
        self._history = {}       # key -> its changes, by version
        self._writes = {}        # token -> Write
        self._round = []         # writes that are not settled
        self._deletions = []     # of this round
        self._deleted = {}       # key -> deletions seen in the log that are not accounted for
        self._increments = {}    # key -> how often it was counted up
        self._hidden = set()     # keys that a read found expired before the log says so

    # What clients do.

    def new_token(self):
        self._tokens += 1
        return f"{self.workflow}/{self._tokens}"

    def write(self, key, value, now, ttl=None, counts=False):
        write = Write(key, value, ttl, now, counts)
        self._writes[value["w"]] = write
        self._round.append(write)
        return write

    def deletion(self, key):
        deletion = Deletion(key)
        self._deletions.append(deletion)
        return deletion

    # What the log says.

    def append(self, event):
        """The next event of the workflow's stream."""
        change = Change.of(event)
        history = self._history.setdefault(change.key, [])
        last = history[-1] if history else None
        if change.id <= self.last_id:
            self._fail(f"the log is not in order: {change} behind {self.last_id}")
        if change.version != len(history) + 1:
            self._fail(f"a version is missing or used twice: {change} behind {last}")
        if change.old != (last.new if last else None):
            self._fail(f"the log does not fit together: {change} behind {last}")
        if change.key in self._hidden and change.op != "expire":
            self._fail(f"an expiry is not in the log: {change} behind {last}")
        self._hidden.discard(change.key)
        if change.op == "set":
            self._check_write(change)
        else:
            self._check_removal(change, last)
        history.append(change)
        self.last_id = change.id
        self.changes += 1
        add_to_digest(self._digest, event)

    def _check_write(self, change):
        write = self._writes.get(change.new["w"])
        if not write:
            self._fail(f"was never sent: {change}")
        if write.key != change.key or write.value != change.new:
            self._fail(f"is not what was sent: {change}, {write}")
        if write.outcome is Outcome.REFUSED:
            self._fail(f"{write} had an effect: {change}")
        if write.landed:
            self._fail(f"was done twice: {change}, {write}")
        if write.settled:
            self._fail(f"came after the server had been killed: {change}, {write}")
        if write.outcome is Outcome.KEPT and write.version != change.version:
            self._fail(f"{write} was told version {write.version}: {change}")
        write.landed = True

    def _check_removal(self, change, last):
        if change.new is not None or change.old is None or change.op not in ("delete", "expire"):
            self._fail(f"is no removal: {change}")
        if change.op == "expire" and not self._writes[last.new["w"]].ttl:
            self._fail(f"expired without a ttl: {change}")
        if change.op == "delete":
            self._deleted[change.key] = self._deleted.get(change.key, 0) + 1

    # What must hold once the log has been read to its end.

    def settle(self, now):
        """Nothing is in flight any more, and everything of `append` is known. Returns how many
        unknown writes have landed, and how many have not."""
        landed = gone = 0
        for write in self._round:
            if write.outcome is Outcome.KEPT and not write.landed:
                self._fail(f"{write}, version {write.version}, is lost")
            if write.outcome is Outcome.UNKNOWN:
                write.answered = now
                landed += write.landed
                gone += not write.landed
            if write.counts and write.landed:
                self._increments[write.key] = self._increments.get(write.key, 0) + 1
            write.settled = True
        self._round.clear()
        self._settle_deletions()
        for key, count in self._increments.items():
            total = self._history[key][-1].new["n"]
            if total != count:
                self._fail(f"{key} counts {total}, but was incremented {count} times")
        return landed, gone

    def _settle_deletions(self):
        keys = {deletion.key for deletion in self._deletions} | set(self._deleted)
        for key in keys:
            mine = [deletion for deletion in self._deletions if deletion.key == key]
            least = sum(deletion.deleted for deletion in mine)
            most = least + sum(deletion.outcome is Outcome.UNKNOWN for deletion in mine)
            found = self._deleted.get(key, 0)
            if not least <= found <= most:
                self._fail(f"{key} was deleted {found} times, not {least} to {most}")
        self._deletions.clear()
        self._deleted.clear()

    def judge(self, key, found, before, after):
        """A read that was asked for not before `before` and answered by `after` found `key` as
        (value, version), as PRESENT in a list, or as None."""
        history = self._history.get(key)
        last = history[-1] if history else None
        write = self._writes[last.new["w"]] if last and last.new else None
        if found is None:
            if not write:
                return
            if not write.ttl or after + CLOCK_STEP < write.called + write.ttl:
                self._fail(f"{key} is not there, but the log ends with {last}")
            self._hidden.add(key)
            return
        if not write:
            self._fail(f"{key} is there ({found}), but the log ends with {last}")
        if found is not PRESENT and found != (last.new, last.version):
            self._fail(f"{key} is {found}, but the log ends with {last}")
        if key in self._hidden:
            self._fail(f"{key} had expired and is there again ({found})")
        if write.ttl and before > write.answered + write.ttl + CLOCK_STEP:
            self._fail(f"{key} should have expired: {write}")

    def digest(self):
        """Of the whole log; see digest_of()."""
        return self._digest.digest()

    def keys(self):
        return sorted(self._history)

    def past(self, key, version):
        """The change that made this version."""
        return self._history[key][version - 1]

    def versions(self, key):
        return len(self._history[key])

    def due(self):
        """Keys whose expiry is to come."""
        return [key for key, history in self._history.items()
                if history[-1].new and self._writes[history[-1].new["w"]].ttl]

    def _fail(self, what):
        raise Violation(f"{self.workflow}: {what}")
