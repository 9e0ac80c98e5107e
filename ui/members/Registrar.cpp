// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/Registrar.h"

#include "core/domain/members/PhoneNumber.h"
#include "ui/widgets/ErrorText.h"

namespace tangyuan {

Registrar::Registrar(Parts parts)
    : m(std::move(parts))
    , m_inquiry(m.hub)
{
}

void Registrar::ask(MemberPrompts::Registration form, const QString& asked)
{
    if (isAsking())
        return;
    m_asked = asked;
    askForm(form);
}

void Registrar::askForm(const MemberPrompts::Registration& form)
{
    const auto profile = m.prompts.askRegistration(form);
    if (!profile)
        return;
    const auto phone = normalisePhone(profile->phone, m.till.settings().phoneRegion);
    if (!phone || *phone == m_asked || m.till.members().byPhone(*phone).value_or(std::nullopt))
        return submit(*profile);
    m_asked = *phone;
    m_inquiry.ask({ .phone = *phone }, [this, typed = *profile](MemberInquiry::Answer answer, const Id& found) {
        m.onAsking();
        if (answer != MemberInquiry::Answer::Found)
            return submit(typed);
        const auto member = m.till.members().byId(found);
        if (member)
            return m.done({ *member, Members::Registration::Outcome::AlreadyRegistered });
        askForm({ typed, errorText(member.error()), MemberPrompts::Registration::Start::Phone });
    });
    m.onAsking();
}

void Registrar::submit(const Profile& profile)
{
    const auto registration = m.till.members().registerMember(profile);
    if (registration)
        return m.done(*registration);
    askForm({ profile, errorText(registration.error()), MemberPrompts::Registration::Start::Phone });
}

}
