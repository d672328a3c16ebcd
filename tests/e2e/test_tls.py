#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stateroomd --tls with the clients that people have: curl, Node and Python, each as the start says to
make it trust the server, and refusing it otherwise; calls and event streams."""

import json
import os
import re
import shlex
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
import unittest
import warnings
from pathlib import Path

from program import BINARIES, PATIENCE, Program, environment

# Both print what a call answers, then the data of one event, which is written once the stream is open.
NODE = """
const https = require('node:https')
const base = process.argv[1]
const call = (method, path, body, read) => new Promise((resolve, reject) => {
  const request = https.request(base + path, { method }, (answer) => {
    let text = ''
    answer.setEncoding('utf8')
    answer.on('data', (piece) => { text += piece; if (read?.(text)) { request.destroy(); resolve(text) } })
    answer.on('end', () => resolve(text))
    if (read) read('')
  })
  request.on('error', reject)
  request.end(body)
})
const write = (value) => call('POST', '/v1/state/wf/key', JSON.stringify({ value }))
async function main() {
  await write('first')
  console.log(await call('GET', '/v1/state/wf/key'))
  let isWritten = false
  const seen = await call('GET', '/v1/state/wf/key/stream', undefined, (text) => {
    if (!isWritten) { isWritten = true; write('second') }
    return text.includes('\\n\\n') && text.includes('data: ')
  })
  console.log(/data: (.*)/.exec(seen)[1])
}
main().then(() => process.exit(0), (error) => { console.error(error.code); process.exit(1) })
"""

PYTHON = """
import json, sys, urllib.error, urllib.request
base = sys.argv[1]
def call(path, body=None):
    return urllib.request.urlopen(base + path, data=body, timeout=60)
def write(value):
    call("/v1/state/wf/key", json.dumps({"value": value}).encode()).read()
try:
    write("first")
except urllib.error.URLError as error:
    sys.exit(str(error.reason))
print(call("/v1/state/wf/key").read().decode())
stream = call("/v1/state/wf/key/stream")
write("second")
for line in stream:
    if line.startswith(b"data: "):
        print(line[6:].decode().strip())
        break
"""


def start(data, *more):
    program = Program("--tls", "--tls-port", "0", *more, data=data)
    program.wait_until_ready()
    line = program._lines.get(timeout=PATIENCE).decode()
    program.https = re.fullmatch(r"listening on (https://127\.0\.0\.1:\d+)\n", line)[1]
    program.tls_port = int(program.https.rsplit(":", 1)[1])
    return program


class Tls(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory(prefix="state room ")  # needs quotes in a shell
        self.addCleanup(self.directory.cleanup)
        self.data = Path(self.directory.name) / "data"
        self.authority = self.data / "tls" / "ca.pem"

    def run_client(self, command, **variables):
        home = Path(self.directory.name)
        return subprocess.run(
            command, env=environment(home, **variables), capture_output=True, text=True,
            timeout=PATIENCE)

    def told(self, program, client):
        """The command with which the start says to make this client trust the server."""
        line = re.search(rf"^  {client}: +(.*)$", program.stderr(), re.M)[1]
        return shlex.split(line)

    def trusted_by(self, program, client):
        """The environment that the start says this client needs."""
        name, file = self.told(program, client)[0].split("=", 1)
        self.assertEqual(file, str(self.authority))
        return {name: file}

    def assert_reads_and_watches(self, ran):
        self.assertEqual(ran.returncode, 0, ran.stderr)
        answer, event = (json.loads(line) for line in ran.stdout.splitlines())
        self.assertEqual(answer["value"], "first")
        self.assertEqual(event["newValue"], "second")

    def test_curl(self):
        with start(self.data) as program:
            command = self.told(program, "curl")
            self.assertEqual(command[-1], program.https + "/health")
            healthy = self.run_client(command + ["--silent", "--fail"])
            self.assertEqual(json.loads(healthy.stdout)["status"], "ok", healthy.stderr)
            refused = self.run_client(["curl", "--silent", program.https + "/health"])
            self.assertEqual(refused.returncode, 60)  # "Peer certificate cannot be authenticated"
            for host in ("localhost", "[::1]"):
                url = program.https.replace("127.0.0.1", host) + "/health"
                named = self.run_client(["curl", "--silent", "--cacert", str(self.authority), url])
                self.assertEqual(named.returncode, 0, f"{host}: {named.stderr}")
            program.set("wf/key", 1)
            stream = subprocess.Popen(
                ["curl", "--silent", "--no-buffer", "--dump-header", "-", "--cacert",
                 str(self.authority), program.https + "/v1/state/wf/key/stream"],
                stdout=subprocess.PIPE, env=environment(self.directory.name))
            try:
                while stream.stdout.readline().strip():
                    pass
                program.set("wf/key", 2)
                lines = iter(stream.stdout.readline, b"")
                event = next(line for line in lines if line.startswith(b"data: "))
                self.assertEqual(json.loads(event[6:])["newValue"], 2)
                # The end of the server is the end of the stream, in order.
                self.assertEqual(program.stop(), 0)
                self.assertEqual(stream.wait(timeout=PATIENCE), 0)
            finally:
                stream.kill()
                stream.communicate()

    def test_node(self):
        with start(self.data) as program:
            command = ["node", "-e", NODE, program.https]
            self.assert_reads_and_watches(
                self.run_client(command, **self.trusted_by(program, "Node")))
            refused = self.run_client(command)
            self.assertEqual(refused.returncode, 1)
            self.assertEqual(refused.stderr.strip(), "SELF_SIGNED_CERT_IN_CHAIN")

    def test_python(self):
        with start(self.data) as program:
            command = [sys.executable, "-c", PYTHON, program.https]
            self.assert_reads_and_watches(
                self.run_client(command, **self.trusted_by(program, "Python")))
            refused = self.run_client(command)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("CERTIFICATE_VERIFY_FAILED", refused.stderr)

    def test_trust_lasts_beyond_a_restart(self):
        with start(self.data) as program:
            self.assertIn("It is new", program.stderr())
            trusted = self.authority.read_bytes()
        with start(self.data) as program:
            self.assertNotIn("It is new", program.stderr())
            self.assertEqual(self.authority.read_bytes(), trusted)

    def test_keys_are_the_users_alone(self):
        with start(self.data):
            folder = self.data / "tls"
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
            self.assertEqual(modes, {"ca.pem": 0o600, "ca-key.pem": 0o600, "server.pem": 0o600})
            self.assertEqual(stat.S_IMODE(folder.stat().st_mode), 0o700)

    def test_told_where_servers_are_told(self):
        with start(self.data) as program:
            described = json.loads((self.data / "serving.json").read_text())
            self.assertEqual([described["url"], described["httpsUrl"]], [program.url, program.https])
            shown = self.run_client([BINARIES / "stateroomctl", "stats", "--data", str(self.data)])
            self.assertIn(program.https, shown.stdout)
            self.assertIn(str(self.authority), shown.stdout)

    def test_stateroomctl_says_what_trusts(self):
        with start(self.data) as program:
            command = [BINARIES / "stateroomctl", "--data", str(self.data), "--url", program.https, "list"]
            refused = self.run_client(command)
            self.assertEqual(refused.returncode, 3)
            self.assertIn(f"{program.https} is not trusted: ", refused.stderr)
            self.assertIn("--ca FILE", refused.stderr)
            trusted = self.run_client([*command, "--ca", str(self.authority)])
            self.assertEqual(trusted.returncode, 0, trusted.stderr)
            # Here nothing is to be trusted: it is another protocol.
            plain = self.run_client([*command, "--url", program.url.replace("http:", "https:")])
            self.assertEqual(plain.returncode, 3)
            self.assertNotIn("--ca", plain.stderr)

    def test_without_it_there_is_none(self):
        with Program(data=self.data) as program:
            program.wait_until_ready()
            self.assertFalse((self.data / "tls").exists())
            self.assertNotIn("HTTPS", program.stderr())

    def test_old_versions_are_refused(self):
        with start(self.data) as program:
            warnings.simplefilter("ignore", DeprecationWarning)  # what is old is meant here

            def version(highest):
                context = ssl.create_default_context(cafile=self.authority)
                context.set_ciphers("DEFAULT:@SECLEVEL=0")
                context.minimum_version = ssl.TLSVersion.TLSv1
                context.maximum_version = highest
                address = ("127.0.0.1", program.tls_port)
                with socket.create_connection(address, PATIENCE) as plain:
                    with context.wrap_socket(plain, server_hostname="localhost") as secured:
                        return secured.version()
            self.assertEqual(version(ssl.TLSVersion.TLSv1_3), "TLSv1.3")
            self.assertEqual(version(ssl.TLSVersion.TLSv1_2), "TLSv1.2")
            with self.assertRaisesRegex(ssl.SSLError, "ALERT_PROTOCOL_VERSION"):
                version(ssl.TLSVersion.TLSv1_1)

    def test_further_names_are_certified(self):
        with start(self.data, "--allow-host", "box.lan") as program:
            context = ssl.create_default_context(cafile=self.authority)
            with socket.create_connection(("127.0.0.1", program.tls_port), PATIENCE) as plain:
                with context.wrap_socket(plain, server_hostname="box.lan") as secured:
                    secured.sendall(b"GET /health HTTP/1.0\r\nHost: box.lan\r\n\r\n")
                    self.assertTrue(secured.recv(100).startswith(b"HTTP/1.1 200 "))
            with socket.create_connection(("127.0.0.1", program.tls_port), PATIENCE) as plain:
                with self.assertRaises(ssl.SSLCertVerificationError):
                    context.wrap_socket(plain, server_hostname="other.lan")

    def test_taken_port_is_named(self):
        with start(self.data) as program:
            other = Program("--tls", "--tls-port", str(program.tls_port),
                            data=Path(self.directory.name) / "other")
            with other:
                self.assertEqual(other.wait(), 2)
                self.assertIn("--tls-port", other.stderr())


if __name__ == "__main__":
    os.umask(0o022)
    unittest.main()
