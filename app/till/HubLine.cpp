// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/HubLine.h"

#include "core/base/Verify.h"
#include "ui/shell/ChainDialog.h"
#include "ui/shell/JoinDialog.h"

#include <QApplication>

namespace tangyuan {
namespace {

/// Prices, rules and the catalogue stay what they are while somebody is asked something: a customer pays what was told.
bool isNobodyAsked()
{
    QWidget* const open = QApplication::activeModalWidget();
    return !open || qobject_cast<ChainDialog*>(open) || qobject_cast<JoinDialog*>(open);
}

SyncView::Standing standingOf(sync::SyncAgent::Standing standing)
{
    using Standing = sync::SyncAgent::Standing;
    switch (standing) {
    case Standing::Alone: return SyncView::Standing::Alone;
    case Standing::Starting: return SyncView::Standing::Starting;
    case Standing::Working: return SyncView::Standing::Working;
    case Standing::Offline: return SyncView::Standing::Offline;
    case Standing::CertificateWrong: return SyncView::Standing::CertificateWrong;
    case Standing::Revoked: return SyncView::Standing::Revoked;
    case Standing::OtherVersion: return SyncView::Standing::OtherVersion;
    }
    VERIFY(false);
}

}

HubLine::HubLine(Till& till, sync::SyncAgent::Connect toHub, QObject* parent)
    : HubDesk(parent)
    , m_till(till)
    , m_agent({ .till = till, .connect = std::move(toHub), .isFree = isNobodyAsked })
{
    connect(&m_agent, &sync::SyncAgent::stateChanged, this, &HubLine::show);
}

void HubLine::show(const sync::SyncAgent::State& state)
{
    m_view = { .standing = standingOf(state.standing),
        .waiting = state.session.waiting,
        .waitingSince = state.session.waitingSince,
        .troubleSince = state.troubleSince,
        .lastContact = state.lastContact,
        .trouble = state.trouble,
        .fill = state.session.isFirstFill ? SyncView::Fill::Runs : SyncView::Fill::Done,
        .rowsTaken = state.session.rowsTaken,
        .rowsTotal = state.session.rowsTaken + state.session.rowsLeft,
        .exceptions = state.session.exceptions };
    if (const std::optional<HubLink>& link = m_till.hubLink()) {
        m_view.chain = link->organisationName;
        m_view.store = link->storeName.isEmpty() ? link->store : QStringLiteral("%1 %2").arg(link->store, link->storeName);
        m_view.address = link->url;
    }
    Q_EMIT changed();
}

void HubLine::join(const QString& code, Sealing onSealing, Done done)
{
    m_agent.join(code, std::move(onSealing), std::move(done));
}

void HubLine::findMember(const MemberQuestion& question, Found found)
{
    const QByteArray phone = question.phone.isEmpty() ? QByteArray() : m_till.vault().blindIndex(Vault::Index::Phone, question.phone);
    m_agent.findMember({ phone, question.number, question.id, m_till.hubLink() ? m_till.hubLink()->branch : 0 }, std::move(found));
}

void HubLine::listExceptions(Listed listed)
{
    m_agent.listExceptions([listed = std::move(listed)](const Result<std::vector<sync::HubException>>& found) {
        if (!found)
            return listed(Failure(found.error()));
        std::vector<ChainException> open;
        for (const sync::HubException& exception : *found)
            if (!exception.isResolved)
                open.push_back({ exception.id, exception.kind, exception.subject, exception.at, exception.till });
        listed(std::move(open));
    });
}

}
