// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/members/MemberPrompts.h"
#include "ui/widgets/Dialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace tangyuan {

/// A new member, or one that is looked up by phone: only the phone is needed, Enter finishes.
class RegisterDialog final : public Dialog {
    Q_OBJECT

public:
    RegisterDialog(const MemberPrompts::Registration& start, QWidget* parent);
    Profile profile() const;

private:
    void finish();

    Profile m_start;
    QLineEdit* m_phone;
    QLineEdit* m_name;
    QComboBox* m_sex;
    QLineEdit* m_birthday;
    QCheckBox* m_consent;
};

}
