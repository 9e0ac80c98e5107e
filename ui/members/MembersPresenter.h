// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/codes/Scan.h"
#include "ui/desk/Notice.h"
#include "ui/desk/PrintDesk.h"
#include "ui/members/MemberPrompts.h"
#include "ui/members/MemberView.h"
#include "ui/members/Registrar.h"

#include <QObject>

#include <functional>
#include <optional>

namespace tangyuan {

/// Looking members up and changing them, without a screen.
class MembersPresenter final : public QObject {
    Q_OBJECT

public:
    using SaveDocument = std::function<Result<void>(const ReceiptDocument& document, const QString& path)>;
    struct Parts {
        Till& till;
        MemberNames& names;
        PrintDesk& desk;
        MemberPrompts& prompts;
        SaveDocument saveDocument;
        HubDesk* hub = nullptr; ///< knows members that this till does not; nullptr: nobody does
    };
    struct View {
        std::vector<MemberSummary> found;
        int selected = -1;
        QString hint; ///< why the list is empty, or that the hub is asked
        std::optional<MemberView> member;
        std::optional<Notice> notice;
        qint64 count = 0; ///< members of the shop
    };
    explicit MembersPresenter(Parts parts, QObject* parent = nullptr);

    const View& view() const { return m_view; }
    void refresh();
    /// Phone, its last four digits, member number, name, pinyin initials, or a scanned card.
    void search(const QString& text);
    /// The same; and asks the chain for a whole phone, a number or a card that this till does not know.
    void enter(const QString& text);
    void select(int index);
    void registerMember();
    /// Keeps what was typed; phone included.
    void save(const Profile& profile, Tier tier);
    void erase();
    void printCard();
    void saveCard();
    void openServices();
    void openStatement();
    void dismissNotice();

Q_SIGNALS:
    void changed();
    /// A member is another one now: open carts must be priced again.
    void memberChanged();

private:
    std::vector<MemberSummary> find(const QString& text);
    std::optional<MemberSummary> exact(const QString& text);
    std::optional<HubDesk::MemberQuestion> questionOf(const QString& text);
    void registered(const Members::Registration& registration);
    void showAlone(const Member& member);
    void showMember(const Member& member);
    ReceiptDocument card() const;
    void say(Notice::Tone tone, const QString& text);
    void say(const Error& error);

    Parts m_parts;
    View m_view;
    QString m_lastSearch;
    MemberInquiry m_inquiry;
    Registrar m_registrar;
};

}
