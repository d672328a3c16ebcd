#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs each curl line of docs/api/workflow.md as it stands there, but for the port."""

import json
import re
import subprocess
import tempfile
import unittest

from program import PATIENCE, SOURCE, Program, environment

DOCUMENT = SOURCE / "docs/api/workflow.md"

# The lines of the State Store's own document must stay among ours, unchanged.
ORIGINAL = [
    """curl -X POST http://localhost:7474/v1/state/wf-1/status \\
  -H "Content-Type: application/json" \\
  -d '{"value": {"step": "researching"}, "ttl": 0}'
# {"version": 1}
""",
    """curl http://localhost:7474/v1/state/wf-1/status
# {"value": {"step": "researching"}, "version": 1}
""",
    """const source = new EventSource(
  'http://localhost:7474/v1/state/wf-1/status/stream'
)
source.onmessage = (e) => {
  const { oldValue, newValue, version } = JSON.parse(e.data)
  console.log(`v${version}:`, newValue)
}
""",
]


def examples(text):
    """Pairs of a command and the answer that is told behind it."""
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S):
        command = []
        for line in block.splitlines():
            if line.startswith("# "):
                yield "\n".join(command), json.loads(line[2:])
                command = []
            else:
                command.append(line)
        assert not command, f"an example without an answer: {command}"


def same(told, answer):
    """Whether the answer is the one that was told, in which "…" stands for any text."""
    if isinstance(told, dict) and isinstance(answer, dict):
        return told.keys() == answer.keys() and all(same(told[k], answer[k]) for k in told)
    return told == answer or (told == "…" and isinstance(answer, str) and answer != "")


class Documented(unittest.TestCase):
    def test_examples_run_answer_what_is_told(self):
        text = DOCUMENT.read_text(encoding="utf-8")
        for lines in ORIGINAL:
            self.assertIn(lines, text)
        pairs = list(examples(text))
        self.assertGreater(len(pairs), 10)
        with tempfile.TemporaryDirectory() as data, Program(data=data) as program:
            program.wait_until_ready()
            for command, told in pairs:
                ran = subprocess.run(
                    ["bash", "-c", command.replace("localhost:7474", f"localhost:{program.port}")],
                    capture_output=True, timeout=PATIENCE, env=environment(data), check=False)
                self.assertEqual(ran.returncode, 0, (command, ran.stderr))
                answer = json.loads(ran.stdout)
                self.assertTrue(same(told, answer), f"{command}\nanswered {answer}\nnot {told}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
