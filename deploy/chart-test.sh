#!/bin/bash
# `make chart-test`: the chart, linted strictly and rendered, runs in real containers on this machine (podman), and
# `make demo` is driven against it. Needs root on Debian, and helm or Go; without those it says so and is skipped.
# The image holds what `make build` has built; IMAGE=<image> tests that one instead.
set -euo pipefail
# shellcheck source=local/settings.sh
. "$(dirname "$0")/local/settings.sh"

skip() {
  echo "chart-test: skipped: $*"
  exit 0
}
helm=$(deploy/local/helm.sh) || skip "neither helm nor Go is here"
[ "$(id -u)" -eq 0 ] || skip "podman needs root here"

packages="podman buildah runc catatonit mmdebstrap netavark aardvark-dns iptables python3-yaml"
# shellcheck disable=SC2086  # one word a package
dpkg-query -W $packages >/dev/null 2>&1 || {
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -q -y --no-install-recommends $packages
}
# crun fails on hybrid cgroups and large limits need CAP_SYS_RESOURCE: settings for this test only.
work=$(mktemp -d)
cat >"$work/containers.conf" <<'END'
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
END
export CONTAINERS_CONF=$work/containers.conf

played=()
finish() {
  local code=$?
  if [ $code -ne 0 ]; then
    for container in $(podman ps -a --format '{{.Names}}' | grep '^watchbell-'); do
      echo "chart-test: the end of $container:"
      podman logs --tail 10 "$container" 2>&1 || true
    done
  fi
  for file in "${played[@]}"; do podman kube down "$file" >/dev/null 2>&1 || true; done
  # shellcheck disable=SC2046  # one word a volume
  podman volume rm -f $(podman volume ls -q | grep -E '^(watchbell|nats|redis|sinks)-') >/dev/null 2>&1 || true
  podman network rm -f watchbell-chart-test >/dev/null 2>&1 || true
  rm -rf "$work"
  exit $code
}
trap finish EXIT

if [ -z "${IMAGE:-}" ]; then
  PREBUILT=${PREBUILT:-build} deploy/images.sh
  IMAGE=localhost/watchbell:dev
fi
# The servers that the chart expects to find: an image of Debian's own.
servers=localhost/watchbell-servers:dev
podman image exists $servers || buildah bud --network host --isolation chroot -t $servers - <<END
FROM $(deploy/base-image.sh bookworm)
RUN apt-get update -q && apt-get install -q -y --no-install-recommends nats-server redis-server && rm -rf /var/lib/apt/lists/*
END

"$helm" lint --strict --kube-version 1.29.0 helm/watchbell
"$helm" template watchbell helm/watchbell --kube-version 1.29.0 -f helm/watchbell/ci/podman-values.yaml \
  --set "image.repository=${IMAGE%:*},image.tag=${IMAGE##*:}" >"$work/rendered.yaml"

deploy/identity/make-keys.sh "$work/keys"
deploy/local/service-keys.sh "$work/keys"
deploy/chart-test-manifests.py "$work/rendered.yaml" "$work/keys" "$work"

podman network create watchbell-chart-test >/dev/null
for part in servers workloads; do
  played+=("$work/$part.yaml")
  podman kube play --network watchbell-chart-test "$work/$part.yaml" >/dev/null
done

# The ports of deploy/chart-test-manifests.py; a data folder of its own, so that a local system is left alone.
export WATCHBELL_URL=http://127.0.0.1:18080 SINK_HTTP_PORT=18026 RUN_DIR=$work/run
mkdir -p "$RUN_DIR"
deadline=$((SECONDS + 90))
until curl -fs -o /dev/null --max-time 2 $WATCHBELL_URL/readyz; do
  [ $SECONDS -lt $deadline ] || { echo "chart-test: the gateway does not answer at $WATCHBELL_URL"; exit 1; }
  sleep 0.5
done
echo "chart-test: the gateway answers at $WATCHBELL_URL"
deploy/local/load-demo.sh
make demo
echo "chart-test: passed"
