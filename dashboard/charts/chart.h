#pragma once

#include "dashboard/charts/chartdata.h"
#include "dashboard/charts/ink.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

namespace footfall::dashboard {

// What all charts have in common: points along time, one of which may be read out, by the
// mouse, by the keyboard (arrows, Home, End, Esc) or because another chart points there; a
// description for those who do not see it; an image of itself.
//
// The picture is kept in a pixmap and drawn anew only where it changed; whatever moves with
// the mouse is painted over it. All in the GUI thread.
class Chart : public QWidget {
    Q_OBJECT
    Q_PROPERTY(bool stale READ isStale)
public:
    explicit Chart(QWidget *parent = nullptr);

    // The accessible name, and the head of an image.
    void setTitle(const QString &title);
    QString title() const { return accessibleName(); }
    void setStale(bool isStale);
    bool isStale() const { return m_isStale; }

    std::optional<qsizetype> pointedAt() const { return m_pointed; }
    QString readout() const; // the point's moment and values as a sentence; empty if there is none

    // With title and legend, without what the mouse does. `scale`: pixels for one of ours.
    QImage toImage(double scale = 2) const;
    // The same onto anything, such as a page of a PDF, in the painter's units.
    void paintOn(QPainter &painter, const QRectF &rect) const;

public slots:
    // Reads out a point as if it were pointed at, without telling; none: nothing.
    void showPoint(std::optional<qsizetype> index);

signals:
    // Somebody points at it, or no longer.
    void pointed(std::optional<qsizetype> index);

protected:
    virtual Span shown() const = 0;
    virtual std::optional<qsizetype> indexAt(const QPointF &at) const = 0;
    virtual void drawPicture(QPainter &painter, const QRectF &rect, const Ink &ink) const = 0;
    virtual void drawPoint(QPainter &painter, qsizetype index, const Ink &ink) const = 0;
    virtual QRectF pointRect(qsizetype index) const = 0; // all that drawPoint() may touch
    virtual QRectF plotRect() const = 0; // what is framed when the keyboard is here: no text
    virtual QString describe() const = 0;
    virtual QString describePoint(qsizetype index) const = 0;
    virtual QString head() const { return title(); } // above an image
    virtual QList<Series> legend() const { return {}; } // beside it
    virtual void drawOver(QPainter &, const Ink &) const { }

    Ink ink() const;
    void pictureChanged(); // all of it
    void pictureChanged(const QRectF &part);
    // The data is another one: a point that was read out is now `pointed`, if anywhere.
    void dataChanged(std::optional<qsizetype> pointed);
    void point(std::optional<qsizetype> index); // and tells

    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refreshPicture();
    void tellDescription();

    bool m_isStale = false;
    std::optional<qsizetype> m_pointed;
    QPixmap m_picture;
    QRegion m_changed; // of the picture, in our coordinates
};

}
