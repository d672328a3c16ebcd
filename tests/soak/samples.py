# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running server costs, looked at again and again, and whether that levels off."""

import os
import sqlite3
import statistics
import time
from pathlib import Path
from typing import NamedTuple

from server import Violation

MIB = 1024 * 1024
WARM_UP = 0.3  # part of the run that is not judged: caches fill, the floor begins to move


class Sample(NamedTuple):
    """One look at the server."""
    at: float          # seconds since the first
    memory: int        # resident, in bytes
    descriptors: int
    threads: int
    file: int          # stateroom.db, in bytes
    wal: int           # its write-ahead log
    changes: int       # rows of the change log
    above_floor: int   # bytes of the change log above the floor
    floor: int         # seq
    last: int          # seq
    said: int          # bytes on stderr
    requests: int      # answered by now


class Measure(NamedTuple):
    """What must level off, and how much more the second half may have than the first."""
    field: str
    unit: int
    share: float
    slack: int


MEASURES = (
    Measure("memory", MIB, 0.05, 2 * MIB),
    Measure("descriptors", 1, 0.1, 4),
    Measure("threads", 1, 0, 0),
    Measure("file", MIB, 0.05, MIB),
    Measure("wal", MIB, 0.25, 4 * MIB),
    Measure("changes", 1, 0.05, 500),
    Measure("above_floor", MIB, 0.05, MIB),
    Measure("said", 1, 0, 0),
)


class Figures(NamedTuple):
    """Of one half of a run."""
    typical: float
    high: float

    @staticmethod
    def of(values):
        values = sorted(values)
        return Figures(statistics.median(values), values[int(len(values) * 0.95)])


class Sampler:
    """Looks at a Server's process and files."""

    def __init__(self, server):
        self._server = server
        self._began = time.monotonic()
        self.samples = []

    def take(self, requests):
        """Blocks for some milliseconds."""
        server = self._server
        process = Path(f"/proc/{server.pid}")
        changes, above_floor, floor, last = self._read_log()
        self.samples.append(Sample(
            time.monotonic() - self._began, server.memory("VmRSS"),
            len(os.listdir(process / "fd")), len(os.listdir(process / "task")),
            self._size("stateroom.db"), self._size("stateroom.db-wal"), changes, above_floor,
            floor, last, len(server.complaints()), requests))
        return self.samples[-1]

    def _size(self, name):
        return (self._server.directory / name).stat().st_size

    def _read_log(self):
        """A file that another process writes, read for a moment: SQLite allows for that."""
        path = self._server.directory / "stateroom.db"
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
        try:
            changes, = database.execute("SELECT count(*) FROM change").fetchone()
            state = database.execute("SELECT bytes, floor, last_seq FROM log_state").fetchone()
            return changes, *state
        finally:
            database.close()


def halves(samples):
    """The judged part of a run in two halves."""
    judged = samples[int(len(samples) * WARM_UP):]
    middle = len(judged) // 2
    return judged[:middle], judged[middle:]


def judge(samples, is_memory_judged=True):
    """Raises Violation where something does not level off; returns a table of what was compared."""
    first, second = halves(samples)
    if min(len(first), len(second)) < 8:
        raise Violation(f"{len(samples)} samples are too few to judge")
    lines = [f"{'':14}{'first half':>24}{'second half':>24}   median, 95th percentile"]
    growing = []
    for measure in MEASURES:
        before, after = (Figures.of([getattr(sample, measure.field) for sample in half])
                         for half in (first, second))
        lines.append(f"{measure.field:14}" + "".join(
            f"{figures.typical / measure.unit:12.1f}{figures.high / measure.unit:12.1f}"
            for figures in (before, after)))
        if measure.field == "memory" and not is_memory_judged:
            continue
        if any(late > early * (1 + measure.share) + measure.slack
               for early, late in zip(before, after)):
            growing.append(measure.field)
    for half in (first, second):
        if half[-1].floor <= half[0].floor:
            growing.append("what is above the floor, which stands still")
    table = "\n".join(lines)
    if growing:
        raise Violation(f"grows on and on: {', '.join(growing)}\n{table}")
    return table


HEAD = ("    time  requests   memory  descr  threads     file      wal   changes  above floor"
        "     floor")


def line_of(sample):
    """A sample as a line under HEAD; sizes in MiB."""
    return (f"{sample.at:7.0f}s {sample.requests:9} {sample.memory / MIB:8.1f} {sample.descriptors:6}"
            f" {sample.threads:8} {sample.file / MIB:8.1f} {sample.wal / MIB:8.1f}"
            f" {sample.changes:9} {sample.above_floor / MIB:12.1f} {sample.floor:9}")
