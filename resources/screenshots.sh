#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures of the documents (resources/screenshots) from the real program, as tests/till/ScreenshotTest drives it.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
build=${1:-$top/build/dev}
cmake --build "$build" --target tests_till
pictures=$(mktemp -d)
trap 'rm -rf "$pictures"' EXIT
QT_QPA_PLATFORM=offscreen TZ=Asia/Shanghai TANGYUAN_SCREENSHOTS=$pictures "$build/tests/tests_till" ScreenshotTest
mkdir -p resources/screenshots
for language in en zh_CN; do
    cp "$pictures/$language-1366x768-03-member.png" "resources/screenshots/sale.$language.png"
    cp "$pictures/$language-1366x768-17-services.png" "resources/screenshots/services.$language.png"
done
