#!/usr/bin/env bash
# What Footfall must say about an access log of UTC times, by other means than Footfall's.
# Usage: count-log.sh FILE.gz YYYY-MM-DD|all BOTS
# BOTS: a file with the User-Agents of bots, one a line.
# Prints: events N, bots N, views N, users N, then the ten most viewed paths as "COUNT PATH".
set -euo pipefail
export LC_ALL=C

# All lines, or but for those of bots: day, user (address and User-Agent), whether it is a view, path; a line without its last quote
# does not count. What a page is made of is no view, nor is a part of a file.
all() {
    zcat "$1" | awk -F'"' -v OFS='\t' -v wanted="$2" '
        NR == FNR { isBot[$0]; next }
        NF < 7 { next }
        {
            split($1, left, /[ \[]+/); split(left[4], date, "[/:]")
            month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", date[2]) + 2) / 3
            day = sprintf("%s-%02d-%s", date[3], month, date[1])
            if (wanted != "all" && wanted != day) next
            split($2, request, " "); split(request[2], path, "?"); split($3, answer, " ")
            view = request[1] == "GET" && (answer[1] ~ /^2/ || answer[1] == 304) && answer[1] != 206 \
                && tolower(path[1]) !~ /\.(css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|apng|jxl|heic|cur|woff2?|ttf|otf|eot)$/
            print day, left[1] " " $6, view, path[1], $6 in isBot
        }' "$3" -
}
lines() { all "$@" | awk -F'\t' '!$5'; }
echo "events $(lines "$@" | wc -l)"
echo "bots $(all "$@" | cut -f5 | { grep -cx 1 || true; })"
echo "views $(lines "$@" | cut -f3 | { grep -cx 1 || true; })"
echo "users $(lines "$@" | cut -f2 | sort -u | wc -l)"
lines "$@" | awk -F'\t' '$3 == 1 { print $4 }' | sort | uniq -c | sort -k1,1nr -k2 | sed 's/^ *//' | awk 'NR <= 10'
