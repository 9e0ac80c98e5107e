// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/server/Certificates.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkInterface>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QUrl>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

namespace tangyuan::sync {

namespace {

constexpr qint64 secondsPerDay = 86'400;
constexpr qint64 mostPemBytes = 1024 * 1024;
constexpr auto authorityName = "Tangyuan hub authority";

template <auto Free>
struct Freeing {
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using CertificatePointer = std::unique_ptr<X509, Freeing<X509_free>>;
using BioPointer = std::unique_ptr<BIO, Freeing<BIO_free_all>>;
using ExtensionPointer = std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION_free>>;

Result<QByteArray> readPem(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, QStringLiteral("%1: %2").arg(path, file.errorString()));
    return file.read(mostPemBytes);
}

enum class Readers { Everybody, OwnerOnly };

/// The whole file or what was there before.
Result<void> writePem(const QString& path, const QByteArray& pem, Readers readers)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::FileUnwritable, QStringLiteral("%1: %2").arg(path, file.errorString()));
    if (readers == Readers::OwnerOnly)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(pem) != pem.size() || !file.commit())
        return fail(ErrorCode::FileUnwritable, QStringLiteral("%1: %2").arg(path, file.errorString()));
    return {};
}

/// A key that others can read may be known already.
Result<QByteArray> readKeyPem(const QString& path)
{
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    if (QFile::permissions(path) & others)
        return fail(ErrorCode::KeyStoreUnavailable, QStringLiteral("%1: others can read this file").arg(path));
    return readPem(path);
}

template <class Write>
QByteArray pemOf(Write write)
{
    const BioPointer bio(BIO_new(BIO_s_mem()));
    VERIFY(bio && write(bio.get()) == 1);
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, static_cast<qsizetype>(size));
}

QByteArray pemOf(X509* certificate)
{
    return pemOf([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

QByteArray pemOf(EVP_PKEY* key)
{
    return pemOf([&](BIO* bio) { return PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

BioPointer reading(const QByteArray& pem)
{
    return BioPointer(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

void extend(X509* certificate, X509* issuer, int kind, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionPointer extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    VERIFY(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

/// A certificate for that key but for what it may be used for; begun a day ago, for tills whose clock is behind.
CertificatePointer unsignedCertificate(EVP_PKEY* key, const char* commonName, UtcTime now, qint64 days, Random& random)
{
    CertificatePointer certificate(X509_new());
    VERIFY(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    constexpr qsizetype serialBytes = 16; // unguessable, and at most 20 (RFC 5280, 4.1.2.2)
    QByteArray serial = random.bytes(serialBytes);
    serial[0] = static_cast<char>(serial[0] & 0x7F);
    const std::unique_ptr<BIGNUM, Freeing<BN_free>> number(
        BN_bin2bn(reinterpret_cast<const unsigned char*>(serial.constData()), static_cast<int>(serial.size()), nullptr));
    VERIFY(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())));
    const qint64 seconds = now.ms / 1'000;
    VERIFY(ASN1_TIME_set(X509_getm_notBefore(certificate.get()), static_cast<time_t>(seconds - secondsPerDay)));
    VERIFY(ASN1_TIME_set(X509_getm_notAfter(certificate.get()), static_cast<time_t>(seconds + days * secondsPerDay)));
    VERIFY(
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(commonName), -1, -1, 0)
        == 1);
    VERIFY(X509_set_pubkey(certificate.get(), key) == 1);
    return certificate;
}

struct Authority {
    CertificatePointer certificate;
    KeyPointer key;
};

KeyPointer newKey()
{
    KeyPointer key(EVP_EC_gen("P-256"));
    VERIFY(key);
    return key;
}

Authority newAuthority(const Clock& clock, Random& random)
{
    constexpr qint64 daysPerYear = 365;
    KeyPointer key = newKey();
    CertificatePointer certificate = unsignedCertificate(key.get(), authorityName, clock.now(), Certificates::authorityYears * daysPerYear, random);
    VERIFY(X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) == 1);
    extend(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    extend(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
    VERIFY(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    return { std::move(certificate), std::move(key) };
}

/// "DNS:hub.example,IP:192.0.2.1"
QByteArray alternativeNames(const QStringList& names)
{
    QByteArrayList all;
    for (const QString& name : names)
        all.append((QHostAddress(name).isNull() ? "DNS:" : "IP:") + name.toLatin1());
    return all.join(',');
}

CertificatePointer newLeaf(EVP_PKEY* key, const Authority& authority, const QStringList& names, const Clock& clock, Random& random)
{
    CertificatePointer certificate = unsignedCertificate(key, "Tangyuan hub", clock.now(), Certificates::leafDays, random);
    VERIFY(X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority.certificate.get())) == 1);
    extend(certificate.get(), authority.certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
    extend(certificate.get(), authority.certificate.get(), NID_key_usage, "critical,digitalSignature");
    extend(certificate.get(), authority.certificate.get(), NID_ext_key_usage, "serverAuth");
    extend(certificate.get(), authority.certificate.get(), NID_subject_key_identifier, "hash");
    extend(certificate.get(), authority.certificate.get(), NID_authority_key_identifier, "keyid:always");
    extend(certificate.get(), authority.certificate.get(), NID_subject_alt_name, alternativeNames(names).constData());
    VERIFY(X509_sign(certificate.get(), authority.key.get(), EVP_sha256()) > 0);
    return certificate;
}

Result<Authority> readAuthority(const QString& certificateFile, const QString& keyFile)
{
    const QByteArray certificatePem = TRY(readPem(certificateFile));
    const QByteArray keyPem = TRY(readKeyPem(keyFile));
    Authority authority { CertificatePointer(PEM_read_bio_X509(reading(certificatePem).get(), nullptr, nullptr, nullptr)),
        KeyPointer(PEM_read_bio_PrivateKey(reading(keyPem).get(), nullptr, nullptr, nullptr)) };
    if (!authority.certificate || !authority.key)
        return fail(ErrorCode::FileUnreadable, authority.certificate ? keyFile : certificateFile);
    if (X509_check_private_key(authority.certificate.get(), authority.key.get()) != 1)
        return fail(ErrorCode::KeyWrong, keyFile);
    return authority;
}

QByteArray pinOf(const QSslCertificate& certificate)
{
    return certificate.digest(QCryptographicHash::Sha256);
}

QSslKey keyOf(const QByteArray& pem)
{
    const QSslKey elliptic(pem, QSsl::Ec);
    return elliptic.isNull() ? QSslKey(pem, QSsl::Rsa) : elliptic;
}

/// Whether they belong together; an operator may have taken the wrong file.
bool belongTogether(const QByteArray& certificatePem, const QByteArray& keyPem)
{
    const CertificatePointer certificate(PEM_read_bio_X509(reading(certificatePem).get(), nullptr, nullptr, nullptr));
    const KeyPointer key(PEM_read_bio_PrivateKey(reading(keyPem).get(), nullptr, nullptr, nullptr));
    return certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
}

Result<HubCertificate> identity(const QByteArray& chainPem, const QByteArray& keyPem, const QString& what)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromData(chainPem, QSsl::Pem);
    const QSslKey key = keyOf(keyPem);
    if (chain.isEmpty() || key.isNull())
        return fail(ErrorCode::FileUnreadable, what);
    if (!belongTogether(chainPem, keyPem))
        return fail(ErrorCode::KeyWrong, what);
    HubCertificate certificate;
    certificate.tls.setLocalCertificateChain(chain);
    certificate.tls.setPrivateKey(key);
    certificate.tls.setProtocol(QSsl::TlsV1_2OrLater);
    certificate.tls.setPeerVerifyMode(QSslSocket::VerifyNone); // tills prove themselves by signing each request
    certificate.validTo = { chain.first().expiryDate().toMSecsSinceEpoch() };
    certificate.pin = pinOf(chain.first());
    return certificate;
}

QStringList namesIn(const QSslCertificate& certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    names.sort();
    return names;
}

/// What may stand in a certificate: host names and addresses, each once. An address's scope is the machine's own affair.
QStringList usable(const QStringList& names)
{
    static const QRegularExpression hostName(QStringLiteral("^[a-z0-9*_-][a-z0-9._-]*$"));
    QStringList all;
    for (const QString& name : names) {
        QHostAddress address(name);
        address.setScopeId({});
        const QString host = QString::fromLatin1(QUrl::toAce(name)).toLower();
        if (!address.isNull())
            all.append(address.toString());
        else if (hostName.match(host).hasMatch())
            all.append(host);
    }
    all.removeDuplicates();
    all.sort();
    return all;
}

}

Result<HubCertificate> Certificates::own(const QStringList& names, const Clock& clock, Random& random)
{
    const QString authorityFile = path("authority.pem"), authorityKeyFile = path("authority.key");
    const QString leafFile = path("server.pem"), leafKeyFile = path("server.key");
    // The certificate comes last, so a crash between the two leaves none.
    if (!QFile::exists(authorityFile)) {
        const Authority made = newAuthority(clock, random);
        TRY(writePem(authorityKeyFile, pemOf(made.key.get()), Readers::OwnerOnly));
        TRY(writePem(authorityFile, pemOf(made.certificate.get()), Readers::Everybody));
    }
    const QByteArray authorityPem = TRY(readPem(authorityFile));
    const auto authorities = QSslCertificate::fromData(authorityPem, QSsl::Pem);
    if (authorities.isEmpty())
        return fail(ErrorCode::FileUnreadable, authorityFile);
    const QStringList wanted = usable(names);
    bool isNew = false;
    const auto isGood = [&](const QByteArray& pem) {
        const auto leaf = QSslCertificate::fromData(pem, QSsl::Pem);
        return !leaf.isEmpty() && usable(namesIn(leaf.first())) == wanted
            && leaf.first().expiryDate().toMSecsSinceEpoch() - clock.now().ms >= renewDays * secondsPerDay * 1'000;
    };
    if (!QFile::exists(leafFile) || !QFile::exists(leafKeyFile) || !isGood(TRY(readPem(leafFile)))) {
        const Authority authority = TRY(readAuthority(authorityFile, authorityKeyFile));
        const KeyPointer key = newKey();
        const CertificatePointer leaf = newLeaf(key.get(), authority, wanted, clock, random);
        QFile::remove(leafFile);
        TRY(writePem(leafKeyFile, pemOf(key.get()), Readers::OwnerOnly));
        TRY(writePem(leafFile, pemOf(leaf.get()), Readers::Everybody));
        isNew = true;
    }
    HubCertificate certificate = TRY(identity(TRY(readPem(leafFile)) + authorityPem, TRY(readKeyPem(leafKeyFile)), leafFile));
    certificate.pin = pinOf(authorities.first());
    certificate.isNew = isNew;
    return certificate;
}

Result<HubCertificate> Certificates::fromFiles(const QString& certificateFile, const QString& keyFile)
{
    return identity(TRY(readPem(certificateFile)), TRY(readPem(keyFile)), certificateFile);
}

Result<QByteArray> Certificates::ownPin() const
{
    const auto authority = QSslCertificate::fromData(TRY(readPem(path("authority.pem"))), QSsl::Pem);
    if (authority.isEmpty())
        return fail(ErrorCode::FileUnreadable, path("authority.pem"));
    return pinOf(authority.first());
}

QString Certificates::path(const char* name) const
{
    return m_folder + u'/' + QString::fromLatin1(name);
}

QStringList namesOfThisMachine()
{
    QStringList names { QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1") };
    const QString host = QHostInfo::localHostName();
    if (!host.isEmpty())
        names << host;
    if (const QString domain = QHostInfo::localDomainName(); !host.isEmpty() && !domain.isEmpty() && !host.contains(u'.'))
        names << host + u'.' + domain;
    for (const QHostAddress& address : QNetworkInterface::allAddresses())
        if (!address.isLoopback() && !address.isLinkLocal())
            names << address.toString();
    return names;
}

}
