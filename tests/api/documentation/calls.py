#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/api names every call of the route tables, and no other.

usage: calls.py ROOT
"""

import json
import re
import sys
from pathlib import Path

METHOD = r"(?:GET|PUT|POST|PATCH|DELETE)"
# `GET`, `PUT`, `DELETE /v1/state/{key}`, or `GET|PUT /v1/…`.
CALL = re.compile(rf"`({METHOD}(?:\|{METHOD}|`, `{METHOD})*) (/[^`?\s]*)")


def plain(path):
    return re.sub(r"\{[^}]*\}|%[^%]*%", "{}", path)


def described(tables):
    """(method, path) of each operation; all paths where it is served."""
    found = {}
    for name in ("workflow", "shared", "integration", "campaign", "business", "control", "server"):
        table = json.loads((tables / f"{name}.json").read_text(encoding="utf-8"))
        rows = [row for rows in ("operations", "eachResource", "eachSubList")
                for row in table.get(rows, [])]
        # Resources that have calls of their own have a page of their own, which names all.
        own = table.get("ownOperations", {})
        rows += [row for of_one in own.values() for row in of_one]
        for row in rows:
            method, path = row["call"].split(" ")
            paths = [path, *row.get("also", [])]
            paths += [one.replace("%resource%", name) for one in paths for name in own]
            found[row["id"]] = {(method, plain(one)) for one in paths}
    return found


def documented(folder):
    """(method, path) of each call in code, and where."""
    found = {}
    for file in sorted(folder.glob("*.md")):
        base = "/_stateroom/v1" if file.name == "control.md" else ""
        text = re.sub(r"^```.*?^```", "", file.read_text(encoding="utf-8"), flags=re.M | re.S)
        for methods, path in CALL.findall(text):
            whole = path if path.startswith(("/v1/", "/_stateroom/", "/docs", "/health")) else base + path
            # Names of resources and of sub-lists stand for what the catalogue has.
            whole = re.sub(r"^/v1/(agents|conversations)(/\{id\})/\w+$", r"/v1/{}\2/{}", whole)
            for method in re.findall(METHOD, methods):
                found.setdefault((method, plain(whole)), file.name)
    return found


def main():
    root = Path(sys.argv[1])
    operations = described(root / "resources/openapi")
    calls = documented(root / "docs/api")
    # Parts of calls that the text speaks of, and one that is told of as malformed.
    known = {pair for paths in operations.values() for pair in paths}
    problems = [f"docs/api: {name} has no {' or '.join(f'{m} {p}' for m, p in sorted(paths))}"
                for name, paths in sorted(operations.items()) if not paths & set(calls)]
    problems += [f"docs/api/{file}: no table has {method} {path}"
                 for (method, path), file in sorted(calls.items())
                 if (method, path) not in known and not path.endswith("/")]
    for problem in problems:
        print(problem)
    return 1 if problems or not calls else 0


if __name__ == "__main__":
    sys.exit(main())
