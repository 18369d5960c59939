#!/bin/bash
# Where the local system lives; read by run, stop, demo and bench. Every port is a loopback port, and none is the
# usual one of its server, so that nothing else on the machine is in the way. Override in the environment.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit 1
: "${RUN_DIR:=.run}"
: "${NATS_PORT:=14222}" "${NATS_MONITOR_PORT:=18222}" "${REDIS_PORT:=16379}"
: "${SINK_HTTP_PORT:=18025}" "${SINK_SMTP_PORT:=11025}"
: "${VISITOR_PORT:=7101}" "${ALERTING_PORT:=7102}" "${THREAT_INTAKE_PORT:=7103}" "${NOTIFICATION_PORT:=7104}"
: "${GATEWAY_GRPC_PORT:=7105}" "${GATEWAY_PORT:=8080}"
: "${METRICS_PORT_FIRST:=7201}" # visitor, alerting, threat-intake, notification, gateway
: "${WATCHBELL_URL:=http://127.0.0.1:$GATEWAY_PORT}"
export WATCHBELL_URL
export RUN_DIR NATS_PORT NATS_MONITOR_PORT REDIS_PORT SINK_HTTP_PORT SINK_SMTP_PORT GATEWAY_PORT METRICS_PORT_FIRST
export GATEWAY_GRPC_PORT VISITOR_PORT ALERTING_PORT THREAT_INTAKE_PORT NOTIFICATION_PORT
