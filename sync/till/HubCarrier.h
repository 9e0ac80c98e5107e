// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/protocol/Wire.h"

#include <functional>
#include <memory>

namespace tangyuan::sync {

/// Carries requests to one hub and its answers back. Nobody waits meanwhile.
class HubCarrier {
public:
    virtual ~HubCarrier() = default;

    /// Errors: HubUnreachable, HubCertificateWrong, InputTooLong. A refusal is no error here: it is what the hub answers.
    using Answer = std::function<void(Result<HubReply>)>;
    /// Returns at once. `answer` is called once, later, from the event loop; never once the carrier is gone.
    virtual void send(const HubRequest& request, Answer answer) = 0;
};

/// The real one, over HTTPS: see HubClient. `certificate`: the SHA-256 of the certificate of the hub's authority.
std::unique_ptr<HubCarrier> connectToHub(const QString& url, const QByteArray& certificate);

/// What a refusal comes to for a person: DeviceRevoked, HubVersion, or HubRefused with its name.
Error refusalError(const HubReply& reply);

}
