// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/QuietMoment.h"

#include <QCoreApplication>
#include <QEvent>

namespace tangyuan {

QuietMoment::QuietMoment(QObject* parent)
    : QObject(parent)
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(quietMs);
    connect(&m_silence, &QTimer::timeout, this, &QuietMoment::came);
    QCoreApplication::instance()->installEventFilter(this);
}

bool QuietMoment::eventFilter(QObject*, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin: m_silence.start(); break;
    default: break;
    }
    return false;
}

}
