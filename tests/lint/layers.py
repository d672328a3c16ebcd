#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on a source file that reaches where its folder may not.

usage: layers.py ROOT [QT_HEADERS]
QT_HEADERS is the directory that holds QtCore/, QtGui/, ... It tells Gui's headers from Core's;
without it only the headers of the modules in QT_HEADER_NAMES are told apart.
"""

import os
import re
import sys
from pathlib import Path

# The rules. Folder, what of ours it may include besides itself, Qt modules it may use. A folder is
# judged by the longest entry that fits, and each may name only folders above it in this table, so
# that the order stays free of circles. Folders that are inside one entry ("core/api/*") and are
# not named by it may not include each other.
RULES = [
    ("core/base", [], ["Core"]),
    ("core/json", ["core/base"], ["Core"]),
    ("core/store", ["core/base", "core/json"], ["Core", "Sql"]),
    ("core/actions", ["core/base", "core/json", "core/store"], ["Core"]),
    ("core/business", ["core/base", "core/json", "core/store"], ["Core"]),
    ("core/tls", ["core/base"], ["Core"]),
    ("core/http", ["core/base", "core/json", "core/tls"], ["Core", "Network", "WebSockets"]),
    ("core/graphql", ["core/base", "core/json"], ["Core"]),
    # Hook scripts: what both sides say, the server's side, and the engine, which no other program
    # than stateroom-hook may have.
    ("core/hookwire", ["core/base"], ["Core"]),
    ("core/hooks", ["core/base", "core/json", "core/store", "core/actions", "core/hookwire"],
     ["Core"]),
    ("core/hookengine", ["core/base", "core/json", "core/hookwire"], ["Core", "Qml"]),
    # The client of the control API: of core/http it has the chunk reader alone, never the server.
    ("core/client", ["core/base", "core/json", "core/http"], ["Core", "Network"]),
    # Of core/client it has the reader of answers alone.
    ("core/webhooks", ["core/base", "core/json", "core/store", "core/http", "core/business",
                       "core/client"], ["Core", "Network"]),
    ("core/api", ["core/base", "core/json", "core/store", "core/http"], ["Core"]),
    ("core/api/*", ["core/base", "core/json", "core/store", "core/actions", "core/business",
                    "core/http", "core/graphql", "core/hooks", "core/webhooks", "core/api"],
     ["Core"]),
    # What it does beyond the documented APIs is theirs to do.
    ("core/api/control", ["core/base", "core/json", "core/store", "core/actions", "core/business",
                          "core/http", "core/hooks", "core/webhooks", "core/api", "core/api/*"],
     ["Core"]),
    # With the client it calls its own server, as any program would.
    ("core/service", ["core/base", "core/json", "core/store", "core/actions", "core/business",
                      "core/tls", "core/http", "core/hooks", "core/webhooks", "core/api", "core/api/*",
                      "core/api/control", "core/client"],
     ["Core", "Network"]),
    ("core/cli", ["core/base", "core/json", "core/client"], ["Core", "Network"]),
    # The window sees the store and the service, neither SQL nor HTTP. Its places (ui/entries, ...)
    # do not know each other; the shell arranges them.
    ("ui/style", ["core/base"], ["Core", "Gui", "Widgets", "Svg", "DBus"]),
    ("ui/model", ["core/base", "core/json", "core/store", "core/actions", "core/business"],
     ["Core", "Gui"]),
    ("ui/widgets", ["core/base", "core/json", "ui/style", "ui/model"],
     ["Core", "Gui", "Widgets", "Svg", "PrintSupport"]),
    ("ui/*", ["core/base", "core/json", "core/store", "core/actions", "core/business",
              "core/webhooks", "core/service", "ui/style", "ui/model", "ui/widgets"],
     ["Core", "Gui", "Widgets", "Svg"]),
    ("ui/scripts", ["core/base", "core/json", "core/store", "core/hooks", "core/service", "ui/style",
                    "ui/model", "ui/widgets"], ["Core", "Gui", "Widgets", "Svg"]),
    # The receiver takes what comes from elsewhere, so it has the fields of HTTP.
    ("ui/webhooks", ["core/base", "core/json", "core/store", "core/business", "core/http",
                     "core/webhooks", "core/service", "ui/style", "ui/model", "ui/widgets"],
     ["Core", "Gui", "Widgets", "Svg"]),
    ("ui/shell", ["core/base", "core/json", "core/store", "core/actions", "core/business",
                  "core/service", "ui/style", "ui/model", "ui/widgets", "ui/*", "ui/scripts",
                  "ui/webhooks"],
     ["Core", "Gui", "Widgets", "Svg"]),
    ("app/hook", ["core/base", "core/hookwire", "core/hookengine"], ["Core"]),
    ("app/desktop", ["core/base", "core/service", "ui/style", "ui/shell"],
     ["Core", "Gui", "Widgets", "Network"]),
    ("app/cli", ["core/base", "core/cli"], ["Core"]),
    ("app/manual", ["core/base", "core/service", "core/cli"], ["Core"]),
    ("app/*", ["core/base", "core/json", "core/service"], ["Core"]),
    # Tests and benchmarks may look at anything of ours; tests of a folder without Sql or Widgets
    # have no use for them.
    ("tests/store", ["tests/support", "*"], ["Core", "Test", "Sql"]),
    ("tests/ui", ["tests/support", "*"], ["Core", "Test", "Gui", "Widgets", "Svg", "Network"]),
    ("tests", ["*"], ["Core", "Test", "Network", "WebSockets"]),
    ("bench", ["*"], ["Core", "Test", "Network", "HttpServer", "WebSockets", "Sql"]),
]

# A module that one file of a folder may use. The adapter alone knows Qt's HTTP server.
ONLY_IN = [("HttpServer", re.compile(r"core/http/\w*adapter\w*\.(h|cpp)|core/http/CMakeLists\.txt"))]

# Names by which a module's headers are known without Qt's directory.
QT_HEADER_NAMES = {
    "Sql": r"QSql\w*",
    "HttpServer": r"QAbstractHttpServer|QHttpServer\w*",
    "WebSockets": r"QWebSocket\w*|QMaskGenerator",
    "Network": r"QTcp\w+|QUdp\w+|QSsl\w*|QHost\w+|QNetwork\w+|QAbstractSocket|QLocal(Socket|Server)",
    "Qml": r"QJS\w+|QQml\w+",
    "Test": r"QTest\w*|QSignalSpy|QAbstractItemModelTester",
    "Svg": r"QSvg\w+",
    "PrintSupport": r"QPrint\w+",
    "Widgets": r"QWidget|QApplication|QMainWindow|QDialog|QLabel|QMessageBox|QAction",
    "Gui": r"QGuiApplication|QColor|QFont|QIcon|QImage|QPainter|QPixmap",
}

TOP_FOLDERS = ("core", "ui", "app", "tests", "bench")
MAX_LINES = 600
SQL = re.compile(
    r'"\s*(SELECT\s|INSERT (OR \w+ )?INTO\s|UPDATE \w+ SET\s|DELETE FROM\s|PRAGMA \w|'
    r'(CREATE|DROP|ALTER) (TABLE|INDEX|UNIQUE|VIEW|TRIGGER)\b|VACUUM\b|SAVEPOINT\b|BEGIN IMMEDIATE)')
# May speak SQL: the store, its tests (they damage files) and the comparison with bare SQLite.
SQL_FOLDERS = ("core/store", "tests/store", "bench")
SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"


def rule_of(path):
    """The rule for a file, the folder it is judged as and the folder it stands in."""
    best = None
    for pattern, folders, modules in RULES:
        regex = re.escape(pattern).replace(r"\*", "[^/]+") + "/"
        match = re.match(regex, path)
        if match and (best is None or rank(pattern) >= rank(best[0])):
            best = (pattern, folders, modules, match.group(0)[:-1])
    return best


def rank(pattern):
    """Longer is closer; a name is closer than a star."""
    return (pattern.count("/"), not pattern.endswith("*"))


def may_include(rule, target):
    pattern, folders, _, own = rule
    found = rule_of(target)
    if found is None:
        return False
    return found[3] == own or "*" in folders or found[0] in folders


def without_comments(text):
    """The text with comments blanked; strings and line numbers stay."""
    token = re.compile(
        r'R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/',
        re.S)

    def blank(match):
        found = match.group(0)
        return re.sub(r"[^\n]", " ", found) if found.startswith("/") else found

    return token.sub(blank, text)


def qt_modules(qt_headers):
    """A function that tells the Qt module of an included name, or None."""
    index = {}
    if qt_headers:
        root = Path(qt_headers)
        places = {p.name: p for p in root.glob("Qt*")}
        places |= {p.parent.name.removesuffix(".framework"): p for p in root.glob("Qt*.framework/Headers")}
        for name, folder in sorted(places.items()):
            if folder.is_dir():
                for header in os.listdir(folder):
                    index.setdefault(header, name.removeprefix("Qt"))

    def module(header):
        if header.startswith("Qsci/"):
            return "QScintilla"
        match = re.match(r"Qt(\w+)/", header)
        if match:
            return match.group(1)
        if header in index:
            return index[header]
        for name, regex in QT_HEADER_NAMES.items():
            if re.fullmatch(regex, header):
                return name
        return None

    return module


def may_use(rule, path, module):
    for name, where in ONLY_IN:
        if module == name and where.fullmatch(path):
            return True
    if module == "QScintilla":
        return rule[0] == "ui/widgets"
    return module in rule[2]


def check_includes(path, text, rule, module_of):
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        ours, target = match.group(1) == '"', match.group(2)
        if ours and re.search(r"(\.moc$|^moc_|/moc_|^ui_)", target):
            continue
        if ours != (target.split("/")[0] in TOP_FOLDERS):
            yield number, f'write an include of ours as "folder/from/the/root.h", others as <name>: {target}'
        elif ours and not may_include(rule, target):
            yield number, f"{rule[3]} may not include {os.path.dirname(target)}"
        elif not ours:
            module = module_of(target)
            if module and not may_use(rule, path, module):
                yield number, f"{rule[3]} may not use Qt's module {module}: {target}"


def check_code(path, text, rule):
    """What each source file of C++ keeps to besides its includes."""
    if path.endswith(".h") and not re.search(r"^#pragma once$", text, re.M):
        yield 1, "a header starts with #pragma once"
    translated = rule[0].split("/")[0] in ("ui", "app", "tests")
    for number, line in enumerate(text.split("\n"), 1):
        if not path.startswith(SQL_FOLDERS) and (SQL.search(line) or re.search(r"\bQSql\w+", line)):
            yield number, "SQL stands in core/store alone"
        if not translated and re.search(r"(?<![\w.])tr\(|QCoreApplication::translate\(", line):
            yield number, "tr() stands in ui/ and app/ alone"
        if re.search(r"\b(SIGNAL|SLOT)\(|\bsender\(\)", line):
            yield number, "connect with function pointers, and without sender()"
    for match in re.finditer(r"\bconnect\(\s*[^,;()]+,\s*&[^,;()]+,\s*\[", text):
        yield text.count("\n", 0, match.start()) + 1, "a connect to a lambda names a context object"


def check_lists(path, text, rule):
    """A CMakeLists.txt: what its targets link."""
    text = re.sub(r"#[^\n]*", lambda m: " " * len(m.group(0)), text)
    section = None
    for match in re.finditer(r"[()]|[^\s()]+", text):
        word, number = match.group(0), text.count("\n", 0, match.start()) + 1
        if word in "()" or word.isupper():
            section = word
        elif section == "DEPENDS":
            target = library_folder(word)
            if not may_include(rule, target):
                yield number, f"{rule[3]} may not depend on {os.path.dirname(target)}"
        elif (section == "QT" or word.startswith("Qt6::")) and "$" not in word:
            module = word.removeprefix("Qt6::")
            tool = module == "LinguistTools" or module[0].islower()
            if not tool and not may_use(rule, path, module):
                yield number, f"{rule[3]} may not use Qt's module {module}"


def library_folder(name):
    """The folder of the library target `name`, as a path in it."""
    if name.endswith("_testing"):
        return f"tests/{name.removesuffix('_testing')}/"
    top, _, rest = name.partition("_")
    if top in ("api", "ui", "tests") and rest:
        return ("core/" if top == "api" else "") + f"{top}/{rest}/"
    return f"core/{name}/" if top not in ("ui", "tests") else f"{name}/"


def check_file(root, path, module_of):
    text = (root / path).read_text(encoding="utf-8")
    name = os.path.basename(path)
    script = text.startswith("#!")
    code = name.endswith((".h", ".cpp"))
    if code or script or name.endswith((".py", ".mjs", ".js", ".cmake")):
        if not any(SPDX in line for line in text.split("\n")[:2]):
            yield 1, f"the first line says {SPDX}"
        if text.count("\n") > MAX_LINES:
            yield MAX_LINES, f"more than {MAX_LINES} lines; split the file"
    rule = rule_of(path)
    if code and rule is None and path.startswith(TOP_FOLDERS):
        yield 1, "no rule for this folder; add one to tests/lint/layers.py"
    elif code and rule is not None:
        text = without_comments(text)
        yield from check_includes(path, text, rule, module_of)
        yield from check_code(path, text, rule)
    elif name == "CMakeLists.txt" and rule is not None:
        yield from check_lists(path, text, rule)


def check_table():
    known = {"*", "tests/support"}
    for pattern, folders, _ in RULES:
        for folder in folders:
            if folder not in known:
                yield f"tests/lint/layers.py: {pattern} names {folder}, which does not stand above it"
        known.add(pattern)


def source_files(root):
    for top in TOP_FOLDERS + ("packaging",):
        for folder, inner, names in os.walk(root / top):
            inner[:] = sorted(n for n in inner if n not in ("node_modules", "__pycache__"))
            for name in sorted(names):
                if name.endswith((".h", ".cpp", ".py", ".mjs", ".js", ".cmake")) or "." not in name \
                        or name == "CMakeLists.txt":
                    yield (Path(folder) / name).relative_to(root).as_posix()


def check_tree(root, qt_headers=None):
    """All findings, as lines of text."""
    root = Path(root)
    findings = list(check_table())
    module_of = qt_modules(qt_headers)
    for path in source_files(root):
        findings += [f"{path}:{line}: {what}" for line, what in check_file(root, path, module_of)]
    return findings


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    findings = check_tree(*arguments)
    for line in findings:
        print(line)
    print(f"{len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
