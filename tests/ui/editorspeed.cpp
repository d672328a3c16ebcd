// SPDX-License-Identifier: GPL-3.0-or-later
// stateroom-editor-speed: opens values of 10 MB in the real editor, types, jumps and checks, and
// prints what each step took.
#include "core/json/jsonformat.h"
#include "ui/inspector/valueview.h"
#include "ui/widgets/jsoneditor.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QLabel>
#include <QTest>
#include <QThread>

#include <cstdio>

using namespace stateroom;
using namespace stateroom::ui;

namespace {

constexpr qsizetype tenMegabytes = 10 * 1024 * 1024;

QByteArray records()
{
    QByteArray json = "[";
    for (int i = 0; json.size() < tenMegabytes; ++i) {
        if (i > 0)
            json += ',';
        json += "{\"id\":" + QByteArray::number(i) + ",\"url\":\"https://example.org/items/" +
                QByteArray::number(i * 7919) + "\",\"tags\":[\"alpha\",\"beta\"],\"score\":0." +
                QByteArray::number(i) + ",\"open\":true,\"parent\":null}";
    }
    return json + ']';
}

QByteArray oneString()
{
    return '"' + QByteArray(tenMegabytes, 'x') + '"';
}

QByteArray numbers()
{
    QByteArray json = "[0";
    for (int i = 1; json.size() < tenMegabytes; ++i)
        json += ',' + QByteArray::number(i * 31);
    return json + ']';
}

double milliseconds(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Runs the event loop until the editor has been painted and nothing waits; the longest turn.
double settle(int least)
{
    double longest = 0;
    const QDeadlineTimer deadline(least);
    do {
        QElapsedTimer turn;
        turn.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        longest = std::max(longest, milliseconds(turn));
        QThread::usleep(200);
    } while (!deadline.hasExpired());
    return longest;
}

template <class Step> void measure(const char* what, double limit, Step&& step)
{
    QElapsedTimer timer;
    timer.start();
    step();
    QCoreApplication::sendPostedEvents();
    const double own = milliseconds(timer);
    QCoreApplication::processEvents();
    const double painted = milliseconds(timer);
    const double later = settle(300);
    std::printf(
        "  %-34s %8.1f ms, painted %8.1f ms, longest turn after it %6.1f ms   (limit %g)\n", what,
        own, painted, later, limit);
}

void run(const char* name, const QByteArray& json)
{
    std::printf("%s, %lld bytes\n", name, static_cast<long long>(json.size()));
    ValueView view;
    view.resize(700, 800);
    view.show();
    view.setEditable(true);
    settle(100);
    JsonEditor& editor = view.editor();
    editor.setFocus();
    QByteArray formatted;
    measure("lay out (reader's thread)", 1000, [&] {
        formatted = formatJson(JsonText::fromValidated(json));
    });
    measure("open", 1000, [&] { view.showText(formatted); });
    measure("key press at the start", 16, [&] { QTest::keyClick(&editor, Qt::Key_Space); });
    measure("one more", 16, [&] { QTest::keyClick(&editor, Qt::Key_Space); });
    measure("Ctrl+End", 16, [&] { QTest::keyClick(&editor, Qt::Key_End, Qt::ControlModifier); });
    measure("key press at the end", 16, [&] { QTest::keyClick(&editor, Qt::Key_Space); });
    measure("invalid key press at the end", 16, [&] { QTest::keyClick(&editor, Qt::Key_X); });
    measure("Page Up", 16, [&] { QTest::keyClick(&editor, Qt::Key_PageUp); });
    measure("Ctrl+Home", 16, [&] { QTest::keyClick(&editor, Qt::Key_Home, Qt::ControlModifier); });
    measure("{ at the start", 16, [&] { QTest::keyClick(&editor, Qt::Key_BraceLeft); });
    measure("Ctrl+End", 16, [&] { QTest::keyClick(&editor, Qt::Key_End, Qt::ControlModifier); });
    measure("undo", 16, [&] { editor.undo(); });
    measure("snapshot", 16, [&] { (void)editor.snapshot(); });
    measure("utf8", 1000, [&] { (void)editor.utf8(); });
}

} // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    run("records", records());
    run("one string", oneString());
    run("numbers", numbers());
    return 0;
}
