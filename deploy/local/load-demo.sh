#!/bin/bash
# Generates the demo district (20 schools, always the same) and imports it at $WATCHBELL_URL.
set -euo pipefail
# shellcheck source=settings.sh
. "$(dirname "$0")/settings.sh"
archive=$RUN_DIR/demo-district.zip
[ -f "$archive" ] || build/bin/watchbell generate-district --out "$archive" >/dev/null
deploy/local/load-demo.py "$archive"
