# SPDX-License-Identifier: GPL-3.0-or-later
"""The checker accepts what can be, and finds what cannot."""

import itertools
import random
import unittest

from linearizable import EMPTY, Operation, State, apply, find_violation


def get(begin, end, answer):
    return Operation("get", begin, end, answer=answer)


def put(begin, end, value, version):
    return Operation("set", begin, end, value=value, answer=version)


def swap(begin, end, value, expected, answer):
    return Operation("swap", begin, end, value=value, expected=expected, answer=answer)


def delete(begin, end, answer):
    return Operation("delete", begin, end, answer=answer)


def lost(operation):
    return operation._replace(answer=None, known=False)


POSSIBLE = {
    "nothing": [],
    "one after the other": [
        get(0, 1, None), put(2, 3, "a", 1), get(4, 5, ("a", 1)), delete(6, 7, True),
        delete(8, 9, False), get(10, 11, None), put(12, 13, "b", 3)],
    "reads beside a write, before and after it": [
        put(0, 10, "a", 1), get(1, 9, None), get(2, 8, ("a", 1)), get(3, 9, ("a", 1))],
    "writes at once, in either order": [
        put(0, 10, "a", 2), put(0, 10, "b", 1), get(11, 12, ("a", 2))],
    "of two swaps one wins": [
        put(0, 1, "a", 1), swap(2, 9, "b", 1, 2), swap(3, 8, "c", 1, ("conflict", 2))],
    "a swap that creates": [swap(0, 1, "a", 0, 1), delete(2, 3, True), swap(4, 5, "b", 0, 3)],
    "a swap refused for a key that is gone": [
        put(0, 1, "a", 1), delete(2, 3, True), swap(4, 5, "b", 2, ("conflict", 0))],
    "an unknown write that happened": [lost(put(0, 5, "a", 0)), get(6, 7, ("a", 1))],
    "an unknown write that did not": [lost(put(0, 5, "a", 0)), get(6, 7, None)],
    "an unknown write that was seen before the kill": [
        lost(put(0, 9, "a", 0)), get(2, 3, None), get(4, 5, ("a", 1)), get(10, 11, ("a", 1))],
    "an unknown write overwritten": [
        lost(put(0, 9, "a", 0)), put(2, 3, "b", 2), get(10, 11, ("b", 2))],
    "an unknown delete, then one with nothing to do": [
        put(0, 1, "a", 1), lost(delete(2, 9, None)), delete(3, 8, False), get(10, 11, None)],
    "unknown ones that undo each other": [
        lost(put(0, 9, "a", 0)), lost(delete(1, 9, None)), get(10, 11, None),
        put(12, 13, "b", 3)],
    "of many unknown ones, those in the middle": [
        *(lost(put(i, 20, f"v{i}", 0)) for i in range(10)), get(30, 31, ("v3", 3))],
}

IMPOSSIBLE = {
    "a stale read": [
        put(0, 1, "a", 1), put(2, 3, "b", 2), get(4, 5, ("a", 1))],
    "reads that go back": [
        put(0, 1, "a", 1), put(2, 20, "b", 2), get(3, 4, ("b", 2)), get(5, 6, ("a", 1))],
    "a lost update": [
        put(0, 1, "a", 1), swap(2, 9, "b", 1, 2), swap(3, 8, "c", 1, 2)],
    "a write without effect": [
        put(0, 1, "a", 1), swap(2, 3, "b", 1, 2), get(4, 5, ("a", 1))],
    "a version used twice": [
        put(0, 1, "a", 1), delete(2, 3, True), put(4, 5, "b", 1)],
    "a version left out": [put(0, 1, "a", 1), put(2, 3, "b", 3)],
    "a value that was never written": [put(0, 1, "a", 1), get(2, 3, ("x", 1))],
    "a value with another's version": [
        put(0, 9, "a", 1), put(0, 9, "b", 2), get(10, 11, ("a", 2))],
    "a refused swap that took effect": [
        put(0, 1, "a", 1), swap(2, 3, "b", 7, ("conflict", 1)), get(4, 5, ("b", 2))],
    "a conflict where there was none": [
        put(0, 1, "a", 1), swap(2, 3, "b", 1, ("conflict", 1))],
    "an acknowledged write lost by the kill": [
        put(0, 1, "a", 1), put(2, 3, "b", 2), lost(put(4, 9, "c", 0)), get(10, 11, ("a", 1))],
    "an acknowledged delete lost by the kill": [
        put(0, 1, "a", 1), delete(2, 3, True), lost(put(4, 9, "c", 0)), get(10, 11, ("a", 1))],
    "an unknown write after the kill": [
        lost(put(0, 5, "a", 0)), get(6, 7, None), get(8, 9, ("a", 1))],
    "an unknown write done twice": [
        lost(put(0, 9, "a", 0)), get(2, 3, ("a", 1)), put(4, 5, "b", 2), get(10, 11, ("a", 3))],
    "seen, then never done": [
        lost(put(0, 9, "a", 0)), get(2, 3, ("a", 1)), get(10, 11, None)],
    "a read into the future": [get(0, 1, ("a", 1)), put(2, 3, "a", 1)],
}


def by_trying_all(operations):
    """The definition itself: is there an order, with any of the unknown ones left out?"""
    known = [o for o in operations if o.known]
    unknown = [o for o in operations if not o.known]
    return any(
        fits(order)
        for size in range(len(unknown) + 1)
        for chosen in itertools.combinations(unknown, size)
        for order in itertools.permutations(known + list(chosen)))


def fits(order):
    state, latest = EMPTY, -1
    for operation in order:
        if operation.end < latest:
            return False
        latest = max(latest, operation.begin)
        state, answer = apply(state, operation)
        if operation.known and answer != operation.answer:
            return False
    return True


def simulate(rng, count, clients, unknown=0.0):
    """A history of a key that behaves: each operation happens at one moment within its time."""
    free = [0] * clients
    calls = []
    for number in range(count):
        client = rng.randrange(clients)
        begin = free[client] + rng.randrange(1, 5)
        point = begin + rng.randrange(1, 20)
        free[client] = point + rng.randrange(1, 20)
        kind = rng.choice(("get", "get", "set", "swap", "delete"))
        calls.append((point, number, Operation(kind, begin, free[client], value=f"v{number}")))
    state, history = EMPTY, []
    for _, _, operation in sorted(calls):
        expected = rng.choice((0, state.version, state.version, max(state.version - 1, 0)))
        operation = operation._replace(expected=expected)
        missing = operation.kind != "get" and rng.random() < unknown
        if not missing or rng.random() < 0.5:
            state, answer = apply(state, operation)
            operation = operation._replace(answer=answer)
        history.append(lost(operation) if missing else operation)
    return history


class LinearizableTest(unittest.TestCase):
    def test_find_violation_possible_history_is_accepted(self):
        for name, history in POSSIBLE.items():
            with self.subTest(name):
                self.assertIsNone(find_violation(history))

    def test_find_violation_impossible_history_is_found(self):
        for name, history in IMPOSSIBLE.items():
            with self.subTest(name):
                self.assertIsNotNone(find_violation(history))

    def test_find_violation_any_order_of_the_list_is_judged_alike(self):
        rng = random.Random(1)
        for history in IMPOSSIBLE.values():
            shuffled = rng.sample(history, len(history))
            self.assertIsNotNone(find_violation(shuffled))

    def test_find_violation_start_state_is_respected(self):
        self.assertIsNone(find_violation([get(0, 1, ("a", 7))], State("a", 7)))
        self.assertIsNotNone(find_violation([get(0, 1, ("a", 7))], State("a", 8)))

    def test_find_violation_counterexample_names_what_does_not_fit(self):
        stale = get(4, 5, ("a", 1))
        found = find_violation([put(0, 1, "a", 1), put(2, 3, "b", 2), stale, get(6, 7, ("b", 2))])
        self.assertEqual(found.stuck, [stale])
        self.assertEqual((found.placed, found.state), (2, State("b", 2)))

    def test_find_violation_small_random_histories_are_judged_as_by_definition(self):
        rng = random.Random(2)
        verdicts = {True: 0, False: 0}
        for _ in range(1500):
            history = simulate(rng, rng.randrange(1, 7), 3, unknown=rng.choice((0.2, 0.7)))
            if rng.random() < 0.7:
                history = falsify(rng, history)
            possible = by_trying_all(history)
            self.assertEqual(find_violation(history) is None, possible, history)
            verdicts[possible] += 1
        self.assertGreater(min(verdicts.values()), 300)  # neither side is there by chance

    def test_find_violation_long_histories_are_accepted(self):
        for seed in range(10):
            rng = random.Random(seed)
            self.assertIsNone(find_violation(simulate(rng, 600, 16, unknown=0.01)))

    def test_find_violation_one_stale_read_within_many_is_found(self):
        found = 0
        for seed in range(10):
            rng = random.Random(seed)
            history = simulate(rng, 600, 16)
            reads = [i for i, o in enumerate(history) if o.kind == "get" and o.answer and i > 300]
            older = next(o.answer for o in history if o.kind == "get" and o.answer)
            history[reads[0]] = history[reads[0]]._replace(answer=older)
            found += find_violation(history) is not None
        self.assertEqual(found, 10)


def falsify(rng, history):
    """Makes one answer another one; that may still be possible."""
    i = rng.randrange(len(history))
    other = rng.choice(history)
    answers = {
        "get": [None, (other.value, rng.randrange(1, 4))],
        "delete": [True, False],
        "set": [1, 2, 3],
        "swap": [1, 2, 3, ("conflict", rng.randrange(3))],
    }
    history[i] = history[i]._replace(answer=rng.choice(answers[history[i].kind]), known=True)
    return history


if __name__ == "__main__":
    unittest.main()
