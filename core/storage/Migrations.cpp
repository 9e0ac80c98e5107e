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

// Where each business day's sales stand among the facts (see ReportRows): a row only where the date changes,
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

// The whole ledger (see ARCHITECTURE.md, Membership). A lot is named by the fact that made it and a part, since one fact may make several
// (principal, bonus, each month's instalment); `item` says which gift. An entry's `origin` is the fact that it undoes
// or settles. `counts` is how often a member had what may be had so often ("welcome", "check-in:20261125").
// Refunds are rows of `sales` with negative amounts, so every report nets them without knowing of them.
constexpr const char* theLoyalty = R"sql(
CREATE TABLE new_lots (
    member INTEGER NOT NULL REFERENCES members (key),
    source BLOB NOT NULL CHECK (length(source) = 16),
    part INTEGER NOT NULL CHECK (part >= 0),
    currency INTEGER NOT NULL CHECK (currency BETWEEN 1 AND 4),
    granted INTEGER NOT NULL CHECK (granted > 0),
    remaining INTEGER NOT NULL CHECK (remaining >= 0),
    held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0 AND remaining + held <= granted),
    usable_from INTEGER,
    expires INTEGER,
    item TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (member, source, part)
) STRICT, WITHOUT ROWID
--;
INSERT INTO new_lots (member, source, part, currency, granted, remaining, expires) SELECT member, source, 0, 1, granted, remaining, expires FROM lots
--;
DROP TABLE lots
--;
ALTER TABLE new_lots RENAME TO lots
--;
CREATE TABLE new_entries (
    member INTEGER NOT NULL REFERENCES members (key),
    fact BLOB NOT NULL CHECK (length(fact) = 16),
    entry INTEGER NOT NULL,
    business_date INTEGER NOT NULL,
    currency INTEGER NOT NULL CHECK (currency BETWEEN 1 AND 4),
    from_account INTEGER NOT NULL,
    to_account INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    lot_source BLOB NOT NULL CHECK (length(lot_source) = 16),
    lot_part INTEGER NOT NULL,
    origin BLOB CHECK (origin IS NULL OR length(origin) = 16),
    reason TEXT NOT NULL,
    PRIMARY KEY (member, fact, entry)
) STRICT, WITHOUT ROWID
--;
INSERT INTO new_entries (member, fact, entry, business_date, currency, from_account, to_account, amount, lot_source, lot_part, reason)
    SELECT member, fact, entry, coalesce((SELECT business_date FROM facts WHERE facts.id = fact), 0), currency, from_account, to_account, amount, lot, 0, 'sale'
    FROM ledger_entries
--;
DROP TABLE ledger_entries
--;
ALTER TABLE new_entries RENAME TO ledger_entries
--;
CREATE TABLE owed (
    member INTEGER NOT NULL REFERENCES members (key),
    currency INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    PRIMARY KEY (member, currency)
) STRICT, WITHOUT ROWID
--;
CREATE TABLE counts (
    member INTEGER NOT NULL REFERENCES members (key),
    key TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (member, key)
) STRICT, WITHOUT ROWID
--;
CREATE TABLE shop_counts (
    key TEXT PRIMARY KEY,
    count INTEGER NOT NULL CHECK (count >= 0)
) STRICT, WITHOUT ROWID
--;
CREATE TABLE rules (
    version INTEGER PRIMARY KEY,
    effective_from INTEGER NOT NULL,
    fact BLOB NOT NULL CHECK (length(fact) = 16),
    document TEXT NOT NULL
) STRICT
--;
INSERT INTO rules (version, effective_from, fact, document)
    SELECT 1, 20200101, (SELECT id FROM facts ORDER BY key LIMIT 1), json_object(
        'effectiveFrom', '2020-01-01',
        'earning', json_object('rules', json_array(json_object('id', 'base', 'name', '', 'kind', 'amount',
            'perMinor', json_extract(document, '$.rules.earnStepMinor'), 'points', json_extract(document, '$.rules.earnPoints')))),
        'redemption', json_object('step', json_extract(document, '$.rules.redeemStepPoints'), 'valueMinor', json_extract(document, '$.rules.redeemValueMinor')),
        'tiers', json_object('silver', json_object('rateBasisPoints', json_extract(document, '$.rules.tierRatesBasisPoints[1]')),
            'gold', json_object('rateBasisPoints', json_extract(document, '$.rules.tierRatesBasisPoints[2]')),
            'diamond', json_object('rateBasisPoints', json_extract(document, '$.rules.tierRatesBasisPoints[3]'))))
    FROM settings WHERE json_extract(document, '$.rules') IS NOT NULL
--;
CREATE TABLE recharges (
    fact INTEGER PRIMARY KEY REFERENCES facts (key),
    business_date INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    member INTEGER NOT NULL REFERENCES members (key),
    principal_minor INTEGER NOT NULL,
    bonus_minor INTEGER NOT NULL,
    method TEXT NOT NULL
) STRICT
--;
ALTER TABLE sales ADD COLUMN refund_of BLOB CHECK (refund_of IS NULL OR length(refund_of) = 16)
--;
CREATE INDEX sales_by_refund ON sales (refund_of) WHERE refund_of IS NOT NULL
--;
DROP INDEX sales_by_member
--;
CREATE INDEX sales_by_member ON sales (member, business_date, total_minor, refund_of) WHERE member IS NOT NULL
--;
ALTER TABLE members ADD COLUMN tier_origin INTEGER NOT NULL DEFAULT 1 CHECK (tier_origin IN (1, 2))
--;
ALTER TABLE members ADD COLUMN tier_below_since INTEGER
--;
CREATE TABLE referrals (
    invited INTEGER PRIMARY KEY REFERENCES members (key),
    inviter INTEGER NOT NULL REFERENCES members (key),
    business_date INTEGER NOT NULL
) STRICT
--;
CREATE TABLE member_tags (
    member INTEGER NOT NULL REFERENCES members (key),
    tag TEXT NOT NULL,
    by_rule INTEGER NOT NULL CHECK (by_rule IN (0, 1)),
    since INTEGER NOT NULL,
    PRIMARY KEY (member, tag)
) STRICT, WITHOUT ROWID
--;
CREATE TABLE segments (
    name TEXT PRIMARY KEY,
    document TEXT NOT NULL
) STRICT, WITHOUT ROWID
--;
CREATE TABLE pins (
    member INTEGER PRIMARY KEY REFERENCES members (key),
    hash TEXT NOT NULL,
    failures INTEGER NOT NULL,
    locked_until_ms INTEGER NOT NULL
) STRICT
--;
CREATE TABLE feedback (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    member INTEGER NOT NULL REFERENCES members (key),
    at_ms INTEGER NOT NULL,
    sealed_text BLOB NOT NULL,
    answered_ms INTEGER,
    sealed_answer BLOB
) STRICT, WITHOUT ROWID
)sql";

constexpr const char* theShelf = R"sql(
ALTER TABLE products ADD COLUMN tags TEXT CHECK (tags IS NULL OR json_valid(tags))
--;
ALTER TABLE products ADD COLUMN best_before INTEGER
)sql";

constexpr const char* thePrices = R"sql(
CREATE TABLE price_rules (
    version INTEGER PRIMARY KEY,
    effective_from INTEGER NOT NULL,
    fact BLOB NOT NULL CHECK (length(fact) = 16),
    document TEXT NOT NULL
) STRICT
--;
CREATE TABLE offer_uses (
    sale BLOB NOT NULL CHECK (length(sale) = 16),
    offer TEXT NOT NULL,
    member INTEGER REFERENCES members (key),
    business_date INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    saved_minor INTEGER NOT NULL
) STRICT
--;
CREATE INDEX offer_uses_by_offer ON offer_uses (offer, business_date)
--;
CREATE INDEX offer_uses_by_member ON offer_uses (member, offer) WHERE member IS NOT NULL
--;
CREATE TABLE coupon_batches (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER,
    count INTEGER NOT NULL CHECK (count > 0),
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
) STRICT, WITHOUT ROWID
--;
CREATE TABLE printed_coupons (
    batch BLOB NOT NULL REFERENCES coupon_batches (id),
    serial INTEGER NOT NULL CHECK (serial > 0),
    uses INTEGER NOT NULL DEFAULT 0,
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
    last_day INTEGER,
    PRIMARY KEY (batch, serial)
) STRICT, WITHOUT ROWID
)sql";

// A member's movements in the order in which they were booked. A fact's id does not tell: a sale's is its cart's, made when
// the first line was scanned, and a recharge meanwhile would stand after what it paid for.
constexpr const char* theOrder = R"sql(
CREATE TABLE new_entries (
    member INTEGER NOT NULL REFERENCES members (key),
    position INTEGER NOT NULL CHECK (position > 0),
    fact BLOB NOT NULL CHECK (length(fact) = 16),
    business_date INTEGER NOT NULL,
    currency INTEGER NOT NULL CHECK (currency BETWEEN 1 AND 4),
    from_account INTEGER NOT NULL,
    to_account INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    lot_source BLOB NOT NULL CHECK (length(lot_source) = 16),
    lot_part INTEGER NOT NULL,
    origin BLOB CHECK (origin IS NULL OR length(origin) = 16),
    reason TEXT NOT NULL,
    PRIMARY KEY (member, position)
) STRICT, WITHOUT ROWID
--;
INSERT INTO new_entries (member, position, fact, business_date, currency, from_account, to_account, amount, lot_source, lot_part, origin, reason)
    SELECT member, row_number() OVER (PARTITION BY member ORDER BY facts.key, entry), fact, e.business_date, currency, from_account, to_account, amount,
        lot_source, lot_part, origin, reason
    FROM ledger_entries AS e LEFT JOIN facts ON facts.id = e.fact
--;
DROP TABLE ledger_entries
--;
ALTER TABLE new_entries RENAME TO ledger_entries
)sql";

// The till's place in a chain. `sent` is the last fact that the hub has (FactKey::packed), `document` what enrolment gave,
// `wrapped_key` the organisation's key under the till's own. `issuers` signed cards and coupons before their store joined.
// A cursor is how far a stream of the hub's rows was taken over.
constexpr const char* theHub = R"sql(
CREATE TABLE hub_link (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    document TEXT NOT NULL,
    wrapped_key BLOB NOT NULL,
    branch INTEGER NOT NULL,
    sent INTEGER NOT NULL
) STRICT
--;
CREATE TABLE issuers (
    key BLOB PRIMARY KEY CHECK (length(key) = 32)
) STRICT, WITHOUT ROWID
--;
CREATE TABLE hub_cursors (
    stream TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID
--;
ALTER TABLE members ADD COLUMN profile_fact BLOB CHECK (profile_fact IS NULL OR length(profile_fact) = 16)
--;
ALTER TABLE members ADD COLUMN alias_of BLOB CHECK (alias_of IS NULL OR length(alias_of) = 16)
--;
ALTER TABLE members ADD COLUMN known_ms INTEGER NOT NULL DEFAULT 0
)sql";

// What a member bought and earned, by day and in all stores: what tiers and first orders are judged by. In a chain the sales
// of others come as these sums only. How often a member had an offer is counted in their ledger, which travels.
constexpr const char* theDays = R"sql(
CREATE TABLE member_days (
    member INTEGER NOT NULL REFERENCES members (key),
    business_date INTEGER NOT NULL,
    spend_minor INTEGER NOT NULL DEFAULT 0,
    visits INTEGER NOT NULL DEFAULT 0,
    earned INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (member, business_date)
) STRICT, WITHOUT ROWID
--;
INSERT INTO member_days (member, business_date, spend_minor, visits, earned)
    SELECT member, business_date, sum(spend), sum(visits), sum(earned) FROM (
        SELECT member, business_date, total_minor AS spend, refund_of IS NULL AS visits, 0 AS earned FROM sales WHERE member IS NOT NULL
        UNION ALL SELECT member, business_date, 0, 0, CASE WHEN from_account = 3 THEN amount ELSE -amount END FROM ledger_entries
            WHERE currency = 1 AND (from_account = 3 OR to_account = 3))
    GROUP BY member, business_date
--;
INSERT INTO counts (member, key, count) SELECT member, 'offer:' || offer, sum(orders) FROM offer_uses WHERE member IS NOT NULL
    GROUP BY member, offer HAVING sum(orders) > 0
--;
INSERT INTO counts (member, key, count) SELECT member, 'offer:' || offer || ':' || business_date, sum(orders) FROM offer_uses WHERE member IS NOT NULL
    GROUP BY member, offer, business_date HAVING sum(orders) > 0
--;
CREATE TABLE new_uses (
    sale BLOB NOT NULL CHECK (length(sale) = 16),
    offer TEXT NOT NULL,
    business_date INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    saved_minor INTEGER NOT NULL
) STRICT
--;
INSERT INTO new_uses (sale, offer, business_date, orders, saved_minor) SELECT sale, offer, business_date, orders, saved_minor FROM offer_uses
--;
DROP TABLE offer_uses
--;
ALTER TABLE new_uses RENAME TO offer_uses
--;
CREATE INDEX offer_uses_by_offer ON offer_uses (offer, business_date)
)sql";

// Who sells, the same at all tills of a chain.
constexpr const char* theCashiers = R"sql(
CREATE TABLE cashiers (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1))
) STRICT, WITHOUT ROWID
)sql";

// A PIN is hashed under its member's own key now, and checked at every till of a chain. Who had one chooses anew.
constexpr const char* thePins = "DELETE FROM pins";

// Who stands at the till: the till's own, and no setting of the shop, since settings are edits that cross.
constexpr const char* theCounter = R"sql(
CREATE TABLE at_the_till (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    cashier TEXT NOT NULL
) STRICT
--;
INSERT INTO at_the_till (only, cashier) SELECT 1, coalesce(json_extract(document, '$.cashier'), '') FROM settings
--;
UPDATE settings SET document = json_remove(document, '$.cashier')
)sql";

constexpr std::array allMigrations {
    Migration { "the shop, its facts, catalogue, members, sales and ledger", theShop },
    Migration { "where reports find a day, and members by registration", theReports },
    Migration { "loyalty: lots of every currency, rules, tiers, tags, recharges, refunds", theLoyalty },
    Migration { "products' tags (a JSON list) and best-before days", theShelf },
    Migration { "prices: their rules, how often offers were used, printed coupons", thePrices },
    Migration { "movements in the order in which they were booked", theOrder },
    Migration { "the till's place in a chain", theHub },
    Migration { "what members bought and earned by day", theDays },
    Migration { "cashiers", theCashiers },
    Migration { "PINs under their members' keys", thePins },
    Migration { "who stands at the till", theCounter },
};

}

std::span<const Migration> migrations()
{
    return allMigrations;
}

}
