#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the packages that shops install: tangyuan (the till, with tangyuan-admin) and tangyuan-hub. Safe to run again; asks nothing.
set -euo pipefail

case ${1:-} in
-h | --help)
    echo "installer/package.sh [OUT]   builds both packages for the Debian it runs on into OUT (default: out/packages) and checks them with lintian"
    exit 0
    ;;
esac
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$(realpath -m "${1:-$top/out/packages}")
cd "$top"
. installer/packages.sh
build=$top/build/release

installPackages "$top" "$build/logs" lintian
step "Configuring" "$build/logs/configure.log" cmake --preset release
step "Building" "$build/logs/build.log" cmake --build --preset release --parallel "$(nproc)" --target tangyuan tangyuan-admin tangyuan-hub
rm -rf "$out"
step "Packing" "$build/logs/package.log" cpack --config "$build/CPackConfig.cmake" -B "$out"
rm -rf "$out/_CPack_Packages"
step "Checking" "$build/logs/lintian.log" lintian --allow-root --fail-on error "$out"/*.deb
say "Done:"
ls -l "$out"
