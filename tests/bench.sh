#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds a release and measures it. Each line: bench NAME VALUE UNIT ratio=R limit=NAME (R = our cost ÷ the limit's, so
# smaller is better). No test: a slow machine fails nothing.
set -euo pipefail
case ${1:-} in
-h | --help)
    echo "tests/bench.sh [--quick] [--folder DIR] [--members N] [--sales N] [NAME…]
NAME: checkout_commit scan_to_member receipt_escpos qr_decode_1080p startup_ready resident_memory segment_rfm apply_fact expire_run quote_50x200
      hub_ingest replica_apply first_fill write_to_other_till hub_tills (default: all)
The till of a million members and a million sales is made once and kept in DIR (an hour or less; broken off, the next run
goes on), and beside it one of ten million sale lines for segment_rfm; --quick makes small ones."
    exit 0
    ;;
esac
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
. installer/packages.sh
build=$top/build/release
installPackages "$top" "$build/logs"
step "Configuring" "$build/logs/configure.log" cmake --preset release
step "Building" "$build/logs/build.log" cmake --build --preset release --parallel "$(nproc)" --target tangyuan-bench tangyuan tangyuan-hub
exec "$build/tests/tangyuan-bench" "$@"
