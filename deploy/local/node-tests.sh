#!/bin/bash
# `npm test` in the folders of TypeScript whose tests need no running system. tests/system is started by ctest.
set -euo pipefail
cd "$(dirname "$0")/../.."
for folder in services/gateway/console examples/subscriber; do
  [ -f $folder/package.json ] || continue
  [ "$(cd $folder && npm pkg get scripts.test)" != "{}" ] || continue
  echo "node: npm test in $folder"
  npm test --prefix $folder --silent
done
