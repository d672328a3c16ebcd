# SPDX-License-Identifier: GPL-3.0-or-later
"""The real stateroomd on a data directory: started, killed and started again."""

import asyncio
import os
import re
import signal
from pathlib import Path

# Generous, for a machine that has much else to do; nothing is measured by it.
PATIENCE = 120
API_KEY = "crash-test"  # of the integration API
BUSINESS_KEY = "crash-test-business"


class Violation(AssertionError):
    """The server did what it promises not to do."""


def program():
    """The program under test; beside the tests of the debug build unless told otherwise."""
    folder = os.environ.get("STATEROOM_BIN_DIR")
    if not folder:
        folder = Path(__file__).resolve().parents[2] / "build" / "debug" / "bin"
    return str(Path(folder) / "stateroomd")


class Server:
    """One process at a time. `port` is another one after each start."""

    def __init__(self, directory, arguments=()):
        self.directory = Path(directory)
        self._arguments = arguments
        self.port = None
        self.starts = 0
        self._process = None
        self._complaints = self.directory.with_suffix(".stderr")

    @property
    def pid(self):
        return self._process.pid

    async def start(self):
        process = await self._spawn()
        line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        listening = re.fullmatch(rb"listening on http://127\.0\.0\.1:(\d+)\n", line)
        if not listening:
            raise Violation(f"stateroomd did not start: it printed {line!r}\n{self.complaints()}")
        self.port = int(listening[1])

    async def start_and_kill(self, delay):
        """Starts it, and kills it before it is asked for anything, mostly before it listens."""
        await self._spawn()
        await asyncio.sleep(delay)
        await self.kill()

    async def kill(self):
        """SIGKILL. When this returns, the process is gone; it must have lived until now."""
        await self._end(signal.SIGKILL, -signal.SIGKILL)

    async def stop(self):
        """SIGTERM: it ends by itself, in order."""
        await self._end(signal.SIGTERM, 0)

    async def dispose(self):
        """For `finally`: whatever happened, no process is left."""
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def memory(self, field):
        """VmRSS (now) or VmHWM (at most) in bytes; None where the system does not tell."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except FileNotFoundError:
            return None
        return int(re.search(rf"{field}:\s+(\d+) kB", status)[1]) * 1024

    def complaints(self):
        """The end of what the server wrote to stderr, a sanitizer's report above all."""
        text = self._complaints.read_text(errors="replace") if self._complaints.exists() else ""
        return text[-6000:]

    async def _spawn(self):
        with open(self._complaints, "ab") as complaints:
            self._process = await asyncio.create_subprocess_exec(
                program(), "--data", str(self.directory), "--port", "0", "--host", "127.0.0.1",
                "--http-threads", "3", *self._arguments, stdout=asyncio.subprocess.PIPE,
                stderr=complaints, env={
                    **os.environ,
                    "STATEROOM_KEYS": f"integration={API_KEY},business={BUSINESS_KEY}"})
        self.starts += 1
        return self._process

    async def _end(self, number, wanted):
        process = self._process
        if process.returncode is None:
            process.send_signal(number)
        ended = await asyncio.wait_for(process.wait(), PATIENCE)
        if ended != wanted:
            raise Violation(f"stateroomd ended with {ended}, not {wanted}\n{self.complaints()}")


def say(*words):
    print(*words, flush=True)
