#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds, and opens the till on a demo shop. Without a display it runs the till under a virtual
# one and drives a real checkout through the real window. Safe to run again; asks nothing.
set -euo pipefail

case ${1:-} in
-h | --help)
    echo "installer/try.sh [OUT]   builds and opens the till on a demo shop; OUT (default: out) takes the shop and what a run without a display leaves"
    exit 0
    ;;
esac
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$(realpath -m "${1:-$top/out}")
cd "$top"
. installer/packages.sh
build=$top/build/release
mkdir -p "$out"

installPackages "$top" "$out/logs"
step "Configuring" "$out/logs/configure.log" cmake --preset release
step "Building" "$out/logs/build.log" cmake --build --preset release --parallel "$(nproc)" --target tangyuan tangyuan-admin
till=$build/app/tangyuan
admin=$build/app/tangyuan-admin
shop=$out/shop
# The demo shop's key lies beside it, asked for by name: this is a try-out, and not every machine has a keychain.
key=(--key-file "$out/demo.key")

if [ ! -f "$shop/till.sqlite" ]; then
    step "Making the demo shop" "$out/logs/demo.log" "$admin" init --demo --seed 1 --data "$shop" "${key[@]}"
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening the till. The demo shop lives in $shop"
    exec "$till" --data "$shop" "${key[@]}"
fi

[ -n "${XDG_RUNTIME_DIR:-}" ] || { export XDG_RUNTIME_DIR=$out/run; mkdir -p -m 700 "$out/run"; }
say "There is no display here: the till runs under a virtual one and sells once"
QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1366x768x24 -r" bash installer/drive.sh "$till" "$admin" "$shop" "$out" "${key[@]}"
say "Done. Look into $out:
   $(cd "$out" && ls -d *.png *.pdf *.escpos shop/till.sqlite 2>/dev/null | tr '\n' ' ')"
