#!/bin/bash
# Starting and stopping by pid file. A pid counts only together with its start time, so that a process which merely
# got a recycled number is never stopped.
# shellcheck source=settings.sh
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

# Field 22 of /proc/PID/stat; the second field may hold spaces.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# alive NAME: prints the pid when the process that we started is still there.
alive() {
  local file=$RUN_DIR/pids/$1 pid started
  [ -f "$file" ] || return 1
  read -r pid started <"$file"
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ] && echo "$pid"
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# start NAME PORT COMMAND...: in the background, unless it runs already. A program that was rebuilt is started anew.
start() {
  local name=$1 port=$2 pid
  shift 2
  if pid=$(alive "$name"); then
    case "$(readlink "/proc/$pid/exe")" in
      *' (deleted)') stop_one "$name" ;;
      *) return 0 ;;
    esac
  fi
  if port_open "$port"; then
    echo "run: port $port, meant for $name, is taken by another process; free it or set its port (deploy/local/settings.sh)" >&2
    return 1
  fi
  mkdir -p "$RUN_DIR/pids" "$RUN_DIR/logs"
  setsid nohup "$@" >>"$RUN_DIR/logs/$name.log" 2>&1 </dev/null &
  pid=$!
  echo "$pid $(start_time "$pid")" >"$RUN_DIR/pids/$name"
  echo "started $name on 127.0.0.1:$port"
}

# await NAME PORT: until it listens; fails with the end of its log when it died or 30 s went by.
await() {
  local name=$1 port=$2 deadline=$((SECONDS + 30))
  until port_open "$port"; do
    if ! alive "$name" >/dev/null || [ $SECONDS -gt $deadline ]; then
      echo "run: $name does not listen on port $port; the end of $RUN_DIR/logs/$name.log:" >&2
      tail -n 15 "$RUN_DIR/logs/$name.log" >&2
      return 1
    fi
    sleep 0.05
  done
}

# stop_one NAME: asks, waits 15 s for the drain, then insists.
stop_one() {
  local name=$1 pid deadline=$((SECONDS + 15))
  if pid=$(alive "$name"); then
    kill -TERM "$pid"
    while alive "$name" >/dev/null && [ $SECONDS -le $deadline ]; do sleep 0.05; done
    alive "$name" >/dev/null && kill -KILL "$pid"
    echo "stopped $name"
  fi
  rm -f "$RUN_DIR/pids/$name"
}
