#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export, import and API keys by stateroomctl, against the real stateroomd."""

import json
import os
import signal
import subprocess
import threading
import unittest
from pathlib import Path

from program import PATIENCE
from test_cli import CTL, CliCase


class Transfer(CliCase):
    def fill(self, keys=30):
        for number in range(keys):
            self.server.set(f"wf-1/k{number:03}", {"n": number, "text": "é\n" * 10})
        self.server.set("wf-2/only", 1)
        self.ctl("set", "integration/", "cursor", '{"b":1.10,"a":1e400}')

    def test_export_comes_back_as_it_was(self):
        self.fill()
        file = self.home / "all.ndjson"
        whole = self.ctl("export")
        self.ctl("export", "-o", str(file))
        self.assertEqual(file.read_text(), whole)
        self.assertIn('"value":{"b":1.10,"a":1e400}', whole)
        self.assertEqual(json.loads(whole.splitlines()[-1]), {"end": True, "entries": 32, "changes": 0})
        self.assertNotIn("wf-1", self.ctl("export", "workflow/wf-2", "integration"))
        self.assertNotIn("integration", self.ctl("export", "workflow/*"))

        self.ctl("delete", "workflow/wf-1", "--all")
        report = self.json("import", str(file), "--dry-run")
        self.assertEqual((report["created"], report["unchanged"]), (30, 2))
        self.assertEqual(self.json("list", "workflow/wf-1")["entries"], [])
        report = self.json("import", "-", stdin=whole.encode())
        self.assertEqual(report["created"], 30)
        self.assertEqual(self.ctl("export"), whole)
        self.ctl("undo", str(report["operation"]))
        self.assertEqual(self.json("list", "workflow/wf-1")["entries"], [])

    @unittest.skipUnless(hasattr(os, "mkfifo"), "named pipes")
    def test_export_writes_to_a_pipe_and_does_not_replace_it(self):
        self.fill()
        pipe = self.home / "pipe"
        os.mkfifo(pipe)
        read = []
        reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
        reader.start()
        self.ctl("export", "-o", str(pipe))
        reader.join(PATIENCE)
        self.assertEqual(read, [self.ctl("export")])
        self.assertTrue(pipe.is_fifo())

    def test_history_is_carried_along(self):
        for step in (1, 2, 3):
            self.server.set("wf/k", step)
        self.ctl("delete", "workflow/wf", "k")
        lines = self.ctl("export", "workflow/wf", "--history")
        self.assertEqual([json.loads(line).get("op") for line in lines.splitlines()[1:-1]],
                         ["set", "set", "set", "delete"])
        other = self.start_other()
        self.ctl("import", "-", "--data", str(other), stdin=lines.encode())
        changes = self.json("history", "workflow/wf", "k", "--data", str(other))["changes"]
        self.assertEqual([change.get("value") for change in reversed(changes)], [1, 2, 3, None])

    def test_conflicts_and_mistakes_change_nothing(self):
        self.fill(3)
        whole = self.ctl("export")
        self.server.set("wf-2/only", 2)
        file = self.home / "all.ndjson"
        file.write_text(whole)
        code, _, err = self.run_ctl("import", str(file), "--on-conflict", "fail")
        self.assertEqual(code, 5)
        self.assertIn("workflow/wf-2 only", err)
        self.assertEqual(self.json("import", str(file), "--on-conflict", "keep")["skipped"], 1)
        self.assertEqual(self.server.get("wf-2/only")["value"], 2)
        self.assertEqual(self.json("import", str(file))["replaced"], 1)

        lines = whole.splitlines(keepends=True)
        for broken, said in ((lines[:2] + ["{nonsense}\n"] + lines[2:], "ine 3"),
                             (lines[:-1], ""), (["[1,2]\n"], "ine 1")):
            code, _, err = self.run_ctl("import", "-", stdin="".join(broken).encode())
            self.assertEqual(code, 2, broken)
            self.assertIn(said, err)
        self.assertEqual(self.ctl("export"), whole)

    def test_large_file_goes_up_in_parts(self):
        value = json.dumps("x" * 1000)
        lines = ['{"stateroom":"export","format":1,"history":false}']
        lines += [f'{{"namespace":"workflow/large","key":"k{n:05}","value":{value}}}' for n in range(12_000)]
        lines += ['{"end":true,"entries":12000,"changes":0}', ""]
        file = self.home / "large.ndjson"
        file.write_text("\n".join(lines))
        self.assertGreater(file.stat().st_size, 12_000_000)
        self.assertEqual(self.json("import", str(file))["created"], 12_000)
        self.assertEqual(self.ctl("export", "workflow/large"), "\n".join(lines))

    def test_small_limit_of_the_server_is_met(self):
        other = self.start_other("--max-body", "100000")
        value = json.dumps("x" * 1000)
        lines = ['{"stateroom":"export","format":1,"history":false}']
        lines += [f'{{"namespace":"workflow/w","key":"k{n}","value":{value}}}' for n in range(500)]
        lines += ['{"end":true,"entries":500,"changes":0}', ""]
        report = self.json("import", "-", "--data", str(other), stdin="\n".join(lines).encode())
        self.assertEqual(report["created"], 500)

    def test_interrupted_import_leaves_nothing(self):
        process = self.spawn("import", "-", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write(b'{"stateroom":"export","format":1,"history":false}\n')
        for number in range(6000):
            process.stdin.write(b'{"namespace":"workflow/w","key":"k%d","value":"%s"}\n' %
                                (number, b"x" * 1000))
        process.stdin.flush()  # more than one part; the end does not come
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        self.assertEqual(process.wait(timeout=PATIENCE), -signal.SIGINT)
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        self.assertEqual(self.json("list")["namespaces"], [])

    def test_keys_are_made_rotated_and_revoked(self):
        text = self.ctl("keys", "create", "integration", "--label", "CI", "--read-only").strip()
        self.assertTrue(text.startswith("int_"))
        listed = [key for key in self.json("keys", "list")["keys"] if key["label"] == "CI"]
        self.assertEqual([(key["api"], key["readOnly"]) for key in listed], [("integration", True)])
        identity = listed[0]["id"]
        self.assertIn("read-only", self.ctl("keys", "list"))
        self.assertNotIn(text, self.ctl("keys", "list", "--json"))

        def status(key, method="GET"):
            return self.server.call(method, "/v1/state/none", 1 if method == "PUT" else None,
                                    {"Authorization": f"Bearer {key}"})[0]

        self.assertEqual((status(text), status(text, "PUT")), (404, 403))
        newer = self.ctl("keys", "rotate", identity).strip()
        self.assertEqual((status(text), status(newer)), (401, 404))
        self.assertIn(f"{identity}\tCI\n", self.ctl("__complete", "keys", "revoke", ""))
        self.ctl("keys", "revoke", identity)
        self.assertEqual(status(newer), 401)
        self.assertEqual(self.run_ctl("keys", "revoke", identity)[0], 1)
        code, _, err = self.run_ctl("keys", "create", "nonsense")
        self.assertEqual(code, 2)
        self.assertTrue(err)

    def start_other(self, *arguments):
        """Another server; its data directory."""
        data = Path(self.home) / "other"
        self.start(*arguments, data=data)
        return data


if __name__ == "__main__":
    unittest.main(verbosity=2)
