# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of what was acknowledged lets nothing pass that must not be."""

import json
import unittest

from client import Event
from record import PRESENT, Record
from server import Violation


def event(number, key, old, new, version, op="set"):
    return Event(number, None, json.dumps(
        {"key": key, "oldValue": old, "newValue": new, "version": version, "op": op}))


A, B, C = {"w": "a"}, {"w": "b"}, {"w": "c"}


class RecordTest(unittest.TestCase):
    """Moments are seconds since 0; unless said otherwise, key k was set to A as version 1 at 1."""

    def setUp(self):
        self.record = Record("wf")
        self.write(A, 1)
        self.record.append(event(1, "k", None, A, 1))
        self.record.settle(2)

    def write(self, value, version=None, key="k", ttl=None, counts=False, now=1):
        write = self.record.write(key, value, now, ttl, counts)
        if version:
            write.keep(version, now)
        return write

    def refuses(self, what):
        return self.assertRaisesRegex(Violation, what)

    def test_settle_acknowledged_write_without_change_is_found(self):
        self.write(B, 2)
        with self.refuses("acknowledged write b of k, version 2, is lost"):
            self.record.settle(3)

    def test_settle_unknown_write_may_have_landed_or_not(self):
        self.write(B)
        self.write(C)
        self.record.append(event(2, "k", A, B, 2))
        self.assertEqual(self.record.settle(3), (1, 1))

    def test_append_unknown_write_after_its_round_is_found(self):
        self.write(B)
        self.record.settle(3)
        with self.refuses("came after the server had been killed"):
            self.record.append(event(2, "k", A, B, 2))

    def test_append_refused_write_is_found(self):
        self.write(B).refuse()
        with self.refuses("refused write b of k had an effect"):
            self.record.append(event(2, "k", A, B, 2))

    def test_append_write_that_nobody_sent_is_found(self):
        with self.refuses("was never sent"):
            self.record.append(event(2, "k", A, B, 2))

    def test_append_part_of_a_value_is_found(self):
        self.write({"w": "b", "fill": "xxxx"})
        with self.refuses("is not what was sent"):
            self.record.append(event(2, "k", A, {"w": "b", "fill": "xx"}, 2))

    def test_append_same_write_twice_is_found(self):
        self.write(B)
        self.record.append(event(2, "k", A, B, 2))
        with self.refuses("was done twice"):
            self.record.append(event(3, "k", B, B, 3))

    def test_append_other_version_than_acknowledged_is_found(self):
        self.write(B, 3)
        with self.refuses("was told version 3"):
            self.record.append(event(2, "k", A, B, 2))

    def test_append_gap_or_reuse_of_versions_is_found(self):
        self.write(B)
        for version in (1, 3):
            with self.refuses("a version is missing or used twice"):
                self.record.append(event(2, "k", A, B, version))

    def test_append_ids_out_of_order_are_found(self):
        self.write(B)
        with self.refuses("not in order"):
            self.record.append(event(1, "k", A, B, 2))

    def test_append_old_value_that_was_not_there_is_found(self):
        self.write(B)
        with self.refuses("does not fit together"):
            self.record.append(event(2, "k", None, B, 2))

    def test_append_expiry_without_ttl_is_found(self):
        with self.refuses("expired without a ttl"):
            self.record.append(event(2, "k", A, None, 2, "expire"))

    def test_settle_deletions_are_counted(self):
        self.record.deletion("k").keep(True)
        with self.refuses("deleted 0 times, not 1 to 1"):
            self.record.settle(3)
        self.setUp()
        self.record.deletion("k").keep(False)
        self.record.append(event(2, "k", A, None, 2, "delete"))
        with self.refuses("deleted 1 times, not 0 to 0"):
            self.record.settle(3)
        self.setUp()
        self.record.deletion("k")
        self.record.append(event(2, "k", A, None, 2, "delete"))
        self.record.settle(3)

    def test_settle_counter_that_lost_an_increment_is_found(self):
        for number, value in ((2, {"w": "1", "n": 1}), (3, {"w": "2", "n": 1})):
            self.write(value, number - 1, "c", counts=True)
            old = {"w": "1", "n": 1} if number == 3 else None
            self.record.append(event(number, "c", old, value, number - 1))
        with self.refuses("c counts 1, but was incremented 2 times"):
            self.record.settle(3)

    def test_judge_entry_that_differs_from_the_log_is_found(self):
        self.record.judge("k", (A, 1), 3, 4)
        self.record.judge("k", PRESENT, 3, 4)
        for found in ((B, 1), (A, 2), None):
            with self.refuses("but the log ends with"):
                self.record.judge("k", found, 3, 4)

    def test_judge_removed_entry_that_is_there_is_found(self):
        self.record.deletion("k").keep(True)
        self.record.append(event(2, "k", A, None, 2, "delete"))
        self.record.settle(3)
        self.record.judge("k", None, 3, 4)
        with self.refuses("is there"):
            self.record.judge("k", PRESENT, 3, 4)

    def test_judge_expiring_entry_is_held_to_its_time(self):
        self.write(B, 2, ttl=10, now=5)
        self.record.append(event(2, "k", A, B, 2))
        self.record.settle(6)
        self.assertEqual(self.record.due(), ["k"])
        self.record.judge("k", (B, 2), 14, 99)
        with self.refuses("should have expired"):
            self.record.judge("k", (B, 2), 15.1, 99)
        with self.refuses("is not there"):
            self.record.judge("k", None, 6, 14)
        self.record.judge("k", None, 14, 15.1)
        with self.refuses("is there again"):
            self.record.judge("k", (B, 2), 14, 99)

    def test_append_write_to_an_entry_seen_expired_wants_the_expiry_first(self):
        self.write(B, 2, ttl=1)
        self.record.append(event(2, "k", A, B, 2))
        self.record.settle(3)
        self.record.judge("k", None, 4, 5)
        self.write(C, 3)
        with self.refuses("an expiry is not in the log"):
            self.record.append(event(3, "k", B, C, 3))


if __name__ == "__main__":
    unittest.main()
