#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every error code in the sources is explained in resources/openapi/errors.json, and the reverse;
docs/api/errors.md says the same.

usage: errorcodes.py ROOT [--write]    --write makes docs/api/errors.md anew
"""

import json
import re
import sys
from pathlib import Path

# A code stands behind a status, in a call or in a table, or is what a switch over an enum returns.
BEHIND_STATUS = re.compile(r"\b[45]\d\d,\s*\"([A-Za-z]+(?:_[A-Za-z]+)*)\"")
IN_SWITCH = re.compile(r"case [\w:]+::\w+:\s*(?:case [\w:]+::\w+:\s*)*return \"([A-Za-z_]+)\";")
CONDITIONAL = re.compile(r"\?\s*QByteArrayView\(\"([A-Z_]+)\"\)")
# Switches whose words are codes: file and what its function is called.
SWITCHES = [("core/http/refusal.cpp", "codeOf"), ("core/api/campaign/answers.cpp", "codeOf"),
            ("core/api/business/failures.cpp", "nameOf"),
            ("core/api/control/hookroutes.cpp", "codeName")]


def function_body(text, name):
    """The first function of this name that is defined."""
    start = re.search(rf"^\w[\w:]* {name}\([^)]*\)\s*\{{", text, re.MULTILINE)
    assert start, name
    return text[start.end():text.index("\n}", start.end())]


def codes_of_sources(root):
    found = {}
    files = [*root.glob("core/api/**/*.cpp"), *root.glob("core/http/*.cpp"),
             root / "core/service/sharedstatepath.cpp"]
    for file in files:
        text = file.read_text(encoding="utf-8")
        for pattern in (BEHIND_STATUS, CONDITIONAL):
            for code in pattern.findall(text):
                found.setdefault(code.upper(), file)
    for name, function in SWITCHES:
        body = function_body((root / name).read_text(encoding="utf-8"), function)
        codes = IN_SWITCH.findall(body)
        assert len(codes) >= 4, (name, codes)
        for code in codes:
            found.setdefault(code.upper(), root / name)
    return found


def page(errors):
    lines = [
        "# Error codes",
        "",
        "Every refusal bears one of these; `/docs/errors/CODE` of a running server says the same.",
        "This page is made from `resources/openapi/errors.json`:",
        "`tests/api/documentation/errorcodes.py . --write`.",
        "",
        "integration and campaign spell codes in lower case.",
        ""]
    for error in errors:
        uses = "; ".join(f"{api} {', '.join(map(str, statuses))}"
                         for api, statuses in error["statuses"].items())
        lines += [f"## {error['code']}", "", f"{error['title']}. ({uses})", "",
                  error["cause"], "", f"**What to do:** {error['cure']}", ""]
    return "\n".join(lines)


def main():
    root = Path(sys.argv[1])
    errors = json.loads((root / "resources/openapi/errors.json").read_text(encoding="utf-8"))["errors"]
    explained = {error["code"] for error in errors}
    found = codes_of_sources(root)
    problems = [f"{file.relative_to(root)}: {code} is not explained in errors.json"
                for code, file in sorted(found.items()) if code not in explained]
    problems += [f"errors.json: no source has {code}" for code in sorted(explained - set(found))]
    if len(explained) != len(errors):
        problems.append("errors.json: a code stands there twice")
    target = root / "docs/api/errors.md"
    if "--write" in sys.argv:
        target.write_text(page(errors), encoding="utf-8")
    elif not target.exists() or target.read_text(encoding="utf-8") != page(errors):
        problems.append("docs/api/errors.md differs from errors.json: run errorcodes.py . --write")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
