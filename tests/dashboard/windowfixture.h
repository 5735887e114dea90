#pragma once

#include "dashboard/servers/tokenstore.h"
#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/changelabel.h"
#include "dashboard/window/mainwindow.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace footfall::dashboard {

// A window on services, and what is read off it and done to it by a person.
class WindowFixture {
public:
    explicit WindowFixture(Clock clock = systemClock())
        : m_clock(std::move(clock))
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    QSettings &settings() { return m_settings; }
    MainWindow &window() const { return *m_window; }
    Feed &feed() const { return *m_feed; }
    SessionTokens &tokens() { return m_tokens; }
    bool isOpen() const { return m_window != nullptr; }

    void open(const Launch &launch)
    {
        close();
        m_feed = std::make_unique<Feed>(m_clock);
        m_window = std::make_unique<MainWindow>(launch, *m_feed, m_tokens, m_settings, m_clock);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void close()
    {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_feed.reset();
    }

    template <typename T = QWidget>
    T *child(const QString &name) const
    {
        T *found = m_window->findChild<T *>(name);
        if (!found)
            qFatal("there is no %s", qPrintable(name));
        return found;
    }
    QString text(const QString &name) const { return child<QLabel>(name)->text(); }
    QString change(const QString &card) const { return child<ChangeLabel>(card + u"Change")->text(); }
    bool isStale(const QString &name) const { return child(name)->property("stale").toBool(); }
    void click(const QString &name) const { QTest::mouseClick(child<QPushButton>(name), Qt::LeftButton); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(focused(), key, modifiers); }
    QWidget *focused() const { return QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(); }

    // "/pricing 1,200"
    QStringList rows(const QString &panel) const
    {
        const QAbstractItemModel *model = child<BarTable>(panel + u"Table")->model();
        QStringList rows;
        for (int row = 0; row < model->rowCount(); ++row)
            rows += QString(model->index(row, 0).data().toString() + u' ' + model->index(row, 1).data().toString());
        return rows;
    }
    void clickRow(const QString &panel, int row, Qt::KeyboardModifiers modifiers = {}) const
    {
        const auto *table = child<BarTable>(panel + u"Table");
        const QRect rect = table->visualRect(table->model()->index(row, 0));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, modifiers, rect.center());
    }
    void pickSite(const QString &part) const
    {
        press(Qt::Key_S);
        auto *search = child("site")->template findChild<QLineEdit *>(QStringLiteral("search"));
        QTest::keyClicks(search, part);
        QTest::keyClick(search, Qt::Key_Return);
    }

private:
    QWidget *child(const char *name) const { return child(QString::fromLatin1(name)); }

    Clock m_clock;
    QTemporaryDir m_directory;
    QSettings m_settings {m_directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    SessionTokens m_tokens;
    std::unique_ptr<Feed> m_feed;
    std::unique_ptr<MainWindow> m_window;
};

}
