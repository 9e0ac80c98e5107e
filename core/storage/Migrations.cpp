// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Migrations.h"

#include <array>

namespace tangyuan {

namespace {

// Ids are 16-byte blobs, money minor units, times UTC milliseconds, dates yyyymmdd. Facts and sales are
// keyed by FactKey::packed (epoch in the upper bits); lots and entries name facts by id, which is the
// same at every till.
constexpr const char* theShop = R"sql(
CREATE TABLE till (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id BLOB NOT NULL CHECK (length(id) = 16),
    epoch INTEGER NOT NULL,
    key_fingerprint BLOB NOT NULL
) STRICT
--;
CREATE TABLE settings (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    document TEXT NOT NULL
) STRICT
--;
CREATE TABLE facts (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    type TEXT NOT NULL,
    version INTEGER NOT NULL,
    business_date INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    body BLOB NOT NULL,
    previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT
--;
CREATE TRIGGER facts_are_immutable BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'facts are immutable'); END
--;
CREATE TRIGGER facts_stay BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'facts are immutable'); END
--;
CREATE TABLE categories (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID
--;
CREATE TABLE products (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    plu TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    category BLOB NOT NULL REFERENCES categories (id),
    unit INTEGER NOT NULL CHECK (unit IN (0, 1)),
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
    cost_minor INTEGER NOT NULL CHECK (cost_minor >= 0),
    silver_minor INTEGER CHECK (silver_minor >= 0),
    gold_minor INTEGER CHECK (gold_minor >= 0),
    diamond_minor INTEGER CHECK (diamond_minor >= 0),
    on_sale INTEGER NOT NULL CHECK (on_sale IN (0, 1)),
    initials TEXT NOT NULL
) STRICT, WITHOUT ROWID
--;
CREATE TABLE barcodes (
    barcode TEXT PRIMARY KEY,
    product BLOB NOT NULL REFERENCES products (id)
) STRICT, WITHOUT ROWID
--;
CREATE INDEX barcodes_by_product ON barcodes (product)
--;
CREATE TABLE members (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    number TEXT NOT NULL UNIQUE,
    tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 3),
    registered_ms INTEGER NOT NULL,
    phone_index BLOB UNIQUE,
    phone_tail_index BLOB,
    wrapped_key BLOB,
    sealed_profile BLOB
) STRICT
--;
CREATE INDEX members_by_phone_tail ON members (phone_tail_index) WHERE phone_tail_index IS NOT NULL
--;
CREATE TABLE carts (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    suspended_ms INTEGER,
    document TEXT NOT NULL
) STRICT, WITHOUT ROWID
--;
CREATE TABLE sales (
    fact INTEGER PRIMARY KEY REFERENCES facts (key),
    business_date INTEGER NOT NULL,
    local_hour INTEGER NOT NULL CHECK (local_hour BETWEEN 0 AND 23),
    at_ms INTEGER NOT NULL,
    member INTEGER REFERENCES members (key),
    gross_minor INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    cost_minor INTEGER NOT NULL,
    points_spent INTEGER NOT NULL,
    points_earned INTEGER NOT NULL
) STRICT
--;
CREATE INDEX sales_by_member ON sales (member) WHERE member IS NOT NULL
--;
CREATE TABLE sale_lines (
    fact INTEGER NOT NULL REFERENCES sales (fact),
    line INTEGER NOT NULL,
    product BLOB NOT NULL,
    name TEXT NOT NULL,
    category BLOB NOT NULL,
    unit INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    gross_minor INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    cost_minor INTEGER NOT NULL,
    PRIMARY KEY (fact, line)
) STRICT, WITHOUT ROWID
--;
CREATE TABLE sale_tenders (
    fact INTEGER NOT NULL REFERENCES sales (fact),
    tender INTEGER NOT NULL,
    method TEXT NOT NULL,
    kept_minor INTEGER NOT NULL,
    PRIMARY KEY (fact, tender)
) STRICT, WITHOUT ROWID
--;
CREATE TABLE lots (
    member INTEGER NOT NULL REFERENCES members (key),
    source BLOB NOT NULL CHECK (length(source) = 16),
    granted INTEGER NOT NULL CHECK (granted > 0),
    remaining INTEGER NOT NULL CHECK (remaining BETWEEN 0 AND granted),
    expires INTEGER,
    PRIMARY KEY (member, source)
) STRICT, WITHOUT ROWID
--;
CREATE TABLE ledger_entries (
    member INTEGER NOT NULL REFERENCES members (key),
    fact BLOB NOT NULL CHECK (length(fact) = 16),
    entry INTEGER NOT NULL,
    currency INTEGER NOT NULL,
    from_account INTEGER NOT NULL,
    to_account INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    lot BLOB NOT NULL CHECK (length(lot) = 16),
    PRIMARY KEY (member, fact, entry)
) STRICT, WITHOUT ROWID
)sql";

// Where each business day's sales stand among the facts (see ReportStore): a row only where the date changes,
// once a day at the counter, so that a checkout pays for no index on the date.
constexpr const char* theReports = R"sql(
CREATE TABLE sale_runs (
    first_fact INTEGER PRIMARY KEY REFERENCES sales (fact),
    business_date INTEGER NOT NULL
) STRICT
--;
INSERT INTO sale_runs (first_fact, business_date)
    SELECT fact, business_date FROM (SELECT fact, business_date, lag(business_date) OVER (ORDER BY fact) AS before FROM sales)
    WHERE business_date IS NOT before
--;
CREATE TRIGGER sale_runs_follow AFTER INSERT ON sales
WHEN NEW.business_date IS NOT (SELECT business_date FROM sales WHERE fact < NEW.fact ORDER BY fact DESC LIMIT 1)
BEGIN INSERT INTO sale_runs (first_fact, business_date) VALUES (NEW.fact, NEW.business_date); END
--;
CREATE INDEX members_by_registration ON members (registered_ms)
)sql";

constexpr std::array allMigrations {
    Migration { "the shop, its facts, catalogue, members, sales and ledger", theShop },
    Migration { "where reports find a day, and members by registration", theReports },
};

}

std::span<const Migration> migrations()
{
    return allMigrations;
}

}
