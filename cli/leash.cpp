#include "cli/leash.h"

#include <csignal>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace footfall::cli {

std::function<void()> leash(const std::optional<Identity> &identity, int deathSignal)
{
    // Runs between fork and exec: async-signal-safe calls only.
    return [identity, deathSignal, parent = getpid()] {
        if (identity)
            identity->become();
        setpgid(0, 0);
        umask(077);
        prctl(PR_SET_PDEATHSIG, deathSignal); // only now: setuid clears it
        if (getppid() != parent)
            _exit(126); // the parent died before the line above
        for (const int signal : {SIGINT, SIGQUIT, SIGTERM})
            ::signal(signal, SIG_DFL); // a shell's background job ignores some, and exec passes that on
        sigset_t none; // ours are blocked, for a signalfd, and that too would be passed on
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
    };
}

}
