// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/firstkeyfile.h"

#include "core/base/ownerfile.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(ApiKind api)
{
    return QString::fromLatin1(apiName(api));
}

Result<QJsonObject> read(const QString& path)
{
    auto content = readOwnerFile(path);
    if (!content)
        return failureOf(content);
    if (content->isEmpty())
        return QJsonObject();
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(*content, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return fail(
            ErrorCode::DamagedFile, path + u" is not a JSON object."_s,
            u"Mend it, or move it away: it only repeats keys that the store knows."_s);
    return document.object();
}

} // namespace

Result<void> FirstKeyFile::write(const QJsonObject& object) const
{
    return writeOwnerFile(m_path, QJsonDocument(object).toJson());
}

Result<FirstKeyFile::Texts> FirstKeyFile::texts() const
{
    const auto object = read(m_path);
    if (!object)
        return failureOf(object);
    Texts texts;
    for (const ApiKind api : allApiKinds) {
        if (object->contains(nameOf(api)))
            texts.insert(api, object->value(nameOf(api)).toString().toLatin1());
    }
    return texts;
}

Result<QByteArray> FirstKeyFile::text(ApiKind api) const
{
    auto all = texts();
    if (!all)
        return failureOf(all);
    const QByteArray text = all->value(api);
    if (text.isEmpty())
        return fail(ErrorCode::NotFound, m_path + u" has no key of "_s + nameOf(api) + u'.');
    return text;
}

Result<void> FirstKeyFile::put(const Texts& texts)
{
    const Lock lock(m_writing);
    auto object = read(m_path);
    if (!object)
        return failureOf(object);
    for (auto one = texts.begin(); one != texts.end(); ++one)
        object->insert(nameOf(one.key()), QString::fromLatin1(one.value()));
    return write(*object);
}

Result<void> FirstKeyFile::remove(const std::vector<ApiKind>& apis)
{
    const Lock lock(m_writing);
    auto object = read(m_path);
    if (!object)
        return failureOf(object);
    for (const ApiKind api : apis)
        object->remove(nameOf(api));
    return write(*object);
}

template <class Wanted> Result<void> FirstKeyFile::forgetUnless(Wanted wanted)
{
    const Lock lock(m_writing);
    auto object = read(m_path);
    if (!object)
        return failureOf(object);
    bool isChanged = false;
    for (const ApiKind api : allApiKinds) {
        const QByteArray text = object->value(nameOf(api)).toString().toLatin1();
        if (text.isEmpty() || wanted(hashOfKeyText(text)))
            continue;
        object->insert(nameOf(api), QJsonValue::Null);
        isChanged = true;
    }
    return isChanged ? write(*object) : Result<void>();
}

Result<void> FirstKeyFile::forget(const QByteArray& hash)
{
    return forgetUnless([&hash](const QByteArray& one) { return one != hash; });
}

Result<void> FirstKeyFile::keepOnly(const QByteArrayList& hashes)
{
    return forgetUnless([&hashes](const QByteArray& one) { return hashes.contains(one); });
}

} // namespace stateroom
