#!/bin/bash
# `make bench`: runs every benchmark program that was built; each prints one JSON object a line.
set -euo pipefail
cd "$(dirname "$0")/../.."
shopt -s nullglob
failed=0
for program in build/bin/*_bench; do
  echo "bench: $(basename "$program")" >&2
  "$program" || failed=1
done
exit $failed
