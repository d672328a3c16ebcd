#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that other machines can reach: in a network of its own, with an address that is not
loopback's."""

import fcntl
import http.client
import os
import re
import shlex
import socket
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from program import PATIENCE, Program, user_token

ADDRESS = "10.99.0.1"
INSIDE = "STATEROOM_TEST_NETWORK"


def give_address():
    """Brings the new network's loopback device up, and gives it the address besides."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        up = 0x1 | 0x40  # IFF_UP, IFF_RUNNING
        fcntl.ioctl(control, 0x8914, struct.pack("16sH22x", b"lo", up))  # SIOCSIFFLAGS
        fcntl.ioctl(control, 0x8916, struct.pack(  # SIOCSIFADDR
            "16sHH4s16x", b"lo:1", socket.AF_INET, 0, socket.inet_aton(ADDRESS)))


class Network(unittest.TestCase):
    """Runs the tests below within a network of their own."""

    @unittest.skipIf(INSIDE in os.environ, "inside")
    def test_in_a_network_of_its_own(self):
        command = ["unshare", "--user", "--map-root-user", "--net"]
        try:
            allowed = subprocess.run([*command, "true"], capture_output=True, check=False)
        except FileNotFoundError:
            self.skipTest("there is no unshare")
        if allowed.returncode != 0:
            self.skipTest("this machine allows no network of one's own")
        inside = subprocess.run(
            [*command, sys.executable, __file__, "Outside"], capture_output=True, text=True,
            env=os.environ | {INSIDE: "1"}, timeout=5 * PATIENCE, check=False)
        self.assertEqual(inside.returncode, 0, inside.stderr)
        self.assertNotIn("skipped", inside.stderr)


@unittest.skipUnless(INSIDE in os.environ, "only in a network of its own")
class Outside(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        give_address()

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.home = Path(directory.name)
        self.data = self.home / "data"

    def program(self, *arguments, **variables):
        program = Program(*arguments, data=self.data, home=self.home, **variables)
        self.addCleanup(program.__exit__)
        return program

    @staticmethod
    def call(program, method, path, body=None, key=None, address=ADDRESS, **headers):
        """Status and body; the status is None when nobody listens there."""
        connection = http.client.HTTPConnection(address, program.port, timeout=PATIENCE)
        try:
            fields = {"Authorization": "Bearer " + key} if key else {}
            connection.request(method, path, body, fields | headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except ConnectionRefusedError:
            return None, ""
        finally:
            connection.close()

    def test_without_keys_it_is_refused(self):
        for address in (ADDRESS, "0.0.0.0", "::"):
            program = self.program("--host", address)
            self.assertEqual(program.wait(), 2)
            self.assertIn("--require-keys", program.stderr())
        self.assertEqual(self.program(STATEROOM_HOST=ADDRESS).wait(), 2)

    def test_without_host_only_loopback_is_served(self):
        program = self.program("--require-keys").wait_until_ready()
        self.assertIsNone(self.call(program, "GET", "/health")[0])
        self.assertEqual(self.call(program, "GET", "/health", address="127.0.0.1")[0], 200)
        self.assertEqual(program.stop(), 0)
        self.assertNotIn("Other machines", program.stderr())

    def test_another_loopback_address_needs_no_keys(self):
        program = self.program("--host", "127.0.0.2").wait_until_ready()
        self.assertEqual(self.call(program, "GET", "/v1/state/w", address="127.0.0.2")[0], 200)
        self.assertIsNone(self.call(program, "GET", "/health")[0])
        self.assertEqual(program.stop(), 0)
        self.assertNotIn("Other machines", program.stderr())

    def test_every_api_needs_a_key_and_the_start_says_so(self):
        given = "integration=int,workflow=wfl,campaign=cmp"
        program = self.program(
            "--host", ADDRESS, "--require-keys", STATEROOM_KEYS=given).wait_until_ready()
        self.assertEqual(program.url, f"http://{ADDRESS}:{program.port}")
        self.assertEqual(self.call(program, "GET", "/health")[0], 200)
        token = user_token(self.data, "c", "a", "s")
        control = (self.data / "control-token").read_text().strip()
        define = '{"scope":"user","name":"n","type":"number"}'
        calls = (("POST", "/v1/state/w/k", '{"value":1}', "wfl"),
                 ("GET", "/v1/state/w/k", None, "wfl"),
                 ("GET", "/v1/state/w", None, "wfl"),
                 ("DELETE", "/v1/state/w/k", None, "wfl"),
                 ("POST", "/v1/state/w/k/version", '{"value":1,"expectedVersion":0}', "wfl"),
                 ("PUT", "/v1/state/k", "1", "int"),
                 ("GET", "/state/k", None, "int"),
                 ("PUT", "/imports/55cc/state/k", "1", "int"),
                 ("POST", "/v1/campaigns/c/variables:define", define, "cmp"),
                 ("GET", "/v1/runtime/state", None, token),
                 ("POST", "/v1/runtime/state:mutate",
                  '{"ops":[{"path":"state.user.n","op":"inc","value":1}]}', token),
                 ("GET", "/_stateroom/v1/namespaces", None, control))
        for method, path, body, key in calls:
            self.assertEqual(self.call(program, method, path, body)[0], 401, path)
            self.assertEqual(self.call(program, method, path, body, "wrong")[0], 401, path)
            status, text = self.call(program, method, path, body, key)
            self.assertEqual(status, 200, (path, text))
        self.assertEqual(self.call(program, "GET", "/v1/state/w/k/stream")[0], 401)
        self.assertEqual(
            self.call(program, "GET", "/v1/state/w", key="wfl", Host="evil.example")[0], 421)
        self.assertIsNone(self.call(program, "GET", "/health", address="127.0.0.1")[0])
        self.assertEqual(program.stop(), 0)
        self.assertIn("Other machines can reach this server: every API needs a key", program.stderr())

    def test_all_addresses_answer_to_allowed_names_alone(self):
        program = self.program("--host", "0.0.0.0", "--require-keys", "--allow-host",
                               "store.example").wait_until_ready()
        self.assertEqual(self.call(program, "GET", "/health", Host="store.example")[0], 200)
        self.assertEqual(self.call(program, "GET", "/health", Host="evil.example")[0], 421)
        self.assertEqual(self.call(program, "GET", "/v1/state/w", Host="store.example")[0], 401)

    def test_all_addresses_over_tls_are_told_by_a_certified_name(self):
        program = self.program("--host", "0.0.0.0", "--require-keys", "--tls", "--tls-port",
                               "0").wait_until_ready()
        told = re.search(r"^  curl: +(.*)$", program.stderr(), re.M)[1]
        self.assertRegex(told, r" https://localhost:[0-9]+/health$")
        ran = subprocess.run(shlex.split(told) + ["--silent", "--fail", "--noproxy", "*"],
                             capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertIn("Other machines need a name that is certified: --allow-host NAME.\n",
                      program.stderr())


if __name__ == "__main__":
    unittest.main()
