// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/certificates.h"

#include "core/base/ownerfile.h"

#include <QDir>
#include <QLoggingCategory>

#include <optional>

namespace stateroom::tls {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "stateroom.tls")

using Days = std::chrono::duration<qint64, std::ratio<24 * 3600>>;

constexpr Days serverLife{90};
constexpr Days serverRest{30}; // renewed when no more is left
constexpr Days authorityLife{3650};
constexpr Days authorityRest{365};
constexpr Days clocksDiffer{1}; // a client's may be behind

struct Authority {
    PrivateKey key;
    Certificate certificate;
};

QString folderOf(const QString& dataDirectory)
{
    return dataDirectory + u"/tls"_s;
}

Validity validFrom(Timestamp now, Days life)
{
    return {now + -Milliseconds(clocksDiffer), now + Milliseconds(life)};
}

bool hasTime(const Certificate& certificate, Timestamp now, Days rest)
{
    const Validity validity = certificate.validity();
    return validity.from <= now && validity.to - now > rest;
}

Failure damaged(const QString& path, const QString& hint)
{
    return fail(ErrorCode::DamagedFile, path + u" is not what --tls has written there."_s, hint);
}

/// The files of one data directory.
class Folder {
public:
    Folder(const QString& dataDirectory, Names names, Timestamp now)
        : m_path(folderOf(dataDirectory))
        , m_names(std::move(names))
        , m_now(now)
    {
    }

    Result<Provided> provide();

private:
    Result<std::optional<Authority>> readAuthority() const;
    Result<Authority> renewAuthority(const PrivateKey& key) const;
    Result<Authority> makeAuthority() const;
    void tellHalfAuthority(bool hasKey) const;
    Result<Authority> authority(bool& isNew) const;
    Result<std::optional<Credentials>> readServer(const Authority& authority) const;
    Credentials credentials(
        const Authority& authority, const Certificate& certificate, const PrivateKey& key) const;

    QString authorityPath() const { return m_path + u"/ca.pem"_s; }
    QString authorityKeyPath() const { return m_path + u"/ca-key.pem"_s; }
    QString serverPath() const { return m_path + u"/server.pem"_s; }

    const QString m_path;
    const Names m_names;
    const Timestamp m_now;
};

// Nothing when there is none; half of one is none, since it can certify nothing.
Result<std::optional<Authority>> Folder::readAuthority() const
{
    const auto keyText = readOwnerFile(authorityKeyPath());
    if (!keyText)
        return failureOf(keyText);
    const auto text = readOwnerFile(authorityPath());
    if (!text)
        return failureOf(text);
    if (keyText->isEmpty() || text->isEmpty()) {
        if (QFile::exists(authorityKeyPath()) || QFile::exists(authorityPath()))
            tellHalfAuthority(!keyText->isEmpty());
        return std::optional<Authority>();
    }
    const QString hint =
        u"Move the folder away for a new authority: clients have to trust that one anew."_s;
    const auto key = PrivateKey::fromPem(*keyText);
    if (!key)
        return damaged(authorityKeyPath(), hint);
    const auto certificate = Certificate::fromPem(*text);
    if (!certificate)
        return damaged(authorityPath(), hint);
    if (!certificate->isOf(*key))
        return damaged(authorityPath(), hint);
    return std::optional(Authority{*key, *certificate});
}

void Folder::tellHalfAuthority(bool hasKey) const
{
    const QString half = hasKey ? authorityPath() : authorityKeyPath();
    qCWarning(log).noquote() << half << (QFile::exists(half) ? "is empty:" : "is missing:")
                             << "a new authority is made, which clients have to trust anew.";
}

Result<Authority> Folder::renewAuthority(const PrivateKey& key) const
{
    auto certificate = Certificate::makeAuthority(key, m_names, validFrom(m_now, authorityLife));
    if (!certificate)
        return failureOf(certificate);
    if (auto written = writeOwnerFile(authorityPath(), certificate->toPem()); !written)
        return failureOf(written);
    return Authority{key, std::move(*certificate)};
}

Result<Authority> Folder::makeAuthority() const
{
    const auto key = PrivateKey::make();
    if (!key)
        return failureOf(key);
    // An old certificate beside the new key would be taken for damage, after a kill in between.
    if (QFile::exists(authorityPath()) && !QFile::remove(authorityPath()))
        return fail(ErrorCode::StorageFailed, u"Cannot replace %1."_s.arg(authorityPath()));
    if (auto written = writeOwnerFile(authorityKeyPath(), key->toPem()); !written)
        return failureOf(written);
    return renewAuthority(*key);
}

/// One that can certify the wanted names, and will for long enough.
Result<Authority> Folder::authority(bool& isNew) const
{
    auto kept = readAuthority();
    if (!kept)
        return failureOf(kept);
    isNew = true;
    if (!*kept)
        return makeAuthority();
    const PrivateKey& key = (*kept)->key;
    const Certificate& certificate = (*kept)->certificate;
    // Whether clients would take these names from it, was it in force: they judge by its limits.
    const Validity validity = certificate.validity();
    const auto trial = Certificate::makeServer(certificate, key, key, m_names, validity);
    if (!trial)
        return failureOf(trial);
    if (!trial->isAcceptedBy(certificate, validity.from + Milliseconds(1'000)))
        return makeAuthority();
    // Under its old key, those who trust the old certificate can go on until that ends.
    if (!hasTime(certificate, m_now, authorityRest))
        return renewAuthority(key);
    isNew = false;
    return std::move(**kept);
}

Credentials Folder::credentials(
    const Authority& authority, const Certificate& certificate, const PrivateKey& key) const
{
    return {
        certificate.toPem() + authority.certificate.toPem(), key.toPem(),
        certificate.validity().to + -Milliseconds(serverRest)};
}

Result<std::optional<Credentials>> Folder::readServer(const Authority& authority) const
{
    const auto text = readOwnerFile(serverPath());
    if (!text)
        return failureOf(text);
    const auto key = PrivateKey::fromPem(*text);
    const auto certificate = Certificate::fromPem(*text);
    // Whatever else it is, it is made anew: nobody has to trust it again.
    const bool isGood = key && certificate && certificate->isOf(*key) &&
                        certificate->isFor(m_names) && hasTime(*certificate, m_now, serverRest) &&
                        certificate->isAcceptedBy(authority.certificate, m_now);
    if (!isGood)
        return std::optional<Credentials>();
    return std::optional(credentials(authority, *certificate, *key));
}

Result<Provided> Folder::provide()
{
    const bool isThere = QDir().mkpath(m_path);
    if (!isThere)
        return fail(ErrorCode::StorageFailed, u"Cannot make the folder %1."_s.arg(m_path));
    QFile::setPermissions(
        m_path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    for (const QString& path : {authorityPath(), authorityKeyPath(), serverPath()})
        QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    Provided provided;
    const auto issuer = authority(provided.isAuthorityNew);
    if (!issuer)
        return failureOf(issuer);
    const auto kept = readServer(*issuer);
    if (!kept)
        return failureOf(kept);
    if (*kept) {
        provided.credentials = **kept;
        return provided;
    }
    const auto key = PrivateKey::make();
    if (!key)
        return failureOf(key);
    const auto certificate = Certificate::makeServer(
        issuer->certificate, issuer->key, *key, m_names, validFrom(m_now, serverLife));
    if (!certificate)
        return failureOf(certificate);
    if (auto written = writeOwnerFile(serverPath(), key->toPem() + certificate->toPem()); !written)
        return failureOf(written);
    provided.credentials = credentials(*issuer, *certificate, *key);
    return provided;
}

} // namespace

QString authorityFile(const QString& dataDirectory)
{
    return folderOf(dataDirectory) + u"/ca.pem"_s;
}

Result<Provided> provide(const QString& dataDirectory, const Names& names, Timestamp now)
{
    return Folder(dataDirectory, names, now).provide();
}

} // namespace stateroom::tls
