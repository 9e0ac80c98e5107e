// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/DiscountDialog.h"

#include "core/base/Limits.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tangyuan {
namespace {

constexpr int reasonChars = 14;
constexpr size_t reasonsShown = 12;

/// "30", "12.5".
QString percent(BasisPoints rate)
{
    return QString::number(rate.value / 100.0);
}

QPushButton* choiceButton(const QString& text, const QString& name)
{
    auto* button = theme::button(text, "choice");
    button->setObjectName(name);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

}

DiscountDialog::DiscountDialog(DiscountDraft& draft, QWidget* parent)
    : Dialog(QStringLiteral("discountDialog"), tr("Discount by hand"), parent)
    , m_draft(draft)
    , m_targets(new QButtonGroup(this))
    , m_units(new QButtonGroup(this))
    , m_reasons(new QButtonGroup(this))
    , m_amount(new QLineEdit)
    , m_reason(new QLineEdit)
    , m_what(new ElidedLabel("quiet"))
    , m_outcome(theme::label({}, "heading"))
    , m_takeOff(addButton(tr("Take it off again") + QStringLiteral("   F3"), "plain"))
{
    setFixedWidth(theme::px(620));
    m_outcome->setObjectName(QStringLiteral("outcome"));
    m_takeOff->setObjectName(QStringLiteral("takeOff"));
    m_takeOff->setShortcut(Qt::Key_F3);
    m_takeOff->setFocusPolicy(Qt::NoFocus);
    body()->addWidget(makeTargets());
    body()->addWidget(m_what);
    body()->addWidget(makeAmount());
    m_outcome->setWordWrap(true);
    m_outcome->setMinimumHeight(theme::px(50)); // of a refusal in two lines, so that nothing jumps
    body()->addWidget(m_outcome);
    body()->addWidget(makeReasons());
    addReject(tr("Cancel"))->setFocusPolicy(Qt::NoFocus);
    connect(addAccept(tr("OK")), &QPushButton::clicked, this, &DiscountDialog::finish);
    connect(m_takeOff, &QPushButton::clicked, this, [this] {
        m_decision = DiscountDraft::Decision::TakeOff;
        accept();
    });
    fill();
    setMinimumHeight(layout()->totalHeightForWidth(width())); // the reasons take as many rows as this width needs
    m_amount->setFocus();
}

QWidget* DiscountDialog::makeTargets()
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::px(8));
    const std::array words { tr("This line") + QStringLiteral("   F1"), tr("The whole order") + QStringLiteral("   F2") };
    for (size_t i = 0; i < words.size(); ++i) {
        const auto target = static_cast<DiscountDraft::Target>(i);
        QPushButton* button = choiceButton(words[i], target == DiscountDraft::Target::Line ? QStringLiteral("ofLine") : QStringLiteral("ofOrder"));
        button->setShortcut(i == 0 ? Qt::Key_F1 : Qt::Key_F2);
        m_targets->addButton(button, static_cast<int>(i));
        row->addWidget(button, 1);
        button->setVisible(target == DiscountDraft::Target::Order || m_draft.hasLine());
    }
    connect(m_targets, &QButtonGroup::idClicked, this, [this](int id) {
        m_draft.setTarget(static_cast<DiscountDraft::Target>(id));
        fill();
    });
    return box;
}

QWidget* DiscountDialog::makeAmount()
{
    m_amount->setObjectName(QStringLiteral("discountAmount"));
    m_amount->setProperty("role", QStringLiteral("big"));
    m_amount->setMaxLength(10);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::px(8));
    row->addWidget(m_amount, 1);
    const std::array words { QStringLiteral("%   F5"), QStringLiteral("¥   F6") };
    for (size_t i = 0; i < words.size(); ++i) {
        QPushButton* button = choiceButton(words[i], i == 0 ? QStringLiteral("percent") : QStringLiteral("money"));
        button->setShortcut(i == 0 ? Qt::Key_F5 : Qt::Key_F6);
        button->setMinimumWidth(theme::px(96));
        button->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Minimum); // as high as the field
        m_units->addButton(button, static_cast<int>(i));
        row->addWidget(button);
    }
    connect(m_amount, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_draft.setText(text);
        render();
    });
    connect(m_units, &QButtonGroup::idClicked, this, [this](int id) {
        m_draft.setUnit(static_cast<DiscountDraft::Unit>(id));
        render();
    });
    return box;
}

QWidget* DiscountDialog::makeReasons()
{
    m_reason->setObjectName(QStringLiteral("discountReason"));
    m_reason->setMaxLength(static_cast<int>(limits::noteChars));
    m_reason->setPlaceholderText(tr("Why; it stands in the record   Tab"));
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::px(8));
    auto* flow = new FlowLayout(theme::px(6));
    const std::vector<QString>& reasons = m_draft.rules().reasons;
    for (size_t i = 0; i < std::min(reasons.size(), reasonsShown); ++i) {
        QString text = words::shortened(reasons[i], reasonChars);
        if (i < 9)
            text += QStringLiteral("   Alt+%1").arg(i + 1);
        QPushButton* button = choiceButton(text, QStringLiteral("reason%1").arg(i));
        button->setToolTip(reasons[i]);
        if (i < 9)
            button->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))));
        m_reasons->addButton(button, static_cast<int>(i));
        flow->addWidget(button);
    }
    column->addWidget(theme::label(tr("Reason"), "field"));
    if (!reasons.empty())
        column->addLayout(flow);
    column->addWidget(m_reason);
    connect(m_reasons, &QButtonGroup::idClicked, this, [this](int id) {
        m_draft.setReason(m_draft.rules().reasons[static_cast<size_t>(id)]);
        m_reason->setText(m_draft.reason());
        render();
    });
    connect(m_reason, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_draft.setReason(text);
        render();
    });
    return box;
}

void DiscountDialog::fill()
{
    m_targets->button(static_cast<int>(m_draft.target()))->setChecked(true);
    m_amount->setText(m_draft.text());
    m_amount->selectAll();
    m_reason->setText(m_draft.reason());
    render();
}

void DiscountDialog::render()
{
    const QString most = percent(m_draft.rules().most);
    const bool isLine = m_draft.target() == DiscountDraft::Target::Line;
    m_what->setText((isLine ? m_draft.lineName() + QStringLiteral("  ·  ") : QString()) + tr("at most %1 % may be taken off").arg(most));
    m_units->button(static_cast<int>(m_draft.unit()))->setChecked(true);
    m_takeOff->setVisible(m_draft.present().has_value());
    m_reasons->setExclusive(false);
    for (QAbstractButton* button : m_reasons->buttons())
        button->setChecked(m_draft.rules().reasons[static_cast<size_t>(m_reasons->id(button))] == m_draft.reason().trimmed());
    const auto outcome = m_draft.outcome();
    // While somebody types, only what the rules refuse is worth a word.
    const bool isRefused = !outcome && (outcome.error().code == ErrorCode::DiscountTooLarge || outcome.error().code == ErrorCode::DiscountNotAllowed);
    if (isRefused)
        return say(errorText(outcome.error()));
    theme::setLook(m_outcome, "tone", QString());
    m_outcome->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_outcome->setText(outcome ? tr("%1   total %2").arg(toDisplayString(-outcome->off), toDisplayString(outcome->total)) : QString());
}

void DiscountDialog::say(const QString& problem)
{
    theme::setLook(m_outcome, "tone", QStringLiteral("trouble"));
    m_outcome->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_outcome->setText(problem);
}

void DiscountDialog::finish()
{
    const auto checked = m_draft.check();
    if (checked) {
        m_decision = DiscountDraft::Decision::Lay;
        return accept();
    }
    say(errorText(checked.error()));
    (checked.error().code == ErrorCode::DiscountReasonMissing ? m_reason : m_amount)->setFocus();
}

}
