// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/Languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

// Outside of a namespace, as Qt asks (resources in a static library).
static void initialiseTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace tangyuan {

void Languages::use(const QString& language)
{
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (locale.language() != QLocale::Chinese)
        return;
    if (m_qt.load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    initialiseTranslations();
    if (m_own.load(QStringLiteral(":/i18n/tangyuan_zh_CN.qm")))
        QCoreApplication::installTranslator(&m_own);
}

}
