// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/reports/Statement.h"
#include "ui/desk/Notice.h"
#include "ui/desk/PrintDesk.h"
#include "ui/members/MemberPrompts.h"

#include <QObject>

namespace tangyuan {

/// Every movement of a member's points, stored value and gifts, page by page; without a screen.
class StatementPresenter final : public QObject {
    Q_OBJECT

public:
    static constexpr int pageLines = 50;
    static constexpr int slipLines = 30;

    struct Parts {
        Till& till;
        PrintDesk& desk;
        MemberPrompts& prompts;
    };
    struct View {
        QString memberName;
        QString memberNumber;
        Statement statement;
        std::optional<Notice> notice;
    };
    StatementPresenter(Parts parts, const Member& member, QObject* parent = nullptr);

    const View& view() const { return m_view; }
    QString giftName(const QString& item) const { return m_parts.till.rules().giftName(item); }
    /// Older movements; nothing once all are shown.
    void more();
    /// The latest movements on paper.
    void print();
    /// All movements, as a table for a spreadsheet.
    void exportCsv(CsvEncoding encoding);

Q_SIGNALS:
    void changed();

private:
    void say(Notice::Tone tone, const QString& text);

    Parts m_parts;
    Member m_member;
    View m_view;
};

}
