# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by try.sh and run.sh: installs what installer/packages.txt names and is not there yet.

say() { printf '\n== %s\n' "$*"; }
stop() { printf '\nTangyuan: %s\n' "$*" >&2; exit 1; }

# Runs a long step into a log, with a sign of life, and shows the end of the log if it fails.
step() {
    local title=$1 log=$2
    shift 2
    say "$title (log: $log)"
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 &
    local job=$! seconds=0
    while kill -0 "$job" 2>/dev/null; do
        sleep 1
        seconds=$((seconds + 1))
        [ $((seconds % 30)) -eq 0 ] && printf '   … %d s: %s\n' "$seconds" "$(tail -n 1 "$log" | tr -d '\r' | cut -c 1-100)"
    done
    wait "$job" || { tail -n 40 "$log" >&2; stop "«$title» failed; the whole log is in $log"; }
}

installPackages() {
    local list=$1/installer/packages.txt missing=() package
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
        stop "this script installs packages with apt (Debian 12, Ubuntu 24.04). On another system install what $list names, then run: cmake --preset dev && cmake --build --preset dev"
    while read -r package; do
        case $package in '' | '#'*) continue ;; esac
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done <"$list"
    [ ${#missing[@]} -eq 0 ] && return
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "these packages are missing and there is no sudo to install them: ${missing[*]}"
        root=(sudo)
    fi
    step "Updating the list of packages" "$2/apt-update.log" "${root[@]}" apt-get update
    step "Installing ${#missing[@]} packages" "$2/apt-install.log" \
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}
