// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QTest>

#include <functional>

namespace stateroom::ui {

/// The application of the window's tests. It fails the running test function when the window's
/// thread works longer on one event than a person may notice.
///
/// What is measured is the processor's time of that thread, so that a busy machine fails no test.
/// Hence it does not see who waits; that the window waits for nothing is the linter's to prove
/// (tests/lint/window.py). What runs in an event loop within an event, such as a dialog's, is
/// measured for itself.
class WatchedApplication final : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

    /// Lets one event take that long while this lives. For what is known to be slow: who uses it
    /// says why.
    class Allowance {
    public:
        explicit Allowance(int milliseconds);
        ~Allowance();
        Q_DISABLE_COPY_MOVE(Allowance)

    private:
        double m_before;
    };

    /// Told instead of failing the test function: for the watch's own test.
    std::function<void(const QByteArray&)> tell;

    /// The longest event so far, in milliseconds.
    double longest() const { return m_longest; }

private:
    void judge(double milliseconds, const char* receiver, QEvent::Type type);

    bool m_measuring = false;
    int m_level = 0;        ///< of the event loop whose event is being measured
    double m_elsewhere = 0; ///< of it, what belongs to events of inner event loops
    double m_longest = 0;
};

/// Runs a test of the window; what main() returns.
int runWatched(QObject& test, WatchedApplication& application, const QStringList& arguments);

} // namespace stateroom::ui

/// QTEST_MAIN with a watch on stalls.
#define STATEROOM_WATCHED_MAIN(Test)                                                               \
    int main(int argc, char* argv[])                                                               \
    {                                                                                              \
        stateroom::ui::WatchedApplication application(argc, argv);                                 \
        Test test;                                                                                 \
        return stateroom::ui::runWatched(test, application, QCoreApplication::arguments());        \
    }
