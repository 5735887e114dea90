#include "dashboard/export/export.h"

#include "dashboard/export/filename.h"
#include "dashboard/models/csv.h"
#include "dashboard/widgets/panelcard.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

tl::unexpected<Error> gone()
{
    return failed(Export::tr("What was to be saved is no longer there"));
}

}

Export::Export(QWidget &window, std::function<Look()> look, Clock clock, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_look(std::move(look))
    , m_clock(std::move(clock))
    , m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
}

void Export::serve(PanelCard &panel)
{
    connect(&panel, &PanelCard::copyTableWanted, this, [this, &panel] {
        QGuiApplication::clipboard()->setText(toTsv(*panel.table()));
        emit done(tr("Copied as a table"));
    });
    connect(&panel, &PanelCard::copyImageWanted, this, [this, &panel] {
        QGuiApplication::clipboard()->setImage(panel.toImage());
        emit done(tr("Copied as a picture"));
    });
    // What is saved is what is there when the name is chosen; the panel may be gone by then.
    const QPointer<PanelCard> kept(&panel);
    connect(&panel, &PanelCard::saveCsvWanted, this, [this, kept] {
        ask(kept->objectName(), u"csv"_s, tr("Tables (*.csv)"), [kept](const QString &path) -> Result<void> {
            return kept && kept->table() ? saveCsv(path, *kept->table()) : gone();
        });
    });
    connect(&panel, &PanelCard::saveImageWanted, this, [this, kept] {
        ask(kept->objectName(), u"png"_s, tr("Pictures (*.png)"), [kept](const QString &path) -> Result<void> {
            return kept ? savePng(path, kept->toImage()) : gone();
        });
    });
}

void Export::saveWindowImage()
{
    ask(u"window"_s, u"png"_s, tr("Pictures (*.png)"), [this](const QString &path) { return savePng(path, imageOf(m_window)); });
}

void Export::savePdf(QWidget &page)
{
    ask(u"window"_s, u"pdf"_s, tr("Documents (*.pdf)"), [this, page = QPointer(&page)](const QString &path) -> Result<void> {
        return page ? dashboard::savePdf(path, *page, m_look(), m_clock()) : gone();
    });
}

void Export::ask(const QString &what, const QString &suffix, const QString &filter, Save save)
{
    auto *dialog = new QFileDialog(&m_window, tr("Save"), m_folder, filter);
    dialog->setObjectName(u"saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(fileNameFor(m_look(), what, suffix));
    connect(dialog, &QFileDialog::fileSelected, this, [this, save](const QString &path) {
        m_folder = QFileInfo(path).absolutePath();
        conclude(path, save(path));
    });
    dialog->open();
}

void Export::conclude(const QString &path, const Result<void> &saved)
{
    if (saved)
        emit done(tr("Saved as %1").arg(QFileInfo(path).fileName()));
    else
        emit failed(saved.error().message);
}

}
