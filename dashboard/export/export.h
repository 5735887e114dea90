#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/export/files.h"

#include <functional>

namespace footfall::dashboard {

class PanelCard;

// Copies and saves what panels and the window ask for. It asks where to by a dialog that blocks
// nothing, and says what came of it. Its names and heads are of what is looked at then.
class Export : public QObject {
    Q_OBJECT
public:
    // `window`: the dialogs' parent, and what "the whole window" is.
    Export(QWidget &window, std::function<Look()> look, Clock clock, QObject *parent = nullptr);

    void serve(PanelCard &panel);
    // `page`: the part of the window that goes on paper; the head of it says what the controls do.
    void savePdf(QWidget &page);

public slots:
    void saveWindowImage();

signals:
    void done(const QString &sentence); // for a short note
    void failed(const QString &sentence); // to be read

private:
    using Save = std::function<Result<void>(const QString &path)>;

    // `suffix` of "png" is what the dialog offers, and what a name without one gets.
    void ask(const QString &what, const QString &suffix, const QString &filter, Save save);
    void conclude(const QString &path, const Result<void> &saved);

    QWidget &m_window;
    std::function<Look()> m_look;
    Clock m_clock;
    QString m_folder; // where the last one was saved
};

}
