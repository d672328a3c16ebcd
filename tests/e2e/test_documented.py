#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs each curl line of the APIs' pages in docs/api as it stands there, but for the port."""

import json
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import PATIENCE, SOURCE, Program, environment, user_token

DOCUMENTS = SOURCE / "docs/api"

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

# So those of the business API's, but for the base URL.
BUSINESS = [
    """curl http://localhost:7474/v1/agents \\
  -H "Authorization: Bearer YOUR_API_KEY"
""",
    """curl http://localhost:7474/agents \\
  -H "Authorization: Bearer YOUR_API_KEY" \\
  -H "X-API-Version: 2024-01-01"
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
    """Whether the answer is the one that was told, in which "…" stands for any text or number."""
    if isinstance(told, dict) and isinstance(answer, dict):
        return told.keys() == answer.keys() and all(same(told[k], answer[k]) for k in told)
    if isinstance(told, list) and isinstance(answer, list):
        return len(told) == len(answer) and all(map(same, told, answer))
    return told == answer or (
        told == "…" and isinstance(answer, (str, int, float)) and answer != "")


class Documented(unittest.TestCase):
    def run_examples(self, name, least, variables=lambda data: {}):
        """Runs the page's examples on one fresh program; `variables` are those of the shell."""
        pairs = list(examples((DOCUMENTS / name).read_text(encoding="utf-8")))
        self.assertGreaterEqual(len(pairs), least)
        with tempfile.TemporaryDirectory() as data, Program(data=data) as program:
            program.wait_until_ready()
            shell = environment(data, **variables(Path(data)))
            for command, told in pairs:
                ran = subprocess.run(
                    ["bash", "-c", command.replace("localhost:7474", f"localhost:{program.port}")
                     .replace("YOUR_API_KEY", "$KEY")],
                    capture_output=True, timeout=PATIENCE, env=shell, check=False)
                self.assertEqual(ran.returncode, 0, (command, ran.stderr))
                answer = json.loads(ran.stdout)
                self.assertTrue(same(told, answer), f"{command}\nanswered {answer}\nnot {told}")

    def test_workflow_examples_answer_what_is_told(self):
        text = (DOCUMENTS / "workflow.md").read_text(encoding="utf-8")
        for lines in ORIGINAL:
            self.assertIn(lines, text)
        self.run_examples("workflow.md", 11)

    def test_campaign_examples_answer_what_is_told(self):
        def credentials(data):
            keys = json.loads((data / "keys.json").read_text())
            return {"KEY": keys["campaign"], "TOKEN": user_token(data, "spring", "quiz", "ann")}
        self.run_examples("campaign.md", 9, credentials)

    def test_business_examples_answer_what_is_told(self):
        text = (DOCUMENTS / "business.md").read_text(encoding="utf-8")
        for lines in BUSINESS:
            self.assertIn(lines, text)
        self.run_examples("business.md", 4, lambda data: {
            "KEY": json.loads((data / "keys.json").read_text())["business"]})

    def test_webhooks_examples_answer_what_is_told(self):
        self.run_examples("webhooks.md", 2, lambda data: {
            "KEY": json.loads((data / "keys.json").read_text())["business"]})


if __name__ == "__main__":
    unittest.main(verbosity=2)
