// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/till/HubCarrier.h"
#include "sync/till/SyncSession.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace tangyuan::sync {

/// Keeps one till and its hub of one mind, on the event loop of the till: after every fact, when the hub pokes, and now and
/// then in any case. It works in slices that no cashier notices, rests longer and longer while nobody answers, and goes by
/// elapsed time alone, so that a clock that jumps changes nothing.
class SyncAgent final : public QObject {
    Q_OBJECT

public:
    struct Pace {
        int debounceMs = 50;      ///< a sale is several commits
        int leastRestMs = 30'000; ///< between rounds that nobody asked for …
        int mostRestMs = 60'000;  ///< … somewhere in between, so that a chain's tills do not come at once
        int firstRetryMs = 1'000; ///< doubles with every failure
        int mostRetryMs = 60'000;
        int busyMs = 200;        ///< how often to look whether the till is free again
        int leastPokeMs = 1'000; ///< from one poke to the next
        int tellMs = 100;        ///< at most one stateChanged in that time
        int sliceMs = 30;        ///< what taking over a page may take
    };
    using Connect = std::function<std::unique_ptr<HubCarrier>(const QString& url, const QByteArray& certificate)>;
    struct Parts {
        Till& till;
        Connect connect;
        /// Whether rows may be taken over now: not while somebody pays by prices that they would change.
        std::function<bool()> isFree = [] { return true; };
        Pace pace {};
    };
    explicit SyncAgent(Parts parts, QObject* parent = nullptr);
    ~SyncAgent() override;

    enum class Standing {
        Alone,    ///< of no chain
        Starting, ///< not heard of the hub yet
        Working,
        Offline,          ///< no answer, or none to use
        CertificateWrong, ///< somebody else answers at the hub's address
        Revoked,          ///< taken out of the chain: it asks no more by itself
        OtherVersion,
    };
    struct State {
        Standing standing = Standing::Alone;
        SyncSession::State session {};
        std::optional<UtcTime> troubleSince {}; ///< since when it works without the hub
        std::optional<UtcTime> lastContact {};  ///< in this run of the program
        std::optional<Error> trouble {};
    };
    const State& state() const { return m_state; }

    /// Takes up the talk if the till belongs to a chain.
    void start();
    /// Something was committed, maybe a fact. Costs next to nothing.
    void noteFact();
    /// Does not wait for the next attempt; also after a revocation.
    void tryNow();

    using Done = std::function<void(Result<void>)>;
    using Sealing = std::function<void(qint64 done, qint64 total)>;
    /// Joins the chain of the code (TYE…). `onSealing` hears when the hub has let the till in (0 of 0), and then how many of its
    /// members' seals are wrapped anew: seconds with very many, in which the event loop stands still. Errors: CodeUnknown, HubUnreachable, HubCertificateWrong,
    /// EnrolmentRefused, storage errors; the till stands alone then as before.
    void join(const QString& code, Sealing onSealing, Done done);
    /// Stands alone again, and tells the hub if it can be reached.
    Result<void> leave();

    using Found = std::function<void(Result<std::optional<Id>>)>;
    /// Asks the hub for a member that this till does not hold; who is found is in the till when `found` is called.
    /// Errors: HubUnreachable (at once where there is no contact), as in SyncSession::found.
    void findMember(const FindRequest& wanted, Found found);
    using Listed = std::function<void(Result<std::vector<HubException>>)>;
    void listExceptions(Listed listed);
    void resolve(const Id& exception, Done done);
    using Reported = std::function<void(Result<ChainReport>)>;
    /// What every store sold; at most ChainReport::limitDays.
    void reportDays(DateRange range, Reported reported);

Q_SIGNALS:
    void stateChanged(const tangyuan::sync::SyncAgent::State& state);

private:
    void stop();
    void go();
    void heard(const Result<HubReply>& reply);
    void take(const HubReply& reply);
    void rested();
    void failed(const Error& error);
    void openPoke();
    void poked(const Result<HubReply>& reply);
    void onCommitted();
    void adaptPages(qint64 tookMs);
    void ask(const HubRequest& request, HubCarrier::Answer answer);
    void tell();
    void tellNow();
    int jittered(int ms) const;
    int retryMs(int failures) const;

    Till& m_till;
    Connect m_connect;
    std::function<bool()> m_isFree;
    Pace m_pace;
    State m_state;
    std::unique_ptr<SyncSession> m_session;
    std::unique_ptr<HubCarrier> m_carrier;
    std::unique_ptr<HubCarrier> m_joining;
    std::unique_ptr<HubCarrier> m_leaving;
    QTimer m_debounce;
    QTimer m_next; ///< the next step, round or attempt
    QTimer m_poke;
    QTimer m_tell;
    QElapsedTimer m_sincePoke;
    FactKey m_seen; ///< the key of the coming fact, when it was looked at last
    enum class Asking { Nothing, Waits, Holds } m_asking = Asking::Nothing;
    std::optional<HubReply> m_held; ///< an answer that comes while the till is not free
    bool m_isPoking = false;
    int m_failures = 0;
    int m_pokeFailures = 0;
    int m_refusals = 0;
    int m_rowsPerPage;
    Listening m_listening; ///< to the till's commits
};

}
