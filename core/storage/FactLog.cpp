// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/FactLog.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

namespace tangyuan {

namespace {

Fact toFact(const Row& row)
{
    return { FactKey::unpack(row.integer(0)), row.id(1), row.text(2), static_cast<int>(row.integer(3)), row.date(4), row.time(5), row.bytes(6), row.bytes(7),
        row.bytes(8) };
}

}

Result<FactLog::Head> FactLog::head()
{
    const auto head = TRY(m_database.first("SELECT till.epoch, last.key, last.hash FROM till"
                                           " LEFT JOIN (SELECT key, hash FROM facts ORDER BY key DESC LIMIT 1) AS last",
        {}, [](const Row& row) {
            const auto epoch = static_cast<qint32>(row.integer(0));
            const FactKey last = FactKey::unpack(row.integer(1));
            return Head { { epoch, last.epoch == epoch ? last.seq + 1 : 1 }, row.isNull(2) ? QByteArray(factHashBytes, '\0') : row.bytes(2) };
        }));
    if (!head)
        return fail(ErrorCode::DatabaseCorrupt, QStringLiteral("the till has no row"));
    return *head;
}

Result<FactKey> FactLog::append(Transaction& transaction, const NewFact& fact)
{
    return append(transaction, fact, TRY(head()));
}

Result<FactKey> FactLog::append(Transaction& transaction, const NewFact& fact, const Head& head)
{
    return append(transaction, fact, head, compactUtf8(fact.body));
}

Result<FactKey> FactLog::append(Transaction& transaction, const NewFact& fact, const Head& head, const QByteArray& body)
{
    Fact linked { head.next, fact.id, fact.type, fact.version, fact.businessDate, fact.at, body, head.previousHash, {} };
    if (linked.body.size() > limits::factBodyBytes)
        return fail(ErrorCode::InputTooLong, fact.type);
    linked.hash = factHash(linked);
    TRY(transaction.execute("INSERT INTO facts (key, id, type, version, business_date, at_ms, body, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        { linked.key.packed(), linked.id, linked.type, linked.version, linked.businessDate, linked.at, linked.body, linked.previousHash, linked.hash }));
    return linked.key;
}

Result<std::optional<Fact>> FactLog::find(const Id& id)
{
    return m_database.first("SELECT key, id, type, version, business_date, at_ms, body, previous_hash, hash FROM facts WHERE id = ?", { id }, toFact);
}

Result<std::optional<Fact>> FactLog::at(FactKey key)
{
    return m_database.first(
        "SELECT key, id, type, version, business_date, at_ms, body, previous_hash, hash FROM facts WHERE key = ?", { key.packed() }, toFact);
}

Result<std::optional<Fact>> FactLog::last()
{
    return m_database.first("SELECT key, id, type, version, business_date, at_ms, body, previous_hash, hash FROM facts ORDER BY key DESC LIMIT 1", {}, toFact);
}

Result<void> FactLog::forEach(const std::function<void(const Fact&)>& onFact)
{
    return m_database.forEach("SELECT key, id, type, version, business_date, at_ms, body, previous_hash, hash FROM facts ORDER BY key", {},
        [&](const Row& row) { onFact(toFact(row)); });
}

Result<std::vector<Fact>> FactLog::after(FactKey key, int limit, qint64 bytes)
{
    std::vector<Fact> facts;
    TRY(m_database.forEachWhile("SELECT key, id, type, version, business_date, at_ms, body, previous_hash, hash FROM facts WHERE key > ? ORDER BY key LIMIT ?",
        { key.packed(), limit }, [&](const Row& row) {
            facts.push_back(toFact(row));
            bytes -= facts.back().body.size();
            if (bytes < 0 && facts.size() > 1)
                facts.pop_back();
            return bytes > 0;
        }));
    return facts;
}

Result<void> FactLog::startEpoch(Transaction& transaction, qint32 least)
{
    TRY(transaction.execute("UPDATE till SET epoch = max(epoch + 1, ?)", { least }));
    return {};
}

Result<FactLog::Verification> FactLog::verifyChain()
{
    Verification result { 0, QByteArray(factHashBytes, '\0') };
    std::optional<Error> broken;
    FactKey previous {};
    TRY(m_database.forEachWhile(
        "SELECT key, id, type, version, business_date, at_ms, body, previous_hash, hash FROM facts ORDER BY key", {}, [&](const Row& row) {
            const Fact fact = toFact(row);
            // A new epoch goes on from wherever the restored history stood, so only its own numbers must be whole.
            const bool isContiguous = fact.key.epoch == previous.epoch ? fact.key.seq == previous.seq + 1 : fact.key.seq == 1;
            const char* complaint = !isContiguous      ? "a fact is missing before"
                : fact.previousHash != result.headHash ? "the chain is cut before"
                : fact.hash != factHash(fact)          ? "the fact was changed:"
                                                       : nullptr;
            if (complaint) {
                broken = Error { ErrorCode::ChainBroken,
                    QStringLiteral("%1 epoch %2, fact %3").arg(QLatin1String(complaint)).arg(fact.key.epoch).arg(fact.key.seq) };
                return false;
            }
            previous = fact.key;
            result.headHash = fact.hash;
            ++result.facts;
            return true;
        }));
    if (broken)
        return Failure(*broken);
    return result;
}

}
