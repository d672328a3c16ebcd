#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""That window.py finds what it looks for, and only that."""

import unittest

from window import findings


class WindowTest(unittest.TestCase):
    def faults(self, line, path="ui/watch/livepanel.cpp"):
        return list(findings(path, line))

    def test_what_waits_is_found(self):
        for line in ("m_store.transactAndWait({}, work);", "auto reader = m_store.openReader();",
                     "QThread::msleep(5);", "m_pool.waitForDone();", "QFile file(path);",
                     "QCoreApplication::processEvents();"):
            self.assertEqual(len(self.faults(line)), 1, line)

    def test_what_reaches_out_is_found(self):
        for line in ("QNetworkAccessManager manager;", "QDesktopServices::openUrl(url);",
                     "label->setTextFormat(Qt::RichText);", "label->setOpenExternalLinks(true);"):
            self.assertEqual(len(self.faults(line)), 1, line)

    def test_disconnecting_everybody_is_found(self):
        self.assertEqual(len(self.faults("m_value->disconnect();")), 1)
        self.assertEqual(self.faults("m_value->disconnect(this);"), [])

    def test_comments_and_includes_are_passed_over(self):
        for line in ("// not a QFile", "#include <QFile>", "m_profile.QFileless();"):
            self.assertEqual(self.faults(line), [], line)

    def test_what_is_allowed_is_allowed_there_alone(self):
        self.assertEqual(self.faults("QFile file(path);", "ui/style/icons.cpp"), [])
        self.assertEqual(len(self.faults("QSaveFile file(path);", "ui/style/icons.cpp")), 1)


if __name__ == "__main__":
    unittest.main()
