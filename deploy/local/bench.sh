#!/bin/bash
# `make bench`: every benchmark program, then the whole system; each prints one JSON object a line.
set -euo pipefail
cd "$(dirname "$0")/../.."
shopt -s nullglob
failed=0
for program in build/bin/*_bench; do
  echo "bench: $(basename "$program")" >&2
  "$program" || failed=1
done
tests/load/bench.py || failed=1
exit $failed
