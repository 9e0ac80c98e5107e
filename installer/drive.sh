#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Called by try.sh where there is no display: one whole checkout through the real window, by real key and scan events.
set -euo pipefail
till=$1 admin=$2 shop=$3 out=$4
shift 4
stop() { printf '\nTangyuan: %s\n' "$*" >&2; exit 1; }

# The receipt printer is a file here: the till writes to it what it would send to /dev/usb/lp0.
rm -f "$out/receipt.escpos" "$out/ready-ms.txt"
printf '{"language":"zh_CN","printer":{"transport":"file","address":"%s","paper":"80mm","text":"gb18030","opensDrawer":true}}' "$out/receipt.escpos" >"$out/printer.json"
"$admin" settings "$out/printer.json" --data "$shop" "$@" >/dev/null

"$till" --data "$shop" "$@" --ready-file "$out/ready-ms.txt" >"$out/logs/till.log" 2>&1 &
job=$!
trap 'kill $job 2>/dev/null || true' EXIT
for _ in $(seq 600); do
    [ -s "$out/ready-ms.txt" ] && break
    kill -0 $job 2>/dev/null || { cat "$out/logs/till.log" >&2; stop "the till did not start"; }
    sleep 0.1
done
[ -s "$out/ready-ms.txt" ] || stop "the till showed no window within a minute"
window=$(xdotool search --onlyvisible --pid $job | tail -n 1)
xdotool windowfocus --sync "$window"

shot() { sleep 1; import -window root "$out/$1.png"; echo "   $1.png"; }
person() { xdotool type --delay 120 "$1"; sleep 0.5; }
scan() { xdotool type --delay 4 "$1"; xdotool key Return; sleep 0.7; }
press() { xdotool key "$1"; sleep 0.7; }

shot 1-ready
person 13900000000            # a phone nobody has registered yet, or (second run) the member of the first
press Return
shot 2-register
press Return
press Return
press Escape                  # no card wanted just now
"$admin" export products "$out/products.csv" --encoding utf8 --data "$shop" "$@" >/dev/null
for code in $(grep -oE '69[0-9]{11}' "$out/products.csv" | head -n 3); do scan "$code"; done
person '2*101'                # two of number 101
press Return
shot 3-cart
press F2
shot 4-pay
press Return
shot 5-sold
press ctrl+3
sleep 3                       # it adds up in the background
shot 6-manager

kill $job && wait $job 2>/dev/null || true
trap - EXIT
for kind in png pdf txt; do "$admin" receipt last "$out/receipt.$kind" --data "$shop" "$@" >"$out/sale.json"; done
[ -s "$out/receipt.escpos" ] || stop "the till printed nothing; see the pictures in $out"
"$admin" verify --data "$shop" "$@" >"$out/verify.json"
echo "   receipt.escpos is what the till printed; receipt.png, receipt.pdf and receipt.txt show it; the database verifies (verify.json)"
