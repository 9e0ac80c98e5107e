// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/ManagerFiles.h"

#include "core/base/Limits.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>

namespace tangyuan {

namespace {

struct FileWords {
    Q_DECLARE_TR_FUNCTIONS(ManagerFiles)
};

}

ManagerFiles ManagerFiles::dialogs(QWidget* parent)
{
    const QString filter = FileWords::tr("Tables (*.csv)");
    return {
        [parent, filter](const QString& suggestion) {
            const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
            return QFileDialog::getSaveFileName(parent, FileWords::tr("Export"), folder.filePath(suggestion), filter);
        },
        [parent, filter] {
            return QFileDialog::getOpenFileName(parent, FileWords::tr("Import"), {}, filter + QStringLiteral(";;") + FileWords::tr("All files (*)"));
        },
    };
}

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, path);
    const QByteArray content = file.read(limits::csvBytes + 1);
    if (content.size() > limits::csvBytes)
        return fail(ErrorCode::InputTooLong, path);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::FileUnreadable, path);
    return content;
}

Result<void> writeFile(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return fail(ErrorCode::FileUnwritable, path);
    return {};
}

void addEncodingMenu(QPushButton& button, const std::function<void(CsvEncoding)>& chosen)
{
    auto* menu = new QMenu(&button);
    const auto add = [&](const QString& text, CsvEncoding encoding) {
        QObject::connect(menu->addAction(text), &QAction::triggered, &button, [chosen, encoding] { chosen(encoding); });
    };
    add(FileWords::tr("For Excel (UTF-8 with mark)"), CsvEncoding::Utf8Bom);
    add(FileWords::tr("For older Excel (GB18030)"), CsvEncoding::Gb18030);
    add(FileWords::tr("For other programs (UTF-8)"), CsvEncoding::Utf8);
    button.setMenu(menu);
    theme::setLook(&button, "menu", true);
}

}
