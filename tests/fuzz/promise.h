#pragma once

#include <cstdio>
#include <cstdlib>

namespace footfall {

// Ends the process, as libFuzzer takes a find, if `kept` is false. Not an assertion: those are
// compiled away in a release, where the corpus is tested too.
inline void promise(bool kept, const char *what)
{
    if (kept)
        return;
    std::fprintf(stderr, "Broken promise: %s\n", what);
    std::abort();
}

}
