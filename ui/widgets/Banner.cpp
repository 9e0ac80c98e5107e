// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Banner.h"

#include "core/base/Verify.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tangyuan {
namespace {

struct ToneLook {
    const char* name;
    const char* icon;
    QRgb colour;
};

ToneLook look(Banner::Tone tone)
{
    switch (tone) {
    case Banner::Tone::Quiet: return { "quiet", "note", theme::quiet };
    case Banner::Tone::Good: return { "good", "check", theme::good };
    case Banner::Tone::Trouble: return { "trouble", "warning", theme::trouble };
    }
    VERIFY(false);
}

}

Banner::Banner(const QString& name, QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_text(theme::label({}, "sentence"))
    , m_button(theme::button({}, "primary"))
{
    setObjectName(name);
    setProperty("role", QStringLiteral("banner"));
    m_text->setObjectName(name + QStringLiteral("Text"));
    m_text->setWordWrap(true);
    m_button->setObjectName(name + QStringLiteral("Button"));
    m_button->setFocusPolicy(Qt::NoFocus);
    auto* close = theme::button({}, "flat");
    close->setIcon(theme::icon(QStringLiteral("close"), theme::quiet));
    close->setFocusPolicy(Qt::NoFocus);
    close->setToolTip(tr("Hide"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::px(12), theme::px(4), theme::px(4), theme::px(4));
    row->setSpacing(theme::px(10));
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    row->addWidget(close);
    hide();
    connect(m_button, &QPushButton::clicked, this, &Banner::acted);
    connect(close, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
}

void Banner::show(Tone tone, const QString& text, const QString& button)
{
    const ToneLook looks = look(tone);
    theme::setLook(this, "tone", QString::fromLatin1(looks.name));
    m_icon->setPixmap(theme::pixmap(QString::fromLatin1(looks.icon), 20, looks.colour));
    m_text->setText(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    QFrame::show();
    updateGeometry(); // for a dialog that fits itself to the text at once
}

QString Banner::text() const
{
    return m_text->text();
}

}
