#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kill at any moment may not do to stateroomd.

usage: crash.py [--only kills|histories|watching|crowd|outbox] [--rounds N] [--seed S]
The server is the one in STATEROOM_BIN_DIR, or that of the debug build.

The seed decides what the clients do and when the server is killed (after how many answers); which
of the requests in flight have been done by then is up to the machine.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import traceback
from pathlib import Path

import crowd
import histories
import kills
import outbox
import watching
from server import Server, say

# A store per so many rounds, so that the records of long runs stay small.
KILLS_PER_STORE = 100


async def on_new_server(test, *arguments):
    with tempfile.TemporaryDirectory(prefix="stateroom-crash-") as folder:
        server = Server(Path(folder) / "data")
        try:
            await test(server, *arguments)
        except BaseException:
            say("the server's last words:", server.complaints() or "none")
            raise
        finally:
            await server.dispose()


async def run_kills(rounds, seed):
    for done in range(0, rounds, KILLS_PER_STORE):
        await on_new_server(kills.run, min(KILLS_PER_STORE, rounds - done), f"{seed}/{done}")


async def run_histories(rounds, seed):
    await on_new_server(histories.run, max(1, rounds // 4), seed)


async def run_watching(rounds, seed):
    for number in range(max(1, rounds // 50)):
        await on_new_server(watching.run, f"{seed}/{number}")


async def run_crowd(rounds, _):
    for _ in range(max(1, rounds // 100)):
        await on_new_server(crowd.run)


async def run_outbox(rounds, seed):
    for number in range(max(1, rounds // 100)):
        await on_new_server(outbox.run, f"{seed}/{number}")


TESTS = {
    "kills": run_kills,
    "histories": run_histories,
    "watching": run_watching,
    "crowd": run_crowd,
    "outbox": run_outbox,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=TESTS)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", default=str(random.SystemRandom().randrange(1 << 32)))
    arguments = parser.parse_args()
    say("seed", arguments.seed)
    for name, test in TESTS.items():
        if arguments.only in (None, name):
            try:
                asyncio.run(test(arguments.rounds, arguments.seed))
            except Exception:
                traceback.print_exc()
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
