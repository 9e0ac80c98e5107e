// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/StatementPresenter.h"

#include "core/domain/receipt/LoyaltySlips.h"
#include "core/usecases/membership/Statements.h"
#include "ui/desk/ManagerFiles.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

#include <QLocale>

namespace tangyuan {

StatementPresenter::StatementPresenter(Parts parts, const Member& member, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_member(member)
    , m_view { words::memberName(member), member.number, {}, {} }
{
    Till& till = m_parts.till;
    auto statement = makeStatement(till.ledger(), member.key, till.rules(), till.today(), pageLines);
    if (statement)
        m_view.statement = std::move(*statement);
    else
        say(Notice::Tone::Trouble, errorText(statement.error()));
}

void StatementPresenter::more()
{
    if (!m_view.statement.next)
        return;
    if (const auto extended = extendStatement(m_view.statement, m_parts.till.ledger(), m_member.key, m_parts.till.rules(), pageLines); !extended)
        return say(Notice::Tone::Trouble, errorText(extended.error()));
    Q_EMIT changed();
}

void StatementPresenter::print()
{
    Statement shown = m_view.statement;
    if (shown.lines.size() > static_cast<size_t>(slipLines))
        shown.lines.resize(slipLines);
    m_parts.desk.print(
        layoutStatement(shown, m_member, m_parts.till.settings(), m_parts.till.clock().now(), m_parts.till.rulesBook().upcoming(m_parts.till.today())));
    say(Notice::Tone::Quiet, tr("The statement goes to the printer."));
}

void StatementPresenter::exportCsv(CsvEncoding encoding)
{
    const auto path = m_parts.prompts.askTableFile(QStringLiteral("%1-%2.csv").arg(m_member.number, m_parts.till.today().toString()));
    if (!path)
        return;
    while (m_view.statement.next) {
        const auto before = m_view.statement.lines.size();
        more();
        if (m_view.statement.lines.size() == before && m_view.notice && m_view.notice->tone == Notice::Tone::Trouble)
            return;
    }
    const QString& chosen = m_parts.till.settings().language;
    const bool isChinese = chosen.isEmpty() ? QLocale().language() == QLocale::Chinese : chosen.startsWith(QStringLiteral("zh"));
    const CsvLanguage language = isChinese ? CsvLanguage::Chinese : CsvLanguage::English;
    const auto written = writeFile(*path, statementCsv(m_view.statement.lines, { language, encoding }));
    written ? say(Notice::Tone::Good, tr("%1 movements are saved.").arg(m_view.statement.lines.size()))
            : say(Notice::Tone::Trouble, errorText(written.error()));
}

void StatementPresenter::say(Notice::Tone tone, const QString& text)
{
    m_view.notice = Notice { tone, text };
    Q_EMIT changed();
}

}
