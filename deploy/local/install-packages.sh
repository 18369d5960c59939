#!/bin/bash
# Installs what deploy/packages.txt lists and this machine lacks; does nothing, quickly, when nothing is missing.
# usage: install-packages.sh [GROUP...]      all groups when none is named
#
# Debian starts nats-server and redis-server when it installs them. That is harmless: Watchbell starts its own
# servers on ports of its own and never speaks to those.
set -euo pipefail
cd "$(dirname "$0")/../.."

node_version_min=18
groups="${*:-build run check}"
. /etc/os-release
release="${VERSION_ID:-}"
if [ "${ID:-}" != debian ] || { [ "$release" != 12 ] && [ "$release" != 13 ]; }; then
  echo "packages: this is ${PRETTY_NAME:-an unknown system}; Watchbell is built and tested on Debian 12 and 13." >&2
  echo "packages: install by hand what deploy/packages.txt lists, then use: make PACKAGES= ..." >&2
  exit 1
fi

wanted=$(awk -v groups=" $groups " -v release="$release" \
  '!/^#/ && NF && index(groups, " " $1 " ") && ($3 == "" || $3 == release) { print $2 }' deploy/packages.txt)

if command -v npm >/dev/null && command -v node >/dev/null &&
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$node_version_min" ]; then
  wanted=$(grep -vxE 'nodejs|npm' <<<"$wanted" || true)
fi

installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' | awk '$1 == "ii" { print $2 }' | sort -u)
missing=$(comm -23 <(sort -u <<<"$wanted") <(echo "$installed"))
[ -n "$missing" ] || exit 0

echo "packages: installing $(wc -w <<<"$missing") Debian packages:" $missing
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "packages: run as root, or install sudo; or let an administrator run: deploy/local/install-packages.sh" >&2
    exit 1
  }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -q
# shellcheck disable=SC2086  # one word a package
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -q -y --no-install-recommends $missing
