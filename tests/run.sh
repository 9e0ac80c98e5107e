#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds, and runs every test. Safe to run again; asks nothing.
set -euo pipefail

case ${1:-} in
-h | --help)
    echo "tests/run.sh [PRESET]   installs, builds and tests; PRESET is dev (default) or asan"
    exit 0
    ;;
esac
preset=${1:-dev}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
. installer/packages.sh
build=$top/build/$preset

installPackages "$top" "$build/logs"
step "Configuring" "$build/logs/configure.log" cmake --preset "$preset"
step "Building" "$build/logs/build.log" cmake --build --preset "$preset" --parallel "$(nproc)"
# A minute of chance at what is scanned; hours of it by hand (tests/fuzz.sh). The sanitized build has its own.
[ "$preset" = dev ] && tests/fuzz.sh 60
say "Testing"
ctest --test-dir "$build" --output-on-failure --timeout 900
