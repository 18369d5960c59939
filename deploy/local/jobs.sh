#!/bin/bash
# How many compilers may run at once: one a processor, and one for each 1.5 GB of free memory (gRPC headers are large).
set -euo pipefail
kb_per_compiler=$((1536 * 1024))
by_memory=$(($(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo) / kb_per_compiler))
jobs=$(nproc)
[ "$by_memory" -lt "$jobs" ] && jobs=$by_memory
echo $((jobs > 0 ? jobs : 1))
