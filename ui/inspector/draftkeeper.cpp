// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/draftkeeper.h"

#include "ui/model/background.h"

#include <QDataStream>
#include <QFile>
#include <QSaveFile>

namespace stateroom::ui {

namespace {

constexpr Milliseconds interval{700};
constexpr quint32 magic = 0x53744472; // "StDr"
constexpr quint32 format = 1;
/// Of a file that may have been made by anything.
constexpr qsizetype mostDrafts = 10'000;

QDataStream& operator<<(QDataStream& out, const Draft& draft)
{
    const qint64 expires = draft.base.expiresAt ? draft.base.expiresAt->value() : -1;
    return out << draft.text << qint64(draft.base.version.value()) << draft.base.present << expires
               << draft.formSpace << draft.formKey << qint32(draft.line) << qint32(draft.column);
}

QDataStream& operator>>(QDataStream& in, Draft& draft)
{
    qint64 version = 0;
    qint64 expires = -1;
    qint32 line = 0;
    qint32 column = 0;
    in >> draft.text >> version >> draft.base.present >> expires >> draft.formSpace >>
        draft.formKey >> line >> column;
    draft.base.version = Version(version);
    if (expires >= 0)
        draft.base.expiresAt = Timestamp(expires);
    draft.line = line;
    draft.column = column;
    return in;
}

} // namespace

DraftKeeper::DraftKeeper(QString path, std::function<Drafts()> collect, QObject* parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_collect(std::move(collect))
    , m_keep(interval, [this] { keep(); })
{
}

Drafts DraftKeeper::load(const QString& path)
{
    Drafts drafts;
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return drafts;
    QDataStream in(&file);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 first = 0;
    quint32 second = 0;
    qint64 count = 0;
    in >> first >> second >> count;
    if (first != magic || second != format || count < 0 || count > mostDrafts)
        return drafts;
    for (qint64 i = 0; i < count; ++i) {
        QByteArray space;
        QByteArray key;
        Draft draft;
        in >> space >> key >> draft;
        if (in.status() != QDataStream::Ok)
            break;
        if (space.isEmpty())
            drafts.keep(EntryName(), draft);
        else if (const auto parsed = Namespace::parse(space))
            drafts.keep({*parsed, Key(key)}, draft);
    }
    return drafts;
}

bool DraftKeeper::write(const QString& path, const Drafts& drafts)
{
    if (drafts.isEmpty())
        return !QFile::exists(path) || QFile::remove(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // what is typed is its author's
    QDataStream out(&file);
    out.setVersion(QDataStream::Qt_6_4);
    const QList<EntryName> names = drafts.names();
    out << magic << format << qint64(names.size());
    for (const EntryName& name : names)
        out << name.space.text() << name.key.bytes() << *drafts.find(name);
    return out.status() == QDataStream::Ok && file.commit();
}

void DraftKeeper::request()
{
    if (!m_path.isEmpty())
        m_keep.request();
}

void DraftKeeper::keep()
{
    if (m_writing) {
        m_again = true;
        return;
    }
    m_writing = true;
    inBackground(
        [path = m_path, drafts = m_collect()] { return write(path, drafts); }, this,
        [this](bool) {
            m_writing = false;
            if (std::exchange(m_again, false))
                m_keep.request();
        });
}

bool DraftKeeper::flush()
{
    if (m_path.isEmpty())
        return false;
    m_keep.cancel();
    QThreadPool::globalInstance()->waitForDone(); // for an older state that is being written
    return write(m_path, m_collect());
}

} // namespace stateroom::ui
