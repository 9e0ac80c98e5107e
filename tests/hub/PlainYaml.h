// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Verify.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace tangyuan {

/// Reads the part of YAML 1.2 that our own files use: nested mappings, lists of "- ", folded text (">"), plain and quoted words,
/// [flow, lists] of words, comments on lines of their own. Not for files of others: what it does not know stops the test.
class PlainYaml {
public:
    static QJsonObject read(const QByteArray& bytes)
    {
        PlainYaml yaml;
        for (const QString& line : QString::fromUtf8(bytes).split(u'\n')) {
            const QString words = line.trimmed();
            if (!words.isEmpty() && !words.startsWith(u'#'))
                yaml.m_lines.append({ indentOf(line), words });
        }
        const QJsonValue all = yaml.block(0);
        VERIFY(all.isObject() && yaml.m_next == yaml.m_lines.size());
        return all.toObject();
    }

private:
    struct Line {
        qsizetype indent;
        QString words;
    };

    static qsizetype indentOf(const QString& line)
    {
        qsizetype indent = 0;
        while (indent < line.size() && line[indent] == u' ')
            ++indent;
        return indent;
    }
    bool isWithin(qsizetype indent) const { return m_next < m_lines.size() && m_lines[m_next].indent >= indent; }

    QJsonValue block(qsizetype indent)
    {
        VERIFY(isWithin(indent));
        return m_lines[m_next].words.startsWith(u"- ") ? QJsonValue(list(m_lines[m_next].indent)) : QJsonValue(mapping(m_lines[m_next].indent));
    }
    QJsonArray list(qsizetype indent)
    {
        QJsonArray all;
        while (isWithin(indent) && m_lines[m_next].words.startsWith(u"- ")) {
            Line& line = m_lines[m_next];
            VERIFY(line.indent == indent);
            line.indent += 2;
            line.words = line.words.mid(2);
            if (keyEnd(line.words) < 0)
                all.append(word(m_lines[m_next++].words));
            else
                all.append(mapping(line.indent));
        }
        return all;
    }
    QJsonObject mapping(qsizetype indent)
    {
        QJsonObject all;
        while (isWithin(indent) && !m_lines[m_next].words.startsWith(u"- ")) {
            const Line line = m_lines[m_next++];
            const qsizetype end = keyEnd(line.words);
            VERIFY(line.indent == indent && end > 0);
            const QString key = word(line.words.left(end)).toString();
            const QString rest = line.words.mid(end + 1).trimmed();
            VERIFY(!all.contains(key));
            all[key] = rest == u">" ? QJsonValue(folded(indent + 1)) : rest.isEmpty() ? block(indent + 1) : word(rest);
        }
        return all;
    }
    QString folded(qsizetype indent)
    {
        QStringList words;
        while (isWithin(indent))
            words.append(m_lines[m_next++].words);
        return words.join(u' ');
    }
    /// Where "key" ends in "key: value" or "key:"; -1 for no key.
    static qsizetype keyEnd(const QString& words)
    {
        const qsizetype from = words.startsWith(u'"') ? words.indexOf(u'"', 1) : 0;
        const qsizetype colon = words.indexOf(u": ", from);
        return colon >= 0 ? colon : words.endsWith(u':') ? words.size() - 1 : -1;
    }
    static QJsonValue word(const QString& words)
    {
        if (words.startsWith(u'[')) {
            QJsonArray all;
            for (const QString& each : words.mid(1, words.size() - 2).split(u',', Qt::SkipEmptyParts))
                all.append(word(each.trimmed()));
            return all;
        }
        if (words.startsWith(u'"'))
            return words.mid(1, words.size() - 2);
        if (words == u"true" || words == u"false")
            return words == u"true";
        return words;
    }

    QList<Line> m_lines;
    qsizetype m_next = 0;
};

}
