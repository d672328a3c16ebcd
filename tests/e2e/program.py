# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the real stateroomd and talks to it. Every program that it starts is ended."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

SOURCE = Path(os.environ.get("STATEROOM_SOURCE_DIR", Path(__file__).resolve().parents[2]))
BINARIES = Path(os.environ.get("STATEROOM_BIN_DIR", SOURCE / "build/debug/bin"))

# Longer than anything takes, also under a sanitizer on a busy machine.
PATIENCE = 60


def environment(home, **more):
    """The caller's environment without what would configure the program; its data goes to `home`."""
    plain = {k: v for k, v in os.environ.items()
             if not k.startswith("STATEROOM_") and not k.lower().endswith("_proxy")}
    return plain | {"HOME": str(home), "XDG_DATA_HOME": str(Path(home) / "share"),
                    "TMPDIR": str(home)} | more


def user_token(data, campaign, app, sub):
    """A user token of the campaign API, good for an hour, signed with the secret in `data`."""
    def encoded(part):
        text = part if isinstance(part, bytes) else json.dumps(part).encode()
        return base64.urlsafe_b64encode(text).rstrip(b"=")
    claims = {"iss": "tests", "aud": "stateroom", "exp": time.time() + 3600, "sub": sub,
              "campaign_id": campaign, "app_id": app}
    text = encoded({"alg": "HS256", "typ": "JWT"}) + b"." + encoded(claims)
    secret = (Path(data) / "token-secret").read_bytes().strip()
    return (text + b"." + encoded(hmac.new(secret, text, hashlib.sha256).digest())).decode()


class Program:
    """A stateroomd. With `data`, on that directory; else by `arguments` alone."""

    def __init__(self, *arguments, data=None, port=0, home=None, **variables):
        command = [str(BINARIES / "stateroomd"), *arguments]
        if port is not None:
            command += ["--http-threads", "3", "--port", str(port)]
        if data is not None:
            command += ["--data", str(data)]
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.errors,
            env=environment(home or data, **variables))
        self._lines = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def wait_until_ready(self):
        """Its URL; fails when it ends instead."""
        line = self._lines.get(timeout=PATIENCE)
        if line is None:
            raise AssertionError(f"it ended: {self.wait()}: {self.stderr()}")
        assert line.startswith(b"listening on http://") and line.endswith(b"\n"), line
        self.url = line.decode().split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])
        return self

    def wait(self):
        """Its exit code, once it has ended by itself."""
        return self.process.wait(timeout=PATIENCE)

    def stop(self, by=signal.SIGTERM):
        self.process.send_signal(by)
        return self.wait()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=PATIENCE)

    def stdout_rest(self):
        """What it has printed since, once it has ended."""
        self._reader.join(timeout=PATIENCE)
        lines = []
        while not self._lines.empty():
            lines.append(self._lines.get())
        return b"".join(line for line in lines if line is not None).decode()

    def stderr(self):
        """What it complained of: not that a first start has made API keys."""
        self.errors.seek(0)
        lines = self.errors.read().decode().splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith("API keys are in "))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        self.process.stdout.close()
        self.errors.close()

    # What a client does.

    def call(self, method, path, body=None, headers=None):
        """Status, headers and the body, parsed where it is JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            data = None if body is None else json.dumps(body).encode()
            connection.request(method, path, data, headers or {})
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, answer.headers, json.loads(text) if text else None
        finally:
            connection.close()

    def get(self, path):
        return self.call("GET", "/v1/state/" + path)[2]

    def set(self, path, value, **more):
        status, _, answer = self.call("POST", "/v1/state/" + path, {"value": value} | more)
        assert status == 200, answer
        return answer["version"]


class Stream:
    """A reader of an event stream; the watch is in force when it has been made. Chunk sizes stand on lines
    of their own between events, and are no fields."""

    def __init__(self, port, path, last_id=None):
        headers = "Accept: text/event-stream\r\n"
        if last_id is not None:
            headers += f"Last-Event-ID: {last_id}\r\n"
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.sendall(f"GET /v1/state/{path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
        self.file = self.socket.makefile("rb")
        status = self.file.readline()
        assert status.startswith(b"HTTP/1.1 200 "), status
        while self.file.readline() != b"\r\n":
            pass
        self.last_id = None

    def next(self):
        """The data of the next event; None when the stream has ended in order."""
        data, name, identity = None, None, None
        while line := self.file.readline().decode():
            line = line.rstrip("\n")
            if line.startswith("data: "):
                data = json.loads(line[6:])
            elif line.startswith("id: "):
                identity = line[4:]
            elif line.startswith("event: "):
                name = line[7:]
            elif not line and data is not None:
                self.last_id = identity or self.last_id
                return data if name is None else (name, data)
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()
        self.socket.close()
