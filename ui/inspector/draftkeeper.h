// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/drafts.h"
#include "ui/model/throttle.h"

#include <QObject>
#include <QString>

#include <functional>

namespace stateroom::ui {

/// Keeps edits that are not saved in a file, so that they outlive the program, however it ends. It
/// is written in another thread, as a whole, some moments after a change.
class DraftKeeper final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DraftKeeper)

public:
    /// `collect` tells what is to be kept, when it is time. An empty path keeps nothing.
    DraftKeeper(QString path, std::function<Drafts()> collect, QObject* parent = nullptr);

    /// What the file has; nothing where there is none, or it is none of ours.
    static Drafts load(const QString& path);

    /// Something has changed and should be kept soon.
    void request();
    /// Writes it now and waits; false when that failed, or there is no path.
    bool flush();

private:
    static bool write(const QString& path, const Drafts& drafts);
    void keep();

    QString m_path;
    std::function<Drafts()> m_collect;
    Throttle m_keep;
    bool m_writing = false;
    bool m_again = false;
};

} // namespace stateroom::ui
