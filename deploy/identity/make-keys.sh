#!/bin/sh
# Makes the keys of one installation in a folder: the token key pair and a file of sealing keys. What is there already
# stays as it is. A ring gets one more generation in two steps, so that every replica reads it before any seals with it.
#
#   make-keys.sh DIR                  DIR/token-private.pem  DIR/token-public.pem  DIR/keys.txt
#   make-keys.sh --announce RING DIR  RING/<next generation> as the first line of DIR/keys.txt: it opens, and seals nothing
#   make-keys.sh --rotate RING DIR    the announced generation, or else a new one, as the last line: it seals from the next start on
set -eu
umask 077
rings="visitor alerting threat_intake threat_cases notification directory"

usage() {
  sed -n '2,7p' "$0" >&2
  exit 2
}

step=
if [ "${1:-}" = --rotate ] || [ "${1:-}" = --announce ]; then
  [ $# -eq 3 ] || usage
  step=$1
  rotate=$2
  shift 2
fi
[ $# -eq 1 ] || usage
dir=$1
mkdir -p "$dir"

# <ring> <generation>: one line of keys.txt, appended.
add_key() {
  key=$(openssl rand -hex 32)
  printf '%s/%s %s\n' "$1" "$2" "$key" >>"$dir/keys.txt"
}

if [ -n "$step" ]; then
  case " $rings " in
    *" $rotate "*) ;;
    *) echo "make-keys: no ring is called $rotate; there are: $rings" >&2; exit 2 ;;
  esac
  keys=$dir/keys.txt
  [ -f "$keys" ] || { echo "make-keys: $keys does not exist yet" >&2; exit 1; }
  generations=$(sed -n "s|^$rotate/\([0-9][0-9]*\) .*|\1|p" "$keys")
  newest=$(echo "$generations" | sort -n | tail -1)
  sealing=$(echo "$generations" | tail -1)
  if [ "$step" = --announce ]; then
    [ "$newest" = "$sealing" ] || { echo "make-keys: $rotate/$newest is announced already" >&2; exit 1; }
    { printf '%s/%s %s\n' "$rotate" $((${newest:-0} + 1)) "$(openssl rand -hex 32)"; cat "$keys"; } >"$keys.new"
    mv "$keys.new" "$keys"
  elif [ "$newest" = "$sealing" ]; then
    add_key "$rotate" $((${newest:-0} + 1))
  else
    { grep -v "^$rotate/$newest " "$keys"; grep "^$rotate/$newest " "$keys"; } >"$keys.new"
    mv "$keys.new" "$keys"
  fi
  exit 0
fi

# The public half is made from the private one, so that half a pair is completed and never replaced.
if [ ! -e "$dir/token-private.pem" ]; then
  if [ -e "$dir/token-public.pem" ]; then
    echo "make-keys: $dir/token-public.pem is there, but its private key is not; nothing changed" >&2
    exit 1
  fi
  openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$dir/token-private.pem.new"
  mv "$dir/token-private.pem.new" "$dir/token-private.pem"
fi
[ -e "$dir/token-public.pem" ] || openssl pkey -in "$dir/token-private.pem" -pubout -out "$dir/token-public.pem"

[ -e "$dir/keys.txt" ] || : >"$dir/keys.txt"
for ring in $rings; do
  grep -q "^$ring/" "$dir/keys.txt" || add_key "$ring" 1
done
