// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hooks/hookprocess.h"

#include "core/hookwire/wirelimits.h"
#include "core/json/jsonview.h"

#include <QProcessEnvironment>

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;
using hookwire::Frame;
using hookwire::FrameKind;

namespace {

/// Answers that a process does not fetch.
constexpr qint64 maxUnread = 32 * 1024 * 1024;
constexpr JsonLimits jsonLimits{hookwire::maxJsonBytes, hookwire::maxJsonDepth};

qsizetype codePoints(const QByteArray& utf8)
{
    return std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (uchar(c) & 0xc0) != 0x80; });
}

QString textOf(const JsonView& object, QByteArrayView name)
{
    const auto member = object.member(name);
    QString text = member ? member->toString().value_or(QString()) : QString();
    text.truncate(hookwire::maxErrorBytes);
    return text;
}

int placeOf(const JsonView& object, QByteArrayView name)
{
    const auto member = object.member(name);
    const qint64 place = member ? member->toInt64().value_or(-1) : -1;
    return place > 0 && place <= hookwire::maxScriptBytes ? int(place) : -1;
}

/// Nothing of ours: not the path, not a secret. The time zone decides what `new Date(…)` shows.
QProcessEnvironment bareEnvironment()
{
    QProcessEnvironment bare;
    bare.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    bare.insert(u"QT_NO_GLIB"_s, u"1"_s);
    if (qEnvironmentVariableIsSet("TZ"))
        bare.insert(u"TZ"_s, qEnvironmentVariable("TZ"));
#ifdef Q_OS_WIN
    bare.insert(u"SystemRoot"_s, qEnvironmentVariable("SystemRoot"));
#endif
    return bare;
}

QString tooLong(Milliseconds limit)
{
    const QString seconds = QString::number(double(limit.count()) / 1'000);
    return u"The script took longer than %1 %2 and was ended."_s.arg(
        seconds, limit == Milliseconds(1'000) ? u"second"_s : u"seconds"_s);
}

} // namespace

HookProcess::HookProcess(
    Plan plan, const HookRequest& request, Reader& reader, QObject* keeper,
    std::function<void(HookEnd)> ended)
    : m_plan(std::move(plan))
    , m_request(request)
    , m_reader(reader)
    , m_keeper(keeper)
    , m_ended(std::move(ended))
    , m_state(request.space)
{
}

HookProcess::~HookProcess()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning) {
        m_process->deleteLater();
        return;
    }
    // Its own destructor would wait here.
    QObject::connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    m_process->kill();
}

void HookProcess::start()
{
    m_process = new QProcess(m_keeper);
    m_process->setProgram(m_plan.program);
    m_process->setProcessEnvironment(bareEnvironment());
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardOutput, this, &HookProcess::readFrames);
    connect(m_process, &QProcess::finished, this, &HookProcess::processFinished);
    connect(m_process, &QProcess::errorOccurred, this, &HookProcess::processFailed);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        fail(HookFailureKind::Timeout, tooLong(m_plan.limits.time));
    });
    m_timer.setTimerType(Qt::PreciseTimer); // a coarse one comes up to 5 % early
    m_timer.start(std::max(m_plan.timeLeft, Milliseconds(1)));
    m_process->start();
    if (m_process->state() == QProcess::NotRunning)
        return; // which is told already
    const qint64 seconds = m_plan.limits.time.count() / 1'000 + 2;
    m_process->write(hookwire::encode(
        FrameKind::Run,
        hookwire::joinParts(
            {QByteArray::number(m_plan.limits.memory), QByteArray::number(seconds),
             m_request.function.toUtf8(), m_request.script, m_request.options.bytes()})));
}

/// Tells how it went, once, and lets go of the process.
void HookProcess::end(HookEnd end)
{
    if (!m_ended)
        return;
    m_timer.stop();
    if (m_process) {
        m_process->disconnect(this);
        m_process->kill();
    }
    // What is told may destroy this object.
    const auto ended = std::exchange(m_ended, {});
    QMetaObject::invokeMethod(
        this, [ended, end = std::move(end)]() mutable { ended(std::move(end)); },
        Qt::QueuedConnection);
}

void HookProcess::fail(HookFailureKind kind, const QString& message)
{
    HookFailure failure;
    failure.kind = kind;
    failure.message = message;
    end(failure);
}

/// The process has done what stateroom-hook never does.
void HookProcess::breakOff(const QString& why)
{
    fail(HookFailureKind::Script, u"The script was ended: "_s + why);
}

void HookProcess::readFrames()
{
    // In pieces, so that no more than a frame and a piece is ever held.
    constexpr qint64 piece = 64 * 1024;
    while (m_ended) {
        const QByteArray bytes = m_process->read(piece);
        if (bytes.isEmpty())
            return;
        m_frames.append(bytes);
        while (m_ended) {
            auto frame = m_frames.next();
            if (!frame)
                break;
            handle(std::move(*frame));
        }
        if (m_frames.isBroken())
            breakOff(u"its process sent what is no message."_s);
    }
}

void HookProcess::handle(Frame frame)
{
    switch (frame.kind) {
    case FrameKind::Get:
        return answerGet(frame.payload);
    case FrameKind::Set:
        return takeSet(frame.payload);
    case FrameKind::Remove:
        return takeRemove(frame.payload);
    case FrameKind::Log:
        return takeLog(frame.payload);
    case FrameKind::Result:
        return takeResult(std::move(frame.payload));
    case FrameKind::Failure:
        return takeFailure(std::move(frame.payload));
    case FrameKind::Run:
    case FrameKind::Value:
    case FrameKind::Missing:
        break;
    }
    breakOff(u"its process sent a message that is not its to send."_s);
}

/// Whether the call may be answered.
bool HookProcess::countStateCall(const QByteArray& key)
{
    if (++m_stateCalls > hookwire::maxStateCalls) {
        breakOff(u"it used its state more than %1 times."_s.arg(hookwire::maxStateCalls));
        return false;
    }
    const bool isKey = !key.isEmpty() && key.isValidUtf8() && !key.contains('\0') &&
                       codePoints(key) <= hookwire::maxKeyLength;
    if (!isKey)
        breakOff(u"its process named what is no key."_s);
    return isKey;
}

void HookProcess::answerGet(const QByteArray& key)
{
    if (!countStateCall(key))
        return;
    if (m_process->bytesToWrite() > maxUnread)
        return breakOff(u"its process does not read what it asks for."_s);
    auto value = m_state.get(m_reader, Key(key));
    if (!value)
        return end(value.error());
    m_process->write(
        *value ? hookwire::encode(FrameKind::Value, (*value)->bytes())
               : hookwire::encode(FrameKind::Missing));
}

void HookProcess::takeSet(const QByteArray& payload)
{
    auto parts = hookwire::splitParts(payload, 2);
    if (!parts)
        return breakOff(u"its process sent what is no message."_s);
    if (!countStateCall(parts->first()))
        return;
    m_writtenBytes += parts->last().size();
    if (m_writtenBytes > hookwire::maxWrittenBytes)
        return breakOff(
            u"it wrote more than %1 MiB to its state."_s.arg(hookwire::maxWrittenBytes >> 20));
    auto value = JsonText::parse(parts->last(), jsonLimits);
    if (!value)
        return breakOff(u"its process wrote what is not JSON."_s);
    m_state.set(Key(parts->first()), std::move(*value));
}

void HookProcess::takeRemove(const QByteArray& key)
{
    if (countStateCall(key))
        m_state.remove(Key(key));
}

void HookProcess::takeLog(const QByteArray& payload)
{
    using hookwire::LogLevel;
    // One line more than a script may write: the one that says that there are more.
    const bool fits = m_log.size() <= size_t(hookwire::maxLogLines) &&
                      m_logBytes + payload.size() <= 2 * hookwire::maxLogBytes;
    constexpr QByteArrayView levels = "diwe";
    if (!fits || payload.isEmpty() || !levels.contains(payload.front()) || !payload.isValidUtf8())
        return breakOff(u"its process wrote more to the log than it may."_s);
    m_logBytes += payload.size();
    m_log.push_back({LogLevel(payload.front()), payload.sliced(1)});
}

void HookProcess::takeResult(QByteArray json)
{
    auto result = JsonText::parse(std::move(json), jsonLimits);
    if (!result)
        return breakOff(u"its process gave a result that is not JSON."_s);
    end(std::move(*result));
}

void HookProcess::takeFailure(QByteArray json)
{
    const auto told = JsonText::parse(std::move(json), jsonLimits);
    if (!told)
        return breakOff(u"its process gave an error that is not JSON."_s);
    const JsonView view(*told);
    HookFailure failure;
    failure.message = textOf(view, "message");
    failure.line = placeOf(view, "line");
    failure.column = placeOf(view, "column");
    failure.stack = textOf(view, "stack");
    end(failure);
}

void HookProcess::processFinished(int code, QProcess::ExitStatus status)
{
    readFrames(); // what it said last
    if (!m_ended)
        return;
    if (status == QProcess::NormalExit && code == int(hookwire::ExitCode::Memory))
        return fail(
            HookFailureKind::Memory,
            u"The script needed more than %1 MiB of memory and was ended."_s.arg(
                m_plan.limits.memory >> 20));
    if (status == QProcess::NormalExit && code == int(hookwire::ExitCode::Crashed))
        return breakOff(u"it made the JavaScript engine fail."_s);
    fail(HookFailureKind::Script, u"The script's process ended without a result."_s);
}

void HookProcess::processFailed(QProcess::ProcessError error)
{
    // A crash or a broken pipe is followed by finished().
    if (error != QProcess::FailedToStart)
        return;
    end(Error{
        ErrorCode::Internal, u"stateroom-hook, which runs scripts, cannot be started."_s,
        u"Install Stateroom anew."_s});
}

} // namespace stateroom
