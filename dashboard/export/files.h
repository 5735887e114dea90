#pragma once

#include "common/result.h"
#include "dashboard/look/look.h"

#include <QAbstractItemModel>
#include <QDateTime>
#include <QImage>

class QWidget;

namespace footfall::dashboard {

// What is exported, as files. A file is there whole or not at all; an Error says which file and
// why, for people. In the GUI thread.

Result<void> saveCsv(const QString &path, const QAbstractItemModel &table);
Result<void> savePng(const QString &path, const QImage &image);

// One page, A4 across, in light colours whatever the window's: a head that says which site, days
// and zone it shows and when it was saved, and `page` below it, its charts and texts as vectors.
Result<void> savePdf(const QString &path, QWidget &page, const Look &look, const QDateTime &now);

// A widget as it is seen. `scale`: pixels for one of ours.
QImage imageOf(QWidget &widget, double scale = 2);

}
