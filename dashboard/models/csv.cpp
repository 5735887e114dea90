#include "dashboard/models/csv.h"

#include "dashboard/models/roles.h"

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

QString guarded(const QString &text)
{
    const bool isFormula = !text.isEmpty() && u"=+-@\t\r"_s.contains(text.front());
    return isFormula ? u'\'' + text : text;
}

// A number is written as it is: a negative one is no formula. 15 digits make a double exact enough.
QString cell(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString)
        return guarded(value.toString());
    if (value.typeId() == QMetaType::Double)
        return QString::number(value.toDouble(), 'g', 15);
    return value.toString();
}

QStringList headers(const QAbstractItemModel &model)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells += guarded(model.headerData(column, Qt::Horizontal).toString());
    return cells;
}

QStringList cells(const QAbstractItemModel &model, int row)
{
    QStringList texts;
    for (int column = 0; column < model.columnCount(); ++column)
        texts += cell(model.index(row, column).data(PlainRole));
    return texts;
}

QString quoted(QString text)
{
    const bool needsQuotes = std::any_of(text.begin(), text.end(), [](QChar c) { return u"\",\r\n"_s.contains(c); });
    return needsQuotes ? u'"' + text.replace(u'"', u"\"\""_s) + u'"' : text;
}

QString unbroken(QString text)
{
    for (const QChar c : {u'\t', u'\r', u'\n'})
        text.replace(c, u' ');
    // Spreadsheets would take what follows a quote, lines too, for one cell.
    return text.startsWith(u'"') ? quoted(text) : text;
}

// Each line by `write`, a function from a cell to what stands for it.
template <typename Write>
QString table(const QAbstractItemModel &model, QChar separator, const QString &lineEnd, Write write)
{
    QString out;
    const auto add = [&](QStringList line) {
        for (QString &text : line)
            text = write(text);
        out += line.join(separator) + lineEnd;
    };
    add(headers(model));
    for (int row = 0; row < model.rowCount(); ++row)
        add(cells(model, row));
    return out;
}

}

QByteArray toCsv(const QAbstractItemModel &model)
{
    return table(model, u',', u"\r\n"_s, quoted).toUtf8();
}

QString toTsv(const QAbstractItemModel &model)
{
    return table(model, u'\t', u"\n"_s, unbroken);
}

}
