# SPDX-License-Identifier: GPL-3.0-or-later
"""A stateroomd whose memory, processor time and other clients are watched during an attack."""

import contextlib
import dataclasses
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
from program import PATIENCE, Program  # noqa: E402

# A sanitizer keeps what has been freed and takes several times as long.
IS_SANITIZED = bool(os.environ.get("ASAN_OPTIONS"))


@dataclasses.dataclass
class Figures:
    grown: float  # MB, at the worst moment, against before
    rounds: int  # what takes less than a second is done for a second
    cpu: float  # seconds of the server in a round, the bystander's requests included
    wall: float  # seconds of a round
    asked: int  # requests of the bystander, each answered as it should be
    median: float  # ms that they took
    worst: float


class Observed(Program):
    """Serves in three threads, on a directory of its own."""

    def __init__(self, data, **variables):
        super().__init__("--host", "127.0.0.1", data=data, **variables)
        self.wait_until_ready()

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def sockets(self):
        """How many are open: unlike the store's files, none without a client."""
        folder, count = f"/proc/{self.process.pid}/fd", 0
        for name in os.listdir(folder):
            with contextlib.suppress(FileNotFoundError):  # closed meanwhile
                count += os.readlink(f"{folder}/{name}").startswith("socket:")
        return count

    def limit_descriptors(self, most):
        """So many may be open from now on; what is open stays."""
        hard = resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE)[1]
        resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE, (most, hard))

    def _memory(self, line):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split(line + ":")[1].split()[0]) / 1024

    def cpu(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_back_to(self, sockets):
        """Waits until the connections beyond so many have been closed."""
        end = time.monotonic() + PATIENCE
        while self.sockets() > sockets:
            if time.monotonic() > end:
                return False
            time.sleep(0.01)
        return True

    def under(self, attack, connects=True):
        """What `attack(self)` says, and what it cost; a bystander is served meanwhile, which
        `connects` anew at times."""
        with Bystander(self.port, connects) as other:
            before = self._memory("VmRSS")
            Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")  # the peak begins anew
            cpu, start = self.cpu(), time.monotonic()
            rounds = 0
            while rounds == 0 or time.monotonic() < start + 1:
                said = attack(self)
                rounds += 1
            wall, cpu = (time.monotonic() - start) / rounds, (self.cpu() - cpu) / rounds
            grown = self._memory("VmHWM") - before
            took = other.end()
        assert self.process.poll() is None, self.stderr()
        return said, Figures(grown, rounds, cpu, wall, len(took), took[len(took) // 2], took[-1])


class Bystander:
    """Another client, in another process: reads and writes, some fifty times a second."""

    def __init__(self, port, connects):
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(port), str(int(connects))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout.readline() == "ready\n"

    def end(self):
        """The times that its requests took, in ms, sorted; fails if one was not answered."""
        self._process.stdin.close()
        text = self._process.stdout.read()
        assert self._process.wait(PATIENCE) == 0, "the bystander was not served: " + text
        return sorted(json.loads(text))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


def stand_by(port, connects):
    """The bystander's process: asks until its input ends."""
    import http.client
    import select

    kept = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    took = []

    def ask(connection, method, body=None):
        start = time.monotonic()
        connection.request(method, "/v1/state/bystander/key", body)
        answer = connection.getresponse()
        text = answer.read()
        took.append((time.monotonic() - start) * 1000)
        assert answer.status == 200, (answer.status, text)

    ask(kept, "POST", '{"value":1}')
    print("ready", flush=True)
    took.clear()
    for turn in range(1 << 30):
        ask(kept, "POST", '{"value":2}') if turn % 10 == 0 else ask(kept, "GET")
        if connects and turn % 10 == 5:
            fresh = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            ask(fresh, "GET")
            fresh.close()
        if select.select([sys.stdin], [], [], 0.02)[0]:
            break
    print(json.dumps(took))


if __name__ == "__main__":
    stand_by(int(sys.argv[1]), sys.argv[2] == "1")
