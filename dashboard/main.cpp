#include "common/logging.h"
#include "common/options.h"
#include "common/shutdown.h"
#include "dashboard/format.h"
#include "dashboard/language.h"
#include "dashboard/launch.h"
#include "dashboard/poll/feed.h"
#include "dashboard/servers/filetokens.h"
#include "dashboard/servers/keychaintokens.h"
#include "dashboard/servers/plaintokens.h"
#include "dashboard/widgets/appicon.h"
#include "dashboard/widgets/style.h"
#include "dashboard/window/mainwindow.h"
#include "dashboard/window/screenshot.h"

#include <QApplication>
#include <QFileInfo>
#include <QFontDatabase>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>

#include <csignal>
#include <cstdio>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Why the system's window platform cannot work; empty if it may.
QString missingDisplay()
{
    for (const char *name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}) {
        if (!qEnvironmentVariableIsEmpty(name))
            return {};
    }
    return u"no display: neither DISPLAY nor WAYLAND_DISPLAY is set"_s;
}

void setUpLook()
{
    QApplication::setStyle(new Style);
    QFont font = QApplication::font();
    // Without a desktop Qt's own default size is far from any desktop's.
    if (QGuiApplication::platformName() == u"offscreen")
        font.setPointSizeF(10);
    if (QFontDatabase::hasFamily(u"Inter"_s))
        font.setFamily(u"Inter"_s);
    QApplication::setFont(font);
}

int complain(int exitCode, const QString &message)
{
    QTextStream(stderr) << u"footfall-dashboard: "_s << message << '\n';
    return exitCode;
}

}

int main(int argc, char *argv[])
{
    // Blocked before the window platform starts threads of its own, which would otherwise
    // take the signal that onShutdownSignal() waits for.
    sigset_t endings;
    sigemptyset(&endings);
    sigaddset(&endings, SIGINT);
    sigaddset(&endings, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &endings, nullptr);

    setUpLogging();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    const Options options = Options::parseOrExit(dashboardProgram(), arguments);
    const Result<Launch> launch = Launch::from(options);
    if (!launch)
        return complain(2, launch.error().message);
    if (const QString missing = missingDisplay(); !missing.isEmpty()) {
        if (launch->screenshot.isEmpty())
            return complain(1, missing);
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }

    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(u"Footfall"_s);
    QGuiApplication::setDesktopFileName(desktopId);
    QLocale::setDefault(readableLocale(QLocale::system()));
    speak(application, QLocale());
    QApplication::setWindowIcon(appIcon());
    setUpLook();
    onShutdownSignal(&application, [] { QApplication::closeAllWindows(); });

    // A screenshot must show what it was asked for, not what a person chose last, and leave
    // that person's choice alone.
    const bool isScreenshot = !launch->screenshot.isEmpty();
    QTemporaryDir scratch;
    QSettings settings = isScreenshot
        ? QSettings(scratch.filePath(u"settings"_s), QSettings::IniFormat)
        : QSettings(u"Footfall"_s, u"dashboard"_s);

    const Clock clock = systemClock();
    KeychainTokens keychain;
    SessionTokens memory;
    FileTokens file(QFileInfo(settings.fileName()).path() + u"/tokens.json"_s);
    PlainTokens plain(memory, file, settings);
    FallbackTokens tokens(keychain, plain);
    Feed feed(clock);
    MainWindow window(*launch, feed, tokens, settings, clock);

    std::optional<Screenshot> screenshot;
    if (isScreenshot) {
        const auto patience = 30s + std::chrono::seconds(launch->screenshotPolls - 1);
        screenshot.emplace(window, feed, launch->screenshot, launch->screenshotPolls, launch->screenshotOfLoss, patience);
        QObject::connect(&*screenshot, &Screenshot::done, &application, [](int exitCode, const QString &complaint) {
            if (exitCode != 0)
                complain(exitCode, complaint);
            QApplication::exit(exitCode);
        });
    }
    window.show();
    return QApplication::exec();
}
