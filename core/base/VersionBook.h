// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <algorithm>
#include <vector>

namespace tangyuan {

/// All versions of a document of rules, and which of them holds on a day: a sale of last month is always judged by last
/// month's. A document has a `version` and a day from which it acts, `effectiveFrom`.
template <class Document>
class VersionBook {
public:
    VersionBook() = default;
    /// `versions` ascending.
    explicit VersionBook(std::vector<Document> versions)
        : m_versions(std::move(versions))
    {
    }

    /// The newest version that is in force on that day; the program's defaults before the first.
    const Document& at(BusinessDate date) const
    {
        for (auto document = m_versions.rbegin(); document != m_versions.rend(); ++document)
            if (document->effectiveFrom <= date)
                return *document;
        return defaults();
    }
    /// The next version to come into force after that day, if it is published already.
    const Document* upcoming(BusinessDate date) const
    {
        const qint64 current = at(date).version;
        const Document* next = nullptr;
        for (const Document& document : m_versions)
            if (document.version > current && (!next || document.effectiveFrom < next->effectiveFrom))
                next = &document;
        return next;
    }
    /// The last one published, in force or not.
    const Document& newest() const { return m_versions.empty() ? defaults() : m_versions.back(); }
    const Document* version(qint64 version) const
    {
        const auto found = std::ranges::find(m_versions, version, &Document::version);
        return found == m_versions.end() ? nullptr : &*found;
    }
    const std::vector<Document>& versions() const { return m_versions; }
    qint64 newestVersion() const { return m_versions.empty() ? 0 : m_versions.back().version; }
    void add(Document document) { m_versions.push_back(std::move(document)); }

private:
    static const Document& defaults()
    {
        static const Document made;
        return made;
    }

    std::vector<Document> m_versions;
};

}
