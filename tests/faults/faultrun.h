#pragma once

#include "tests/faults/audit.h"
#include "tests/faults/fault.h"

namespace footfall {

// A seeded schedule of faults: all kinds that the rig can have, shuffled, again and again (and
// thrice as many kills, unless it is short). The same seed gives the same schedule and the same events; what they meet is the machine's affair.
class FaultRun {
public:
    struct Result {
        QByteArray failure; // what stopped it; empty: nothing
        Audit audit;
        std::map<QByteArray, int> faults; // by kind
        int answers = 0, comparisons = 0; // of the reader
    };

    FaultRun(Rig &rig, unsigned seed);

    // Whole decks until `until` (one at least), then all that is under way is drained and
    // compared. `shortFaults`: a second or two each, instead of up to a minute.
    Result run(QDeadlineTimer until, bool shortFaults);

    const Load &load() const { return m_load; }

private:
    QByteArray runDeck(Result &result, QDeadlineTimer until, bool shortFaults);
    QByteArray drain();
    QByteArray verify();
    int dice(int sides) { return int(m_random() % unsigned(sides)); }

    Rig &m_rig;
    std::mt19937 m_random;
    Load m_load;
};

}
