#!/usr/bin/env bash
# Looks for the system libraries that Qt loads, and installs them (root on Debian or Ubuntu) or says how.
#
# Usage: qt_libraries.sh offer|need tests|window
#   offer: without them go on with a hint; need: end with the line to run.
#   tests: what Qt needs without a screen; window: also what it needs on one, and a font with Japanese.
set -euo pipefail

cd -P "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/terminal.sh
. packaging/terminal.sh

tests_list='libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3'
window_list='libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-image.so.0 libxcb-image0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0'

# Reads "soname package" lines, writes the packages whose library cannot be loaded.
missing() {
  .venv/bin/python -c '
import ctypes, sys
for line in sys.stdin:
    soname, package = line.split()
    try:
        ctypes.CDLL(soname)
    except OSError:
        print(package)
'
}

[ "$(uname -s)" = Linux ] || exit 0
list=$tests_list
if [ "$2" = window ]; then list=$tests_list$'\n'$window_list; fi
mapfile -t packages < <(printf '%s\n' "$list" | missing)
if [ "$2" = window ] && has fc-list && [ -z "$(fc-list :lang=ja family)" ]; then packages+=(fonts-noto-cjk); fi
if [ "${#packages[@]}" -eq 0 ]; then exit 0; fi

if has apt-get && is_root && apt_install "${packages[@]}"; then exit 0; fi
line="$(sudo_word)apt-get install --no-install-recommends ${packages[*]}"
if [ "$1" = need ]; then
  die "Qt needs system libraries that are missing here. Run this as root, then the same make again:" "  $line"
fi
say "The window will need system libraries that are missing here (the demo does not):"
say "  $line"
