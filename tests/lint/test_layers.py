#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants one violation at a time and expects layers.py to find it, and nothing else.

usage: test_layers.py [QT_HEADERS]
"""

import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
import layers  # noqa: E402

QT_HEADERS = sys.argv.pop() if len(sys.argv) > 1 else None
HEAD = f"// {layers.SPDX}\n"


def header(body=""):
    return HEAD + "#pragma once\n" + body


def listing(name, body):
    return f"stateroom_library(NAME {name} SOURCES a.cpp {body})\n"


# (path, text): one file that breaks one rule, and a part of what must be said about it.
VIOLATIONS = [
    ("core/base/a.h", header('#include "core/json/b.h"\n'), "core/base may not include core/json"),
    ("core/http/a.cpp", HEAD + '#include "core/store/b.h"\n', "core/http may not include core/store"),
    ("core/api/workflow/a.h", header('#include "core/api/business/b.h"\n'),
     "core/api/workflow may not include core/api/business"),
    ("core/service/a.h", header('#include "ui/shell/b.h"\n'), "may not include ui/shell"),
    ("ui/entries/a.h", header('#include "core/http/b.h"\n'), "ui/entries may not include core/http"),
    ("ui/widgets/a.h", header('#include "ui/entries/b.h"\n'), "ui/widgets may not include ui/entries"),
    ("ui/entries/a.h", header('#include "ui/inspector/b.h"\n'), "may not include ui/inspector"),
    ("app/headless/a.cpp", HEAD + '#include "ui/shell/b.h"\n', "app/headless may not include ui/shell"),
    ("core/json/a.cpp", HEAD + '#include "jsontext.h"\n', "from/the/root"),
    ("core/json/a.cpp", HEAD + "#include <core/json/b.h>\n", "from/the/root"),
    ("core/json/a.cpp", HEAD + '#include "../base/b.h"\n', "from/the/root"),
    ("core/service/a.cpp", HEAD + "#include <QSqlError>\n", "module Sql"),
    ("core/service/a.cpp", HEAD + "#include <QtSql/Anything>\n", "module Sql"),
    ("core/http/gate.cpp", HEAD + "#include <QHttpServerRequest>\n", "module HttpServer"),
    ("core/store/a.cpp", HEAD + "#include <QTcpSocket>\n", "module Network"),
    ("core/api/workflow/a.cpp", HEAD + "#include <QWebSocket>\n", "module WebSockets"),
    ("core/store/a.cpp", HEAD + "#include <QColor>\n", "module Gui"),
    ("app/headless/a.cpp", HEAD + "#include <QApplication>\n", "module Widgets"),
    ("core/service/a.cpp", HEAD + "#include <QJSEngine>\n", "module Qml"),
    ("ui/entries/a.cpp", HEAD + "#include <Qsci/qsciscintilla.h>\n", "QScintilla"),
    ("core/api/workflow/a.cpp", HEAD + 'auto s = "SELECT value FROM entry";\n', "SQL stands"),
    ("core/service/a.cpp", HEAD + 'auto s = u"PRAGMA journal_mode"_s;\n', "SQL stands"),
    ("core/service/a.h", header("class QSqlDatabase;\n"), "SQL stands"),
    ("core/service/a.cpp", HEAD + 'auto s = tr("words");\n', "tr() stands"),
    ("core/service/a.cpp", HEAD + "connect(a, &A::b,\n    [] { c(); });\n", "context object"),
    ("ui/shell/a.cpp", HEAD + "connect(a, SIGNAL(b()), c, SLOT(d()));\n", "function pointers"),
    ("core/json/a.cpp", "int a;\n", "the first line"),
    ("tests/e2e/a.py", "#!/usr/bin/env python3\n", "the first line"),
    ("core/json/a.h", HEAD + "int a;\n", "#pragma once"),
    ("core/json/a.cpp", HEAD + "\n" * layers.MAX_LINES, "600 lines"),
    ("core/new/a.cpp", HEAD, "no rule"),
    ("core/json/CMakeLists.txt", listing("json", "DEPENDS base store"), "may not depend on core/store"),
    ("core/base/CMakeLists.txt", listing("base", "QT Core Sql"), "module Sql"),
    ("core/api/workflow/CMakeLists.txt", listing("api_workflow", "DEPENDS api_business"),
     "may not depend on core/api/business"),
    ("core/http/CMakeLists.txt", listing("http", "DEPENDS http_testing"), "may not depend on tests/http"),
    ("core/store/CMakeLists.txt", "target_link_libraries(x Qt6::Gui)\n", "module Gui"),
]

# What must pass.
ALLOWED = [
    ("core/json/a.h", header('#include "core/base/b.h"\n#include <QString>\n#include <vector>\n')),
    ("core/json/a.cpp", HEAD + '// #include "core/store/b.h", tr("x"), "SELECT x"\n'),
    ("core/json/b.cpp", HEAD + '/*\n#include <QSqlError>\n*/ auto s = "// select, please";\n'),
    ("core/json/c.cpp", HEAD + 'auto s = R"x(" // not a comment)x"; auto t = ptr(1) + a.tr(2);\n'),
    ("core/json/d.cpp", HEAD + "connect(a, &A::b, this, [this] { c(); });\n"),
    ("core/store/a.cpp", HEAD + '#include <QSqlQuery>\nauto s = "SELECT 1";\n'),
    ("core/http/qtadapter.cpp", HEAD + "#include <QAbstractHttpServer>\n"),
    ("core/http/CMakeLists.txt", listing("http", "DEPENDS base json QT Network HttpServer")),
    ("core/service/a.cpp", HEAD + '#include "core/api/workflow/b.h"\n#include <QHostAddress>\n'),
    ("ui/shell/a.cpp", HEAD + '#include "ui/entries/b.h"\n#include <QLabel>\nauto s = tr("x");\n'),
    ("tests/http/tst_a.cpp", HEAD + '#include "core/http/b.h"\n#include <QTest>\n#include "tst_a.moc"\n'),
    ("core/api/workflow/CMakeLists.txt",
     listing("api_workflow", "# DEPENDS service\n DEPENDS http store QT Core LIBRARIES tl::expected")),
    ("tests/ui/CMakeLists.txt", "add_test(NAME a COMMAND $<TARGET_FILE:Qt6::lupdate> Qt6::lrelease)\n"),
    ("tests/http/CMakeLists.txt", "stateroom_test(NAME a DEPENDS http_testing)\n"),
    ("tests/json/CMakeLists.txt", "stateroom_test(NAME a DEPENDS json)\nstateroom_test(NAME b DEPENDS json)\n"),
]


class LayersTest(unittest.TestCase):
    def check(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files:
                file = Path(folder) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            return layers.check_tree(folder, QT_HEADERS)

    def test_each_planted_violation_is_found(self):
        for path, text, expected in VIOLATIONS:
            with self.subTest(path=path, text=text[len(HEAD):60]):
                findings = self.check([(path, text)])
                self.assertTrue(any(expected in f and f.startswith(path + ":") for f in findings), findings)

    def test_a_finding_names_its_line(self):
        findings = self.check([("core/json/a.cpp", HEAD + "\n/*\n*/\n#include <QTcpSocket>\n")])
        self.assertEqual([f.split(": ")[0] for f in findings], ["core/json/a.cpp:5"])

    def test_what_is_allowed_is_not_found(self):
        self.assertEqual(self.check(ALLOWED), [])

    def test_an_order_with_a_circle_is_found(self):
        layers.RULES.insert(0, ("core/first", ["core/service"], ["Core"]))
        try:
            self.assertTrue(any("does not stand above" in f for f in layers.check_table()))
        finally:
            del layers.RULES[0]


if __name__ == "__main__":
    unittest.main()
