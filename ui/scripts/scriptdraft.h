// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/throttle.h"

#include <QObject>

#include <functional>
#include <optional>

namespace stateroom::ui {

/// What somebody was working on in the place of scripts.
struct ScriptWork {
    QByteArray script;
    QByteArray data;
    QString function;
    QString space;

    friend bool operator==(const ScriptWork&, const ScriptWork&) = default;
};

/// Keeps it in a file, so that it outlives the program, however it ends: written as a whole in
/// another thread, some moments after a change, and at the end.
class ScriptDraft final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptDraft)

public:
    /// `collect` tells what is to be kept, when it is time. An empty path keeps nothing.
    ScriptDraft(QString path, std::function<ScriptWork()> collect, QObject* parent = nullptr);

    /// Reads what the file has in another thread; `done` is told in this one, and nothing where
    /// there is none.
    void load(std::function<void(std::optional<ScriptWork>)> done);
    /// Something has changed and should be kept soon.
    void request();
    /// Keeps what has not been yet, and waits for it.
    void flush();

    static std::optional<ScriptWork> read(const QString& path);
    static bool write(const QString& path, const ScriptWork& work);

private:
    void keep();

    const QString m_path;
    const std::function<ScriptWork()> m_collect;
    Throttle m_keep;
    bool m_isDue = false;
    bool m_isWriting = false;
};

} // namespace stateroom::ui
