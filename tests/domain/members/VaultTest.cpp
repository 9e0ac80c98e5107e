// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/Vault.h"

#include "tests/support/RoomTest.h"

#include <QTest>

#include <sodium.h>

using namespace tangyuan;

/// What is sealed opens only with its own key, in its own place, unchanged.
class VaultTest : public QObject {
    Q_OBJECT

    SeededRandom m_random { 7 };
    const QByteArray m_master = QByteArray(32, '\x11');
    const QByteArray m_plain = QByteArrayLiteral("{\"name\":\"Mei\",\"phone\":\"+8613800138000\"}");
    const QByteArray m_context = QByteArrayLiteral("member-1");

private Q_SLOTS:
    void whatIsSealedOpens()
    {
        const Vault vault = MUST(Vault::open(m_master));
        const QByteArray key = vault.makeWrappedKey(m_random);
        const QByteArray sealed = MUST(vault.seal(key, m_plain, m_context, m_random));
        QVERIFY(!sealed.contains("Mei"));
        QCOMPARE(vault.unseal(key, sealed, m_context).value(), m_plain);
        // A restart: the same master key, another vault.
        QCOMPARE(MUST(Vault::open(m_master)).unseal(key, sealed, m_context).value(), m_plain);
        // Nothing at all can be sealed too.
        QCOMPARE(vault.unseal(key, MUST(vault.seal(key, {}, m_context, m_random)), m_context).value(), QByteArray());
    }

    void noTwoSealsAreEqual()
    {
        const Vault vault = MUST(Vault::open(m_master));
        const QByteArray key = vault.makeWrappedKey(m_random);
        QVERIFY(MUST(vault.seal(key, m_plain, m_context, m_random)) != MUST(vault.seal(key, m_plain, m_context, m_random)));
        QVERIFY(vault.makeWrappedKey(m_random) != vault.makeWrappedKey(m_random));
    }

    void everyChangedByteIsNoticed()
    {
        const Vault vault = MUST(Vault::open(m_master));
        const QByteArray key = vault.makeWrappedKey(m_random);
        const QByteArray sealed = MUST(vault.seal(key, m_plain, m_context, m_random));
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            QByteArray tampered = sealed;
            tampered[i] = static_cast<char>(tampered[i] ^ 1);
            QCOMPARE(vault.unseal(key, tampered, m_context).error().code, ErrorCode::SealBroken);
        }
        for (qsizetype i = 0; i < key.size(); ++i) {
            QByteArray tampered = key;
            tampered[i] = static_cast<char>(tampered[i] ^ 0x80);
            QCOMPARE(vault.unseal(tampered, sealed, m_context).error().code, ErrorCode::SealBroken);
        }
    }

    void everyOtherLengthIsNoticed()
    {
        const Vault vault = MUST(Vault::open(m_master));
        const QByteArray key = vault.makeWrappedKey(m_random);
        const QByteArray sealed = MUST(vault.seal(key, m_plain, m_context, m_random));
        for (qsizetype size = 0; size < sealed.size(); ++size)
            QCOMPARE(vault.unseal(key, sealed.first(size), m_context).error().code, ErrorCode::SealBroken);
        for (qsizetype size = 0; size < key.size(); ++size)
            QCOMPARE(vault.unseal(key.first(size), sealed, m_context).error().code, ErrorCode::SealBroken);
        QCOMPARE(vault.unseal(key, sealed + 'x', m_context).error().code, ErrorCode::SealBroken);
        QCOMPARE(vault.unseal(key + 'x', sealed, m_context).error().code, ErrorCode::SealBroken);
    }

    void aRowMovedToAnotherMemberStaysShut()
    {
        const Vault vault = MUST(Vault::open(m_master));
        const QByteArray key = vault.makeWrappedKey(m_random);
        const QByteArray sealed = MUST(vault.seal(key, m_plain, m_context, m_random));
        QCOMPARE(vault.unseal(key, sealed, "member-2").error().code, ErrorCode::SealBroken);
        QCOMPARE(vault.unseal(key, sealed, {}).error().code, ErrorCode::SealBroken);
        QCOMPARE(vault.unseal(vault.makeWrappedKey(m_random), sealed, m_context).error().code, ErrorCode::SealBroken);
    }

    void anotherTillsKeyOpensNothing()
    {
        const Vault vault = MUST(Vault::open(m_master));
        const Vault other = MUST(Vault::open(QByteArray(32, '\x12')));
        const QByteArray key = vault.makeWrappedKey(m_random);
        const QByteArray sealed = MUST(vault.seal(key, m_plain, m_context, m_random));
        QCOMPARE(other.unseal(key, sealed, m_context).error().code, ErrorCode::SealBroken);
        QCOMPARE(other.seal(key, m_plain, m_context, m_random).error().code, ErrorCode::SealBroken);
        QVERIFY(other.fingerprint() != vault.fingerprint());
        QCOMPARE(MUST(Vault::open(m_master)).fingerprint(), vault.fingerprint());
        QVERIFY(!vault.fingerprint().contains(m_master.first(8)));
    }

    void aKeyOfAnotherSizeIsRefused()
    {
        for (const qsizetype size : { 0, 16, 31, 33, 64 })
            QCOMPARE(Vault::open(QByteArray(size, 'k')).error().code, ErrorCode::KeyWrong);
    }

    void aBlindIndexFindsThePhoneAndTellsNothing()
    {
        const Vault vault = MUST(Vault::open(m_master));
        const Vault other = MUST(Vault::open(QByteArray(32, '\x12')));
        const QString phone = QStringLiteral("+8613800138000");
        const QByteArray index = vault.blindIndex(Vault::Index::Phone, phone);
        QCOMPARE(index.size(), 16);
        QCOMPARE(MUST(Vault::open(m_master)).blindIndex(Vault::Index::Phone, phone), index);
        QVERIFY(other.blindIndex(Vault::Index::Phone, phone) != index);
        QVERIFY(vault.blindIndex(Vault::Index::PhoneTail, phone) != index);
        QVERIFY(vault.blindIndex(Vault::Index::Phone, QStringLiteral("+8613800138001")) != index);
        // Without the key, hashing all phones there are brings nobody to it.
        std::array<quint8, 16> unkeyed {};
        const QByteArray text = phone.toUtf8();
        crypto_generichash(unkeyed.data(), unkeyed.size(), reinterpret_cast<const quint8*>(text.data()), static_cast<quint64>(text.size()), nullptr, 0);
        QVERIFY(index != QByteArray(reinterpret_cast<const char*>(unkeyed.data()), 16));
    }

    void whatATillSignsAnybodyCanCheck()
    {
        const Vault vault = MUST(Vault::open(m_master));
        const QByteArray message = QByteArrayLiteral("card of member 10000017");
        const auto checks = [&](Vault::Signer signer, const QByteArray& signature, const QByteArray& text) {
            const QByteArray key = vault.publicKey(signer);
            return key.size() == 32 && signature.size() == 64
                && crypto_sign_verify_detached(reinterpret_cast<const quint8*>(signature.data()), reinterpret_cast<const quint8*>(text.data()),
                       static_cast<quint64>(text.size()), reinterpret_cast<const quint8*>(key.data()))
                == 0;
        };
        const QByteArray card = vault.sign(Vault::Signer::Issuer, message);
        const QByteArray receipt = vault.sign(Vault::Signer::Receipt, message);
        QVERIFY(checks(Vault::Signer::Issuer, card, message));
        QVERIFY(checks(Vault::Signer::Receipt, receipt, message));
        QVERIFY(!checks(Vault::Signer::Receipt, card, message));
        QVERIFY(!checks(Vault::Signer::Issuer, card, message + '!'));
        QCOMPARE(MUST(Vault::open(m_master)).publicKey(Vault::Signer::Issuer), vault.publicKey(Vault::Signer::Issuer));
    }

    void aVaultCanMove()
    {
        Vault vault = MUST(Vault::open(m_master));
        const QByteArray fingerprint = vault.fingerprint();
        Vault other = MUST(Vault::open(QByteArray(32, '\x12')));
        other = std::move(vault);
        QCOMPARE(other.fingerprint(), fingerprint);
        const Vault third = std::move(other);
        QCOMPARE(third.fingerprint(), fingerprint);
    }
};

TANGYUAN_TEST(VaultTest)
#include "VaultTest.moc"
