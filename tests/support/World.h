// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"
#include "tests/support/Words.h"

#include <QTemporaryDir>

#include <map>

namespace tangyuan {

/// Keys in memory, for tests that are not about keychains.
class MemoryKeyStore final : public KeyStore {
public:
    Result<QByteArray> read(const QString& name) override;
    Result<void> write(const QString& name, const QByteArray& key) override;
    void forget() { m_keys.clear(); }

private:
    std::map<QString, QByteArray> m_keys;
};

/// A small dessert shop on a real SQLite file in a temporary folder, at 2026-11-20 10:00 in Shanghai, with
/// everything random taken from one seed. Stories start here.
class World {
public:
    explicit World(quint64 seed = 1);

    Till& till() { return *m_till; }
    FixedClock& clock() { return m_clock; }
    SeededRandom& random() { return m_random; }
    MemoryKeyStore& keys() { return m_keys; }
    QString folder() const { return m_folder.path(); }
    Till::Parts parts() { return { m_keys, m_clock, m_random }; }
    /// Closes the till and opens it again, as after a restart.
    void restart();
    void close() { m_till.reset(); }

    /// The little shop's products by PLU: 1 "芒果班戟" ¥18.00 piece, barcode 6901234567892; 2 "杨枝甘露"
    /// ¥26.00 piece; 3 "进口车厘子" ¥128.00 per kg; 4 "红豆汤圆" ¥12.50 piece; 5 off sale "旧款月饼" ¥8.00.
    const Product& product(const char* plu);
    Member member(const char* phone, const char* name = "王小梅", Tier tier = Tier::Regular);
    Cart cart(std::initializer_list<std::pair<const char*, qint64>> pluAndAmount);
    /// Rules that act at once.
    void publish(const LoyaltyRules& rules);
    void goTo(QDate date, QTime time = QTime(10, 0));
    /// Sells for exact cash.
    Sale sell(const Cart& cart, std::optional<Member> member = {});

private:
    QTemporaryDir m_folder;
    FixedClock m_clock;
    SeededRandom m_random;
    MemoryKeyStore m_keys;
    std::unique_ptr<Till> m_till;
};

}
