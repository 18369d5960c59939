#!/bin/bash
# `make stop`: ends exactly what `make run` started, the edge first and the servers last.
set -euo pipefail
# shellcheck source=processes.sh
. "$(dirname "$0")/processes.sh"
for name in gateway notification threat-intake alerting visitor sinks redis nats; do
  stop_one "$name"
done
