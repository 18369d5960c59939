#!/bin/bash
# `make run`: the whole system on loopback, with its data and logs in .run/. Run again, it starts what is missing or
# was rebuilt and leaves the rest alone. `make stop` ends it; removing .run/ forgets everything.
set -euo pipefail
# shellcheck source=processes.sh
. "$(dirname "$0")/processes.sh"

mkdir -p "$RUN_DIR"/{nats,redis,logs,pids}
chmod 700 "$RUN_DIR"
deploy/identity/make-keys.sh "$RUN_DIR/keys" && deploy/local/service-keys.sh "$RUN_DIR/keys"

start nats "$NATS_PORT" nats-server -a 127.0.0.1 -p "$NATS_PORT" -m "$NATS_MONITOR_PORT" -js -sd "$RUN_DIR/nats"
start redis "$REDIS_PORT" redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$RUN_DIR/redis" \
  --appendonly yes --appendfsync everysec --save ''
await nats "$NATS_PORT"
await redis "$REDIS_PORT"

start sinks "$SINK_HTTP_PORT" build/bin/sinks --http-port "$SINK_HTTP_PORT" --smtp-port "$SINK_SMTP_PORT"
await sinks "$SINK_HTTP_PORT"

# Every flag of a service is also a variable: --token-public-key is WATCHBELL_TOKEN_PUBLIC_KEY.
export WATCHBELL_NATS=nats://127.0.0.1:$NATS_PORT
export WATCHBELL_REDIS=127.0.0.1:$REDIS_PORT
export WATCHBELL_ROLES=deploy/identity/roles.json
export WATCHBELL_RETENTION=deploy/retention.json
export WATCHBELL_TOKEN_PUBLIC_KEY=$RUN_DIR/keys/token-public.pem
export WATCHBELL_PUBLIC_URL=$WATCHBELL_URL
export WATCHBELL_REPLICAS=1
export WATCHBELL_REFLECTION=true
metrics_port=$METRICS_PORT_FIRST
# service NAME PORT FLAGS...
service() {
  local name=$1 port=$2
  shift 2
  start "$name" "$port" env WATCHBELL_LISTEN="127.0.0.1:$port" WATCHBELL_METRICS_LISTEN="127.0.0.1:$metrics_port" \
    WATCHBELL_KEYS="$RUN_DIR/keys/$name/keys.txt" "build/bin/$name" "$@"
  metrics_port=$((metrics_port + 1))
}
service visitor "$VISITOR_PORT" --notification "127.0.0.1:$NOTIFICATION_PORT" --records-desk deploy/records-desk.json
# The lines of the police end in the sinks, which take everything and confirm nothing.
service alerting "$ALERTING_PORT" --journal "$RUN_DIR/journal" --notification "127.0.0.1:$NOTIFICATION_PORT" \
  --dispatch-911 "http://127.0.0.1:$SINK_HTTP_PORT/911" --dispatch-police "http://127.0.0.1:$SINK_HTTP_PORT/police" \
  --dispatch-secret-file "$RUN_DIR/keys/dispatch-secret" \
  --visitor "127.0.0.1:$VISITOR_PORT" --cap-partners-inside
service threat-intake "$THREAT_INTAKE_PORT" --receipt-key "$RUN_DIR/keys/receipt-key" \
  --alerting "127.0.0.1:$ALERTING_PORT" --keywords deploy/threat/keywords.json --district deploy/threat/district.json \
  --providers deploy/threat/providers.json
telephony="url=http://127.0.0.1:$SINK_HTTP_PORT account=AC1 token-file=$RUN_DIR/keys/webhook-secret from=+12035550100"
telephony+=" callback=$WATCHBELL_URL"
service notification "$NOTIFICATION_PORT" --smtp "smtp://127.0.0.1:$SINK_SMTP_PORT" \
  --webhook-url "http://127.0.0.1:$SINK_HTTP_PORT/hook" --webhook-secret-file "$RUN_DIR/keys/webhook-secret" \
  --provider "name=text kind=twilio-sms $telephony" --provider "name=call kind=twilio-voice $telephony" \
  --wordings services/notification/wordings.json --neighbours deploy/neighbours.json
for name in visitor:$VISITOR_PORT alerting:$ALERTING_PORT threat-intake:$THREAT_INTAKE_PORT notification:$NOTIFICATION_PORT; do
  await "${name%:*}" "${name#*:}"
done
service gateway "$GATEWAY_GRPC_PORT" --http "127.0.0.1:$GATEWAY_PORT" \
  --backend "visitor=127.0.0.1:$VISITOR_PORT" --backend "alerting=127.0.0.1:$ALERTING_PORT" \
  --backend "threat_intake=127.0.0.1:$THREAT_INTAKE_PORT" --backend "notification=127.0.0.1:$NOTIFICATION_PORT" \
  --token-private-key "$RUN_DIR/keys/token-private.pem" \
  --environment demo --demo-people services/gateway/demo_people.json --console services/gateway/console/dist
await gateway "$GATEWAY_PORT"

# The demo district, through the gateway like anybody else; a second time it changes nothing.
deploy/local/load-demo.sh

cat <<END

Watchbell is running:  $WATCHBELL_URL
Messages sent:         http://127.0.0.1:$SINK_HTTP_PORT   (mail and webhooks end here)
Metrics:               http://127.0.0.1:$METRICS_PORT_FIRST/metrics and the four ports after it
Logs and data:         $RUN_DIR/logs, $RUN_DIR/nats, $RUN_DIR/redis
END
deploy/local/demo-people.py services/gateway/demo_people.json
echo "Next: make demo (the scripted day, every step checked), make stop"
