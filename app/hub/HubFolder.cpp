// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/HubFolder.h"

#include "app/common/Files.h"
#include "app/devices/KeyFile.h"
#include "core/base/Limits.h"

#include <QDir>
#include <QJsonDocument>
#include <QUrl>

#include <unistd.h>

namespace tangyuan::sync {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto settingsName = "hub.json";
constexpr auto keyName = "organisation";

struct SettingsField {
    QString HubSettings::*field;
    const char* key;
};
constexpr std::array settingsFields { SettingsField { &HubSettings::database, "database" }, SettingsField { &HubSettings::listen, "listen" },
    SettingsField { &HubSettings::name, "name" }, SettingsField { &HubSettings::publicUrl, "publicUrl" },
    SettingsField { &HubSettings::certificate, "certificate" }, SettingsField { &HubSettings::key, "key" },
    SettingsField { &HubSettings::connections, "connections" }, SettingsField { &HubSettings::connectionsPerAddress, "connectionsPerAddress" } };

/// A limit as it was typed; empty: `usual`.
Result<int> limitOf(const QString& typed, const char* option, int usual)
{
    constexpr int least = 10;
    constexpr int most = 60'000;
    bool isNumber = true;
    const int limit = typed.isEmpty() ? usual : typed.toInt(&isNumber);
    if (!isNumber || limit < least || limit > most)
        return fail(ErrorCode::InputOutOfRange, QLatin1String(option) + u" N, 10 to 60000"_s);
    return limit;
}

/// With its parents; itself for its owner only. In another's, what we write would be in the way of whoever serves from it.
Result<void> makeFolder(const QString& path)
{
    const QFileInfo folder(QDir::cleanPath(path));
    if (folder.isDir() && folder.ownerId() != ::geteuid())
        return fail(ErrorCode::FileUnwritable, u"%1 belongs to %2; run this as that user"_s.arg(path, folder.owner()));
    if (folder.isDir())
        return {};
    const bool isMade = QDir().mkpath(folder.absolutePath())
        && QDir().mkdir(folder.absoluteFilePath(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return isMade ? Result<void>() : fail(ErrorCode::FileUnwritable, path);
}

}

Result<std::unique_ptr<HubFolder>> HubFolder::open(const QString& path, const HubSettings& given)
{
    TRY(makeFolder(path));
    auto folder = std::unique_ptr<HubFolder>(new HubFolder(QFileInfo(path).absoluteFilePath()));
    const Start start = QFile::exists(folder->file(settingsName)) ? Start::Again : Start::First;
    TRY(folder->readSettings(given));
    const QByteArray key = TRY(folder->organisationKey(start));
    if (folder->m_settings.certificate.isEmpty() && !QFile::exists(folder->file("authority.pem")))
        TRY(folder->certificate());
    folder->m_database = TRY(HubDatabase::open(folder->m_settings.database.isEmpty() ? folder->file(databaseName) : folder->m_settings.database));
    folder->m_hub = TRY(Hub::open({ *folder->m_database, folder->m_clock, folder->m_random, key }, folder->m_settings.name));
    if (start == Start::First)
        TRY(folder->keepSettings());
    return folder;
}

Result<void> HubFolder::readSettings(const HubSettings& given)
{
    const QString kept = file(settingsName);
    const QJsonObject json = QFile::exists(kept) ? TRY(readJsonFile(kept)) : QJsonObject();
    m_settings = given;
    for (const auto& [field, key] : settingsFields)
        if ((m_settings.*field).isEmpty())
            m_settings.*field = json[QLatin1String(key)].toString();
    if (m_settings.listen.isEmpty())
        m_settings.listen = QLatin1String(defaultListen);
    if (m_settings.name.isEmpty())
        m_settings.name = u"汤圆"_s;
    if (m_settings.name.size() > limits::nameChars)
        return fail(ErrorCode::InputTooLong, u"--name"_s);
    if (m_settings.certificate.isEmpty() != m_settings.key.isEmpty())
        return fail(ErrorCode::InputMalformed, u"--certificate and --key go together"_s);
    if (!m_settings.publicUrl.isEmpty() && (!m_settings.publicUrl.startsWith(u"https://") || QUrl(m_settings.publicUrl, QUrl::StrictMode).host().isEmpty()))
        return fail(ErrorCode::InputMalformed, u"--public-url must begin with https://"_s);
    TRY(readLimits());
    return readListen();
}

/// Who may hold more connections may ask more often, too.
Result<void> HubFolder::readLimits()
{
    const HttpLimits usual;
    m_limits.connections = TRY(limitOf(m_settings.connections, "--connections", usual.connections));
    m_limits.connectionsPerAddress = TRY(limitOf(m_settings.connectionsPerAddress, "--connections-per-address", usual.connectionsPerAddress));
    m_limits.address = { usual.address.burst * m_limits.connectionsPerAddress / usual.connectionsPerAddress,
        std::max(1, usual.address.perSecond * m_limits.connectionsPerAddress / usual.connectionsPerAddress) };
    return {};
}

/// "192.0.2.7:8443", "[2001:db8::7]:8443"
Result<void> HubFolder::readListen()
{
    const qsizetype colon = m_settings.listen.lastIndexOf(u':');
    QString address = m_settings.listen.left(colon);
    if (address.startsWith(u'[') && address.endsWith(u']'))
        address = address.mid(1, address.size() - 2);
    bool isNumber = false;
    m_port = m_settings.listen.mid(colon + 1).toUShort(&isNumber);
    m_address = QHostAddress(address);
    return colon > 0 && isNumber && !m_address.isNull() ? Result<void>() : fail(ErrorCode::InputMalformed, u"--listen ADDRESS:PORT"_s);
}

/// Made once: with another key nothing of the database opens, so one that got lost is never replaced.
Result<QByteArray> HubFolder::organisationKey(Start start)
{
    KeyFile keys(file("hub.key"));
    auto key = keys.read(QLatin1String(keyName));
    if (key || key.error().code != ErrorCode::KeyMissing || start == Start::Again || QFile::exists(file(databaseName)))
        return key;
    const QByteArray made = Vault::makeMasterKey(m_random);
    TRY(keys.write(QLatin1String(keyName), made));
    return made;
}

Result<void> HubFolder::keepSettings() const
{
    QJsonObject json;
    for (const auto& [field, key] : settingsFields)
        if (!(m_settings.*field).isEmpty())
            json[QLatin1String(key)] = m_settings.*field;
    // A database's address may hold a password.
    return writeOutputFile(file(settingsName), QJsonDocument(json).toJson(), Readers::OwnerOnly);
}

QStringList HubFolder::certificateNames() const
{
    QStringList names = namesOfThisMachine();
    if (!m_settings.publicUrl.isEmpty())
        names << QUrl(m_settings.publicUrl).host();
    if (!m_address.isLoopback() && m_address != QHostAddress::AnyIPv4 && m_address != QHostAddress::AnyIPv6)
        names << m_address.toString();
    return names;
}

Result<HubCertificate> HubFolder::certificate()
{
    if (!m_settings.certificate.isEmpty())
        return Certificates::fromFiles(m_settings.certificate, m_settings.key);
    return Certificates(m_path).own(certificateNames(), m_clock, m_random);
}

Result<QByteArray> HubFolder::pin()
{
    if (!m_settings.certificate.isEmpty())
        return TRY(certificate()).pin;
    return Certificates(m_path).ownPin();
}

QString HubFolder::url() const
{
    if (!m_settings.publicUrl.isEmpty())
        return m_settings.publicUrl;
    QHostAddress host = m_address;
    if (host == QHostAddress::AnyIPv4 || host == QHostAddress::AnyIPv6) {
        host = QHostAddress(QHostAddress::LocalHost);
        for (const QString& name : namesOfThisMachine())
            if (const QHostAddress address(name); !address.isNull() && !address.isLoopback() && host.isLoopback())
                host = address;
    }
    const bool isIpv6 = host.protocol() == QAbstractSocket::IPv6Protocol;
    return (isIpv6 ? u"https://[%1]:%2"_s : u"https://%1:%2"_s).arg(host.toString()).arg(m_port);
}

QString HubFolder::file(const char* name) const
{
    return m_path + u'/' + QString::fromLatin1(name);
}

}
