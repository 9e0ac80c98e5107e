// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/SealedProfile.h"
#include "core/base/Json.h"

#include "core/base/Pinyin.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tangyuan {

namespace {

// What the words in the JSON mean is kept for years: they stand in facts.
QString sexName(Sex sex)
{
    switch (sex) {
    case Sex::Unknown: return {};
    case Sex::Female: return QStringLiteral("female");
    case Sex::Male: return QStringLiteral("male");
    }
    VERIFY(false);
}

QString consentName(Consent consent)
{
    switch (consent) {
    case Consent::NotAsked: return {};
    case Consent::Given: return QStringLiteral("given");
    case Consent::Refused: return QStringLiteral("refused");
    }
    VERIFY(false);
}

Sex sexFromName(const QString& name)
{
    return name == u"female" ? Sex::Female : name == u"male" ? Sex::Male : Sex::Unknown;
}

Consent consentFromName(const QString& name)
{
    return name == u"given" ? Consent::Given : name == u"refused" ? Consent::Refused : Consent::NotAsked;
}

/// What was not told takes no room.
void put(QJsonObject& json, const QString& field, const QString& text)
{
    if (!text.isEmpty())
        json.insert(field, text);
}

QJsonObject toJson(const Profile& profile)
{
    QJsonObject json;
    put(json, QStringLiteral("phone"), profile.phone);
    put(json, QStringLiteral("name"), profile.name);
    put(json, QStringLiteral("initials"), pinyinInitials(profile.name));
    put(json, QStringLiteral("sex"), sexName(profile.sex));
    put(json, QStringLiteral("birthday"), profile.birthday.toString(Qt::ISODate));
    put(json, QStringLiteral("address"), profile.address);
    put(json, QStringLiteral("email"), profile.email);
    put(json, QStringLiteral("consent"), consentName(profile.marketing));
    put(json, QStringLiteral("note"), profile.note);
    return json;
}

OpenedProfile fromJson(const QJsonObject& json)
{
    const auto text = [&](const char* field) { return json.value(QLatin1String(field)).toString(); };
    return { .profile = {
                 .phone = text("phone"),
                 .name = text("name"),
                 .sex = sexFromName(text("sex")),
                 .birthday = QDate::fromString(text("birthday"), Qt::ISODate),
                 .address = text("address"),
                 .email = text("email"),
                 .marketing = consentFromName(text("consent")),
                 .note = text("note"),
             },
        .initials = text("initials") };
}

}

Result<QByteArray> sealProfile(const Vault& vault, const QByteArray& wrappedKey, const Profile& profile, const Id& member, Random& random)
{
    return vault.seal(wrappedKey, compactUtf8(toJson(profile)), member.toBytes(), random);
}

Result<OpenedProfile> openProfile(const Vault& vault, const QByteArray& wrappedKey, const QByteArray& sealed, const Id& member)
{
    const QJsonDocument document = QJsonDocument::fromJson(TRY(vault.unseal(wrappedKey, sealed, member.toBytes())));
    if (!document.isObject())
        return fail(ErrorCode::SealBroken);
    return fromJson(document.object());
}

}
