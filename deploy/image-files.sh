#!/bin/bash
# What an image takes from a build on the same Debian: the programs and their library, stripped, and the names of the
# Debian packages that they load.
# usage: image-files.sh                      prints what must be built
#        image-files.sh BUILD_DIR OUT_DIR    fills OUT_DIR/bin, OUT_DIR/lib and OUT_DIR/packages.txt
set -euo pipefail
library=wb_proto
programs=(sanitizer visitor alerting threat-intake notification gateway sinks watchbell)
if [ $# -eq 0 ]; then
  echo "$library ${programs[*]}"
  exit
fi
build=$1 out=$2

mkdir -p "$out/bin" "$out/lib"
for program in "${programs[@]}"; do strip -o "$out/bin/$program" "$build/bin/$program"; done
strip -o "$out/lib/lib$library.so" "$build/proto/lib$library.so"

# package_of FILE: dpkg knows a library of /usr/lib by whichever of the two merged paths its package shipped.
package_of() {
  local real
  real=$(realpath "$1")
  dpkg-query -S "$real" 2>/dev/null || dpkg-query -S "${real#/usr}" 2>/dev/null || dpkg-query -S "$1" ||
    { echo "image-files: $1 belongs to no package" >&2; return 1; }
}
ldd "$out"/bin/* "$out"/lib/* | awk '$3 ~ /^\// { print $3 }' | sort -u | while read -r loaded; do
  [ "$(basename "$loaded")" = "lib$library.so" ] || package_of "$loaded"
done | cut -d: -f1 | sort -u >"$out/packages.txt"
