#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A bare Debian beside this one, with nothing in it but apt and git: what HEAD needs and does not install itself is missing there.
set -euo pipefail

noRoot=69 # sysexits.h: EX_UNAVAILABLE
usage() {
    cat <<END
tests/fresh.sh [bookworm|trixie] [COMMAND…]   clones HEAD into a bare Debian (default: bookworm) and runs COMMAND there, by default
                                              the README's two, one after the other; ends as COMMAND ends
tests/fresh.sh --packages [bookworm|trixie]   builds our packages in one bare Debian, and installs, uses, upgrades and removes them
                                              in another that has no compiler (tests/packages.sh)
Runs as root. The mirror and apt's settings are this machine's. What the clone leaves in out/ (pictures, packages) is kept in
out/fresh-SUITE; compiled pieces are kept in ~/.cache/tangyuan between runs, nothing else.
Exit code $noRoot: no bare Debian could be made here, so nothing was run.
END
}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$top/installer/packages.sh"

suite=bookworm packages=
while [ $# -gt 0 ]; do
    case $1 in
    -h | --help) usage && exit 0 ;;
    --packages) packages=yes ;;
    bookworm | trixie) suite=$1 ;;
    *) break ;;
    esac
    shift
done

cannot() {
    printf '\nTangyuan: no bare Debian can be made here: %s\n' "$*" >&2
    exit $noRoot
}

# The Debian archives that this machine takes its packages from, of the suite that is asked for; mmdebstrap knows one by itself.
sources() {
    local own
    own=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    apt-get indextargets --format 'deb $(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
        awk -v own="$own" -v suite="$suite" 'sub("^" own, suite, $3)' | sort -u
}

# ROOT [PACKAGE…]
makeRoot() {
    local root=$1 log=$work/root.log mirrors=() include=ca-certificates,git started=$SECONDS package
    shift
    for package in "$@"; do include+=,$package; done
    if ! command -v mmdebstrap >/dev/null; then
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mmdebstrap; } >"$log" 2>&1 ||
            cannot "mmdebstrap cannot be installed ($(tail -n 1 "$log"))"
    fi
    mapfile -t mirrors < <(sources)
    [ ${#mirrors[@]} -eq 0 ] && apt-get update >"$log" 2>&1 && mapfile -t mirrors < <(sources)
    apt-config dump Acquire >"$work/apt.conf"
    say "Making a bare $suite (log: $log)"
    mmdebstrap --variant=minbase --include="$include" --aptopt="$work/apt.conf" "$suite" "$root" ${mirrors[@]+"${mirrors[@]}"} >"$log" 2>&1 ||
        { tail -n 5 "$log" >&2; cannot "mmdebstrap failed"; }
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/fresh" # it lives for an hour
    mkdir -p "$root/shop/shared" "$root/var/cache/ccache"
    git clone --quiet --no-local "$top" "$root/shop/tangyuan"
    echo "   $((SECONDS - started)) s"
}

# ROOT COMMAND…, with namespaces of its own: when it ends, so does all that it started and mounted. The root is no mount point there,
# as in many a container: nobody finds the file system that a file is on in the table of mounts.
inRoot() {
    local root=$1 proxies=() name
    shift
    for name in http_proxy https_proxy no_proxy; do [ -z "${!name:-}" ] || proxies+=("$name=${!name}"); done
    unshare --mount --pid --ipc --fork --kill-child -- bash -euo pipefail -c '
        root=$1 cache=$2 shared=$3
        shift 3
        mount --make-rprivate /
        mount -t proc proc "$root/proc"
        mount -t devpts -o newinstance,gid=5,mode=620,ptmxmode=666 devpts "$root/dev/pts"
        mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
        mount --bind "$cache" "$root/var/cache/ccache"
        if [ -d "$shared" ]; then mount --bind "$shared" "$root/shop/shared" && mount -o remount,bind,ro "$root/shop/shared"; fi
        exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
            CCACHE_DIR=/var/cache/ccache CCACHE_MAXSIZE=2G CMAKE_CXX_COMPILER_LAUNCHER=ccache "$@"
    ' -- "$root" "$cache" "$top/../shared" ${proxies[@]+"${proxies[@]}"} bash -c 'cd /shop/tangyuan && "$@"' -- "$@"
}

timed() { # ROOT COMMAND…
    local started=$SECONDS
    say "In a bare $suite: ${*:2}"
    inRoot "$@"
    printf '\n   %s in a bare %s: %d s\n' "${*:2}" "$suite" $((SECONDS - started))
}

endAll() {
    local kept=$top/out/fresh-$suite root
    for root in "$work"/*/; do
        [ ! -d "$root/shop/tangyuan/out" ] || { mkdir -p "$kept" && cp -r "$root/shop/tangyuan/out/." "$kept/"; }
    done
    rm -rf --one-file-system "$work"
}

[ "$(id -u)" -eq 0 ] || cannot "this script mounts and changes roots, so it runs as root"
unshare --mount --pid --fork true 2>/dev/null || cannot "this machine gives no namespaces"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tangyuan/ccache-$suite
mkdir -p "$cache"
work=$(mktemp -d "${TMPDIR:-/var/tmp}/tangyuan-fresh-XXXXXX")
trap endAll EXIT

makeRoot "$work/build" ccache
if [ -n "$packages" ]; then
    timed "$work/build" installer/package.sh
    makeRoot "$work/shop"
    cp -r "$work/build/shop/tangyuan/out/packages" "$work/shop/shop/"
    timed "$work/shop" tests/packages.sh ../packages out/packages-used
elif [ $# -gt 0 ]; then
    inRoot "$work/build" "$@"
else
    timed "$work/build" installer/try.sh
    timed "$work/build" tests/run.sh
fi
