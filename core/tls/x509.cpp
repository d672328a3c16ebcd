// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/x509.h"

#include <algorithm>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace stateroom::tls {

using namespace Qt::StringLiterals;

namespace {

template <auto release> struct Release {
    template <class T> void operator()(T* object) const { release(object); }
};
template <class T, auto release> using Owned = std::unique_ptr<T, Release<release>>;

using Bio = Owned<BIO, BIO_free_all>;
using Extension = Owned<X509_EXTENSION, X509_EXTENSION_free>;

constexpr long version3 = 2; // as it is counted in a certificate
constexpr int serialBits = 127;

/// What OpenSSL has against it; empties its list, which is the thread's.
QString reason()
{
    char text[256] = {};
    const unsigned long code = ERR_peek_last_error();
    ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    return code == 0 ? u"unknown"_s : QString::fromLatin1(text);
}

Failure failed(const QString& what)
{
    return fail(ErrorCode::Internal, u"OpenSSL cannot "_s + what + u": "_s + reason() + u'.');
}

QByteArray contentOf(const Bio& bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return QByteArray(data, size);
}

Bio readerOf(const QByteArray& text)
{
    return Bio(BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
}

// A key in a file of ours has no password; without this OpenSSL would ask the terminal for one.
int noPassword(char*, int, int, void*)
{
    return 0;
}

bool isAddress(const QByteArray& name)
{
    const Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> bytes(a2i_IPADDRESS(name.constData()));
    ERR_clear_error();
    return bytes != nullptr;
}

// Others could be read as more than a name where OpenSSL reads its lists.
bool isHostName(const QByteArray& name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.';
    });
}

/// `DNS:localhost,IP:127.0.0.1`
QByteArray alternativeNames(const Names& names)
{
    QByteArrayList parts;
    for (const QByteArray& name : names) {
        if (isAddress(name))
            parts << "IP:" + name;
        else if (isHostName(name))
            parts << "DNS:" + name;
    }
    return parts.join(',');
}

QByteArray constraints(const Names& names)
{
    constexpr const char* oneOfV4 = "/255.255.255.255";
    constexpr const char* oneOfV6 = "/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    QByteArrayList parts{"critical"};
    for (const QByteArray& name : names) {
        if (isAddress(name))
            parts << "permitted;IP:" + name + (name.contains(':') ? oneOfV6 : oneOfV4);
        else if (isHostName(name))
            parts << "permitted;DNS:" + name;
    }
    return parts.join(',');
}

Extension makeExtension(X509* issuer, X509* subject, int kind, const QByteArray& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, subject, nullptr, nullptr, 0);
    return Extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
}

bool addExtension(X509* issuer, X509* subject, int kind, const QByteArray& value)
{
    const Extension extension = makeExtension(issuer, subject, kind, value);
    return extension && X509_add_ext(subject, extension.get(), -1) == 1;
}

bool setTime(ASN1_TIME* time, Timestamp at)
{
    return ASN1_TIME_set(time, static_cast<time_t>(at.value() / 1000)) != nullptr;
}

Timestamp timeOf(const ASN1_TIME* time)
{
    tm parts = {};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    const QDate date(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
    const QTime clock(parts.tm_hour, parts.tm_min, parts.tm_sec);
    constexpr qint64 dayLength = 24 * 60 * 60 * 1000;
    return Timestamp(QDate(1970, 1, 1).daysTo(date) * dayLength + clock.msecsSinceStartOfDay());
}

bool setSerial(X509* certificate)
{
    const Owned<BIGNUM, BN_free> number(BN_new());
    return number && BN_rand(number.get(), serialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool addToName(X509_NAME* name, const char* field, const QByteArray& text)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.constData());
    const int size = static_cast<int>(text.size());
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, bytes, size, -1, 0) == 1;
}

/// All that both kinds of certificate have; not signed.
Owned<X509, X509_free>
begin(const PrivateKey& key, const QByteArray& commonName, const Validity& validity)
{
    Owned<X509, X509_free> certificate(X509_new());
    X509* made = certificate.get();
    const bool isSound = made && X509_set_version(made, version3) == 1 && setSerial(made) &&
                         setTime(X509_getm_notBefore(made), validity.from) &&
                         setTime(X509_getm_notAfter(made), validity.to) &&
                         X509_set_pubkey(made, key.get()) == 1 &&
                         addToName(X509_get_subject_name(made), "O", "Stateroom") &&
                         addToName(X509_get_subject_name(made), "CN", commonName) &&
                         addExtension(made, made, NID_subject_key_identifier, "hash");
    if (!isSound)
        return nullptr;
    return certificate;
}

/// Tells the authorities of several data directories apart; the same for the same key.
QByteArray fingerprint(const PrivateKey& key)
{
    unsigned char* bytes = nullptr;
    const int size = i2d_PUBKEY(key.get(), &bytes);
    if (size <= 0)
        return {};
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_Digest(bytes, static_cast<size_t>(size), digest, &length, EVP_sha256(), nullptr);
    OPENSSL_free(bytes);
    constexpr int shown = 4;
    return QByteArray(reinterpret_cast<const char*>(digest), shown).toHex();
}

} // namespace

PrivateKey::PrivateKey(evp_pkey_st* key)
    : m_key(key, EVP_PKEY_free)
{
}

Result<PrivateKey> PrivateKey::make()
{
    EVP_PKEY* key = EVP_EC_gen("P-256");
    if (!key)
        return failed(u"make a key"_s);
    return PrivateKey(key);
}

Result<PrivateKey> PrivateKey::fromPem(const QByteArray& pem)
{
    EVP_PKEY* read = PEM_read_bio_PrivateKey(readerOf(pem).get(), nullptr, noPassword, nullptr);
    ERR_clear_error();
    if (!read)
        return fail(ErrorCode::InvalidInput, u"This is not a private key."_s);
    PrivateKey key(read);
    if (EVP_PKEY_get_base_id(read) != EVP_PKEY_EC || EVP_PKEY_get_bits(read) != 256)
        return fail(ErrorCode::InvalidInput, u"This is not a key on the curve P-256."_s);
    return key;
}

QByteArray PrivateKey::toPem() const
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return contentOf(bio);
}

Certificate::Certificate(x509_st* certificate)
    : m_certificate(certificate, X509_free)
{
}

Result<Certificate>
Certificate::makeAuthority(const PrivateKey& key, const Names& names, const Validity& validity)
{
    auto made = begin(key, "Stateroom local authority " + fingerprint(key), validity);
    X509* own = made.get();
    const bool isSound =
        own && X509_set_issuer_name(own, X509_get_subject_name(own)) == 1 &&
        addExtension(own, own, NID_authority_key_identifier, "keyid:always") &&
        addExtension(own, own, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
        addExtension(own, own, NID_key_usage, "critical,keyCertSign,cRLSign") &&
        addExtension(own, own, NID_name_constraints, constraints(names)) &&
        X509_sign(own, key.get(), EVP_sha256()) > 0;
    if (!isSound)
        return failed(u"make an authority"_s);
    return Certificate(made.release());
}

Result<Certificate> Certificate::makeServer(
    const Certificate& authority, const PrivateKey& authorityKey, const PrivateKey& key,
    const Names& names, const Validity& validity)
{
    auto made = begin(key, "Stateroom server", validity);
    X509* own = made.get();
    X509* issuer = authority.m_certificate.get();
    const bool isSound = own && X509_set_issuer_name(own, X509_get_subject_name(issuer)) == 1 &&
                         addExtension(issuer, own, NID_authority_key_identifier, "keyid:always") &&
                         addExtension(issuer, own, NID_basic_constraints, "critical,CA:FALSE") &&
                         addExtension(issuer, own, NID_key_usage, "critical,digitalSignature") &&
                         addExtension(issuer, own, NID_ext_key_usage, "serverAuth") &&
                         addExtension(issuer, own, NID_subject_alt_name, alternativeNames(names)) &&
                         X509_sign(own, authorityKey.get(), EVP_sha256()) > 0;
    if (!isSound)
        return failed(u"make a certificate"_s);
    return Certificate(made.release());
}

Result<Certificate> Certificate::fromPem(const QByteArray& pem)
{
    X509* read = PEM_read_bio_X509(readerOf(pem).get(), nullptr, noPassword, nullptr);
    ERR_clear_error();
    if (!read)
        return fail(ErrorCode::InvalidInput, u"This is not a certificate."_s);
    return Certificate(read);
}

QByteArray Certificate::toPem() const
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), m_certificate.get());
    return contentOf(bio);
}

Validity Certificate::validity() const
{
    return {
        timeOf(X509_get0_notBefore(m_certificate.get())),
        timeOf(X509_get0_notAfter(m_certificate.get()))};
}

bool Certificate::isOf(const PrivateKey& key) const
{
    const bool fits = X509_check_private_key(m_certificate.get(), key.get()) == 1;
    ERR_clear_error();
    return fits;
}

bool Certificate::isFor(const Names& names) const
{
    X509* own = m_certificate.get();
    const int at = X509_get_ext_by_NID(own, NID_subject_alt_name, -1);
    const Extension wanted = makeExtension(own, own, NID_subject_alt_name, alternativeNames(names));
    ERR_clear_error();
    return at >= 0 && wanted &&
           ASN1_OCTET_STRING_cmp(
               X509_EXTENSION_get_data(X509_get_ext(own, at)),
               X509_EXTENSION_get_data(wanted.get())) == 0;
}

bool Certificate::isAcceptedBy(const Certificate& authority, Timestamp at) const
{
    const Owned<X509_STORE, X509_STORE_free> trusted(X509_STORE_new());
    const Owned<X509_STORE_CTX, X509_STORE_CTX_free> context(X509_STORE_CTX_new());
    bool accepted = false;
    if (trusted && context &&
        X509_STORE_add_cert(trusted.get(), authority.m_certificate.get()) == 1 &&
        X509_STORE_CTX_init(context.get(), trusted.get(), m_certificate.get(), nullptr) == 1) {
        X509_VERIFY_PARAM* how = X509_STORE_CTX_get0_param(context.get());
        X509_VERIFY_PARAM_set_time(how, static_cast<time_t>(at.value() / 1000));
        X509_VERIFY_PARAM_set_purpose(how, X509_PURPOSE_SSL_SERVER);
        X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_X509_STRICT);
        accepted = X509_verify_cert(context.get()) == 1;
    }
    ERR_clear_error();
    return accepted;
}

} // namespace stateroom::tls
