# Sourced by the scripts beside it. Nothing changes the working folder: the paths that a user
# gives stay what they were.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# progress TEXT: one line on standard error that is written again and again; where that is no
# terminal, a line each 15 seconds. progress_end clears it.
progress_next=0
progress() {
    if [[ -t 2 ]]; then
        printf '\r\e[K%s' "$1" >&2
    elif ((SECONDS >= progress_next)); then
        progress_next=$((SECONDS + 15))
        echo "$1" >&2
    fi
}
progress_end() { [[ ! -t 2 ]] || printf '\r\e[K' >&2; }

# build PRESET "TARGET..." [cmake options]: configures and compiles, and shows no more than how far
# it is. What the compiler has to say is passed on; what CMake says, if it fails.
build() {
    local preset=$1 targets log total
    read -ra targets <<<"$2"
    shift 2
    progress "Compiling: looking at what is there"
    if ! log=$(cmake -S "$root" --preset "$preset" "$@" 2>&1); then
        progress_end
        echo "$log" >&2
        return 1
    fi
    # Compilations alone are counted, of what is not there at all: most of ninja's other steps take no
    # time, and a dry run would say no more than that CMake may have to run again.
    total=$(cd "$root/build/$preset" && ninja -t commands "${targets[@]}" | sed -nE 's/.* -o ([^ ]+\.o) .*/\1/p' |
        while IFS= read -r object; do [[ -e $object ]] || echo "$object"; done | wc -l)
    NINJA_STATUS='[%f] ' ninja -C "$root/build/$preset" "${targets[@]}" | show_compiling "$total"
}
show_compiling() {
    local total=$1 line count=0 begin=$SECONDS left= of
    while IFS= read -r line; do
        case $line in
        '['*'] Building CXX'*)
            count=$((count + 1))
            # The first few say little of the rest.
            ((SECONDS - begin < 10 || count > total)) || left=$(((SECONDS - begin) * (total - count) / count))
            ((count <= total)) && of=" of $total${left:+, about $(duration "$left") left}" || of=
            progress "Compiling: $count$of"
            ;;
        '['*'] '* | 'ninja: Entering directory'* | 'ninja: no work to do.') ;;
        *)
            progress_end
            echo "$line" >&2
            ;;
        esac
    done
    progress_end
}

# duration SECONDS: for people.
duration() { (($1 < 60)) && echo "$1 s" || echo "$((($1 + 30) / 60)) min"; }
