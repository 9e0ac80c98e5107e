// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/storage/HubSchema.h"

#include <array>

namespace tangyuan::sync {

namespace {

// Every table carries the organisation, the distribution key of a database of many machines, and its primary key begins with
// it. Documents are JSON in UTF-8. BYTEA, BIGINT and TEXT mean to SQLite what they mean to PostgreSQL, near enough.
//
// `facts` is what happened, for good. `member_changes` is what facts did to members, and `members` the fold of it; `things`
// is what stores share beside members. `feed` holds for each stream the newest number of each row that is in it; `streams`
// counts. `phones` makes two hubs that register one phone at once meet. Whoever writes raises the counters last, so the order of numbers is the order of
// commits.
constexpr const char* theBeginning = R"sql(
CREATE TABLE organisations (
    org BYTEA PRIMARY KEY,
    name TEXT NOT NULL,
    generation BYTEA NOT NULL,
    key_fingerprint BYTEA NOT NULL
)
--;
CREATE TABLE stores (
    org BYTEA NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (org, code)
)
--;
CREATE TABLE enrolments (
    org BYTEA NOT NULL,
    secret_hash BYTEA NOT NULL,
    store TEXT NOT NULL,
    until_ms BIGINT NOT NULL,
    used_by BYTEA,
    PRIMARY KEY (org, secret_hash)
)
--;
CREATE TABLE devices (
    org BYTEA NOT NULL,
    id BYTEA NOT NULL,
    code TEXT NOT NULL,
    store TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    receipt_key BYTEA NOT NULL,
    enrolled_ms BIGINT NOT NULL,
    seen_ms BIGINT,
    revoked BIGINT NOT NULL DEFAULT 0,
    epoch BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org, id)
)
--;
CREATE UNIQUE INDEX devices_by_code ON devices (org, code)
--;
CREATE TABLE branches (
    org BYTEA NOT NULL,
    device BYTEA NOT NULL,
    branch BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    least_epoch BIGINT NOT NULL DEFAULT 0,
    last_ms BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org, device, branch)
)
--;
CREATE TABLE facts (
    org BYTEA NOT NULL,
    id BYTEA NOT NULL,
    device BYTEA NOT NULL,
    branch BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    type TEXT NOT NULL,
    version BIGINT NOT NULL,
    business_date BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    received_ms BIGINT NOT NULL,
    body BYTEA NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (org, id)
)
--;
CREATE UNIQUE INDEX facts_by_key ON facts (org, device, branch, epoch, seq)
--;
CREATE TABLE members (
    org BYTEA NOT NULL,
    id BYTEA NOT NULL,
    number TEXT NOT NULL,
    document BYTEA NOT NULL,
    wrapped_key BYTEA,
    phone_index BYTEA,
    tail_index BYTEA,
    alias_of BYTEA,
    PRIMARY KEY (org, id)
)
--;
CREATE TABLE phones (
    org BYTEA NOT NULL,
    phone_index BYTEA NOT NULL,
    member BYTEA NOT NULL,
    PRIMARY KEY (org, phone_index)
)
--;
CREATE INDEX members_by_number ON members (org, number)
--;
CREATE INDEX members_by_alias ON members (org, alias_of)
--;
CREATE TABLE member_changes (
    org BYTEA NOT NULL,
    member BYTEA NOT NULL,
    at_ms BIGINT NOT NULL,
    fact BYTEA NOT NULL,
    of_member BYTEA NOT NULL,
    document BYTEA NOT NULL,
    PRIMARY KEY (org, member, at_ms, fact, of_member)
)
--;
CREATE TABLE things (
    org BYTEA NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    document BYTEA NOT NULL,
    device BYTEA NOT NULL,
    number BIGINT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (org, kind, id)
)
--;
CREATE INDEX things_by_mark ON things (org, kind, mark)
--;
CREATE TABLE streams (
    org BYTEA NOT NULL,
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (org, stream)
)
--;
CREATE TABLE feed (
    org BYTEA NOT NULL,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (org, stream, kind, id)
)
--;
CREATE UNIQUE INDEX feed_by_number ON feed (org, stream, number)
--;
CREATE INDEX feed_by_thing ON feed (org, kind, id)
--;
CREATE TABLE sales (
    org BYTEA NOT NULL,
    fact BYTEA NOT NULL,
    store TEXT NOT NULL,
    business_date BIGINT NOT NULL,
    total_minor BIGINT NOT NULL,
    is_refund BIGINT NOT NULL,
    has_member BIGINT NOT NULL,
    PRIMARY KEY (org, fact)
)
--;
CREATE INDEX sales_by_day ON sales (org, business_date, store)
--;
CREATE TABLE exceptions (
    org BYTEA NOT NULL,
    id BYTEA NOT NULL,
    mark TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    fact BYTEA NOT NULL,
    till TEXT NOT NULL,
    store TEXT NOT NULL,
    details BYTEA NOT NULL,
    resolved_ms BIGINT,
    PRIMARY KEY (org, id)
)
--;
CREATE UNIQUE INDEX exceptions_by_mark ON exceptions (org, mark)
)sql";

constexpr std::array steps { theBeginning };

}

std::span<const char* const> hubSchemaSteps()
{
    return steps;
}

}
