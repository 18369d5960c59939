#!/bin/bash
# Prints the name of a minimal Debian image, made from Debian's own packages when podman has none (20 s, no registry).
# usage: base-image.sh bookworm|trixie
set -euo pipefail
release=$1
image=localhost/debian:$release-slim
if ! podman image exists "$image"; then
  tar=$(mktemp --suffix .tar)
  trap 'rm -f "$tar"' EXIT
  mmdebstrap --quiet --variant=minbase "$release" "$tar" >&2
  podman import --quiet --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'CMD ["bash"]' "$tar" "$image" >&2
fi
echo "$image"
