#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stateroomd costs those who let it run for long.

usage: soak.py [mixed|hotkey|streams|bulk ...] [--minutes N] [--rate N] [--keys N] [--seed S]
               [--folder DIR] [--goals]

mixed: N minutes of mixed load; memory, descriptors, write-ahead log and file level off. The others
take their own time. The server is the one in STATEROOM_BIN_DIR, or that of the debug build; its
data lies in a new folder below DIR, the system's temporary one unless told otherwise. --goals, for
an optimised build on a machine that has nothing else to do: what is timed is judged, too.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import traceback
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "crash"))

import bulk  # noqa: E402
import hotkey  # noqa: E402
import mixed  # noqa: E402
import streams  # noqa: E402
from server import say  # noqa: E402

PARTS = {"mixed": mixed.run, "hotkey": hotkey.run, "streams": streams.run, "bulk": bulk.run}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", metavar="PART", default=["mixed"])
    parser.add_argument("--minutes", type=float, default=60, help="of mixed load")
    parser.add_argument("--rate", type=int, default=500, help="requests a second of mixed load")
    parser.add_argument("--seed", default=str(random.SystemRandom().randrange(1 << 32)))
    parser.add_argument("--folder", default=None)
    parser.add_argument("--keys", type=int, default=1_000_000, help="of the bulk delete")
    parser.add_argument("--goals", action="store_true", help="judge what is timed")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}, only {', '.join(PARTS)}")
    say("seed", options.seed)
    for name in options.parts:
        with tempfile.TemporaryDirectory(prefix="stateroom-soak-", dir=options.folder) as folder:
            try:
                asyncio.run(PARTS[name](Path(folder), options))
            except Exception:
                traceback.print_exc()
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
