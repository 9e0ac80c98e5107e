// SPDX-License-Identifier: GPL-3.0-or-later
// The member as a person: who brought them, what they say, their PIN and tags.
#include "ui/members/ServicesPresenter.h"

#include "core/base/Limits.h"
#include "ui/desk/PinProof.h"
#include "ui/members/StatementPresenter.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

namespace tangyuan {

void ServicesPresenter::invite()
{
    const auto typed = m_parts.prompts.askText({ tr("Who brought this member?"), tr("Phone or member number of the one who invited."), {}, limits::scanChars });
    if (!typed)
        return;
    Members& members = m_parts.till.members();
    std::optional<Member> inviter = members.byNumber(*typed).value_or(std::nullopt);
    if (!inviter)
        inviter = members.byPhone(*typed).value_or(std::nullopt);
    if (!inviter)
        return say(Notice::Tone::Trouble, tr("Nobody has this phone or number."));
    const auto done = loyalty().refer(m_member, *inviter);
    if (!done)
        return say(done.error());
    const bool isAtOnce = rules().activities.referralAt == Activities::ReferralTime::Registration;
    finish((isAtOnce ? tr("%1 came by %2's invitation; both have their gift.") : tr("%1 came by %2's invitation; the first purchase brings both their gift."))
               .arg(words::memberName(m_member), words::memberName(*inviter)));
}

void ServicesPresenter::openStatement()
{
    StatementPresenter statement({ m_parts.till, m_parts.desk, m_parts.prompts }, m_member);
    m_parts.prompts.showStatement(statement);
    refresh();
}

// Feedback

void ServicesPresenter::showFeedback()
{
    m_view.title = tr("Feedback");
    add({ .title = tr("Write down"), .detail = tr("What the member says"), .key = u'0' }, [this] { writeFeedback(); });
    const auto feedback = m_parts.till.feedback().ofMember(m_member.key, {});
    if (!feedback)
        return;
    for (const Feedback& one : *feedback)
        add({ .title = one.text,
                .detail = one.answeredAt ? tr("Answered: %1").arg(one.answer) : tr("Not answered yet"),
                .trailing = words::moment(one.at, m_parts.till.clock().now(), m_parts.till.settings().calendar) },
            [this, chosen = one] { answerFeedback(chosen); });
    m_view.sentence = feedback->empty() ? tr("This member said nothing yet.") : tr("Choose one to answer it.");
}

void ServicesPresenter::writeFeedback()
{
    const auto text = m_parts.prompts.askText({ tr("Feedback"), tr("In the member's own words."), {}, limits::feedbackChars });
    if (!text)
        return;
    const auto recorded = m_parts.till.feedback().record(m_member.key, *text);
    recorded ? finish(tr("It is written down.")) : say(recorded.error());
}

void ServicesPresenter::answerFeedback(const Feedback& feedback)
{
    const auto text = m_parts.prompts.askText({ tr("The shop's answer"), tr("“%1”").arg(feedback.text), feedback.answer, limits::feedbackChars });
    if (!text)
        return;
    const auto answered = m_parts.till.feedback().answer(feedback.id, *text);
    answered ? finish(tr("The answer is written down.")) : say(answered.error());
}

// The PIN

void ServicesPresenter::showPin()
{
    m_view.title = tr("PIN");
    m_view.sentence = tr("A purchase that takes more than %1 of stored value asks for it.").arg(toDisplayString(rules().storedValue.pinAbove));
    if (!m_parts.till.pins().isSet(m_member.key).value_or(false))
        return add({ .title = tr("Set a PIN"), .detail = tr("The member types it twice") }, [this] { setPin(OldPin::Waived); });
    add({ .title = tr("Change the PIN"), .detail = tr("The old one first") }, [this] { setPin(OldPin::Asked); });
    add({ .title = tr("Remove the PIN"), .detail = tr("The old one first") }, [this] { removePin(); });
    add({ .title = tr("PIN forgotten"), .detail = tr("The manager allows a new one") }, [this] {
        if (m_parts.prompts.ask(Prompts::Question::ReplacePin) == Prompts::Answer::Yes)
            setPin(OldPin::Waived);
    });
}

void ServicesPresenter::setPin(OldPin oldPin)
{
    if (oldPin == OldPin::Asked && provePin(m_parts.till, m_parts.prompts, m_member) == PinProof::Missing)
        return;
    using Use = Prompts::PinQuestion::Use;
    QString problem;
    const QString name = words::memberName(m_member);
    while (const auto first = m_parts.prompts.askPin({ Use::Choose, name, problem })) {
        const auto second = m_parts.prompts.askPin({ Use::Repeat, name, {} });
        if (!second)
            return;
        if (*first != *second) {
            problem = tr("The two were not the same. Choose again.");
            continue;
        }
        const auto set = m_parts.till.pins().set(m_member.key, *first);
        if (set)
            return finish(tr("The PIN is set."));
        if (set.error().code != ErrorCode::PinWeak)
            return say(set.error());
        problem = errorText(set.error());
    }
}

void ServicesPresenter::removePin()
{
    if (provePin(m_parts.till, m_parts.prompts, m_member) == PinProof::Missing)
        return;
    const auto removed = m_parts.till.pins().remove(m_member.key);
    removed ? finish(tr("The PIN is removed.")) : say(removed.error());
}

// Tags

void ServicesPresenter::showTags()
{
    m_view.title = tr("Tags");
    add({ .title = tr("Add a tag"), .key = u'0' }, [this] { addTag(); });
    const auto tags = m_parts.till.segments().tags(m_member.key);
    if (!tags)
        return;
    for (const MemberTag& tag : *tags)
        add({ .title = tag.tag,
                .detail = tag.origin == TagOrigin::Hand ? tr("By hand") : tr("By a rule, which may set it again"),
                .trailing = tag.since.toString() },
            [this, name = tag.tag] { changeTags({}, { name }); });
    m_view.sentence = tags->empty() ? tr("This member has no tag.") : tr("Choose a tag to take it off.");
}

void ServicesPresenter::addTag()
{
    if (const auto tag = m_parts.prompts.askText({ tr("Add a tag"), tr("A word or two, such as “no peanuts”."), {}, Segment::tagChars }))
        changeTags({ *tag }, {});
}

void ServicesPresenter::changeTags(const QStringList& add, const QStringList& remove)
{
    const auto tagged = m_parts.till.segments().tag(m_member.key, add, remove);
    if (!tagged)
        return say(tagged.error());
    finish(add.isEmpty() ? tr("The tag “%1” is off.").arg(remove.first()) : tr("The tag “%1” is on.").arg(add.first()));
    m_undo = [this, add, remove] { changeTags(remove, add); };
    refresh();
}

}
