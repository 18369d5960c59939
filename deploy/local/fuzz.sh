#!/bin/bash
# Builds and runs every fuzzer for some seconds each on a copy of its seeds. usage: fuzz.sh BUILD_DIR SECONDS JOBS
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 seconds=$2 jobs=$3
mapfile -t sources < <(git ls-files '*_fuzz.cpp')
targets=()
for source in "${sources[@]}"; do targets+=("$(basename "$source" .cpp)"); done
ninja -C "$build" -j"$jobs" "${targets[@]}"
for source in "${sources[@]}"; do
  target=$(basename "$source" .cpp)
  corpus=$build/corpus/$target
  mkdir -p "$corpus"
  echo "fuzz: $target for $seconds s"
  "$build/bin/$target" -max_total_time="$seconds" -print_final_stats=0 -verbosity=0 "$corpus" "${source%.cpp}_seeds"
done
