#!/bin/bash
# `make demo`: the scripted day, driven over HTTP against $WATCHBELL_URL; every step is checked, non-zero on a failure.
set -euo pipefail
# shellcheck source=settings.sh
. "$(dirname "$0")/settings.sh"
curl -fsS -o /dev/null --max-time 5 "$WATCHBELL_URL/" || {
  echo "demo: nothing answers at $WATCHBELL_URL; start it with: make run" >&2
  exit 1
}
exec deploy/local/demo.py
