# Sourced by the scripts beside it. Nothing changes the working folder: the paths that a user
# gives stay what they were.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# build PRESET [cmake options]
build() {
    local preset=$1
    shift
    cmake -S "$root" --preset "$preset" "$@"
    cmake --build "$root/build/$preset"
}
