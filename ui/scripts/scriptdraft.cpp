// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scripts/scriptdraft.h"

#include "core/json/jsonobject.h"
#include "core/json/jsonview.h"
#include "ui/model/background.h"

#include <QFile>
#include <QSaveFile>

namespace stateroom::ui {

namespace {

constexpr Milliseconds keepInterval{700};
constexpr qint64 mostBytes = 64 * 1024 * 1024;

} // namespace

ScriptDraft::ScriptDraft(QString path, std::function<ScriptWork()> collect, QObject* parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_collect(std::move(collect))
    , m_keep(keepInterval, [this] { keep(); })
{
}

void ScriptDraft::load(std::function<void(std::optional<ScriptWork>)> done)
{
    if (!m_path.isEmpty())
        inBackground([path = m_path] { return read(path); }, this, std::move(done));
}

void ScriptDraft::request()
{
    if (m_path.isEmpty())
        return;
    m_isDue = true;
    m_keep.request();
}

void ScriptDraft::flush()
{
    m_keep.cancel();
    // What is being written in the other thread is older, and must not come after this.
    if (m_isWriting)
        QThreadPool::globalInstance()->waitForDone();
    if (std::exchange(m_isDue, false))
        (void)write(m_path, m_collect());
}

void ScriptDraft::keep()
{
    if (m_isWriting) {
        m_keep.request();
        return;
    }
    m_isDue = false;
    m_isWriting = true;
    inBackground(
        [path = m_path, work = m_collect()] { return write(path, work); }, this,
        [this](bool) { m_isWriting = false; });
}

std::optional<ScriptWork> ScriptDraft::read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > mostBytes)
        return std::nullopt;
    const auto text = JsonText::parse(file.readAll(), {mostBytes, 8});
    if (!text || text->type() != JsonType::Object)
        return std::nullopt;
    const auto member = [&text](QByteArrayView name) {
        const auto found = JsonView(*text).member(name);
        return found ? found->toString().value_or(QString()) : QString();
    };
    return ScriptWork{
        member("script").toUtf8(), member("data").toUtf8(), member("function"),
        member("namespace")};
}

bool ScriptDraft::write(const QString& path, const ScriptWork& work)
{
    JsonObject object;
    object.add("script", JsonText::fromString(QString::fromUtf8(work.script)))
        .add("data", JsonText::fromString(QString::fromUtf8(work.data)))
        .add("function", JsonText::fromString(work.function))
        .add("namespace", JsonText::fromString(work.space));
    const QByteArray bytes = object.take() + '\n';
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return file.write(bytes) == bytes.size() && file.commit();
}

} // namespace stateroom::ui
