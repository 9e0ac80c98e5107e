// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/JoinDialog.h"

#include "core/base/Limits.h"
#include "ui/widgets/Theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace tangyuan {

JoinDialog::JoinDialog(JoinPresenter& presenter, QWidget* parent)
    : Dialog(QStringLiteral("joinDialog"), tr("Join a chain"), parent)
    , m_presenter(presenter)
    , m_code(new QLineEdit)
    , m_sentence(theme::label({}, "sentence"))
    , m_progress(new QProgressBar)
    , m_reject(addReject(tr("Cancel")))
    , m_accept(addAccept(tr("Join")))
{
    setMinimumWidth(theme::px(620));
    auto* what = theme::label(
        tr("The hub's owner makes a code for this till; it is good once, for a day."
           " Scan it from the hub's screen, or paste it."
           "\n\nThe till then sends the chain everything that happened here, its members too, and takes over the chain's products, prices, rules and members."
           " It sells on at any time, with or without the network."),
        "sentence");
    what->setWordWrap(true);
    what->setMinimumWidth(theme::px(560));
    m_code->setObjectName(QStringLiteral("joinCode"));
    m_code->setMaxLength(static_cast<int>(limits::scanChars));
    m_code->setPlaceholderText(QStringLiteral("TYE…"));
    m_sentence->setObjectName(QStringLiteral("joinSentence"));
    m_sentence->setWordWrap(true);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(theme::px(6));
    body()->addWidget(what);
    body()->addWidget(m_code);
    body()->addWidget(m_sentence);
    body()->addWidget(m_progress);
    connect(m_accept, &QPushButton::clicked, this, &JoinDialog::go);
    connect(m_code, &QLineEdit::textEdited, this, [this] { showProblem({}); });
    connect(&m_presenter, &JoinPresenter::changed, this, &JoinDialog::render);
    connect(&m_presenter, &JoinPresenter::progressed, this, [this] {
        m_progress->setRange(0, 100);
        m_progress->setValue(m_presenter.percent());
        m_progress->repaint(); // no event is handled meanwhile
    });
    render();
    m_code->setFocus();
}

void JoinDialog::scan(const QString& text)
{
    if (!m_code->isEnabled())
        return;
    m_code->setText(text);
    go();
}

void JoinDialog::reject()
{
    const JoinPresenter::Stage stage = m_presenter.stage();
    if (stage == JoinPresenter::Stage::Code || stage == JoinPresenter::Stage::Joined)
        QDialog::reject();
}

void JoinDialog::go()
{
    if (m_presenter.stage() == JoinPresenter::Stage::Joined)
        return accept();
    m_presenter.join(m_code->text());
}

void JoinDialog::render()
{
    using Stage = JoinPresenter::Stage;
    const Stage stage = m_presenter.stage();
    const bool isBusy = stage == Stage::Asks || stage == Stage::Seals;
    m_code->setEnabled(stage == Stage::Code);
    m_code->setVisible(stage != Stage::Joined);
    m_sentence->setText(m_presenter.sentence());
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_progress->setVisible(isBusy);
    m_reject->setEnabled(!isBusy);
    m_reject->setVisible(stage != Stage::Joined);
    m_accept->setEnabled(!isBusy);
    if (stage == Stage::Joined)
        m_accept->setText(tr("Go on") + QStringLiteral("   ↵"));
    showProblem(m_presenter.problem());
    if (stage == Stage::Code) {
        m_code->setFocus();
        m_code->selectAll();
    } else {
        m_accept->setFocus();
    }
}

}
