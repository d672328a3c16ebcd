# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a history of concurrent operations on one key could have happened one at a time.

The search of Wing and Gong (1993) with the memory of Lowe (2017): operations are put in an order in
which each comes before all that began after it had ended, and answers what it did answer. What was
tried is remembered as (set of operations placed, state), so that no such point is searched twice.

An operation without an answer (the server was killed) has happened at some moment before its `end`,
or never.
"""

from typing import Any, NamedTuple, Optional


class State(NamedTuple):
    """A key: its value (None: it does not exist) and the last version that it has used."""
    value: Optional[Any]
    version: int


EMPTY = State(None, 0)


class Operation(NamedTuple):
    """`answer`: what apply() returns for it. `known` is false when there was none."""
    kind: str                 # get, set, swap (compare and set), delete
    begin: int                # of one clock for all
    end: int                  # the answer's moment; of an unknown one, when it was too late
    value: Any = None         # to be written
    expected: Optional[int] = None
    answer: Any = None
    known: bool = True


def apply(state, operation):
    """What the operation makes of the state, and what it answers."""
    exists = state.value is not None
    kind = operation.kind
    if kind == "get":
        return state, (state.value, state.version) if exists else None
    if kind == "delete":
        return (State(None, state.version + 1), True) if exists else (state, False)
    current = state.version if exists else 0
    if kind == "swap" and operation.expected != current:
        return state, ("conflict", current)
    return State(operation.value, state.version + 1), state.version + 1


class Counterexample(NamedTuple):
    """The point up to which most operations could be placed, and what did not fit there."""
    placed: int
    total: int
    state: State
    stuck: list

    def __str__(self):
        lines = [f"{self.placed} of {self.total} operations fit; at {self.state} none of these:"]
        return "\n  ".join(lines + [str(operation) for operation in self.stuck])


def find_violation(operations, state=EMPTY):
    """None when the history is linearizable from `state`, else a Counterexample."""
    return _Search(operations).run(state)


class _Search:
    def __init__(self, operations):
        # An unknown read tells nothing.
        self._all = sorted(
            (o for o in operations if o.known or o.kind != "get"), key=lambda o: o.begin)
        self._wanted = sum(1 << i for i, o in enumerate(self._all) if o.known)

    def run(self, state):
        seen = set()
        best = None
        points = [(0, 0, 0, state)]
        while points:
            placed, first, latest, state = self._place_idle(*points.pop())
            if placed & self._wanted == self._wanted:
                return None
            if (placed, state) in seen:
                continue
            seen.add((placed, state))
            depth = placed.bit_count()
            if not best or depth > best[0]:
                best = (depth, placed, first, latest, state)
            points += self._next_points(placed, first, latest, state)
        depth, placed, first, latest, state = best
        stuck = [self._all[i] for i in self._candidates(placed, first, latest)]
        return Counterexample(depth, len(self._all), state, stuck)

    def _candidates(self, placed, first, latest):
        """Those that may come next: none of the others had ended when they began."""
        limit = None
        for i in range(first, len(self._all)):
            operation = self._all[i]
            if limit is not None and operation.begin > limit:
                return
            if placed >> i & 1:
                continue
            if operation.known:
                limit = operation.end if limit is None else min(limit, operation.end)
                yield i
            elif operation.end >= latest:
                yield i  # otherwise too late: something that began after it has been placed

    def _place_idle(self, placed, first, latest, state):
        """Places what changes nothing and fits: no order in which it comes later is worth a try,
        unless that leaves the time in which an unknown operation may have happened."""
        progress = True
        while progress:
            progress = False
            while first < len(self._all) and placed >> first & 1:
                first += 1
            candidates = list(self._candidates(placed, first, latest))
            ends = [self._all[i].end for i in candidates if not self._all[i].known]
            for i in candidates:
                operation = self._all[i]
                if not operation.known or ends and operation.begin > min(ends):
                    continue
                if apply(state, operation) == (state, operation.answer):
                    placed |= 1 << i
                    latest = max(latest, operation.begin)
                    progress = True
                    break
        return placed, first, latest, state

    def _next_points(self, placed, first, latest, state):
        known, unknown = [], []
        for i in self._candidates(placed, first, latest):
            operation = self._all[i]
            after, answer = apply(state, operation)
            if answer != operation.answer if operation.known else after == state:
                continue
            point = (placed | 1 << i, first, max(latest, operation.begin), after)
            (known if operation.known else unknown).append(point)
        # The last is tried first: those that are known to have happened, the oldest of them.
        return unknown[::-1] + known[::-1]
