// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "sync/till/HubCarrier.h"
#include "sync/till/SyncSession.h"

#include <QEventLoop>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Here somebody waits for the answer.
Result<sync::HubReply> ask(sync::HubCarrier& hub, const sync::HubRequest& request)
{
    QEventLoop loop;
    std::optional<Result<sync::HubReply>> answer;
    hub.send(request, [&](const Result<sync::HubReply>& reply) {
        answer = reply;
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return *answer;
}

QJsonObject linkJson(const HubLink& link)
{
    return { { u"organisation"_s, link.organisationName }, { u"store"_s, link.store }, { u"storeName"_s, link.storeName }, { u"url"_s, link.url },
        { u"certificate"_s, QString::fromLatin1(link.certificate.toHex()) }, { u"branch"_s, link.branch } };
}

/// What the till's own standing does not allow; nothing was changed.
AdminOutcome declined(const QString& code, const QString& sentence)
{
    say(sentence);
    return { { { u"error"_s, QJsonObject { { u"code"_s, code }, { u"context"_s, sentence } } } }, AdminExit::Refused };
}

AdminOutcome alone()
{
    return declined(u"Alone"_s, u"This till belongs to no chain. hub join CODE takes it into one."_s);
}

Result<QJsonObject> standingJson(Till& till, sync::SyncSession& session)
{
    QJsonObject json = linkJson(*till.hubLink());
    const sync::SyncSession::State state = TRY(session.state());
    json["waiting"_L1] = state.waiting;
    if (state.waitingSince)
        json["waitingSince"_L1] = till.settings().calendar.localTime(*state.waitingSince).toString(Qt::ISODate);
    return json;
}

Result<AdminOutcome> joinChain(Invocation& call)
{
    const sync::EnrolmentCode code = TRY(sync::EnrolmentCode::fromText(call.argument(0)));
    const auto till = TRY(call.open(Database::Access::Writer));
    if (till->hubLink())
        return declined(u"Joined"_s, u"This till belongs to %1 already; hub leave comes first."_s.arg(till->hubLink()->organisationName));
    const auto hub = sync::connectToHub(code.url, code.certificate);
    const sync::HubReply reply = TRY(ask(*hub, sync::enrolRequest(*till, code)));
    TRY(sync::enrolled(*till, code, reply, [](qint64 done, qint64 total) {
        if (done < total)
            say(u"   … %1 of %2 members sealed"_s.arg(done).arg(total));
    }));
    say(u"This till belongs to %1 now, store %2. hub sync talks with the hub; the till does it by itself."_s.arg(
        till->hubLink()->organisationName, till->hubLink()->store));
    return AdminOutcome { linkJson(*till->hubLink()), AdminExit::Done };
}

Result<AdminOutcome> showStanding(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    if (!till->hubLink())
        return alone();
    sync::SyncSession session(*till);
    return AdminOutcome { TRY(standingJson(*till, session)), AdminExit::Done };
}

Result<AdminOutcome> syncTill(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    if (!till->hubLink())
        return alone();
    const HubLink link = *till->hubLink();
    const auto hub = sync::connectToHub(link.url, link.certificate);
    sync::SyncSession session(*till);
    qint64 requests = 0;
    while (const auto request = TRY(session.next())) {
        const Result<sync::HubReply> reply = ask(*hub, *request);
        if (!reply) {
            session.lost();
            return Failure(reply.error());
        }
        TRY(session.answered(*reply));
        ++requests;
    }
    QJsonObject json = TRY(standingJson(*till, session));
    const sync::SyncSession::State state = TRY(session.state());
    json["requests"_L1] = requests;
    json["rowsTaken"_L1] = state.rowsTaken;
    json["exceptions"_L1] = state.exceptions;
    say(u"All is sent, and all is taken over: %1 rows in %2 requests."_s.arg(state.rowsTaken).arg(requests));
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> leaveChain(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    if (!till->hubLink())
        return alone();
    const HubLink link = *till->hubLink();
    const qint64 unsent = TRY(SyncRows(till->database()).countAfter(link.sent));
    if (unsent > 0 && !call.has("unsent"_L1))
        return declined(u"Unsent"_s, u"%1 facts were not sent, and then never will be: hub sync comes first, or --unsent."_s.arg(unsent));
    const sync::HubRequest farewell = sync::SyncSession(*till).leave();
    TRY(till->leave());
    const auto heard = ask(*sync::connectToHub(link.url, link.certificate), farewell);
    const bool knows = heard && heard->status == 200;
    say(knows ? u"This till stands alone. What it has stays."_s
              : u"This till stands alone. What it has stays. The hub does not know it yet: take the till out there by its code."_s);
    return AdminOutcome { { { u"left"_s, link.organisationName }, { u"unsent"_s, unsent }, { u"hubKnows"_s, knows } }, AdminExit::Done };
}

}

std::vector<Command> hubCommands()
{
    return {
        { u"hub join"_s, { u"CODE"_s }, u"join the chain whose hub shows this code"_s,
            u"The code (TYE…) is good once. Members' seals are wrapped anew with the chain's key."_s, u"hub join TYEAE3D…"_s, {}, joinChain },
        { u"hub status"_s, {}, u"the chain that this till belongs to, and what waits to be sent"_s, u"Works while the till is selling, and asks nobody."_s,
            u"hub status"_s, {}, showStanding },
        { u"hub sync"_s, {}, u"send all that waits and take over what is new"_s, u"The till does this by itself; this is for when it is closed."_s,
            u"hub sync"_s, {}, syncTill },
        { u"hub leave"_s, {}, u"leave the chain"_s, u"What the till has stays. To join again it needs a new code."_s, u"hub leave"_s,
            { { u"unsent"_s, {}, u"also if the hub does not have everything yet"_s } }, leaveChain },
    };
}

}
