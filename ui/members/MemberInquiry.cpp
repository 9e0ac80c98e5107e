// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/MemberInquiry.h"

#include <QPointer>

#include <utility>

namespace tangyuan {

MemberInquiry::MemberInquiry(HubDesk* hub, QObject* parent)
    : QObject(parent)
    , m_hub(hub)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] { heard(fail(ErrorCode::HubUnreachable)); });
}

void MemberInquiry::ask(const HubDesk::MemberQuestion& question, Answered answered)
{
    stop();
    if (!m_hub || m_hub->view().standing == SyncView::Standing::Alone)
        return answered(Answer::NotAsked, {});
    if (m_hub->view().standing != SyncView::Standing::Working)
        return answered(Answer::Unreachable, {});
    m_answered = std::move(answered);
    m_patience.start();
    m_hub->findMember(question, [self = QPointer<MemberInquiry>(this), asked = m_question](const Result<std::optional<Id>>& found) {
        if (!self)
            return;
        // Not within the wire's call: a dialog may follow.
        QTimer::singleShot(0, self, [self, asked, found] {
            if (self->m_question == asked)
                self->heard(found);
        });
    });
}

void MemberInquiry::heard(const Result<std::optional<Id>>& found)
{
    const Answered answered = std::exchange(m_answered, nullptr);
    stop();
    if (!found)
        return answered(Answer::Unreachable, {});
    *found ? answered(Answer::Found, **found) : answered(Answer::Unknown, {});
}

void MemberInquiry::stop()
{
    ++m_question;
    m_patience.stop();
    m_answered = nullptr;
}

}
