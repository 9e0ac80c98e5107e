#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz targets with Clang's libFuzzer and address sanitizer, and runs it. tests/run.sh runs it for a minute.
set -euo pipefail
case ${1:-} in
-h | --help)
    echo "tests/fuzz.sh [SECONDS]   fuzz scans, coupon codes, documents of prices, and what tills and hub say to each other; default 3600
What was found stays in build/fuzz/corpus; an input that breaks something is written to build/fuzz/."
    exit 0
    ;;
esac
seconds=${1:-3600}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
. installer/packages.sh
build=$top/build/fuzz
installPackages "$top" "$build/logs"
step "Configuring the fuzz targets" "$build/logs/configure.log" cmake --preset fuzz
step "Building the fuzz targets" "$build/logs/build.log" cmake --build --preset fuzz --parallel "$(nproc)"
for target in scan hub; do
    mkdir -p "$build/corpus/$target"
    say "Fuzzing $target for $((seconds / 2)) s"
    "$build/tests/tangyuan-fuzz-$target" -max_total_time="$((seconds / 2))" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -dict="tests/fuzz/$target.dict" \
        -print_final_stats=1 -artifact_prefix="$build/$target-" "$build/corpus/$target" >"$build/logs/fuzz-$target.log" 2>&1 ||
        { tail -n 40 "$build/logs/fuzz-$target.log" >&2; stop "fuzzing found an input that breaks something; see $build/logs/fuzz-$target.log"; }
    grep '^stat::' "$build/logs/fuzz-$target.log"
done
