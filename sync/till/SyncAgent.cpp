// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/till/SyncAgent.h"

#include <QRandomGenerator>

#include <algorithm>

namespace tangyuan::sync {

namespace {

constexpr int ok = 200;
constexpr int firstRows = 100;
constexpr int fewestRows = 10;
constexpr int mostRefusals = 8; // in a row, that the session answers by asking otherwise

void singleShot(QTimer& timer, int ms)
{
    timer.setSingleShot(true);
    timer.setInterval(ms);
}

SyncAgent::Standing standingOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::HubCertificateWrong: return SyncAgent::Standing::CertificateWrong;
    case ErrorCode::DeviceRevoked: return SyncAgent::Standing::Revoked;
    case ErrorCode::HubVersion: return SyncAgent::Standing::OtherVersion;
    default: return SyncAgent::Standing::Offline; // whatever it is, the till sells on and tries again
    }
}

}

SyncAgent::SyncAgent(Parts parts, QObject* parent)
    : QObject(parent)
    , m_till(parts.till)
    , m_connect(std::move(parts.connect))
    , m_isFree(std::move(parts.isFree))
    , m_pace(parts.pace)
    , m_rowsPerPage(firstRows)
{
    singleShot(m_debounce, m_pace.debounceMs);
    singleShot(m_next, 0);
    singleShot(m_poke, 0);
    singleShot(m_tell, m_pace.tellMs);
    connect(&m_debounce, &QTimer::timeout, this, &SyncAgent::onCommitted);
    connect(&m_next, &QTimer::timeout, this, &SyncAgent::go);
    connect(&m_poke, &QTimer::timeout, this, &SyncAgent::openPoke);
    connect(&m_tell, &QTimer::timeout, this, &SyncAgent::tellNow);
    m_listening = m_till.database().onCommitted.add([this] { noteFact(); });
}

SyncAgent::~SyncAgent() = default;

void SyncAgent::start()
{
    stop();
    if (const std::optional<HubLink>& link = m_till.hubLink()) {
        m_session = std::make_unique<SyncSession>(m_till);
        m_session->askForRows(m_rowsPerPage);
        m_carrier = m_connect(link->url, link->certificate);
        m_state.standing = Standing::Starting;
        m_next.start(0);
    }
    tellNow();
}

void SyncAgent::stop()
{
    for (QTimer* timer : { &m_debounce, &m_next, &m_poke, &m_tell })
        timer->stop();
    m_carrier.reset();
    m_session.reset();
    m_held.reset();
    m_asking = Asking::Nothing;
    m_isPoking = false;
    m_failures = 0;
    m_pokeFailures = 0;
    m_refusals = 0;
    m_state = {};
}

void SyncAgent::noteFact()
{
    if (m_session && !m_debounce.isActive())
        m_debounce.start();
}

void SyncAgent::onCommitted()
{
    const auto head = m_till.facts().head();
    if (!m_session || !head || head->next == m_seen)
        return;
    m_seen = head->next;
    m_session->wake();
    if (m_state.standing == Standing::Working)
        m_next.start(0); // while the hub does not answer, the next attempt takes it along
    tell();
}

void SyncAgent::tryNow()
{
    if (!m_session)
        return;
    m_session->wake();
    m_failures = 0;
    if (m_asking == Asking::Nothing)
        m_next.start(0);
}

// A round: one request after the other, until there is nothing left to ask

void SyncAgent::go()
{
    if (!m_session || m_asking == Asking::Waits)
        return;
    if (!m_isFree())
        return m_next.start(m_pace.busyMs);
    if (m_asking == Asking::Holds) {
        m_asking = Asking::Nothing;
        const HubReply held = *std::exchange(m_held, std::nullopt);
        return take(held);
    }
    const Result<std::optional<HubRequest>> request = m_session->next();
    if (!request)
        return failed(request.error());
    if (!*request)
        return rested();
    m_asking = Asking::Waits;
    m_carrier->send(**request, [this](const Result<HubReply>& reply) { heard(reply); });
}

void SyncAgent::heard(const Result<HubReply>& reply)
{
    m_asking = Asking::Nothing;
    if (!reply) {
        m_session->lost();
        return failed(reply.error());
    }
    m_state.lastContact = m_till.clock().now();
    if (m_isFree())
        return take(*reply);
    m_held = *reply;
    m_asking = Asking::Holds;
    m_next.start(m_pace.busyMs);
}

void SyncAgent::take(const HubReply& reply)
{
    QElapsedTimer watch;
    watch.start();
    const Result<void> taken = m_session->answered(reply);
    if (!taken)
        return failed(taken.error());
    // The session makes the best of some refusals; of a hub that knows nothing else, it cannot.
    m_refusals = reply.status == ok ? 0 : m_refusals + 1;
    if (m_refusals > mostRefusals)
        return failed(refusalError(reply));
    m_next.start(0); // keys and pictures come first
    if (reply.status != ok)
        return;
    adaptPages(watch.elapsed());
    m_failures = 0;
    m_state.standing = Standing::Working;
    m_state.trouble.reset();
    m_state.troubleSince.reset();
    tell();
}

void SyncAgent::adaptPages(qint64 tookMs)
{
    const int before = m_rowsPerPage;
    if (tookMs > m_pace.sliceMs)
        m_rowsPerPage = std::max(fewestRows, m_rowsPerPage / 2);
    else if (tookMs * 3 < m_pace.sliceMs)
        m_rowsPerPage = std::min(rowsPerPull, m_rowsPerPage * 2);
    if (m_rowsPerPage != before)
        m_session->askForRows(m_rowsPerPage);
}

void SyncAgent::rested()
{
    m_session->wake(); // the next round asks again
    m_next.start(m_pace.leastRestMs + QRandomGenerator::global()->bounded(m_pace.mostRestMs - m_pace.leastRestMs + 1));
    tell();
    openPoke();
}

void SyncAgent::failed(const Error& error)
{
    ++m_failures;
    m_refusals = 0;
    m_state.standing = standingOf(error.code);
    m_state.trouble = error;
    if (!m_state.troubleSince)
        m_state.troubleSince = m_till.clock().now();
    m_poke.stop();
    if (m_state.standing != Standing::Revoked)
        m_next.start(retryMs(m_failures));
    tell();
}

int SyncAgent::jittered(int ms) const
{
    return ms / 2 + QRandomGenerator::global()->bounded(ms / 2 + 1);
}

int SyncAgent::retryMs(int failures) const
{
    constexpr int mostDoublings = 16;
    const qint64 ms = static_cast<qint64>(m_pace.firstRetryMs) << std::min(failures - 1, mostDoublings);
    return jittered(static_cast<int>(std::min<qint64>(ms, m_pace.mostRetryMs)));
}

// The hub's poke

void SyncAgent::openPoke()
{
    if (!m_session || m_isPoking || m_poke.isActive() || m_state.standing != Standing::Working)
        return;
    const Result<HubRequest> request = m_session->poke();
    if (!request)
        return; // the next round meets the same trouble and tells it
    m_isPoking = true;
    m_sincePoke.start();
    m_carrier->send(*request, [this](const Result<HubReply>& reply) { poked(reply); });
}

void SyncAgent::poked(const Result<HubReply>& reply)
{
    m_isPoking = false;
    const bool isAnswer = reply && reply->status == ok;
    m_pokeFailures = isAnswer ? 0 : m_pokeFailures + 1;
    const int pauseMs = isAnswer ? std::max(0, m_pace.leastPokeMs - static_cast<int>(m_sincePoke.elapsed())) : retryMs(m_pokeFailures);
    m_poke.start(pauseMs);
    const bool wasMoved = isAnswer && reply->body[QLatin1String("moved")].toBool();
    // A poke that fails is no trouble by itself: a round finds out whether it is one.
    if (m_state.standing == Standing::Working && (wasMoved || !isAnswer)) {
        m_session->wake();
        if (m_asking == Asking::Nothing)
            m_next.start(wasMoved ? 0 : std::min(pauseMs, std::max(0, m_next.remainingTime())));
    }
}

// What people ask

void SyncAgent::join(const QString& code, Sealing onSealing, Done done)
{
    const Result<EnrolmentCode> read = EnrolmentCode::fromText(code);
    if (!read || m_till.hubLink())
        return done(fail(read ? ErrorCode::EnrolmentRefused : read.error().code));
    m_joining = m_connect(read->url, read->certificate);
    m_joining->send(
        enrolRequest(m_till, *read), [this, enrolment = *read, onSealing = std::move(onSealing), done = std::move(done)](const Result<HubReply>& reply) {
            constexpr int paintMs = 50; // for whoever looks on, before the long work
            if (!reply)
                return done(Failure(reply.error()));
            if (reply->status == ok)
                onSealing(0, 0);
            QTimer::singleShot(paintMs, this, [this, enrolment, onSealing, done, admitted = *reply] {
                const Result<void> joined = enrolled(m_till, enrolment, admitted, onSealing);
                m_joining.reset();
                if (joined)
                    start();
                done(joined);
            });
        });
}

Result<void> SyncAgent::leave()
{
    const std::optional<HubLink> link = m_till.hubLink();
    if (!link)
        return {};
    const HubRequest farewell = SyncSession(m_till).leave();
    TRY(m_till.leave());
    start();
    m_leaving = m_connect(link->url, link->certificate);
    m_leaving->send(farewell, [](const Result<HubReply>&) {}); // unheard, the hub's owner takes the till out by name
    return {};
}

void SyncAgent::ask(const HubRequest& request, HubCarrier::Answer answer)
{
    m_carrier->send(request, [this, answer = std::move(answer)](const Result<HubReply>& reply) {
        if (reply)
            m_state.lastContact = m_till.clock().now();
        answer(reply && reply->status != ok ? Result<HubReply>(Failure(refusalError(*reply))) : reply);
    });
}

void SyncAgent::findMember(const FindRequest& wanted, Found found)
{
    if (!m_session || m_state.standing != Standing::Working)
        return found(fail(ErrorCode::HubUnreachable));
    ask(m_session->find(wanted), [this, found = std::move(found)](const Result<HubReply>& reply) {
        found(reply ? m_session->found(*reply) : Result<std::optional<Id>>(Failure(reply.error())));
    });
}

void SyncAgent::listExceptions(Listed listed)
{
    if (!m_session)
        return listed(fail(ErrorCode::HubUnreachable));
    ask(m_session->exceptions(), [listed = std::move(listed)](const Result<HubReply>& reply) {
        if (!reply)
            return listed(Failure(reply.error()));
        auto read = ExceptionsReply::fromJson(reply->body);
        read ? listed(std::move(read->exceptions)) : listed(Failure(read.error()));
    });
}

void SyncAgent::reportDays(DateRange range, Reported reported)
{
    if (!m_session)
        return reported(fail(ErrorCode::HubUnreachable));
    ask(m_session->reportDays(range), [range, reported = std::move(reported)](const Result<HubReply>& reply) {
        if (!reply)
            return reported(Failure(reply.error()));
        auto read = DaysReply::fromJson(reply->body);
        read ? reported(ChainReport { range, std::move(read->storeNames), std::move(read->days) }) : reported(Failure(read.error()));
    });
}

void SyncAgent::resolve(const Id& exception, Done done)
{
    if (!m_session)
        return done(fail(ErrorCode::HubUnreachable));
    ask(m_session->resolve(exception), [this, done = std::move(done)](const Result<HubReply>& reply) {
        if (reply)
            tryNow(); // how many are open comes with the rows
        done(reply ? Result<void>() : Result<void>(Failure(reply.error())));
    });
}

// How it stands

void SyncAgent::tell()
{
    if (!m_tell.isActive())
        m_tell.start();
}

void SyncAgent::tellNow()
{
    if (m_session)
        if (const auto session = m_session->state())
            m_state.session = *session;
    Q_EMIT stateChanged(m_state);
}

}
