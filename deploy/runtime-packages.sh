#!/bin/bash
# Which Debian packages hold the shared libraries that these programs load: what the runtime image must install.
# usage: runtime-packages.sh FILE-OR-FOLDER...
set -euo pipefail
find "$@" -type f \( -perm -u+x -o -name '*.so' \) -print0 | xargs -0 -r ldd | awk '$3 ~ /^\// { print $3 }' | sort -u |
  while read -r library; do
    case $library in "$PWD"/*) continue ;; esac
    # dpkg knows a library of /usr/lib by whichever of the two merged paths its package shipped.
    real=$(realpath "$library")
    dpkg-query -S "$real" 2>/dev/null || dpkg-query -S "${real#/usr}" 2>/dev/null || dpkg-query -S "$library" ||
      { echo "$library belongs to no package" >&2; exit 1; }
  done | cut -d: -f1 | sort -u
