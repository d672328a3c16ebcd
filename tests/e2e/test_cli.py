#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stateroomctl as a shell sees it, against the real stateroomd."""

import array
import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import tempfile
import termios
import time
import unittest
from pathlib import Path

from program import BINARIES, PATIENCE, Program, environment

CTL = str(BINARIES / "stateroomctl")


class CliCase(unittest.TestCase):
    """A server, and ways to call stateroomctl on it."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.home = Path(directory.name)
        self.data = self.home / "data"
        self.server = self.start()

    def start(self, *arguments, data=None):
        server = Program(*arguments, data=data or self.data, home=self.home)
        self.addCleanup(server.__exit__)
        return server.wait_until_ready()

    def environment(self, **more):
        return environment(self.home, **({"STATEROOM_DATA": str(self.data)} | more))

    def run_ctl(self, *arguments, stdin=b"", **more):
        result = subprocess.run([CTL, *arguments], input=stdin, capture_output=True,
                                env=self.environment(**more), timeout=PATIENCE)
        return result.returncode, result.stdout.decode(), result.stderr.decode()

    def ctl(self, *arguments, **options):
        """What it prints; it must succeed."""
        code, out, err = self.run_ctl(*arguments, **options)
        self.assertEqual(code, 0, err)
        return out

    def json(self, *arguments, **options):
        return json.loads(self.ctl(*arguments, "--json", **options))

    def spawn(self, *arguments, **options):
        process = subprocess.Popen([CTL, *arguments], env=self.environment(), **options)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process


class Cli(CliCase):
    # Values

    def test_values_come_back_byte_for_byte(self):
        for value in ('{"b":1.10,"a":12345678901234567890,"a":1e400}', '"\\ud800\\u00e9é"', "null",
                      "-0", '""', "[1E5,0.10]"):
            self.ctl("set", "workflow/wf-1", "k", value)
            self.assertEqual(self.ctl("get", "workflow/wf-1", "k"), value + "\n")
            self.assertIn(f'"value":{value},', self.ctl("get", "workflow/wf-1", "k", "--json"))
        large = json.dumps("x" * 3_000_000)
        self.ctl("set", "workflow/wf-1", "large", "-", stdin=large.encode())
        self.assertEqual(self.ctl("get", "workflow/wf-1", "large"), large + "\n")
        self.assertEqual(self.ctl("get", "workflow/wf-1", "large", "--raw"), "x" * 3_000_000 + "\n")

    def test_any_key_is_addressed(self):
        for key in ("a/b", "..", ".", "stream", "history", "a b", "é😀", "#?&+%@,:", "a%2Fb", "-", "--x",
                    "entries:delete", "a\nb", "\x1b[2J"):
            self.ctl("set", "workflow/wf:1/x", "--", key, json.dumps(key))
            self.assertEqual(json.loads(self.ctl("get", "workflow/wf:1/x", "--", key)), key)
        listed = {entry["key"] for entry in self.json("list", "workflow/wf:1/x")["entries"]}
        self.assertIn("\x1b[2J", listed)
        self.assertNotIn("\x1b", self.ctl("list", "workflow/wf:1/x"))
        self.assertEqual(len(self.ctl("list", "workflow/wf:1/x", "--keys").splitlines()), len(listed))
        for key in listed:
            self.ctl("delete", "workflow/wf:1/x", "--", key)
        self.assertEqual(self.json("list", "workflow/wf:1/x")["entries"], [])

    def test_long_list_is_one_document(self):
        self.server.call("POST", "/v1/state/wf/first", {"value": 1})
        for number in range(1200):
            self.server.set(f"wf/k{number:04}", number)
        entries = self.json("list", "workflow/wf", "--prefix", "k")["entries"]
        self.assertEqual([entry["value"] for entry in entries], list(range(1200)))
        self.assertEqual(len(self.json("list", "workflow/wf", "--limit", "1100")["entries"]), 1100)

    # The past

    def test_history_restore_and_undo(self):
        for step in ("one", "two", "three"):
            self.server.set("wf-1/status", {"step": step})
        changes = self.json("history", "workflow/wf-1", "status")["changes"]
        self.assertEqual([change["version"] for change in changes], [3, 2, 1])
        self.assertEqual(
            self.json("diff", "workflow/wf-1", "status", "1", "3")["changes"],
            [{"path": "/step", "op": "changed", "old": "one", "new": "three"}])
        self.ctl("restore", "workflow/wf-1", "status", "--version", "1")
        self.assertEqual(self.ctl("get", "workflow/wf-1", "status"), '{"step":"one"}\n')

        self.server.set("wf-1/tmp%2Fa", 1)
        self.server.set("wf-1/tmp%2Fb", 2)
        self.assertIn("would have deleted 2", self.ctl(
            "delete", "workflow/wf-1", "--prefix", "tmp/", "--dry-run"))
        done = self.json("delete", "workflow/wf-1", "--prefix", "tmp/")
        self.assertEqual(done["deleted"], 2)
        self.ctl("undo", str(done["operation"]))
        self.assertEqual(self.server.get("wf-1/tmp%2Fb")["value"], 2)
        self.ctl("delete", "workflow/wf-1", "status")
        self.ctl("undelete", "workflow/wf-1", "status")
        self.assertEqual(self.server.get("wf-1/status")["value"], {"step": "one"})
        self.ctl("copy", "workflow/wf-1", "workflow/wf-2")
        self.assertEqual(self.server.get("wf-2/tmp%2Fa")["value"], 1)

    def test_undo_of_what_was_written_since_is_a_conflict(self):
        self.server.set("wf/a", 1)
        done = self.json("delete", "workflow/wf", "--all")
        self.server.set("wf/a", 2)
        code, _, err = self.run_ctl("undo", str(done["operation"]))
        self.assertEqual(code, 5)
        self.assertIn("workflow/wf a", err)
        self.assertIn("--force", err)
        self.assertEqual(self.server.get("wf/a")["value"], 2)

    # Keys

    def test_first_keys_are_shown_on_the_servers_machine(self):
        keys = json.loads((self.data / "keys.json").read_text())
        self.assertEqual(self.json("keys", "show"), keys)
        text = self.ctl("keys", "show", "integration").strip()
        self.assertEqual(text, keys["integration"])
        status, _, _ = self.server.call("PUT", "/v1/state/cursor", 1,
                                        {"Authorization": f"Bearer {text}"})
        self.assertEqual(status, 200)
        self.assertEqual(self.run_ctl("keys", "show", "workflow")[0], 1)
        self.assertEqual(self.run_ctl("keys", "show", "--url", self.server.url)[0], 2)

    def test_first_key_that_is_not_in_force_is_not_shown(self):
        keys = json.loads((self.data / "keys.json").read_text())
        campaign = next(k for k in self.json("keys", "list")["keys"] if k["api"] == "campaign")
        self.ctl("keys", "revoke", campaign["id"])
        self.assertEqual(json.loads((self.data / "keys.json").read_text()),
                         {**keys, "campaign": None})
        code, out, err = self.run_ctl("keys", "show", "campaign")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("no first key of campaign in force", err)
        left = {api: text for api, text in keys.items() if api != "campaign"}
        self.assertEqual(self.json("keys", "show"), left)
        self.server.stop()
        self.server = Program(data=self.data, home=self.home, STATEROOM_KEYS="integration=for-ci")
        self.addCleanup(self.server.__exit__)
        self.server.wait_until_ready()
        self.assertEqual(self.run_ctl("keys", "show", "integration")[0], 1)
        del left["integration"]
        self.assertEqual(self.json("keys", "show"), left)
        self.server.stop()
        self.server = self.start()
        self.assertEqual(self.ctl("keys", "show", "integration").strip(), keys["integration"])

    # What is not there

    def test_unknown_names_are_one(self):
        self.server.set("wf/k", 1)
        self.ctl("delete", "workflow/wf", "k")
        for arguments in (["history", "workflow/wf", "none"], ["history", "workflow/none", "k"],
                          ["list", "workflow/none"], ["list", "workflow/none", "--keys"],
                          ["list", "workflow/none", "--at", "10m"], ["export", "workflow/none"],
                          ["get", "workflow/none", "k"], ["diff", "workflow/none", "k"],
                          ["restore", "workflow/none", "--revision", "1"],
                          ["restore", "workflow/wf", "none", "--revision", "1"],
                          ["restore", "workflow/wf", "none", "--version", "1"],
                          ["undelete", "workflow/none"], ["delete", "workflow/none", "--all"],
                          ["copy", "workflow/none", "workflow/x"]):
            code, out, err = self.run_ctl(*arguments)
            self.assertEqual((code, out), (1, ""), arguments)
            self.assertTrue(err.startswith("stateroomctl: "), err)
        for arguments in (["list", "workflow/wf"], ["history", "workflow/wf", "k"],
                          ["export", "campaign/*"], ["export", "workflow/wf"], ["list"]):
            self.assertEqual(self.run_ctl(*arguments)[0], 0, arguments)

    def test_word_without_a_slash_is_no_namespace(self):
        code, _, err = self.run_ctl("set", "bad", "k", "1")
        self.assertEqual(code, 2)
        self.assertIn("kind/name", err)
        self.assertEqual(self.json("list"), {"namespaces": []})
        self.ctl("set", "integration", "k", "1")
        self.assertEqual(self.ctl("get", "integration/", "k"), "1\n")

    # Finding the server

    def test_server_is_found(self):
        self.server.set("wf/k", 1)
        for arguments, variables in (
                (["--data", str(self.data)], {"STATEROOM_DATA": ""}),
                (["--url", self.server.url], {}),
                ([], {"STATEROOM_URL": self.server.url}),
                (["--url", self.server.url.replace("127.0.0.1", "localhost")], {}),
                (["--token-file", str(self.data / "control-token")], {}),
                ([], {"STATEROOM_TOKEN": (self.data / "control-token").read_text()})):
            self.assertEqual(self.ctl("get", "workflow/wf", "k", *arguments, **variables), "1\n")
        default = self.home / "share"
        default.mkdir()
        (default / "stateroom").symlink_to(self.data)
        self.assertEqual(self.ctl("get", "workflow/wf", "k", STATEROOM_DATA=""), "1\n")

    def test_proxies_are_not_used(self):
        self.ctl("list", http_proxy="http://127.0.0.1:1", HTTP_PROXY="http://127.0.0.1:1",
                 ALL_PROXY="http://127.0.0.1:1")

    def test_wrong_token_is_four_and_not_repeated(self):
        code, out, err = self.run_ctl("list", STATEROOM_TOKEN="ctl_wrong")
        self.assertEqual((code, out), (4, ""))
        self.assertIn("STATEROOM_TOKEN", err)
        self.assertNotIn("ctl_wrong", err)

    def test_no_server_is_three(self):
        self.assertEqual(self.run_ctl("list", "--data", str(self.home / "none"))[0], 3)
        self.server.kill()  # leaves serving.json behind
        code, _, err = self.run_ctl("list")
        self.assertEqual(code, 3)
        self.assertIn(f"pid {self.server.process.pid}", err)
        code, _, err = self.run_ctl("list", "--url", self.server.url)
        self.assertEqual(code, 3)
        self.assertIn("cannot be reached", err)

    def test_silent_server_is_given_up(self):
        self.server.process.send_signal(signal.SIGSTOP)
        try:
            self.assertEqual(self.run_ctl("list", "--timeout", "1")[0], 3)
        finally:
            self.server.process.send_signal(signal.SIGCONT)

    # Streams of the shell

    def test_wrong_usage_is_two(self):
        for arguments in ([], ["frobnicate"], ["get"], ["list", "--nonsense"],
                          ["set", "workflow/wf", "k", "{"], ["list", "/nonsense"]):
            code, out, err = self.run_ctl(*arguments)
            self.assertEqual((code, out), (2, ""), arguments)
            self.assertTrue(err)
        result = subprocess.run([CTL.encode(), b"get", b"workflow/wf", b"\xff"], timeout=PATIENCE,
                                capture_output=True, env=self.environment())
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"not UTF-8", result.stderr)

    def test_plain_locale_changes_nothing(self):
        self.ctl("set", "workflow/wf", "ké", '"é"', LC_ALL="C")
        code, out, err = self.run_ctl("get", "workflow/wf", "ké", LC_ALL="C")
        self.assertEqual((code, out, err), (0, '"é"\n', ""))

    def test_closed_pipe_is_quiet(self):
        self.ctl("set", "workflow/wf", "k", "-", stdin=json.dumps("x" * 500_000).encode())
        reader, writer = os.pipe()
        os.close(reader)
        process = self.spawn("get", "workflow/wf", "k", stdout=writer, stderr=subprocess.PIPE)
        os.close(writer)
        _, err = process.communicate(timeout=PATIENCE)
        self.assertEqual((process.returncode, err), (-signal.SIGPIPE, b""))

    @unittest.skipUnless(os.path.exists("/dev/full"), "a device of Linux")
    def test_full_disk_is_told(self):
        self.server.set("wf/k", 1)
        with open("/dev/full", "wb") as full:
            result = subprocess.run([CTL, "get", "workflow/wf", "k"], stdout=full, timeout=PATIENCE,
                                    stderr=subprocess.PIPE, env=self.environment())
        self.assertEqual(result.returncode, 7)
        self.assertIn(b"standard output", result.stderr)

    def test_terminal_gets_an_elided_table_in_colour(self):
        self.server.set("wf/k", "x" * 300)
        out = self.on_terminal("list", "workflow/wf")
        self.assertIn("\033[1mKEY", out)
        self.assertIn("…", out)
        self.assertLessEqual(max(len(line) for line in out.splitlines()[1:]), 60 + len("\033[2m\033[0m"))
        self.assertNotIn("\033", self.on_terminal("list", "workflow/wf", NO_COLOR="1"))

    def on_terminal(self, *arguments, **more):
        """What it writes to a terminal of 60 columns."""
        mine, its = pty.openpty()
        process = subprocess.Popen([CTL, *arguments], stdin=subprocess.DEVNULL, stdout=its, stderr=its,
                                   env=self.environment(COLUMNS="60", TERM="xterm", **more))
        os.close(its)
        out = b""
        while True:
            try:
                piece = os.read(mine, 65536)
            except OSError:  # the end of a terminal
                break
            if not piece:
                break
            out += piece
        os.close(mine)
        self.assertEqual(process.wait(timeout=PATIENCE), 0, out)
        return out.decode().replace("\r\n", "\n")

    # Watching

    def test_watch_goes_on_over_a_restart(self):
        self.server.set("wf/k", 0)
        watch = self.spawn("watch", "workflow/wf", "--json", "--since", "0", "--count", "4",
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        seen = [self.next_line(watch)]
        self.server.set("wf/k", 1)
        seen.append(self.next_line(watch))
        self.server.kill()
        second = self.start()  # on another port
        second.set("wf/k", 2)
        second.set("wf/other", 3)
        seen += [self.next_line(watch), self.next_line(watch)]
        self.assertEqual([change["value"] for change in seen], [0, 1, 2, 3])
        _, err = watch.communicate(timeout=PATIENCE)
        self.assertEqual(watch.returncode, 0)
        self.assertIn(b"Connected again.", err)

    def next_line(self, process):
        self.assertTrue(select.select([process.stdout], [], [], PATIENCE)[0])
        return json.loads(process.stdout.readline())

    def test_signals_end_a_watch_at_once(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            self.server.set("wf/k", 0)
            watch = self.spawn("watch", "workflow/wf", "--json", "--since", "0",
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.next_line(watch)
            started = time.monotonic()
            watch.send_signal(number)
            _, err = watch.communicate(timeout=PATIENCE)
            self.assertEqual((watch.returncode, err), (-number, b""))
            self.assertLess(time.monotonic() - started, 10)

    def test_interrupt_ends_a_wait_for_input(self):
        process = self.spawn("set", "workflow/wf", "k", "-", stdin=subprocess.PIPE,
                             stderr=subprocess.PIPE)
        process.stdin.write(b"[1,")
        process.stdin.flush()
        # It waits for more when it has taken what there was.
        waiting = array.array("i", [1])
        deadline = time.monotonic() + PATIENCE
        while waiting[0] and time.monotonic() < deadline:
            fcntl.ioctl(process.stdin, termios.FIONREAD, waiting)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=PATIENCE), -signal.SIGINT)
        process.stdin.close()
        process.stderr.close()

    # Completion

    def test_completion_knows_what_the_server_keeps(self):
        self.server.set("wf-1/status", 1)
        self.server.set("wf-1/step", 1)
        self.assertEqual(self.ctl("__complete", "get", "work"), "workflow/wf-1\t\n")
        self.assertEqual(self.ctl("__complete", "get", "workflow/wf-1", "st"), "status\t\nstep\t\n")
        self.server.stop()
        self.assertEqual(self.run_ctl("__complete", "get", "work"), (0, "", ""))

    # Statistics

    def test_stats_tell_how_it_is(self):
        self.assertTrue(self.json("stats")["health"]["writable"])
        self.assertIn("reads and writes", self.ctl("stats"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
