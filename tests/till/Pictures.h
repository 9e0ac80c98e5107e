// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/Languages.h"
#include "tests/till/Counter.h"

#include <QDir>
#include <QTemporaryDir>

namespace tangyuan {

/// For tests that take pictures of windows, in both languages, at the two sizes that counters have. TANGYUAN_SCREENSHOTS names
/// a folder to keep them.
class Pictures {
protected:
    Pictures()
    {
        const QString wanted = qEnvironmentVariable("TANGYUAN_SCREENSHOTS");
        m_folder = QDir(wanted.isEmpty() ? m_temporary.path() : wanted);
        VERIFY(m_folder.mkpath(QStringLiteral(".")));
    }

    /// The rows of a test that fetches `language` and `size`.
    static void addRows()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        for (const char* language : { "zh_CN", "en" })
            for (const QSize size : { QSize(1366, 768), QSize(1920, 1080) })
                QTest::addRow("%s, %dx%d", language, size.width(), size.height()) << QString::fromLatin1(language) << size;
    }
    void begin(const QString& language, QSize size)
    {
        m_prefix = QStringLiteral("%1-%2x%3-").arg(language).arg(size.width()).arg(size.height());
        m_languages.use(language);
    }
    void shoot(QWidget& widget, const QString& name)
    {
        QTest::qWait(60);
        const QPixmap picture = widget.grab();
        QVERIFY(!picture.isNull());
        QVERIFY(picture.save(m_folder.filePath(m_prefix + name + QStringLiteral(".png"))));
    }
    /// Takes it once it is asked, and closes it.
    void shootDialog(const QString& dialog, const QString& name)
    {
        Counter::whenAsked(dialog, [this, name](QWidget& shown) {
            shoot(shown, name);
            QTest::keyClick(&shown, Qt::Key_Escape);
        });
    }
    QString file(const QString& name) const { return m_folder.filePath(m_prefix + name); }

private:
    QTemporaryDir m_temporary;
    QDir m_folder;
    QString m_prefix; ///< language and size
    Languages m_languages;
};

}
