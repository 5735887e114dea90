#include "common/shutdown.h"

#include <QSocketNotifier>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace footfall {

void onShutdownSignal(QObject *context, std::function<void()> onSignal)
{
    sigset_t signalSet;
    sigemptyset(&signalSet);
    sigaddset(&signalSet, SIGINT);
    sigaddset(&signalSet, SIGTERM);
    struct sigaction hangUp {};
    sigaction(SIGHUP, nullptr, &hangUp);
    if (hangUp.sa_handler != SIG_IGN) // nohup(1) means it
        sigaddset(&signalSet, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signalSet, nullptr);

    const int fd = signalfd(-1, &signalSet, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0)
        qFatal("signalfd: %s", strerror(errno));
    auto *notifier = new QSocketNotifier(fd, QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [fd, notifier, action = std::move(onSignal)] {
        signalfd_siginfo info;
        if (read(fd, &info, sizeof info) != sizeof info)
            return;
        notifier->setEnabled(false);
        action();
    });
}

}
