// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hooks/hookstate.h"

#include <QProcess>
#include <QTimer>

#include <functional>
#include <variant>

namespace stateroom {

/// How one process ended: with a result, with a failure of the script, or because of us (a store
/// that cannot be read, a program that cannot be started).
using HookEnd = std::variant<JsonText, HookFailure, Error>;

/// One run of a script in a process of its own, stateroom-hook. Whatever comes from there is
/// believed as little as what comes from a network: sizes, counts and forms are checked, and a
/// process that breaks them is ended. Belongs to the thread that made it, which needs an event
/// loop; the process ends with the object, without waiting.
class HookProcess final : public QObject {
    Q_OBJECT

public:
    struct Plan {
        QString program;
        HookLimits limits;
        Milliseconds timeLeft{0};
    };

    /// `request` and `reader` must outlive the object, and `keeper`, which looks after processes
    /// that have been ended until they have gone: it ends and awaits those that are left.
    HookProcess(
        Plan plan, const HookRequest& request, Reader& reader, QObject* keeper,
        std::function<void(HookEnd)> ended);
    ~HookProcess() override;
    Q_DISABLE_COPY_MOVE(HookProcess)

    /// `ended` is called once, later, from the event loop.
    void start();

    /// What the script has read, written and logged so far.
    HookState& state() { return m_state; }
    std::vector<HookLogLine>& log() { return m_log; }

private:
    void end(HookEnd end);
    void fail(HookFailureKind kind, const QString& message);
    void breakOff(const QString& why);
    void readFrames();
    void handle(hookwire::Frame frame);
    void answerGet(const QByteArray& key);
    void takeSet(const QByteArray& payload);
    void takeRemove(const QByteArray& key);
    void takeLog(const QByteArray& payload);
    void takeResult(QByteArray json);
    void takeFailure(QByteArray json);
    bool countStateCall(const QByteArray& key);
    void processFinished(int code, QProcess::ExitStatus status);
    void processFailed(QProcess::ProcessError error);

    const Plan m_plan;
    const HookRequest& m_request;
    Reader& m_reader;
    QObject* const m_keeper;
    std::function<void(HookEnd)> m_ended;
    HookState m_state;
    std::vector<HookLogLine> m_log;
    QProcess* m_process = nullptr; ///< the keeper's; goes by itself once it has finished
    QTimer m_timer;
    hookwire::FrameReader m_frames;
    int m_stateCalls = 0;
    qint64 m_writtenBytes = 0;
    qsizetype m_logBytes = 0;
};

} // namespace stateroom
