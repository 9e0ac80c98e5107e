// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/facts/Fact.h"

#include <QtEndian>

#include <sodium.h>

namespace tangyuan {

namespace {

static_assert(factHashBytes == crypto_generichash_BYTES);

void addInteger(crypto_generichash_state& state, qint64 value)
{
    const qint64 bigEndian = qToBigEndian(value);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&bigEndian), sizeof bigEndian);
}

/// Length first, so that no two different facts run together to the same bytes.
void addBytes(crypto_generichash_state& state, QByteArrayView bytes)
{
    addInteger(state, bytes.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<size_t>(bytes.size()));
}

}

QByteArray factHash(const Fact& fact)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, factHashBytes);
    addBytes(state, fact.previousHash);
    addInteger(state, fact.key.epoch);
    addInteger(state, fact.key.seq);
    addBytes(state, fact.id.toBytes());
    addBytes(state, fact.type.toUtf8());
    addInteger(state, fact.version);
    addInteger(state, fact.businessDate.yyyymmdd);
    addInteger(state, fact.at.ms);
    addBytes(state, fact.body);
    QByteArray hash(factHashBytes, Qt::Uninitialized);
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(hash.data()), factHashBytes);
    return hash;
}

}
