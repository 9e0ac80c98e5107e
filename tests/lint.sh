#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# clang-tidy over what shops get (app, core, sync, ui). tests/lint.txt lists what it finds and is left: the list may only shrink, so a
# finding that is not on it fails, and so does one on it that is gone. By hand: it takes half an hour.
set -euo pipefail

case ${1:-} in
-h | --help)
    echo "tests/lint.sh [--update]   runs clang-tidy and compares with tests/lint.txt; --update writes what is left now, and refuses more than there was"
    exit 0
    ;;
esac
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
. installer/packages.sh
build=$top/build/dev
list=tests/lint.txt

# Clang 14, Debian 12's default, cannot read std::ranges of its own libstdc++.
version=16
installPackages "$top" "$build/logs" clang-tidy-$version clang-tools-$version
step "Configuring" "$build/logs/configure.log" cmake --preset dev
# What moc and rcc write is compiled with the rooms, so it must be there.
step "Building" "$build/logs/build.log" cmake --build --preset dev --parallel "$(nproc)" --target tangyuan tangyuan-admin tangyuan-hub
started=$SECONDS
say "Looking (log: $build/logs/lint.log)"
run-clang-tidy-$version -quiet -p "$build" -j "$(nproc)" -extra-arg=-w "^$build/(app|core|sync|ui)/|^$top/app/" >"$build/logs/lint.log" 2>"$build/logs/lint.err" || true
! grep -E 'error: .*\[clang-diagnostic-error\]' "$build/logs/lint.log" || stop "clang-tidy cannot read the sources"
echo "   $((SECONDS - started)) s"

# A line of a header is found once in each room that reads it: it counts once.
found=$(mktemp)
trap 'rm -f "$found"' EXIT
sed -nE "s#^$top/((app|core|sync|ui)/[^:]+):([0-9]+):([0-9]+): (warning|error): .*\[([^]]+)\]\$#\1 \3:\4 \6#p" "$build/logs/lint.log" |
    sort -u | awk '{ print $1, $3 }' | sort | uniq -c | awk '{ print $1, $2, $3 }' | sort -k 2 >"$found"

[ -e "$list" ] || cp "$found" "$list" # the first time
more=$(awk 'NR == FNR { left[$2 " " $3] = $1; next } $1 > left[$2 " " $3] + 0 { print "   " $0 " (listed: " left[$2 " " $3] + 0 ")" }' "$list" "$found")
less=$(awk 'NR == FNR { now[$2 " " $3] = $1; next } $1 > now[$2 " " $3] + 0 { print "   " $0 " (found: " now[$2 " " $3] + 0 ")" }' "$found" "$list")
[ -z "$more" ] || { printf 'More than %s lists:\n%s\n' "$list" "$more"; grep -E "$(echo "$more" | awk '{ print $3 }' | sort -u | paste -sd '|')" "$build/logs/lint.log" | sort -u | head -n 20; stop "clang-tidy finds what was not there"; }
if [ "${1:-}" = --update ]; then
    cp "$found" "$list"
    say "$list lists $(awk '{ n += $1 } END { print n + 0 }' "$list") findings that are left"
elif [ -n "$less" ]; then
    printf 'Gone, so take it off the list (tests/lint.sh --update):\n%s\n' "$less"
    stop "the list can shrink"
else
    say "$(awk '{ n += $1 } END { print n + 0 }' "$list") findings are left, all of them on the list"
fi
