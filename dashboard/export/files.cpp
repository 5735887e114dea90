#include "dashboard/export/files.h"

#include "dashboard/export/savefile.h"
#include "dashboard/models/csv.h"

#include <QIODevice>
#include <QPainter>
#include <QWidget>

namespace footfall::dashboard {

Result<void> saveCsv(const QString &path, const QAbstractItemModel &table)
{
    return saveFile(path, [&](QIODevice &file) {
        const QByteArray csv = toCsv(table);
        return file.write(csv) == csv.size();
    });
}

Result<void> savePng(const QString &path, const QImage &image)
{
    return saveFile(path, [&](QIODevice &file) { return image.save(&file, "PNG"); });
}

QImage imageOf(QWidget &widget, double scale)
{
    QImage image((QSizeF(widget.size()) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(widget.palette().color(QPalette::Window));
    QPainter painter(&image);
    widget.render(&painter);
    return image;
}

}
