#!/bin/bash
# Prints the path of helm: the installed one, else one built with Go (helm is no Debian package). Fails with a reason.
set -euo pipefail
helm_version=v3.19.0
if command -v helm; then exit 0; fi
if ! command -v go >/dev/null; then
  echo "neither helm nor Go is installed here" >&2
  exit 1
fi
binary=$(go env GOPATH)/bin/helm
[ -x "$binary" ] || go install "helm.sh/helm/v3/cmd/helm@$helm_version" >&2
echo "$binary"
