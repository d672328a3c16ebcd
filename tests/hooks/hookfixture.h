// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hooks/hookrunner.h"
#include "tests/store/storefixture.h"

#include <QTest>

namespace stateroom::test {

/// A store, a runner on it, and scripts that are waited for.
class HookFixture : public StoreFixture {
public:
    explicit HookFixture(HookLimits limits = {}, const QString& program = {})
        : m_isOpen(open())
    {
        if (m_isOpen)
            m_runner = std::make_unique<HookRunner>(store(), limits, program);
    }
    ~HookFixture() { m_runner.reset(); }
    Q_DISABLE_COPY_MOVE(HookFixture)

    const Result<void>& isOpen() const { return m_isOpen; }
    HookRunner& runner() { return *m_runner; }

    static HookRequest request(const QByteArray& script, const QByteArray& given = "{}")
    {
        HookRequest wish;
        wish.script = script;
        wish.function = QStringLiteral("hook");
        wish.options = json(given);
        wish.by = {"tester", "r1"};
        return wish;
    }

    /// How it ended; an error when nobody told within the time.
    Result<HookOutcome> run(HookRequest wish)
    {
        QObject context;
        std::optional<Result<HookOutcome>> ended;
        m_runner->run(
            std::move(wish), &context, [&](Result<HookOutcome> told) { ended = std::move(told); });
        constexpr int patience = 40'000;
        if (!QTest::qWaitFor([&] { return ended.has_value(); }, patience))
            return fail(ErrorCode::Internal, QStringLiteral("Nobody told."));
        return std::move(*ended);
    }
    Result<HookOutcome> run(const QByteArray& script, const QByteArray& given = "{}")
    {
        return run(request(script, given));
    }
    /// The result as JSON, or why there is none.
    QByteArray resultOf(const QByteArray& script, const QByteArray& given = "{}")
    {
        return textOf(run(script, given));
    }
    static QByteArray textOf(const Result<HookOutcome>& outcome)
    {
        if (!outcome)
            return "! " + errorText(outcome).toUtf8();
        if (outcome->failure)
            return "! " + outcome->failure->message.toUtf8();
        return outcome->result.bytes();
    }
    /// `level text`, a line each.
    static QByteArrayList logOf(const HookOutcome& outcome)
    {
        QByteArrayList lines;
        for (const HookLogLine& line : outcome.log)
            lines << QByteArray(1, char(line.level)) + ' ' + line.text;
        return lines;
    }

private:
    Result<void> m_isOpen;
    std::unique_ptr<HookRunner> m_runner;
};

} // namespace stateroom::test
