// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/HubCommands.h"
#include "app/hub/StopSignals.h"
#include "sync/hub/server/HttpServer.h"

#include <QCoreApplication>

#include <sys/resource.h>

namespace tangyuan::sync {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Every connection is a file; the system's usual limit is 1,024.
void allowManyConnections()
{
    rlimit files {};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

const HubLog* qtLog = nullptr;

/// What Qt has to say goes into the log as a line like all others.
void logQt(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (type == QtDebugMsg || type == QtInfoMsg || !qtLog)
        return;
    qtLog->write(u"warning"_s, { { u"category"_s, QString::fromLatin1(context.category) }, { u"message"_s, message.left(300) } });
}

}

Result<ProgramOutcome> serve(const HubCall& call)
{
    const HubCertificate certificate = TRY(call.folder.certificate());
    TRY(call.folder.keepSettings());
    allowManyConnections();
    const HubLog log(call.folder.clock());
    qtLog = &log;
    const QtMessageHandler before = qInstallMessageHandler(logQt);
    HttpServer server({ call.hub(), call.folder.clock(), log, call.folder.limits() }, certificate.tls);
    const auto port = server.listen(call.folder.address(), call.folder.port());
    if (port) {
        log.write(u"started"_s,
            { { u"port"_s, *port }, { u"url"_s, call.folder.url() }, { u"certificateTo"_s, certificate.validTo.ms }, { u"newCertificate"_s, certificate.isNew },
                { u"version"_s, QStringLiteral(TANGYUAN_VERSION) } });
        const StopSignals signal([&] {
            log.write(u"stopping"_s);
            server.stop();
        });
        QObject::connect(&server, &HttpServer::stopped, QCoreApplication::instance(), &QCoreApplication::quit);
        QCoreApplication::exec();
        log.write(u"stopped"_s);
    }
    qInstallMessageHandler(before);
    qtLog = nullptr;
    if (!port)
        return fail(ErrorCode::HubUnreachable, u"%1: %2"_s.arg(call.folder.settings().listen, port.error()));
    return ProgramOutcome {};
}

}
