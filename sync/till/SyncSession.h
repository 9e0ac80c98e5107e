// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"
#include "sync/protocol/Messages.h"

namespace tangyuan::sync {

/// One till's talk with its hub, without a wire: it says what to ask next, and is told the answer. Whoever carries the
/// requests may lose, delay or double them; what was answered is committed in the till's database, so that a new session
/// goes on where the old one broke off. Facts go up and rows come down in turns, so neither waits for the other.
class SyncSession {
public:
    explicit SyncSession(Till& till)
        : m_till(till)
    {
    }

    /// What to ask now, signed; nothing once all is sent and all is taken over. Errors: storage errors.
    Result<std::optional<HubRequest>> next();
    /// The answer to it. Errors (the session goes on with the next request after a pause): DeviceRevoked, HubRefused with the
    /// refusal's name, InputMalformed (no answer of this protocol), storage errors.
    Result<void> answered(const HubReply& reply);
    /// Nothing came back.
    void lost();

    /// Something happened at the till, or the hub poked: there may be something to do again.
    void wake();

    /// How many rows the next pages may bring, up to `rowsPerPull`: fewer where taking them over would hold up the counter.
    void askForRows(int rows) { m_pullLimit = rows; }

    /// A signed GET /v1/poke by the cursors as they stand.
    Result<HubRequest> poke();
    /// A signed search for a member, and what to do with the answer: who was found is in the till then.
    HubRequest find(FindRequest request);
    Result<std::optional<Id>> found(const HubReply& reply);
    HubRequest exceptions();
    HubRequest reportDays(DateRange range);
    HubRequest resolve(const Id& exception);
    HubRequest leave();

    /// How it stands, for the mark on screen.
    struct State {
        qint64 waiting = 0;                     ///< facts that the hub does not have
        std::optional<UtcTime> waitingSince {}; ///< when the first of them happened
        bool isFirstFill = false;               ///< rows still come that were there before this till
        qint64 rowsTaken = 0;                   ///< in this fill
        qint64 rowsLeft = 0;                    ///< about
        qint64 exceptions = 0;
    };
    Result<State> state();

private:
    enum class Turn { Up, Down };
    Result<std::optional<HubRequest>> nextPush();
    Result<HubRequest> nextPull();
    Result<void> pushed(const PushReply& reply);
    Result<void> pulled(const PullReply& reply);
    Result<void> refused(const HubReply& reply);
    HubRequest signedRequest(HubRequest request);
    Result<void> noteGeneration(const Id& generation);
    /// The last fact that the hub said it has.
    Result<std::optional<Id>> sentFact();
    /// The generation in which it said so.
    Id sentIn() const { return m_sentIn.value_or(m_till.hubLink()->generation); }
    /// Takes so many facts for not sent.
    Result<void> goBack(int facts);
    /// Which of our facts are in what the hub sent.
    Result<FactKey> contained(FactKey key, const QByteArray& hash);

    Till& m_till;
    Turn m_asked = Turn::Down;  ///< what the last request was about
    std::optional<Id> m_sentIn; ///< while the hub, restored since, has not yet said anew what it has
    bool m_isUpDone = false;
    bool m_isDownDone = false;
    bool m_isFirstFill = false;
    qint64 m_clockOffsetMs = 0; ///< the hub's clock less ours, once it told
    int m_pushLimit = factsPerPush;
    int m_backStep = factsPerPush;
    int m_pullLimit = rowsPerPull;
    qint64 m_rowsTaken = 0;
    qint64 m_rowsLeft = 0;
    qint64 m_exceptions = 0;
};

/// The request that enrols a till, and what to do with the answer: the till then belongs to the chain.
HubRequest enrolRequest(Till& till, const EnrolmentCode& code);
/// Errors: EnrolmentRefused with the refusal's name, SealBroken, key store and storage errors.
Result<void> enrolled(Till& till, const EnrolmentCode& code, const HubReply& reply, const std::function<void(qint64 done, qint64 total)>& progress = {});

}
