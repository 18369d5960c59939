#!/bin/sh
# Makes the keys of one installation in a folder: the token key pair and a file of sealing keys. What is there already
# stays as it is; with --rotate a ring gets one more generation, which seals from the next start of its services on.
#
#   make-keys.sh DIR                  DIR/token-private.pem  DIR/token-public.pem  DIR/keys.txt
#   make-keys.sh --rotate RING DIR    appends RING/<next generation> to DIR/keys.txt
set -eu
umask 077
rings="visitor alerting threat_intake threat_cases notification directory"

usage() {
  sed -n '2,6p' "$0" >&2
  exit 2
}

rotate=
if [ "${1:-}" = --rotate ]; then
  [ $# -eq 3 ] || usage
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

if [ -n "$rotate" ]; then
  case " $rings " in
    *" $rotate "*) ;;
    *) echo "make-keys: no ring is called $rotate; there are: $rings" >&2; exit 2 ;;
  esac
  [ -f "$dir/keys.txt" ] || { echo "make-keys: $dir/keys.txt does not exist yet" >&2; exit 1; }
  newest=$(sed -n "s|^$rotate/\([0-9][0-9]*\) .*|\1|p" "$dir/keys.txt" | sort -n | tail -1)
  add_key "$rotate" $((${newest:-0} + 1))
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
