#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A bare Debian beside this one, with nothing in it but apt and git: what HEAD needs and does not install itself is missing there.
set -euo pipefail

usage() {
    cat <<END
tests/fresh.sh [bookworm|trixie] [COMMAND…]   clones HEAD into a bare Debian (default: bookworm) and runs COMMAND there, by default
                                              the README's two, one after the other; ends as COMMAND ends
Runs as root. The mirror and apt's settings are this machine's. Compiled pieces are kept in ~/.cache/tangyuan between runs, nothing else.
Exit code $noRoot: no bare Debian could be made here, so nothing was run.
END
}
noRoot=69 # sysexits.h: EX_UNAVAILABLE
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$top/installer/packages.sh"

suite=bookworm
case ${1:-} in
-h | --help)
    usage
    exit 0
    ;;
bookworm | trixie)
    suite=$1
    shift
    ;;
esac

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

makeRoot() {
    local log=$work/root.log mirrors=()
    if ! command -v mmdebstrap >/dev/null; then
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mmdebstrap; } >"$log" 2>&1 || cannot "mmdebstrap cannot be installed ($(tail -n 1 "$log"))"
    fi
    mapfile -t mirrors < <(sources)
    [ ${#mirrors[@]} -eq 0 ] && apt-get update >"$log" 2>&1 && mapfile -t mirrors < <(sources)
    apt-config dump Acquire >"$work/apt.conf"
    say "Making a bare $suite (log: $log)"
    mmdebstrap --variant=minbase --include=ca-certificates,ccache,git --aptopt="$work/apt.conf" "$suite" "$root" ${mirrors[@]+"${mirrors[@]}"} >"$log" 2>&1 ||
        { tail -n 5 "$log" >&2; cannot "mmdebstrap failed"; }
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/fresh" # it lives for an hour
    mkdir -p "$root/shop/shared" "$root/var/cache/ccache" "$cache"
    git clone --quiet --no-local "$top" "$root/shop/tangyuan"
    echo "   made in $SECONDS s"
}

# COMMAND in the root, with namespaces of its own: when it ends, so does all that it started and mounted. The root is no mount point
# there, as in many a container: nobody finds the file system that a file is on in the table of mounts.
inRoot() {
    local proxies=() name
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
        chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
            CCACHE_DIR=/var/cache/ccache CCACHE_MAXSIZE=2G CMAKE_CXX_COMPILER_LAUNCHER=ccache "$@"
    ' -- "$root" "$cache" "$top/../shared" ${proxies[@]+"${proxies[@]}"} bash -c 'cd /shop/tangyuan && exec "$@"' -- "$@"
}

[ "$(id -u)" -eq 0 ] || cannot "this script mounts and changes roots, so it runs as root"
work=$(mktemp -d "${TMPDIR:-/var/tmp}/tangyuan-fresh-XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tangyuan/ccache-$suite
unshare --mount --pid --fork true 2>/dev/null || cannot "this machine gives no namespaces"
makeRoot

if [ $# -gt 0 ]; then
    inRoot "$@"
    exit
fi
for command in installer/try.sh tests/run.sh; do
    started=$SECONDS
    say "In a bare $suite: $command"
    inRoot "$command"
    echo "   $command in a bare $suite: $((SECONDS - started)) s"
done
