# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares JsonText with Python's json, text by text: whether it is valid, what it holds, what is
left of it when it is compacted.

    json_python.py VERDICTS [--mutations N] [--seed S] [--more FOLDER]

VERDICTS is the program json_verdicts. Two disagreements are known, and each is counted:
- deeper than 512 levels: refused by us (contract, "Bodies"), and by Python only far deeper;
- NaN, Infinity and -Infinity: Python takes them for numbers, JSON does not. It is told not to.
"""

import argparse
import collections
import json
import re
import struct
import subprocess
import sys
from pathlib import Path

MOST_LEVELS = 512
# A token and the white space behind it; strings first, for what looks like white space in them.
TOKEN = re.compile(rb'("(?:[^"\\]|\\.)*"|[^ \t\r\n"])[ \t\r\n]*', re.DOTALL)


class Invalid(Exception):
    pass


def refuse(text):
    raise Invalid(text)


def parse(data):
    """What the text holds: members in order, each of a name; numbers as they are written."""
    try:
        return json.loads(data.decode("utf-8"), parse_int=lambda text: ("number", text),
                          parse_float=lambda text: ("number", text), parse_constant=refuse,
                          object_pairs_hook=lambda pairs: ("object", pairs))
    except (ValueError, Invalid):
        return Invalid


def levels(data):
    depth = deepest = 0
    for token in TOKEN.findall(data):
        depth += (token in b"[{") - (token in b"]}")
        deepest = max(deepest, depth)
    return deepest


def compare(data, verdict, compact):
    """What is wrong; None when all is well."""
    theirs = parse(data)
    if verdict == b"d":
        return None if levels(data) > MOST_LEVELS else "refused as too deep, which it is not"
    if (verdict == b"a") != (theirs is not Invalid):
        return "accepted" if verdict == b"a" else "refused"
    if verdict == b"r":
        return None
    if parse(compact) != theirs:
        return "compacted to something else"
    if compact != b"".join(TOKEN.findall(data.lstrip(b" \t\r\n"))):
        return "not compacted as it should be"
    return None


def records(stream):
    def take(size):
        data = stream.read(size)
        if len(data) < size:
            raise EOFError
        return data

    while head := stream.read(4):
        data = take(*struct.unpack("=I", head))
        verdict = take(1)
        yield data, verdict, take(*struct.unpack("=I", take(4)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("verdicts")
    parser.add_argument("--mutations", default="30000")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--more")
    options = parser.parse_args()
    sys.setrecursionlimit(20_000)
    command = [options.verdicts, str(Path(__file__).parent), options.mutations, options.seed]
    process = subprocess.Popen(command + ([options.more] if options.more else []),
                               stdout=subprocess.PIPE)
    counts = collections.Counter()
    findings = 0
    for data, verdict, compact in records(process.stdout):
        counts[verdict] += 1
        if wrong := compare(data, verdict, compact):
            findings += 1
            print(f"{wrong}: {data[:500]!r}", file=sys.stderr)
    code = process.wait()
    print(f"{counts[b'a']} accepted, {counts[b'r']} refused, {counts[b'd']} too deep;"
          f" {findings} disagreements")
    enough = min(counts[b"a"], counts[b"r"]) >= 50
    return 0 if code == 0 and findings == 0 and enough else 1


if __name__ == "__main__":
    sys.exit(main())
