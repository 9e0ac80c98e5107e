// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/SaleRequest.h"
#include "app/common/Files.h"
#include "core/base/Csv.h"

#include <QJsonArray>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject feedbackJson(const Feedback& feedback, const ShopSettings& settings)
{
    const auto localTime = [&](UtcTime time) { return settings.calendar.localTime(time).toString(Qt::ISODate); };
    QJsonObject json { { u"id"_s, feedback.id.toString() }, { u"member"_s, feedback.memberNumber }, { u"at"_s, localTime(feedback.at) } };
    if (feedback.isErased)
        json["erased"_L1] = true;
    else
        json["text"_L1] = feedback.text;
    if (feedback.answeredAt)
        json["answeredAt"_L1] = localTime(*feedback.answeredAt);
    if (feedback.answeredAt && !feedback.isErased)
        json["answer"_L1] = feedback.answer;
    return json;
}

/// A text that somebody wrote, from a file or from stdin. What is too long is said by who takes the text.
Result<QString> readWords(const QString& path)
{
    constexpr qint64 mostBytes = 16'384;
    return decodeText(TRY(readInputFileOrStdin(path, mostBytes)));
}

Result<AdminOutcome> recordFeedback(Invocation& call)
{
    const QString text = TRY(readWords(call.argument(1)));
    const auto till = TRY(call.open(Database::Access::Writer));
    const Member member = TRY(findMember(call.argument(0), *till));
    return AdminOutcome { feedbackJson(TRY(till->feedback().record(member.key, text)), till->settings()), AdminExit::Done };
}

Result<AdminOutcome> listFeedback(Invocation& call)
{
    FeedbackBook::Page page { .limit = FeedbackBook::mostPerPage };
    if (call.has("before"_L1))
        page.before = TRY(Id::fromString(call.option("before"_L1)));
    const auto till = TRY(call.open(Database::Access::Reader));
    const auto which = call.has("open"_L1) ? FeedbackBook::Which::Open : FeedbackBook::Which::All;
    QJsonArray entries;
    for (const Feedback& feedback : TRY(till->feedback().list(which, page)))
        entries.append(feedbackJson(feedback, till->settings()));
    return AdminOutcome { { { u"feedback"_s, entries } }, AdminExit::Done };
}

Result<AdminOutcome> answerFeedback(Invocation& call)
{
    const Id id = TRY(Id::fromString(call.argument(0)));
    const QString text = TRY(readWords(call.argument(1)));
    const auto till = TRY(call.open(Database::Access::Writer));
    return AdminOutcome { feedbackJson(TRY(till->feedback().answer(id, text)), till->settings()), AdminExit::Done };
}

}

std::vector<Command> feedbackCommands()
{
    const QString words = u"FILE.txt is up to 500 characters in UTF-8 or GB18030; - reads them from stdin, so that they stay out of the shell's history."_s;
    return {
        { u"member feedback"_s, { u"MEMBER"_s, u"FILE.txt|-"_s }, u"write down what a member says"_s,
            u"MEMBER is a number, a phone or the code on the card.\n"_s + words, u"member feedback 10000015 words.txt"_s, {}, recordFeedback },
        { u"feedback list"_s, {}, u"list what members said, the newest first"_s,
            u"At most %1 at once; those of erased members cannot be read any more. Works while the till is selling."_s.arg(FeedbackBook::mostPerPage),
            u"feedback list --open"_s,
            { { u"open"_s, {}, u"only what still waits for an answer"_s }, { u"before"_s, u"ID"_s, u"only what is older than this one: the next page"_s } },
            listFeedback },
        { u"feedback answer"_s, { u"ID"_s, u"FILE.txt|-"_s }, u"answer what a member said"_s, u"A later answer replaces an earlier one.\n"_s + words,
            u"feedback answer 0192f3a0-7c1e-7000-8000-00000000abcd answer.txt"_s, {}, answerFeedback },
    };
}

}
