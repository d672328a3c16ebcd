#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks a real stateroomd and measures what it costs: memory, processor time, and how long others
wait. `--full` also waits for what takes long; `--only NAME` attacks in one way."""

import argparse
import dataclasses
import sys
import tempfile
from typing import Callable

import attacks
from observed import IS_SANITIZED, Observed

MEDIAN, WORST = 100, 5000  # ms, that others may wait; on a busy machine

# Seconds of processor time a second, the bystander's included: what waits does not spin.
IDLE = 0.1


@dataclasses.dataclass
class Case:
    attack: Callable
    cpu: float  # seconds that it may cost beside IDLE
    connects: bool = True  # whether newcomers are served
    full: bool = False  # takes long
    memory: float = 40  # MB of growth, at most


CASES = [
    Case(attacks.body_declared, 0.2),
    Case(attacks.body_declared_and_sent, 0.5),
    Case(attacks.body_chunked, 0.5, memory=30),  # what is kept of it once, and the half again
    Case(attacks.body_in_chunks_of_a_byte, 4, memory=30),
    Case(attacks.body_with_endless_extensions, 0.5),
    Case(attacks.headers_100_000, 0.5),
    Case(attacks.header_of_64_mib, 0.5),
    Case(attacks.target_of_64_mib, 0.5),
    Case(attacks.slow_clients, 0.5),
    Case(attacks.pipelines_and_leaves, 4),
    Case(attacks.never_reads, 0.5),
    Case(attacks.never_reads_until_cut, 0.5, full=True),
    Case(attacks.leave_at_every_byte, 1),
    Case(attacks.leave_while_answered, 3),
    Case(attacks.connections_1100, 0.5, connects=False),
    Case(attacks.descriptors_run_out, 0.2, connects=False),
    Case(attacks.descriptors_taken_away, 0.2, connects=False),
]


def judge(case, figures):
    """What is wrong with them."""
    if not IS_SANITIZED and figures.grown > case.memory:
        yield f"{figures.grown:.0f} MB more memory"
    slowness = 5 if IS_SANITIZED else 1
    if figures.cpu > (case.cpu + IDLE * figures.wall) * slowness:
        yield f"{figures.cpu:.1f} s of processor time"
    if figures.median > MEDIAN * slowness or figures.worst > WORST * slowness:
        yield f"others waited {figures.median:.0f} ms, up to {figures.worst:.0f}"


def run(case):
    with tempfile.TemporaryDirectory() as data, Observed(data) as server:
        attacks.prepare(server)
        before = server.sockets()
        said, figures = server.under(case.attack, case.connects)
        print(f"{case.attack.__name__:30} {said:36} {figures.rounds:6} {figures.grown:7.1f}"
              f" {figures.cpu:7.3f} {figures.wall:7.2f} {figures.asked:7} {figures.median:8.1f}"
              f" {figures.worst:8.1f}", flush=True)
        wrong = list(judge(case, figures))
        if not server.is_back_to(before):
            wrong.append(f"{server.sockets()} sockets are open, before it were {before}")
        if server.get("hostile/large")["value"] != "x" * attacks.LARGE:
            wrong.append("it does not read any more")
        server.set("hostile/after", 1)
        if (code := server.stop()) != 0:
            wrong.append(f"it ended with {code}: {server.stderr()}")
    return [f"{case.attack.__name__}: {what}" for what in wrong]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only")
    options = parser.parse_args()
    print(f"{'attack':30} {'answer':36} {'rounds':>6} {'MB more':>7} {'CPU s':>7} {'s':>7} {'others':>7}"
          f" {'median':>8} {'worst ms':>8}")
    wrong = []
    for case in CASES:
        if case.attack.__name__ == options.only or (not options.only
                                                    and (options.full or not case.full)):
            wrong += run(case)
    for what in wrong:
        print(what, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
