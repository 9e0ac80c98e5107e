// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "ui/desk/Prompts.h"

namespace tangyuan {

class ServicesPresenter;
class StatementPresenter;

/// What is asked about members.
class MemberPrompts : public virtual Prompts {
public:
    struct Registration {
        Profile profile; ///< what is known already: often the phone
        QString problem; ///< why the last answer was not good enough; empty at first
        enum class Start { Phone, KnownPhone } start = Start::Phone;
    };
    virtual std::optional<Profile> askRegistration(const Registration& start) = 0;

    /// Opens the board of services until it is closed.
    virtual void serve(ServicesPresenter& services) = 0;
    virtual void showStatement(StatementPresenter& statement) = 0;
    /// A file name with .csv.
    virtual std::optional<QString> askTableFile(const QString& suggestion) = 0;
};

}
