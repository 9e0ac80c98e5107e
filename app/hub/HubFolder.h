// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/hub/Hub.h"
#include "sync/hub/server/Certificates.h"
#include "sync/hub/server/HttpLimits.h"

#include <QHostAddress>

namespace tangyuan::sync {

/// What whoever runs the hub chose; kept in its folder, so that the next start needs none of it.
struct HubSettings {
    QString database;    ///< "postgresql://…"; empty: a file in the folder
    QString listen;      ///< "0.0.0.0:8443"
    QString name;        ///< of the organisation
    QString publicUrl;   ///< under which tills reach it, in its enrolment codes; empty: this machine's address
    QString certificate; ///< an operator's own, in PEM; empty: one of ours
    QString key;
    QString connections;           ///< that it takes; empty: as HttpLimits
    QString connectionsPerAddress; ///< more where a whole chain comes through one router

    bool operator==(const HubSettings&) const = default;
};

/// A hub's folder, opened: its settings, key, certificates, and the hub itself. Makes what is missing at the first start;
/// only its owner may look into it.
class HubFolder {
public:
    static constexpr auto defaultListen = "0.0.0.0:8443";
    static constexpr auto databaseName = "hub.sqlite";

    /// What is empty in `given` is as it was kept. Errors: FileUnwritable, FileUnreadable, KeyMissing (the key of a hub that was there), InputMalformed
    /// with the option's name, those of KeyFile, Certificates, HubDatabase and Hub.
    static Result<std::unique_ptr<HubFolder>> open(const QString& folder, const HubSettings& given);

    Hub& hub() { return *m_hub; }
    const Clock& clock() const { return m_clock; }
    const HubSettings& settings() const { return m_settings; }
    const HttpLimits& limits() const { return m_limits; }
    QHostAddress address() const { return m_address; }
    quint16 port() const { return m_port; }
    QString url() const;

    Result<void> keepSettings() const;
    /// What the server proves itself with; a leaf of our own is renewed when it is time.
    Result<HubCertificate> certificate();
    /// What tills pin.
    Result<QByteArray> pin();

private:
    explicit HubFolder(const QString& path)
        : m_path(path)
    {
    }
    Result<void> readSettings(const HubSettings& given);
    Result<void> readListen();
    Result<void> readLimits();
    enum class Start { First, Again };
    Result<QByteArray> organisationKey(Start start);
    QStringList certificateNames() const;
    QString file(const char* name) const;

    QString m_path;
    HubSettings m_settings;
    HttpLimits m_limits;
    QHostAddress m_address;
    quint16 m_port = 0;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<HubDatabase> m_database;
    std::unique_ptr<Hub> m_hub;
};

}
