#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A chain to look at, on one machine: a hub on PostgreSQL and two tills that belong to it, the first a demo shop. Installs what is
# needed, builds, and opens both tills; without a display it lets them talk to the hub and tells what came over. Ctrl-C, or
# closing both windows, ends everything that it started. Safe to run again; asks nothing.
set -euo pipefail

case ${1:-} in
-h | --help)
    echo "installer/hub.sh [OUT]   builds and shows a chain of two tills and a hub; OUT (default: out/chain) takes its data"
    exit 0
    ;;
esac
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$(realpath -m "${1:-$top/out/chain}")
cd "$top"
. installer/packages.sh
build=$top/build/release
logs=$out/logs
mkdir -p "$out" "$logs"

installPackages "$top" "$logs"
step "Configuring" "$logs/configure.log" cmake --preset release
step "Building" "$logs/build.log" cmake --build --preset release --parallel "$(nproc)" --target tangyuan tangyuan-admin tangyuan-hub
till=$build/app/tangyuan
admin=$build/app/tangyuan-admin
hub=$build/app/tangyuan-hub

# Only one of these at a time in a folder.
exec 9>"$out/lock"
flock -n 9 || stop "a chain runs in $out already"

jobs=() socket='' databaseIsUp=
endAll() {
    trap - EXIT INT TERM
    for job in ${jobs[@]+"${jobs[@]}"}; do kill "$job" 2>/dev/null || true; done
    for job in ${jobs[@]+"${jobs[@]}"}; do wait "$job" 2>/dev/null || true; done
    [ -z "$databaseIsUp" ] || asOwner "$postgres/pg_ctl" stop --pgdata="$database/data" --mode=fast >/dev/null 2>&1 || true
    [ -z "$socket" ] || rm -rf "$socket"
}
trap endAll EXIT
trap 'exit 130' INT TERM

# PostgreSQL refuses root, so then it runs as the user that its package made, who must be able to reach its folder.
owner=$(id -un)
asOwner() { (cd / && exec "$@" 9>&-); }
if [ "$(id -u)" -eq 0 ]; then
    owner=postgres
    asOwner() { (cd / && exec runuser -u postgres -- "$@" 9>&-); }
fi
postgres=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t / -k 5 -n | tail -n 1)
database=$out/postgres
asOwner test -x "$out" || database=/var/tmp/tangyuan-chain-$(printf %s "$out" | sha256sum | cut -c 1-12)
# Whoever may enter the socket's folder may use the database: its owner and root, nobody else. Its path is short, as sockets' must be.
socket=$(mktemp -d /tmp/tangyuan-chain-XXXXXX)
[ -d "$database" ] || install -d -m 700 "$database"
chown "$owner" "$socket" "$database"
if [ ! -f "$database/data/PG_VERSION" ]; then
    rm -rf "$database/data"
    step "Making the database in $database" "$logs/initdb.log" asOwner "$postgres/initdb" --pgdata="$database/data" --username=tangyuan --auth=trust --encoding=UTF8 --locale=C
fi
# One that a killed run left behind would be in the way, and the lock says that nobody uses it.
asOwner "$postgres/pg_ctl" stop --pgdata="$database/data" --mode=immediate >/dev/null 2>&1 || true
databaseIsUp=yes
step "Starting PostgreSQL" "$logs/postgres-start.log" \
    asOwner "$postgres/pg_ctl" start --pgdata="$database/data" --log="$database/log" --wait --options="-c listen_addresses='' -c unix_socket_directories='$socket'"
psql() { asOwner "$postgres/psql" --no-psqlrc --host="$socket" --username=tangyuan --dbname=postgres --tuples-only --no-align --command="$1"; }
[ "$(psql "SELECT count(*) FROM pg_database WHERE datname = 'chain'")" = 1 ] || psql "CREATE DATABASE chain" >/dev/null

# The tills remember where the hub is, so its port stays the same.
isTaken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
if [ ! -s "$out/port" ]; then
    port=8443
    while isTaken $port; do port=$((port + 1)); done
    echo $port >"$out/port"
fi
port=$(cat "$out/port")
! isTaken "$port" || stop "another program listens on port $port, where the tills of $out look for their hub; end it, or give another folder"
ofHub=(--data "$out/hub" --database "postgresql://tangyuan@localhost/chain?host=$socket" --listen "127.0.0.1:$port")
"$hub" store S001 "桂花糖水铺 一店" "${ofHub[@]}" >"$logs/stores.log" 2>&1 || { cat "$logs/stores.log" >&2; stop "the hub does not start"; }
"$hub" store S002 "桂花糖水铺 二店" "${ofHub[@]}" >>"$logs/stores.log" 2>&1
"$hub" "${ofHub[@]}" >"$logs/hub.log" 2>&1 9>&- &
jobs+=($!)
for _ in $(seq 300); do
    isTaken "$port" && break
    kill -0 "${jobs[0]}" 2>/dev/null || { cat "$logs/hub.log" >&2; stop "the hub did not start"; }
    sleep 0.1
done
isTaken "$port" || stop "the hub took no connection within half a minute; its log is $logs/hub.log"
say "The hub listens on https://127.0.0.1:$port (log: $logs/hub.log)"

# A till's key lies beside it, asked for by name: this is a try-out, and not every machine has a keychain.
ofTill() { printf '%s\n' --data "$out/till-$1" --key-file "$out/till-$1.key"; }
for number in 1 2; do
    mapfile -t here < <(ofTill $number)
    if [ ! -f "$out/till-$number.joined" ]; then
        if [ ! -f "$out/till-$number.made" ]; then
            rm -rf "$out/till-$number" "$out/till-$number.key"
            # The first has the goods and regulars; the second is new, and gets them from the chain.
            shop=(--demo)
            [ $number = 1 ] || shop=(--shop "桂花糖水铺 二店")
            step "Making the shop of till $number" "$logs/init-$number.log" "$admin" init "${shop[@]}" "${here[@]}"
            printf '{"tillCode":"%s01","store":"S00%s"}' "$([ $number = 1 ] && echo A || echo B)" $number >"$out/settings.json"
            "$admin" settings "$out/settings.json" "${here[@]}" >/dev/null
            touch "$out/till-$number.made"
        fi
        code=$("$hub" enrol "S00$number" --json "${ofHub[@]}" | grep -o 'TYE[A-Z0-9]*' | head -n 1)
        step "Till $number joins the chain" "$logs/join-$number.log" "$admin" hub join "$code" "${here[@]}"
        touch "$out/till-$number.joined"
    fi
done

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    for number in 1 2; do
        mapfile -t here < <(ofTill $number)
        "$till" "${here[@]}" >"$logs/till-$number.log" 2>&1 9>&- &
        jobs+=($!)
    done
    say "Both tills are open: what one sells and whom it registers, the other knows in a moment. Ctrl-C ends it all."
    wait "${jobs[1]}" || true
    wait "${jobs[2]}" || true
    exit 0
fi

# Twice each: what the second sends, the first gets too.
say "There is no display here: the tills talk to the hub, one after the other"
for number in 1 2 1 2; do
    mapfile -t here < <(ofTill $number)
    step "Till $number" "$logs/sync-$number.json" "$admin" hub sync "${here[@]}"
    cat "$logs/sync-$number.json"
done
for number in 1 2; do
    mapfile -t here < <(ofTill $number)
    "$admin" verify "${here[@]}" >"$out/verify-$number.json"
    echo "   till $number verifies (verify-$number.json)"
done
say "Done. The chain lives in $out; run this again to go on with it"
