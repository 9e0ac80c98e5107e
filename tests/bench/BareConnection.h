// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Verify.h"

#include <QByteArray>
#include <QString>

#include <sqlite3.h>

#include <cstdio>

namespace tangyuan {

/// A connection without anything around it.
class BareConnection {
public:
    explicit BareConnection(const QString& path)
    {
        VERIFY(sqlite3_open(path.toUtf8().constData(), &m_database) == SQLITE_OK);
        run("PRAGMA cache_size=-32768"); // as the till's own
    }
    ~BareConnection() { sqlite3_close(m_database); }
    BareConnection(const BareConnection&) = delete;
    BareConnection& operator=(const BareConnection&) = delete;

    void run(const QByteArray& sql)
    {
        char* message = nullptr;
        if (sqlite3_exec(m_database, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
            std::fprintf(stderr, "%s: %s\n", sql.left(60).constData(), message);
        VERIFY(!message);
    }
    template <class OnRow>
    void forEach(const QByteArray& sql, OnRow onRow)
    {
        sqlite3_stmt* statement = nullptr;
        VERIFY(sqlite3_prepare_v2(m_database, sql.constData(), -1, &statement, nullptr) == SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW)
            onRow(statement);
        sqlite3_finalize(statement);
    }

private:
    sqlite3* m_database = nullptr;
};

}
