// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ChainPresenter.h"

#include "core/base/Verify.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

#include <QPointer>

namespace tangyuan {

ChainPresenter::ChainPresenter(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&m_parts.hub, &HubDesk::changed, this, &ChainPresenter::refresh);
    refresh();
}

void ChainPresenter::refresh()
{
    const SyncView& now = m_parts.hub.view();
    const UtcTime time = m_parts.till.clock().now();
    m_view.details = words::syncDetails(now, time, m_parts.till.settings().calendar);
    m_view.mark = words::syncMark(now, time, m_parts.till.settings().calendar);
    if (now.standing == SyncView::Standing::Working && now.exceptions != m_listedCount) {
        m_listedCount = now.exceptions;
        list();
    } else if (now.standing != SyncView::Standing::Working && m_view.exceptions.empty()) {
        m_view.exceptionsHint = tr("What a manager should look at is listed here once the hub answers.");
        m_listedCount = -1;
    }
    Q_EMIT changed();
}

void ChainPresenter::list()
{
    if (m_view.exceptions.empty())
        m_view.exceptionsHint = tr("Asking the hub…");
    // The dialog may be closed before the answer comes.
    m_parts.hub.listExceptions([self = QPointer<ChainPresenter>(this)](const Result<std::vector<ChainException>>& exceptions) {
        if (self)
            self->listed(exceptions);
    });
}

void ChainPresenter::listed(const Result<std::vector<ChainException>>& exceptions)
{
    if (!exceptions) {
        m_view.exceptionsHint = errorText(exceptions.error());
        m_view.exceptions.clear();
    } else {
        const UtcTime now = m_parts.till.clock().now();
        m_view.exceptions.clear();
        for (const ChainException& exception : *exceptions)
            m_view.exceptions.push_back(
                { exception.id, words::exceptionText(exception), words::moment(exception.at, now, m_parts.till.settings().calendar), exception.till });
        m_view.exceptionsHint = m_view.exceptions.empty() ? tr("Nothing: all is in order.") : QString();
    }
    Q_EMIT changed();
}

void ChainPresenter::tryNow()
{
    m_parts.hub.tryNow();
    say(Notice::Tone::Quiet, tr("Trying now…"));
}

void ChainPresenter::settle(int row)
{
    if (row < 0 || row >= static_cast<int>(m_view.exceptions.size()) || m_view.settling == View::Settling::Asks)
        return;
    m_view.settling = View::Settling::Asks;
    Q_EMIT changed();
    const Id id = m_view.exceptions[static_cast<size_t>(row)].id;
    m_parts.hub.settle(id, [self = QPointer<ChainPresenter>(this), id](const Result<void>& done) {
        if (!self)
            return;
        self->m_view.settling = View::Settling::Idle;
        if (!done)
            return self->say(Notice::Tone::Trouble, errorText(done.error()));
        std::erase_if(self->m_view.exceptions, [&](const Row& shown) { return shown.id == id; });
        if (self->m_view.exceptions.empty())
            self->m_view.exceptionsHint = tr("Nothing: all is in order.");
        self->say(Notice::Tone::Good, tr("Settled."));
    });
}

void ChainPresenter::leave()
{
    if (m_parts.prompts.askLeavingChain(m_parts.hub.view().waiting) != Prompts::Answer::Yes)
        return;
    if (const auto alone = m_parts.hub.leave(); !alone)
        return say(Notice::Tone::Trouble, errorText(alone.error()));
    Q_EMIT left();
}

void ChainPresenter::say(Notice::Tone tone, const QString& text)
{
    m_view.notice = Notice { tone, text };
    Q_EMIT changed();
}

JoinPresenter::JoinPresenter(HubDesk& hub, QObject* parent)
    : QObject(parent)
    , m_hub(hub)
{
}

void JoinPresenter::join(const QString& code)
{
    if (m_stage == Stage::Asks || m_stage == Stage::Seals || m_stage == Stage::Joined)
        return;
    if (code.trimmed().isEmpty()) {
        m_problem = tr("Scan the code that the hub shows, or paste it here. It begins with TYE.");
        return become(Stage::Code);
    }
    m_problem.clear();
    become(Stage::Asks);
    const QPointer<JoinPresenter> self(this);
    m_hub.join(
        code,
        [self](qint64 done, qint64 total) {
            if (self)
                self->seal(done, total);
        },
        [self](const Result<void>& joined) {
            if (!self)
                return;
            if (!joined)
                self->m_problem = joined.error().code == ErrorCode::CodeUnknown ? tr("That is no code of a hub. It begins with TYE; scan or copy all of it.")
                                                                                : errorText(joined.error());
            self->become(joined ? Stage::Joined : Stage::Code);
        });
}

void JoinPresenter::seal(qint64 done, qint64 total)
{
    m_percent = total > 0 ? static_cast<int>(done * 100 / total) : 0;
    if (m_stage != Stage::Seals)
        become(Stage::Seals);
    Q_EMIT progressed();
}

void JoinPresenter::become(Stage stage)
{
    m_stage = stage;
    Q_EMIT changed();
}

QString JoinPresenter::sentence() const
{
    const SyncView& view = m_hub.view();
    switch (m_stage) {
    case Stage::Code: return {};
    case Stage::Asks: return tr("Asking the hub…");
    case Stage::Seals: return tr("The hub lets this till in. Its members are sealed with the chain's key now; with very many this takes a minute.");
    case Stage::Joined:
        return tr("This till belongs to %1 now, store %2. What the chain has comes in the background; you can sell meanwhile.").arg(view.chain, view.store);
    }
    VERIFY(false);
}

}
