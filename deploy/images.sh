#!/bin/bash
# `make images`: watchbell:dev with docker, or localhost/watchbell:dev with buildah where there is no docker daemon.
#   BASE=<image>       the Debian below it; without one and without a registry it is made from Debian's packages.
#   PREBUILT=<folder>  a build folder of this Debian (build): its programs are taken and nothing is compiled, in seconds.
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/local/install-packages.sh run
deploy/local/node-packages.sh services/gateway/console
deploy/local/build-console.sh

release=bookworm
arguments=()
if [ -n "${PREBUILT:-}" ]; then
  files=$(mktemp -d)
  trap 'rm -rf "$files"' EXIT
  deploy/image-files.sh "$PREBUILT" "$files/out"
  arguments+=(--build-context "builder=$files")
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  echo "images: the programs are those of $PREBUILT, compiled on $release"
fi

if docker info >/dev/null 2>&1; then
  docker build --build-arg BASE="${BASE:-debian:$release-slim}" "${arguments[@]}" -t watchbell:dev -f deploy/Dockerfile .
  exit
fi
command -v buildah >/dev/null && command -v podman >/dev/null || {
  echo "images: neither a docker daemon nor podman and buildah; apt-get install podman buildah" >&2
  exit 1
}
BASE=${BASE:-$(deploy/base-image.sh $release)}
# The compiler cache of this machine, so that a second image takes seconds to compile.
cache=${CCACHE_DIR:-$HOME/.cache/ccache}
mkdir -p "$cache"
buildah bud --layers --network host --isolation chroot --volume "$cache:/root/.cache/ccache" \
  --build-arg BASE="$BASE" --build-arg LANG="${LANG:-}" "${arguments[@]}" -t localhost/watchbell:dev -f deploy/Dockerfile .
