#!/bin/bash
# `make images`: watchbell:dev with docker, or localhost/watchbell:dev with buildah where there is no docker daemon.
# BASE=<image> chooses the Debian below it; without one and without a registry it is made from Debian's packages.
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/local/install-packages.sh run
deploy/local/node-packages.sh services/gateway/console
deploy/local/build-console.sh

if docker info >/dev/null 2>&1; then
  exec docker build ${BASE:+--build-arg BASE="$BASE"} -t watchbell:dev -f deploy/Dockerfile .
fi
command -v buildah >/dev/null && command -v podman >/dev/null || {
  echo "images: neither a docker daemon nor podman and buildah; apt-get install podman buildah" >&2
  exit 1
}
BASE=${BASE:-$(deploy/base-image.sh bookworm)}
# The compiler cache of this machine, so that a second image takes seconds to compile.
cache=${CCACHE_DIR:-$HOME/.cache/ccache}
mkdir -p "$cache"
exec buildah bud --layers --network host --isolation chroot --volume "$cache:/root/.cache/ccache" \
  --build-arg BASE="$BASE" -t localhost/watchbell:dev -f deploy/Dockerfile .
