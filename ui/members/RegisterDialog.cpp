// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/RegisterDialog.h"

#include "core/base/Limits.h"
#include "ui/members/ProfileText.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tangyuan {

RegisterDialog::RegisterDialog(const MemberPrompts::Registration& start, QWidget* parent)
    : Dialog(QStringLiteral("registerDialog"),
        start.start == MemberPrompts::Registration::Start::KnownPhone ? tr("New phone: register a member?") : tr("Member by phone"), parent)
    , m_start(start.profile)
    , m_phone(new QLineEdit(words::phone(start.profile.phone)))
    , m_name(new QLineEdit(start.profile.name))
    , m_sex(new QComboBox)
    , m_birthday(new QLineEdit(birthdayText(start.profile.birthday)))
    , m_consent(new QCheckBox(tr("Wants news and offers from the shop")))
{
    m_phone->setObjectName(QStringLiteral("phone"));
    m_name->setObjectName(QStringLiteral("name"));
    m_sex->setObjectName(QStringLiteral("sex"));
    m_birthday->setObjectName(QStringLiteral("birthday"));
    m_consent->setObjectName(QStringLiteral("consent"));
    m_phone->setMaxLength(32);
    m_name->setMaxLength(static_cast<int>(limits::nameChars));
    m_birthday->setMaxLength(16);
    m_phone->setPlaceholderText(tr("The only thing that is needed"));
    m_name->setPlaceholderText(tr("May stay empty"));
    m_birthday->setPlaceholderText(QStringLiteral("1990-05-20  /  05-20"));
    for (const Sex sex : { Sex::Unknown, Sex::Female, Sex::Male })
        m_sex->addItem(words::sex(sex), static_cast<int>(sex));
    m_sex->setCurrentIndex(m_sex->findData(static_cast<int>(start.profile.sex)));
    m_consent->setChecked(start.profile.marketing == Consent::Given);

    QFormLayout* form = theme::form();
    theme::addRow(form, tr("Phone"), m_phone);
    theme::addRow(form, tr("Name"), m_name);
    theme::addRow(form, tr("Sex"), m_sex);
    theme::addRow(form, tr("Birthday"), m_birthday);
    form->addRow(new QLabel, m_consent);
    body()->addLayout(form);
    auto* hint = theme::label(tr("A phone that is known brings the member. A new one registers."), "quiet");
    hint->setWordWrap(true);
    body()->addWidget(hint);

    addReject(tr("Cancel"));
    connect(addAccept(tr("Finish")), &QPushButton::clicked, this, &RegisterDialog::finish);
    showProblem(start.problem);
    setMinimumWidth(theme::px(480));
    (start.start == MemberPrompts::Registration::Start::KnownPhone ? m_name : m_phone)->setFocus();
}

void RegisterDialog::finish()
{
    if (!parseBirthday(m_birthday->text())) {
        showProblem(tr("This is no date. Write it as 1990-05-20, or 05-20 without the year."));
        return m_birthday->setFocus();
    }
    accept();
}

Profile RegisterDialog::profile() const
{
    Profile profile = m_start;
    profile.phone = m_phone->text().trimmed();
    profile.name = m_name->text().trimmed();
    profile.sex = static_cast<Sex>(m_sex->currentData().toInt());
    profile.birthday = parseBirthday(m_birthday->text()).value_or(QDate());
    if (m_consent->isChecked())
        profile.marketing = Consent::Given;
    else if (profile.marketing == Consent::Given)
        profile.marketing = Consent::Refused;
    return profile;
}

}
