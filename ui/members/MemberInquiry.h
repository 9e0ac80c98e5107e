// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desk/HubDesk.h"

#include <QTimer>

namespace tangyuan {

/// Asks the chain for a member whom this till does not hold, for as long as a customer waits. One question at a time.
class MemberInquiry final : public QObject {
    Q_OBJECT

public:
    static constexpr int patienceMs = 2'000;

    /// `hub` may be nullptr: nobody is asked then.
    explicit MemberInquiry(HubDesk* hub, QObject* parent = nullptr);

    enum class Answer { Found, Unknown, Unreachable, NotAsked };
    /// Who is found is in the till by now.
    using Answered = std::function<void(Answer, const Id& found)>;
    /// Takes back the question before. Where nobody can be asked, `answered` is called at once.
    void ask(const HubDesk::MemberQuestion& question, Answered answered);
    /// Takes the question back: nobody is called any more.
    void stop();
    bool isAsking() const { return m_answered != nullptr; }

private:
    void heard(const Result<std::optional<Id>>& found);

    HubDesk* m_hub;
    QTimer m_patience;
    int m_question = 0; ///< rises, so that a late answer concerns nobody
    Answered m_answered;
};

}
