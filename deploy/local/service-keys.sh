#!/bin/bash
# Splits keys.txt of deploy/identity/make-keys.sh: each service gets a file with the rings that it may hold and no other,
# and the secret that signs webhooks is made. usage: service-keys.sh DIR
set -euo pipefail
umask 077
dir=$1

# <service> <ring>...: DIR/<service>/keys.txt
give() {
  local service=$1
  shift
  mkdir -p "$dir/$service"
  for ring in "$@"; do grep "^$ring/" "$dir/keys.txt"; done >"$dir/$service/keys.txt"
}
# The directory's ring is shared by the services that must know people.
give visitor visitor directory
give alerting alerting directory
give notification notification directory
# Cases have a ring beside that of tips.
give threat-intake threat_intake threat_cases

[ -f "$dir/webhook-secret" ] || echo "whsec_$(openssl rand -base64 32)" >"$dir/webhook-secret"
# Signs calls to the police, and their answers: the lines get it, too.
[ -f "$dir/dispatch-secret" ] || echo "whsec_$(openssl rand -base64 32)" >"$dir/dispatch-secret"
# Receipt codes of tips are made from this.
[ -f "$dir/receipt-key" ] || openssl rand -hex 32 >"$dir/receipt-key"
