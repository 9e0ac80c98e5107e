// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/KeychainKeyStore.h"

#include "core/domain/members/Vault.h"

#include <QEventLoop>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <memory>

namespace tangyuan {

namespace {

QString service()
{
    return QStringLiteral("Tangyuan");
}

/// How a job ended. Shared with the job, which may end long after nobody waits for it any more.
struct Outcome {
    bool isFinished = false;
    QKeychain::Error error = QKeychain::NoError;
    QString text;
    QByteArray key;
};

/// Starts the job, which deletes itself when it ends, and waits for it.
template <class Job, class OnFinished>
Outcome await(Job* job, const QString& name, int timeoutMs, OnFinished onFinished)
{
    const auto outcome = std::make_shared<Outcome>();
    QEventLoop loop;
    QTimer::singleShot(timeoutMs, &loop, &QEventLoop::quit);
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, &loop, [&loop, outcome, onFinished](QKeychain::Job* ended) {
        outcome->isFinished = true;
        outcome->error = ended->error();
        outcome->text = ended->errorString();
        onFinished(static_cast<Job*>(ended), *outcome);
        loop.quit();
    });
    job->start();
    loop.exec();
    return *outcome;
}

Result<void> check(const Outcome& outcome)
{
    if (!outcome.isFinished)
        return fail(ErrorCode::KeyStoreUnavailable, QStringLiteral("the keychain does not answer"));
    switch (outcome.error) {
    case QKeychain::NoError: return {};
    case QKeychain::EntryNotFound: return fail(ErrorCode::KeyMissing);
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: return fail(ErrorCode::KeyStoreUnavailable, outcome.text);
    }
    return fail(ErrorCode::KeyStoreUnavailable, outcome.text); // a code of a newer library
}

}

Result<QByteArray> KeychainKeyStore::read(const QString& name)
{
    const Outcome outcome = await(
        new QKeychain::ReadPasswordJob(service()), name, m_timeoutMs, [](QKeychain::ReadPasswordJob* job, Outcome& ended) { ended.key = job->binaryData(); });
    TRY(check(outcome));
    if (outcome.key.size() != Vault::keyBytes)
        return fail(ErrorCode::KeyWrong, QStringLiteral("the keychain's entry is no key"));
    return outcome.key;
}

Result<void> KeychainKeyStore::write(const QString& name, const QByteArray& key)
{
    auto* const job = new QKeychain::WritePasswordJob(service());
    job->setBinaryData(key);
    return check(await(job, name, m_timeoutMs, [](QKeychain::WritePasswordJob*, Outcome&) {}));
}

}
