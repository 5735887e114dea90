#pragma once

namespace footfall {

// One line a message on stderr: time (UTC), level, text. Whoever starts the program decides
// where stderr goes (`footfall up`: a file under DIR/log; systemd: the journal).
void setUpLogging();

}
