#!/bin/bash
# Bundles the console into services/gateway/console/dist when a source is newer than the bundle.
set -euo pipefail
cd "$(dirname "$0")/../../services/gateway/console" 2>/dev/null || exit 0
[ -f package.json ] || exit 0
if [ -f dist/index.html ] &&
  [ -z "$(find . ../../../proto -path ./node_modules -prune -o -path ./dist -prune -o -path ./src/gen -prune -o \
    -type f -newer dist/index.html -print -quit)" ]; then
  exit 0
fi
echo "console: npm run build"
npm run build --silent
