// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"
#include "ui/members/MemberInquiry.h"
#include "ui/members/MemberPrompts.h"

namespace tangyuan {

/// Registers a member by the form. A phone that this till does not know is asked of the chain first, or one person would be
/// registered twice.
class Registrar {
public:
    using Done = std::function<void(const Members::Registration&)>;
    struct Parts {
        Till& till;
        MemberPrompts& prompts;
        HubDesk* hub;
        Done done;                      ///< not called when the form is given up
        std::function<void()> onAsking; ///< isAsking became true or false
    };
    explicit Registrar(Parts parts);

    /// `asked` is a phone (E.164) of which the chain said that it is nobody's. Does nothing while a form waits for the hub.
    void ask(MemberPrompts::Registration form = {}, const QString& asked = {});
    bool isAsking() const { return m_inquiry.isAsking(); }

private:
    void askForm(const MemberPrompts::Registration& form);
    void submit(const Profile& profile);

    Parts m;
    MemberInquiry m_inquiry;
    QString m_asked;
};

}
