// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "app/admin/PinInput.h"
#include "app/admin/SaleRequest.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<AdminOutcome> handlePin(Invocation& call)
{
    const QString verb = call.argument(1);
    const bool needsPin = verb == u"set" || verb == u"check";
    if (!needsPin && verb != u"remove")
        return misused(u"member pin MEMBER set, check or remove."_s);
    const QString pin = needsPin ? TRY(readPinFromStdin()) : QString();
    const auto till = TRY(call.open(Database::Access::Writer));
    const Member member = TRY(findMember(call.argument(0), *till));
    if (verb == u"set")
        TRY(till->pins().set(member.key, pin));
    else if (verb == u"check")
        TRY(till->pins().check(member.key, pin));
    else
        TRY(till->pins().remove(member.key));
    return AdminOutcome { { { u"member"_s, member.number }, { u"pin"_s, TRY(till->pins().isSet(member.key)) ? u"set"_s : u"none"_s } }, AdminExit::Done };
}

}

std::vector<Command> pinCommands()
{
    return { { u"member pin"_s, { u"MEMBER"_s, u"set|check|remove"_s }, u"set, try or remove a member's spending PIN"_s,
        u"MEMBER is a number, a phone or the code on the card. The PIN, 4 to 6 digits, comes from stdin: it is never on the\n"
        "command line and never printed. After five wrong ones it is locked for a while."_s,
        u"member pin 13800138000 set < pin.txt"_s, {}, handlePin } };
}

}
