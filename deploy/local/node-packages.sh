#!/bin/bash
# `npm ci` in every folder that has a lock file, when that file is not the one installed last.
# usage: node-packages.sh [FOLDER...]      the known folders when none is named
set -euo pipefail
cd "$(dirname "$0")/../.."

folders=("$@")
[ ${#folders[@]} -gt 0 ] || folders=(services/gateway/console examples/subscriber tests/system)
for folder in "${folders[@]}"; do
  lock=$folder/package-lock.json
  installed=$folder/node_modules/.watchbell-lock
  [ -f "$lock" ] || continue
  cmp -s "$lock" "$installed" && continue
  echo "node: npm ci in $folder"
  npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
  mkdir -p "$folder/node_modules"
  cp "$lock" "$installed"
done
