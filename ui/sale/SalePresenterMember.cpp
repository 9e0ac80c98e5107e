// SPDX-License-Identifier: GPL-3.0-or-later
// The member's side of the counter.
#include "ui/sale/SalePresenter.h"

#include "core/domain/codes/SignedCode.h"
#include "ui/members/ServicesPresenter.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

#include <utility>

namespace tangyuan {

void SalePresenter::meetPhone(const QString& phone)
{
    const auto member = m_till.members().byPhone(phone);
    if (!member)
        return say(member.error());
    if (*member)
        return attach(**member);
    askHub({ .phone = phone }, [this, phone](MemberInquiry::Answer answer) {
        MemberPrompts::Registration form;
        form.profile.phone = phone;
        form.start = MemberPrompts::Registration::Start::KnownPhone;
        if (answer == MemberInquiry::Answer::Unreachable)
            form.problem = tr("Not known here; the hub cannot be asked now.");
        askRegistration(form, phone);
    });
}

void SalePresenter::meetMemberCode(const scan::MemberCode& code)
{
    if (code.kind == MemberCodeKind::Dynamic)
        m_codeOfThisMinute = code.member;
    const Result<Member> member = m_till.members().byId(code.member);
    if (member)
        return attach(*member);
    if (member.error().code != ErrorCode::MemberNotFound)
        return say(member.error());
    askHub({ .id = code.member }, [this](MemberInquiry::Answer answer) { sayUnknown(answer); });
}

void SalePresenter::meetPhoneTail(const QString& digits)
{
    auto results = m_search.findByPhoneTail(digits);
    if (!results)
        return say(results.error());
    if (results->empty())
        return say(Notice::Tone::Trouble, tr("No product and no member's phone ends in %1. Type the whole phone to register.").arg(digits));
    if (results->size() == 1)
        return attachMember(results->front().member);
    m_view.results = std::move(*results);
    m_view.selectedResult = 0;
    show();
}

void SalePresenter::meetMemberNumber(const QString& number)
{
    const auto member = m_till.members().byNumber(number);
    if (!member)
        return say(member.error());
    if (*member)
        return attach(**member);
    askHub({ .number = number }, [this](MemberInquiry::Answer answer) { sayUnknown(answer); });
}

void SalePresenter::askHub(const HubDesk::MemberQuestion& question, Unfound unfound)
{
    m_view.notice.reset();
    m_inquiry.ask(question, [this, unfound = std::move(unfound)](MemberInquiry::Answer answer, const Id& found) {
        show();
        if (answer != MemberInquiry::Answer::Found)
            return unfound(answer);
        const Result<Member> member = m_till.members().byId(found);
        member ? attach(*member) : say(member.error());
    });
    show();
}

void SalePresenter::sayUnknown(MemberInquiry::Answer answer)
{
    if (answer == MemberInquiry::Answer::Unreachable)
        return say(Notice::Tone::Trouble, tr("Not known here; the hub cannot be asked now."));
    say({ ErrorCode::MemberNotFound });
}

void SalePresenter::attachMember(MemberKey key)
{
    const Result<Member> member = m_till.members().byKey(key);
    member ? attach(*member) : say(member.error());
}

void SalePresenter::attach(const Member& member)
{
    if (place(member))
        say(Notice::Tone::Good, (QStringList { tr("%1 is at the counter.").arg(words::memberName(member)) } + greet(member)).join(u' '));
}

bool SalePresenter::place(const Member& member)
{
    stopAsking();
    if (member.isErased) {
        say({ ErrorCode::MemberNotFound });
        return false;
    }
    const bool isChanged = changeCart([&](Cart& cart) -> Result<void> {
        cart.member = member.id;
        cart.pointsWanted = {};
        return {};
    });
    if (!isChanged || m_open.saveTrouble())
        return false;
    m_view.lastSale.reset();
    return true;
}

QStringList SalePresenter::greet(const Member& member)
{
    QStringList sentences;
    const auto given = m_till.loyalty().greet(member);
    if (!given)
        return { errorText(given.error()) }; // the sale goes on all the same
    for (const Given& one : *given)
        sentences.append(words::given(one) + tr("."));
    refresh(); // the tier may be another one, up or down, and the points are
    return sentences;
}

void SalePresenter::detachMember()
{
    stopAsking();
    if (!m_open.member())
        return;
    m_codeOfThisMinute.reset();
    changeCart([](Cart& cart) -> Result<void> {
        cart.member.reset();
        cart.pointsWanted = {};
        return {};
    });
}

void SalePresenter::registerMember()
{
    stopAsking();
    askRegistration({}, {});
}

void SalePresenter::askRegistration(const MemberPrompts::Registration& form, const QString& asked)
{
    if (!m_registrar.isAsking())
        m_registeringFor = m_open.cart().id;
    m_registrar.ask(form, asked);
}

void SalePresenter::registered(const Members::Registration& registration)
{
    QStringList given;
    if (m_open.cart().id == m_registeringFor) { // while the hub was asked, the next customer may have come
        if (!place(registration.member))
            return;
        given = greet(registration.member);
    }
    const auto tell = [&](const QString& sentence) { say(Notice::Tone::Good, (QStringList { sentence } + given).join(u' ')); };
    switch (registration.outcome) {
    case Members::Registration::Outcome::AlreadyRegistered: return tell(tr("This phone is a member already: %1.").arg(words::memberName(registration.member)));
    case Members::Registration::Outcome::Created:
        tell(tr("%1 is a member now, number %2.").arg(words::memberName(registration.member), registration.member.number));
        if (m_prompts.ask(Prompts::Question::PrintMemberCard) == Prompts::Answer::Yes)
            m_desk.print(layoutMemberCard(registration.member, m_till.settings(), makeMemberCode(registration.member.id, m_till.vault())));
    }
}

void SalePresenter::openServices()
{
    stopAsking();
    if (!m_open.member())
        return say(Notice::Tone::Quiet, tr("Services belong to a member. Scan the card or type the phone first."));
    ServicesPresenter services({ m_till, m_desk, m_prompts }, *m_open.member());
    m_prompts.serve(services);
    refresh();
    if (services.view().notice)
        say(services.view().notice->tone, services.view().notice->text);
}

void SalePresenter::showMember()
{
    const std::optional<Member>& member = m_open.member();
    if (!member) {
        m_view.member.reset();
        m_shownMember.reset();
        return;
    }
    if (m_view.member && m_shownMember == member->key)
        return;
    auto view = makeMemberView(m_till, *member);
    if (!view) {
        m_view.notice = Notice { Notice::Tone::Trouble, errorText(view.error()) };
        return;
    }
    m_view.member = std::move(*view);
    m_shownMember = member->key;
}

}
