#pragma once

#include <QAbstractItemModel>

namespace footfall::dashboard {

// A table as others take it: a row of headers, then the plain values (PlainRole) of every row, as
// the model or proxy has them now; what is not known is empty. As in the service's own CSV, a text
// that a spreadsheet would take for a formula gets an apostrophe in front.

// RFC 4180, UTF-8.
QByteArray toCsv(const QAbstractItemModel &model);

// For the clipboard: tabs between cells, and none, nor a line's end, within one.
QString toTsv(const QAbstractItemModel &model);

}
