// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/PinProof.h"

#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

namespace tangyuan {

PinProof provePin(Till& till, Prompts& prompts, const Member& member)
{
    Prompts::PinQuestion question { Prompts::PinQuestion::Use::Prove, words::memberName(member), {} };
    while (const auto pin = prompts.askPin(question)) {
        const Result<void> checked = till.pins().check(member.key, *pin);
        if (checked)
            return PinProof::Given;
        question.problem = errorText(checked.error());
        if (checked.error().code != ErrorCode::PinWrong) {
            prompts.tell(question.problem); // another try would change nothing
            return PinProof::Missing;
        }
    }
    return PinProof::Missing;
}

}
