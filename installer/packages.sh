# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts that build: installs what installer/packages.txt names and is not there yet.

say() { printf '\n== %s\n' "$*"; }
stop() { printf '\nTangyuan: %s\n' "$*" >&2; exit 1; }

# Runs a long step into a log, with a sign of life, tells how long it took, and shows the end of the log if it fails.
step() {
    local title=$1 log=$2
    shift 2
    say "$title (log: $log)"
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 &
    local job=$! started=$SECONDS next=30
    while kill -0 "$job" 2>/dev/null; do
        sleep 0.2
        [ $((SECONDS - started)) -lt "$next" ] && continue
        printf '   … %d s: %s\n' $((SECONDS - started)) "$(tail -n 1 "$log" | tr -d '\r' | cut -c 1-100)"
        next=$((next + 30))
    done
    wait "$job" || { tail -n 40 "$log" >&2; stop "«$title» failed; the whole log is in $log"; }
    printf '   %d s\n' $((SECONDS - started))
}

isInstalled() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# TOP LOGS [PACKAGE…]: what the list names, and these. A name with a question mark is only in some Debians.
installPackages() {
    local list=$1/installer/packages.txt logs=$2 missing=() maybe=() package root=()
    shift 2
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
        stop "this script installs packages with apt (Debian 12 and 13). On another system install what $list names, then run: cmake --preset dev && cmake --build --preset dev"
    for package in $(grep -v '^#' "$list") "$@"; do
        isInstalled "${package%\?}" && continue
        case $package in
        *\?) maybe+=("${package%\?}") ;;
        *) missing+=("$package") ;;
        esac
    done
    if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
    if [ ${#missing[@]} -gt 0 ]; then
        [ ${#root[@]} -eq 0 ] || command -v sudo >/dev/null || stop "these packages are missing and there is no sudo to install them: ${missing[*]}"
        step "Updating the list of packages" "$logs/apt-update.log" ${root[@]+"${root[@]}"} apt-get update
    fi
    for package in ${maybe[@]+"${maybe[@]}"}; do
        [ -z "$(apt-cache --quiet madison "$package" 2>/dev/null)" ] || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    step "Installing ${#missing[@]} packages" "$logs/apt-install.log" \
        ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}
