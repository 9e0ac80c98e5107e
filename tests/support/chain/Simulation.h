// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/hub/storage/HubTables.h"
#include "tests/support/chain/Chain.h"

#include <set>

namespace tangyuan::sync {

/// One random life of a chain: tills that sell, and everything that goes wrong between them, out of one seed. First it only
/// has to be safe, however bad the network, the disks and the clocks are: whenever a till has the hub's last page, nothing of
/// what it did itself is missing or there twice. Then all heals, and it has to come to an end where everybody agrees.
class Simulation {
public:
    /// A chain at its beginning, made once: making tills costs more than living.
    class Beginning {
    public:
        Beginning();

    private:
        friend class Simulation;
        QTemporaryDir m_folder;
        Chain m_chain { 1 };
    };

    Simulation(const Beginning& beginning, quint64 seed, bool isTold);
    /// What is wrong in the end, with the step; empty: nothing.
    QString run(int steps);

    struct Tally {
        qint64 facts = 0;
        qint64 sales = 0;
        qint64 requests = 0;
        qint64 lost = 0;    ///< requests and replies
        qint64 crashes = 0; ///< of tills, at a write
        qint64 hubFaults = 0;
        qint64 restores = 0; ///< of tills and of the hub
        qint64 forks = 0;
        qint64 exceptions = 0;
        Tally& operator+=(const Tally& other);
    };
    const Tally& tally() const { return m_tally; }

private:
    struct Sold {
        Money total;
        size_t till;
    };
    void act(ChainTill& till);
    void editCashiers(ChainTill& till);
    void sellSomething(ChainTill& till, const std::optional<Member>& member);
    void talk(ChainTill& till);
    void misfortune();
    void crashDuring(ChainTill& till);
    void restoreTill(size_t index);
    QString heal();
    /// What the till holds of somebody is what the hub has, and over it what it did itself and the hub has not heard.
    QString disagreementAboutMembers(ChainTill& till);
    QString disagreement();
    QString disagreementOf(ChainTill& till);
    QString disagreementAbout(ChainTill& till, const HubTables::MemberRow& truth, const MemberRecord& expected);
    std::optional<Member> anyMember(ChainTill& till);
    HubReply deliver(const HubRequest& request);
    quint64 below(quint64 bound) { return m_dice.below(bound); }
    bool chance(quint64 oneIn) { return below(oneIn) == 0; }
    void say(const QString& what);

    const bool m_isTold;
    SeededRandom m_dice;
    QTemporaryDir m_folder;
    Chain m_chain;
    std::map<size_t, int> m_cutOff;      ///< tills without a network, for so many steps
    std::vector<HubRequest> m_lingering; ///< sent once, to arrive again later
    std::map<size_t, QString> m_backups; ///< of tills
    std::optional<QString> m_hubBackup;
    std::map<Id, Sold> m_printed; ///< sales whose receipt a customer holds
    std::set<Id> m_gone;          ///< of those, what a restored disk had never sent
    int m_step = 0;
    QString m_complaint; ///< what was wrong on the way
    Tally m_tally;
};

}
