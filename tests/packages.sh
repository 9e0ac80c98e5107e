#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The life of our packages on a machine that has nothing to build with: installed, used, upgraded, removed, purged. It changes the
# machine that it runs on, so tests/fresh.sh gives it one.
set -euo pipefail
[ $# -eq 2 ] || { echo "tests/packages.sh DEBS OUT   (called by tests/fresh.sh --packages)"; exit 2; }
debs=$(realpath "$1") out=$(realpath -m "$2")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. installer/packages.sh
logs=$out/logs
mkdir -p "$logs"
export DEBIAN_FRONTEND=noninteractive
hubFolder=/var/lib/tangyuan-hub

expect() { # WORDS COMMAND…
    local words=$1
    shift
    "$@" >"$logs/expect.log" 2>&1 || { cat "$logs/expect.log" >&2; stop "not so: $words"; }
    echo "   $words"
}
hasNot() { [ ! -e "$1" ]; }
versionOf() { dpkg-deb -f "$1" Version; }
installed() { [ "$(dpkg-query -W -f '${Version}' "$1")" = "$2" ]; }
asHub() { (cd / && exec runuser -u tangyuan-hub -- "$@"); }
asCashier() { (cd /home/cashier && exec runuser -u cashier -- env HOME=/home/cashier XDG_RUNTIME_DIR=/tmp/cashier-run "$@"); }
isLinkedWhole() { ! ldd "$1" | grep 'not found'; }

for compiler in cc gcc g++ clang cmake; do ! command -v "$compiler" || stop "this machine has a compiler ($compiler), so the packages prove nothing here"; done

step "Updating the list of packages" "$logs/update.log" apt-get update
step "Installing both packages" "$logs/install.log" apt-get install -y --no-install-recommends "$debs"/tangyuan_*.deb "$debs"/tangyuan-hub_*.deb
for program in tangyuan tangyuan-admin tangyuan-hub; do
    expect "$program is linked whole" isLinkedWhole "/usr/bin/$program"
    expect "$program tells its version" "$program" --version
done
step "Installing a virtual screen, and who looks at it" "$logs/tools.log" apt-get install -y --no-install-recommends xvfb xauth xdotool imagemagick curl desktop-file-utils
expect "the desktop file is valid" desktop-file-validate /usr/share/applications/tangyuan.desktop
expect "the hub has a user and a folder of its own" test "$(stat -c '%U %a' $hubFolder)" = "tangyuan-hub 700"

# The till: a demo shop under a virtual screen, as somebody who is not root.
useradd --create-home cashier
install -d -o cashier "$out/pictures" "$out/pictures/logs"
install -d -o cashier -m 700 /tmp/cashier-run
shop=/home/cashier/.local/share/tangyuan
key=(--key-file /home/cashier/demo.key)
asCashier tangyuan-admin init --demo --seed 1 --data "$shop" "${key[@]}" >"$logs/demo.log" 2>&1
say "The till sells under a virtual screen"
asCashier env QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1366x768x24 -r" \
    bash "$PWD/installer/drive.sh" /usr/bin/tangyuan /usr/bin/tangyuan-admin "$shop" "$out/pictures" "${key[@]}"
sales() { asCashier tangyuan-admin verify --data "$shop" "${key[@]}" | grep '"sales"'; }
before=$(sales)

# The hub: the unit's own command, as its user; this machine runs no systemd.
unit=$(ls /usr/lib/systemd/system/tangyuan-hub.service /lib/systemd/system/tangyuan-hub.service 2>/dev/null | head -n 1)
startHub() {
    ! (exec 3<>/dev/tcp/127.0.0.1/8443) 2>/dev/null || stop "another program listens on port 8443"
    (cd / && exec setpriv --reuid tangyuan-hub --regid tangyuan-hub --init-groups sh -c 'set -a; . /etc/default/tangyuan-hub; exec '"$(sed -n 's/^ExecStart=//p' "$unit")") >>"$logs/hub.log" 2>&1 &
    hub=$!
    for _ in $(seq 100); do
        ! curl --silent --insecure https://127.0.0.1:8443/health >"$logs/health.json" || break
        sleep 0.1
    done
}
stopHub() {
    kill "$hub"
    expect "the hub ends in order" wait "$hub"
}
say "The hub serves"
asHub tangyuan-hub --data $hubFolder store S001 "一店" >/dev/null
startHub
expect "/health answers" grep alive "$logs/health.json"
expect "root does not work in the hub's folder by mistake" bash -c "! tangyuan-hub --data $hubFolder store S002 '二店'"
stopHub
echo "# the owner's own line" >>/etc/default/tangyuan-hub

next=$(mktemp -d)
for deb in "$debs"/*.deb; do
    dpkg-deb -R "$deb" "$next/tree"
    sed -i 's/^Version: .*/&.next/' "$next/tree/DEBIAN/control"
    dpkg-deb --root-owner-group --build "$next/tree" "$next/$(basename "$deb")" >/dev/null
    rm -rf "$next/tree"
done
step "Upgrading both" "$logs/upgrade.log" apt-get install -y "$next"/*.deb
expect "the new till is there" installed tangyuan "$(versionOf "$debs"/tangyuan_*.deb).next"
expect "the new hub is there" installed tangyuan-hub "$(versionOf "$debs"/tangyuan-hub_*.deb).next"
expect "the till's sales are there and verify" test "$(sales)" = "$before"
expect "the owner's line is kept" grep "owner's own" /etc/default/tangyuan-hub
startHub
expect "/health answers again" grep alive "$logs/health.json"
expect "the hub still has its store" bash -c "runuser -u tangyuan-hub -- tangyuan-hub --data $hubFolder stores | grep 一店"
stopHub

step "Installing systemd, to read the unit" "$logs/systemd.log" apt-get install -y --no-install-recommends systemd
expect "systemd-analyze finds no fault in the unit" systemd-analyze verify --man=no "$unit"
systemd-analyze security --offline=true --no-pager "$unit" >"$logs/security.log"
tail -n 1 "$logs/security.log"
expect "and little exposure (at most 2.0)" systemd-analyze security --offline=true --no-pager --threshold=20 "$unit"

step "Removing both" "$logs/remove.log" dpkg --remove tangyuan tangyuan-hub
expect "the programs are gone" hasNot /usr/bin/tangyuan-hub
expect "the hub's data stay" test -s $hubFolder/hub.key
expect "the till's data stay" test -s "$shop/till.sqlite"
step "Purging both, with nobody to ask" "$logs/purge.log" dpkg --purge tangyuan tangyuan-hub
expect "the hub's settings are gone" hasNot /etc/default/tangyuan-hub
expect "the hub's data stay, unasked" test -s $hubFolder/hub.key
expect "the till's data stay" test -s "$shop/till.sqlite"
step "Installing both again" "$logs/again.log" apt-get install -y --no-install-recommends "$debs"/*.deb
expect "the till opens what it left" test "$(sales)" = "$before"
purge() { printf '%s\n' "$1" | script --quiet --return --command "DEBIAN_FRONTEND=teletype dpkg --purge tangyuan-hub" /dev/null; }
expect "purging asks" bash -c "$(declare -f purge); purge no | grep -i delete"
expect "and a no keeps the data" test -s $hubFolder/hub.key
step "Installing the hub again" "$logs/again.log" apt-get install -y --no-install-recommends "$debs"/tangyuan-hub_*.deb
expect "purging asks again" bash -c "$(declare -f purge); purge yes | grep -i delete"
expect "and a yes deletes them" hasNot $hubFolder
expect "and nothing of anybody's home" test -s "$shop/till.sqlite"
say "The packages live as they should"
