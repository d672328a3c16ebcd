# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the real stateroomd on a data directory, calls its workflow API, and ends it."""
import ctypes
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile

PATIENCE = 60  # seconds, for what takes milliseconds: a program that hangs, not one that is slow


class Failed(Exception):
    """What a check found to be wrong."""


def check(condition, message):
    if not condition:
        raise Failed(message)


class Answer:
    def __init__(self, status, body):
        self.status = status
        self.text = body.decode("utf-8", "replace")
        try:
            self.json = json.loads(body) if body else None
        except ValueError:
            self.json = None

    def __repr__(self):
        return f"{self.status} {self.text[:300]}"


def end_with_parent():
    """For the program's process: it does not outlive a test that is killed for taking too long."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


class Daemon:
    """One run of stateroomd. `preexec` is run in its process before the program is."""

    def __init__(self, data, extra_environment=None, preexec=None, program=None):
        environment = dict(os.environ, **(extra_environment or {}))
        program = program or os.path.join(os.environ["STATEROOM_BIN_DIR"], "stateroomd")

        def prepare():
            if preexec:
                preexec()
            end_with_parent()

        self._errors = tempfile.TemporaryFile()
        self._client = None
        self._process = subprocess.Popen(
            [program, "--data", data, "--port", "0", "--host", "127.0.0.1", "--http-threads", "1"],
            stdout=subprocess.PIPE, stderr=self._errors, env=environment, preexec_fn=prepare)
        # It says one line when it listens, or ends: nothing else is waited for.
        line = self._process.stdout.readline().decode()
        self.port = int(line.rsplit(":", 1)[1]) if line.startswith("listening on ") else None
        self.code = None
        if self.port is None:
            self._process.stdout.close()
            self.code = self._wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    @property
    def is_serving(self):
        return self.port is not None

    @property
    def pid(self):
        return self._process.pid

    def errors(self):
        """What it wrote to stderr."""
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace")

    def call(self, method, path, body=None):
        """The answer to one request; Failed when there is none."""
        if self._client is None:
            self._client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            self._client.request(method, path, None if body is None else json.dumps(body))
            response = self._client.getresponse()
            return Answer(response.status, response.read())
        except (OSError, http.client.HTTPException) as error:
            state = self._process.poll()
            raise Failed(f"no answer to {method} {path}: {error!r}; the program "
                         + ("runs on" if state is None else f"ended with {state}")
                         + "\n" + self.errors()) from error

    def set(self, key, value, **more):
        return self.call("POST", f"/v1/state/disk/{key}", {"value": value, **more})

    def set_if(self, key, value, expected):
        return self.call("POST", f"/v1/state/disk/{key}/version",
                         {"value": value, "expectedVersion": expected})

    def get(self, key):
        return self.call("GET", f"/v1/state/disk/{key}")

    def delete(self, key):
        return self.call("DELETE", f"/v1/state/disk/{key}")

    def keys(self):
        return self.call("GET", "/v1/state/disk")

    def stop(self):
        """Ends it in order, and checks that it was in order."""
        self._disconnect()
        self._process.send_signal(signal.SIGTERM)
        code = self._wait()
        check(code == 0, f"stateroomd ended with {code} when asked to\n{self.errors()}")

    def kill(self):
        self._disconnect()
        if self._process.poll() is None:
            self._process.kill()
            self._wait()

    def _disconnect(self):
        if self._client is not None:
            self._client.close()
            self._client = None

    def _wait(self):
        try:
            code = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise Failed("stateroomd hangs\n" + self.errors()) from None
        if self._process.stdout and not self._process.stdout.closed:
            self._process.stdout.close()
        return code


def check_crash(daemon):
    """That a program which did not start has said why, rather than crashed."""
    check(daemon.code == 2, f"stateroomd ended with {daemon.code}\n{daemon.errors()}")


def main(run):
    """Runs a test's function and says what it found."""
    try:
        run()
    except Failed as failed:
        print(f"FAILED: {failed}", file=sys.stderr)
        sys.exit(1)
