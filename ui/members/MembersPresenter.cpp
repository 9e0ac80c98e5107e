// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/MembersPresenter.h"

#include "core/domain/codes/SignedCode.h"
#include "core/domain/members/MemberNumber.h"
#include "core/domain/members/PhoneNumber.h"
#include "core/domain/receipt/ReceiptLayout.h"
#include "ui/members/ServicesPresenter.h"
#include "ui/members/StatementPresenter.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

#include <QRegularExpression>

namespace tangyuan {
namespace {

constexpr int foundLimit = 50;

MemberSummary summarise(const Member& member)
{
    return { member.key, member.number, words::memberName(member), member.profile.phone, member.tier };
}

}

MembersPresenter::MembersPresenter(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_inquiry(m_parts.hub)
    , m_registrar({ m_parts.till, m_parts.prompts, m_parts.hub, [this](const Members::Registration& registration) { registered(registration); },
          [this] {
              m_view.hint = m_registrar.isAsking() ? tr("asking the hub…") : QString();
              Q_EMIT changed();
          } })
{
}

void MembersPresenter::refresh()
{
    m_view.count = m_parts.till.members().count().value_or(0);
    if (m_view.member) {
        if (const auto member = m_parts.till.members().byKey(m_view.member->member.key))
            showMember(*member);
    }
    Q_EMIT changed();
}

void MembersPresenter::search(const QString& text)
{
    m_inquiry.stop();
    m_lastSearch = text.trimmed();
    m_view.found = m_lastSearch.isEmpty() ? std::vector<MemberSummary>() : find(m_lastSearch);
    m_view.hint = m_view.found.empty() && !m_lastSearch.isEmpty() ? tr("Nobody is found by that.") : QString();
    m_view.selected = -1;
    if (m_view.found.size() == 1)
        return select(0);
    Q_EMIT changed();
}

void MembersPresenter::enter(const QString& text)
{
    search(text);
    const auto question = m_view.found.empty() ? questionOf(m_lastSearch) : std::nullopt;
    if (!question)
        return select(std::max(0, m_view.selected));
    m_view.hint = tr("asking the hub…");
    m_inquiry.ask(*question, [this](MemberInquiry::Answer answer, const Id& found) {
        m_view.hint = answer == MemberInquiry::Answer::Unreachable ? tr("Not known here; the hub cannot be asked now.") : tr("Nobody is found by that.");
        if (answer == MemberInquiry::Answer::Found) {
            const auto member = m_parts.till.members().byId(found);
            return member ? showAlone(*member) : say(member.error());
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

std::optional<HubDesk::MemberQuestion> MembersPresenter::questionOf(const QString& text)
{
    using Question = HubDesk::MemberQuestion;
    Till& till = m_parts.till;
    if (const auto code = readMemberCode(text, till.issuerKeys(), till.clock().now()))
        return Question { .id = code->member };
    if (const auto phone = normalisePhone(text, till.settings().phoneRegion))
        return Question { .phone = *phone };
    return isMemberNumber(text) ? std::optional(Question { .number = text }) : std::nullopt;
}

void MembersPresenter::showAlone(const Member& member)
{
    m_view.found = { summarise(member) };
    m_view.hint.clear();
    select(0);
}

std::vector<MemberSummary> MembersPresenter::find(const QString& text)
{
    if (const auto one = exact(text))
        return { *one };
    static const QRegularExpression fourDigits(QStringLiteral("^[0-9]{4}$"));
    if (fourDigits.match(text).hasMatch())
        return m_parts.till.members().byPhoneTail(text, foundLimit).value_or(std::vector<MemberSummary>());
    const auto byName = m_parts.till.members().summaries(m_parts.names.search(text, foundLimit));
    return byName.value_or(std::vector<MemberSummary>());
}

std::optional<MemberSummary> MembersPresenter::exact(const QString& text)
{
    Till& till = m_parts.till;
    if (const auto byCode = readMemberCode(text, till.issuerKeys(), till.clock().now())) {
        const auto member = till.members().byId(byCode->member);
        return member ? std::optional(summarise(*member)) : std::nullopt;
    }
    if (const auto byNumber = till.members().byNumber(text); byNumber && *byNumber)
        return summarise(**byNumber);
    if (const auto byPhone = till.members().byPhone(text); byPhone && *byPhone)
        return summarise(**byPhone);
    return {};
}

void MembersPresenter::select(int index)
{
    if (index < 0 || index >= static_cast<int>(m_view.found.size()))
        return;
    m_view.selected = index;
    const auto member = m_parts.till.members().byKey(m_view.found[static_cast<size_t>(index)].key);
    member ? showMember(*member) : say(member.error());
    Q_EMIT changed();
}

void MembersPresenter::showMember(const Member& member)
{
    auto view = makeMemberView(m_parts.till, member);
    if (view)
        m_view.member = std::move(*view);
    else
        say(view.error());
}

void MembersPresenter::registerMember()
{
    m_registrar.ask();
}

void MembersPresenter::registered(const Members::Registration& registration)
{
    const bool isNew = registration.outcome == Members::Registration::Outcome::Created;
    m_view.notice = Notice { Notice::Tone::Good,
        (isNew ? tr("%1 is a member now.") : tr("This phone is a member already: %1.")).arg(words::memberName(registration.member)) };
    m_view.count = m_parts.till.members().count().value_or(m_view.count);
    showAlone(registration.member);
}

void MembersPresenter::save(const Profile& profile, Tier tier)
{
    if (!m_view.member)
        return;
    const Member before = m_view.member->member;
    Result<Member> after = profile == before.profile ? Result<Member>(before) : m_parts.till.members().update(before.key, profile);
    if (after && tier != before.tier)
        after = m_parts.till.members().setTier(before.key, tier);
    if (!after)
        return say(after.error());
    showMember(*after);
    for (MemberSummary& summary : m_view.found) {
        if (summary.key == after->key)
            summary = summarise(*after);
    }
    say(Notice::Tone::Good, tr("Saved."));
    Q_EMIT memberChanged();
}

void MembersPresenter::erase()
{
    if (!m_view.member || m_parts.prompts.ask(Prompts::Question::EraseMember) != Prompts::Answer::Yes)
        return;
    const MemberKey key = m_view.member->member.key;
    if (const auto erased = m_parts.till.members().erase(key); !erased)
        return say(erased.error());
    m_view.member.reset();
    std::erase_if(m_view.found, [&](const MemberSummary& summary) { return summary.key == key; });
    m_view.selected = -1;
    say(Notice::Tone::Good, tr("The member is erased. The sales stay, without a name."));
    Q_EMIT memberChanged();
}

ReceiptDocument MembersPresenter::card() const
{
    const Member& member = m_view.member->member;
    return layoutMemberCard(member, m_parts.till.settings(), makeMemberCode(member.id, m_parts.till.vault()));
}

void MembersPresenter::printCard()
{
    if (!m_view.member)
        return;
    m_parts.desk.print(card());
    say(Notice::Tone::Quiet, tr("The card goes to the printer."));
}

void MembersPresenter::saveCard()
{
    if (!m_view.member)
        return;
    const auto path = m_parts.prompts.askFileName(m_view.member->member.number + QStringLiteral(".pdf"));
    if (!path)
        return;
    const auto saved = m_parts.saveDocument(card(), *path);
    saved ? say(Notice::Tone::Good, tr("The card is saved.")) : say(saved.error());
}

void MembersPresenter::openServices()
{
    if (!m_view.member)
        return say(Notice::Tone::Quiet, tr("Choose a member first."));
    ServicesPresenter services({ m_parts.till, m_parts.desk, m_parts.prompts }, m_view.member->member);
    m_parts.prompts.serve(services);
    m_view.notice = services.view().notice;
    refresh();
    Q_EMIT memberChanged();
}

void MembersPresenter::openStatement()
{
    if (!m_view.member)
        return;
    StatementPresenter statement({ m_parts.till, m_parts.desk, m_parts.prompts }, m_view.member->member);
    m_parts.prompts.showStatement(statement);
}

void MembersPresenter::dismissNotice()
{
    m_view.notice.reset();
    Q_EMIT changed();
}

void MembersPresenter::say(Notice::Tone tone, const QString& text)
{
    m_view.notice = Notice { tone, text };
    Q_EMIT changed();
}

void MembersPresenter::say(const Error& error)
{
    say(Notice::Tone::Trouble, errorText(error));
}

}
