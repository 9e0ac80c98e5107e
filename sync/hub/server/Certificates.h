// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/base/Result.h"

#include <QSslConfiguration>
#include <QStringList>

namespace tangyuan::sync {

/// What the hub proves with that it is the hub.
struct HubCertificate {
    QSslConfiguration tls; ///< the leaf with its authority behind it, so that a till sees the one that it pinned
    QByteArray pin;        ///< SHA-256 of the authority's certificate (or of an operator's own) in DER, 32 bytes
    UtcTime validTo;       ///< of the leaf
    bool isNew = false;    ///< the leaf was made just now
};

/// The certificates of a hub that nobody gave any: an authority of its own, which signs a certificate for the names under which
/// the machine is reached. Tills pin the authority, so a new leaf changes nothing for them. Both are P-256 (RFC 5480);
/// private keys are files that only their owner reads.
class Certificates {
public:
    static constexpr int authorityYears = 20;
    static constexpr int leafDays = 730;
    static constexpr int renewDays = 60; ///< a leaf with less left is made anew at start

    explicit Certificates(const QString& folder)
        : m_folder(folder)
    {
    }

    /// What is in the folder; made where it is missing, nearly over, or for other names. Names are host names and addresses.
    /// Errors: FileUnreadable, FileUnwritable, KeyWrong (a key that is not the certificate's), KeyStoreUnavailable (others can read a key).
    Result<HubCertificate> own(const QStringList& names, const Clock& clock, Random& random);
    /// The operator's: a certificate with what it is signed by behind it, and its key, in PEM. The first is pinned.
    /// Errors: FileUnreadable, KeyWrong.
    static Result<HubCertificate> fromFiles(const QString& certificateFile, const QString& keyFile);

    /// What tills pin. Errors: FileUnreadable before the hub's first start.
    Result<QByteArray> ownPin() const;

private:
    QString path(const char* name) const;

    QString m_folder;
};

/// The machine's name and the addresses that others may reach it by, and "localhost".
QStringList namesOfThisMachine();

}
