// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hub/ServedHub.h"
#include "tests/support/RoomTest.h"

#include <QCryptographicHash>
#include <QSslCertificateExtension>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::Literals::StringLiterals;

/// A shop's hub has nobody to ask for a certificate; it makes its own, and tills know it again.
class CertificatesTest : public QObject {
    Q_OBJECT

    std::optional<QTemporaryDir> m_folder;
    SeededRandom m_random { 3 };
    FixedClock m_clock { SystemClock().now() };

    QString file(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    QSslCertificate certificateIn(const char* name) const { return QSslCertificate::fromPath(file(name)).value(0); }
    Result<HubCertificate> own(const QStringList& names = { u"hub.example"_s, u"192.0.2.7"_s, u"2001:db8::7"_s })
    {
        return Certificates(m_folder->path()).own(names, m_clock, m_random);
    }
    void advanceDays(int days) { m_clock.advanceMs(qint64 { days } * 86'400'000); }

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        m_clock.set(SystemClock().now());
    }

    void theFirstStartMakesAll()
    {
        const HubCertificate made = MUST(own());
        QVERIFY(made.isNew);
        const QSslCertificate authority = certificateIn("authority.pem"), leaf = certificateIn("server.pem");
        QCOMPARE(made.pin, QCryptographicHash::hash(authority.toDer(), QCryptographicHash::Sha256));
        QCOMPARE(MUST(Certificates(m_folder->path()).ownPin()), made.pin);
        QCOMPARE(made.tls.localCertificateChain(), QList({ leaf, authority }));
        QCOMPARE(QSslCertificate::verify({ leaf, authority }), (QList { QSslError(QSslError::SelfSignedCertificateInChain, authority) }));
        QCOMPARE(leaf.issuerInfo(QSslCertificate::CommonName), authority.subjectInfo(QSslCertificate::CommonName));
        QVERIFY(authority.isSelfSigned() && !leaf.isSelfSigned());
        QVERIFY(std::abs(QDateTime::currentDateTimeUtc().daysTo(leaf.expiryDate()) - 730) <= 1);
        QVERIFY(std::abs(QDateTime::currentDateTimeUtc().daysTo(authority.expiryDate()) - 7'300) <= 1);
        const auto names = leaf.subjectAlternativeNames();
        QCOMPARE(names.values(QSsl::DnsEntry), QStringList { u"hub.example"_s });
        QCOMPARE(names.values(QSsl::IpAddressEntry).size(), 2);
        for (const char* key : { "authority.key", "server.key" })
            QCOMPARE(QFile::permissions(file(key)) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
    }

    void aRestartChangesNothing()
    {
        const HubCertificate first = MUST(own());
        advanceDays(600);
        const HubCertificate second = MUST(own());
        QVERIFY(!second.isNew);
        QCOMPARE(second.tls.localCertificate(), first.tls.localCertificate());
    }
    void itIsRenewedInTime()
    {
        const HubCertificate first = MUST(own());
        advanceDays(Certificates::leafDays - Certificates::renewDays + 1);
        const HubCertificate second = MUST(own());
        QVERIFY(second.isNew);
        QVERIFY(second.validTo > first.validTo);
        QCOMPARE(second.pin, first.pin);
        QVERIFY(second.tls.localCertificate() != first.tls.localCertificate());
    }
    void newNamesMakeANewOne()
    {
        const HubCertificate first = MUST(own());
        const HubCertificate second = MUST(own({ u"hub.example"_s, u"192.0.2.8"_s }));
        QVERIFY(second.isNew);
        QCOMPARE(second.pin, first.pin);
        QVERIFY(!MUST(own({ u"192.0.2.8"_s, u"HUB.example"_s, u"hub.example"_s })).isNew);
        // What is no name stays out, whoever wrote it.
        const auto names = MUST(own({ u"hub.example"_s, u"a,DNS:evil.example"_s, u"b c"_s })).tls.localCertificate().subjectAlternativeNames();
        QCOMPARE(names.values(), QStringList { u"hub.example"_s });
    }
    void whatIsMissingIsMade()
    {
        const HubCertificate first = MUST(own());
        QVERIFY(QFile::remove(file("server.key")));
        QCOMPARE(MUST(own()).pin, first.pin);
        QVERIFY(QFile::remove(file("authority.key")));
        QVERIFY2(own().has_value(), "the authority's key is wanted only for a new leaf");
        QVERIFY(QFile::remove(file("server.pem")));
        QCOMPARE(own().error().code, ErrorCode::FileUnreadable);
    }
    void aKeyThatOthersReadIsRefused()
    {
        MUST(own());
        QVERIFY(QFile::setPermissions(file("server.key"), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QCOMPARE(own().error().code, ErrorCode::KeyStoreUnavailable);
    }
    void damagedFilesAreTold()
    {
        MUST(own());
        QFile damaged(file("authority.pem"));
        QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("nothing") > 0);
        damaged.close();
        QCOMPARE(own().error().code, ErrorCode::FileUnreadable);
        QCOMPARE(Certificates(m_folder->path()).ownPin().error().code, ErrorCode::FileUnreadable);
    }

    void anOperatorsOwnIsTaken()
    {
        MUST(own());
        const HubCertificate given = MUST(Certificates::fromFiles(file("server.pem"), file("server.key")));
        QCOMPARE(given.pin, QCryptographicHash::hash(certificateIn("server.pem").toDer(), QCryptographicHash::Sha256));
        QCOMPARE(Certificates::fromFiles(file("server.pem"), file("authority.key")).error().code, ErrorCode::KeyWrong);
        QCOMPARE(Certificates::fromFiles(file("server.key"), file("server.key")).error().code, ErrorCode::FileUnreadable);
        QCOMPARE(Certificates::fromFiles(file("none.pem"), file("server.key")).error().code, ErrorCode::FileUnreadable);
    }

    /// A till knows only the fingerprint; the authority itself comes with the handshake.
    void aTillChecksByThePin()
    {
        ServedHub hub;
        QSslSocket till;
        till.setPeerVerifyMode(QSslSocket::QueryPeer);
        connect(&till, &QSslSocket::sslErrors, &till, [&] { till.ignoreSslErrors(); });
        till.connectToHostEncrypted(u"127.0.0.1"_s, hub.port());
        QVERIFY(QTest::qWaitFor([&] { return till.isEncrypted(); }, 5'000));
        const QList<QSslCertificate> chain = till.peerCertificateChain();
        QCOMPARE(chain.size(), 2);
        QCOMPARE(chain.last().digest(QCryptographicHash::Sha256), hub.certificate().pin);
        QVERIFY(till.sessionProtocol() == QSsl::TlsV1_3 || till.sessionProtocol() == QSsl::TlsV1_2);

        QSslSocket strict;
        QSslConfiguration pinned = QSslConfiguration::defaultConfiguration();
        pinned.setCaCertificates({ chain.last() });
        strict.setSslConfiguration(pinned);
        strict.connectToHostEncrypted(u"127.0.0.1"_s, hub.port());
        QVERIFY(QTest::qWaitFor([&] { return strict.isEncrypted(); }, 5'000));
        QVERIFY2(strict.sslHandshakeErrors().isEmpty(), "signed by the authority, for this name, for a server, in time");
    }
};

TANGYUAN_TEST(CertificatesTest)
#include "CertificatesTest.moc"
