#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hook scripts by stateroomctl, against the real stateroomd and stateroom-hook."""

import http.client
import json
import signal
import sys
import time
import unittest
from pathlib import Path

from program import PATIENCE
from test_cli import CliCase

# As the State API's document has it.
DOCUMENTED = """
function preSavePage(options) {
  const lastSync = options.state.get('last_sync_timestamp');
  const newRecords = options.data.filter(record =>
    new Date(record.modifiedAt) > new Date(lastSync)
  );
  if (newRecords.length > 0) {
    const latestTimestamp = newRecords
      .map(r => r.modifiedAt)
      .sort()
      .pop();
    options.state.set('last_sync_timestamp', latestTimestamp);
  }
  return { data: newRecords, errors: options.errors };
}
"""


class HookCommand(CliCase):
    def hook(self, script, *arguments, data=None):
        file = self.home / "hook.js"
        file.write_text(script, encoding="utf-8")
        if data is not None:
            page = self.home / "page.json"
            page.write_text(data, encoding="utf-8")
            arguments += ("--data", str(page))
        return self.run_ctl("hook", "run", str(file), *arguments)

    def test_the_documents_example_runs_and_goes_on_where_it_was(self):
        self.ctl("set", "integration", "last_sync_timestamp", '"2026-03-02T00:00:00Z"')
        page = [{"id": n, "modifiedAt": f"2026-03-0{n}T00:00:00Z"} for n in (1, 4, 3)]
        code, out, err = self.hook(DOCUMENTED, "--function", "preSavePage", data=json.dumps(page))
        self.assertEqual(code, 0, err)
        self.assertEqual(json.loads(out), {"data": page[1:], "errors": []})
        self.assertEqual(err, "set integration/ last_sync_timestamp\n")
        self.assertEqual(self.ctl("get", "integration", "last_sync_timestamp"),
                         '"2026-03-04T00:00:00Z"\n')
        code, out, _ = self.hook(DOCUMENTED, "--function", "preSavePage", data=json.dumps(page))
        self.assertEqual((code, json.loads(out)["data"]), (0, []))

    def test_numbers_pass_through_untouched(self):
        page = '{"data":[{"id":12345678901234567890,"price":1.10}],"big":1e400}'
        code, out, err = self.hook("function postMap(o) { return o }", "--function", "postMap",
                                   data=page)
        self.assertEqual((code, out, err), (0, page + "\n", ""))

    def test_a_script_that_fails_names_its_place_and_keeps_nothing(self):
        code, out, err = self.hook(
            "function f(o) {\n  console.warn('about to');\n  o.state.set('a', 1);\n  o.b.c;\n}",
            "--function", "f")
        self.assertEqual((code, out), (8, ""))
        self.assertIn("warning: about to\n", err)
        self.assertIn("hook.js:4: TypeError: Cannot read property 'c' of undefined", err)
        self.assertEqual(self.run_ctl("get", "integration", "a")[0], 1)

    def test_an_endless_script_is_ended_by_the_servers_limit(self):
        self.server.__exit__()
        self.server = self.start("--hook-seconds", "1")
        code, _, err = self.hook("function f() { for (;;); }", "--function", "f")
        self.assertEqual(code, 8)
        self.assertIn("The script took longer than 1 second and", err)
        self.assertEqual(self.hook("function f() { return 1 }", "--function", "f")[1], "1\n")

    def scripts(self):
        """The processes of scripts that run."""
        tasks = Path(f"/proc/{self.server.process.pid}/task").iterdir()
        return [child for task in tasks for child in (task / "children").read_text().split()]

    def wait_for_scripts(self, count):
        end = time.monotonic() + PATIENCE
        while len(self.scripts()) != count:
            self.assertLess(time.monotonic(), end, f"{count} scripts never ran")
            time.sleep(0.02)

    def serve_long_scripts(self):
        self.server.__exit__()
        self.server = self.start("--hook-seconds", str(10 * PATIENCE))

    @unittest.skipUnless(sys.platform == "linux", "/proc is Linux's")
    def test_clients_that_close_end_their_scripts(self):
        self.serve_long_scripts()
        token = (self.data / "control-token").read_text().strip()
        body = json.dumps({"script": "function f(o) { o.state.set('a', 1); for (;;); }",
                           "function": "f"})
        clients = []
        for _ in range(2):  # as many as run at a time
            client = http.client.HTTPConnection("127.0.0.1", self.server.port)
            client.request("POST", "/_stateroom/v1/hooks:run", body,
                           {"Authorization": f"Bearer {token}"})
            clients.append(client)
        self.wait_for_scripts(2)
        for client in clients:
            client.close()
        self.assertEqual(self.hook("function f() { return 1 }", "--function", "f")[1], "1\n")
        self.wait_for_scripts(0)
        self.assertEqual(self.run_ctl("get", "integration", "a")[0], 1)

    @unittest.skipUnless(sys.platform == "linux", "/proc is Linux's")
    def test_an_interrupt_ends_the_script(self):
        self.serve_long_scripts()
        file = self.home / "hook.js"
        file.write_text("function f(o) { o.state.set('a', 1); for (;;); }")
        running = self.spawn("hook", "run", str(file), "--function", "f")
        self.wait_for_scripts(1)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=PATIENCE)
        self.assertEqual(running.returncode, -signal.SIGINT)  # 130 in a shell
        self.wait_for_scripts(0)
        self.assertEqual(self.run_ctl("get", "integration", "a")[0], 1)

    def test_the_script_cannot_leave_a_file(self):
        before = sorted(path.name for path in self.data.iterdir())
        self.assertEqual(self.hook("function f() { return 1 }", "--function", "f")[0], 0)
        self.assertEqual(sorted(path.name for path in self.data.iterdir()), before)


if __name__ == "__main__":
    unittest.main()
