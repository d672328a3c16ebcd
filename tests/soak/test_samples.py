# SPDX-License-Identifier: GPL-3.0-or-later
"""That what grows is found, and what levels off is not taken for it."""

import sys
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "crash"))

from samples import MEASURES, MIB, Sample, judge  # noqa: E402
from server import Violation  # noqa: E402


def sample(number, **others):
    level = {"memory": 40 * MIB, "descriptors": 60, "threads": 12, "file": 30 * MIB,
             "wal": 16 * MIB, "changes": 20_000, "above_floor": 8 * MIB, "said": 0}
    return Sample(**{**level, "at": number, "floor": number, "last": number + 100,
                     "requests": number, **others})


class JudgeTest(unittest.TestCase):
    def test_judge_level_passes(self):
        judge([sample(number) for number in range(60)])

    def test_judge_growth_within_the_warm_up_passes(self):
        judge([sample(number, memory=(20 + min(number, 18)) * MIB) for number in range(60)])

    def test_judge_waves_pass(self):
        judge([sample(number, wal=(4 + number % 9) * MIB) for number in range(60)])

    def test_judge_growth_is_found(self):
        for measure in MEASURES:
            level = getattr(sample(0), measure.field)
            step = max(level // 20, measure.slack // 10, 1)
            with self.subTest(measure.field), self.assertRaisesRegex(Violation, measure.field):
                judge([sample(number, **{measure.field: level + step * number})
                       for number in range(60)])

    def test_judge_memory_of_sanitizers_is_left_alone(self):
        judge([sample(number, memory=number * MIB) for number in range(60)],
              is_memory_judged=False)

    def test_judge_growing_peaks_are_found(self):
        with self.assertRaisesRegex(Violation, "descriptors"):
            judge([sample(number, descriptors=60 + (number if number % 5 == 0 else 0))
                   for number in range(100)])

    def test_judge_floor_that_stands_still_is_found(self):
        with self.assertRaisesRegex(Violation, "floor"):
            judge([sample(number, floor=min(number, 30)) for number in range(60)])

    def test_judge_too_few_are_refused(self):
        with self.assertRaisesRegex(Violation, "too few"):
            judge([sample(number) for number in range(12)])


if __name__ == "__main__":
    unittest.main()
