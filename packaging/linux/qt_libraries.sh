#!/bin/sh
# The system libraries that Qt loads and no Python wheel brings. Does nothing where they are there; as root on Debian or
# Ubuntu it installs what is missing; elsewhere it says what to install. Never fails: without them all but the window works.
set -u
names='libEGL.so.1 libGL.so.1 libxkbcommon.so.0 libX11.so.6 libfontconfig.so.1 libdbus-1.so.3 libglib-2.0.so.0'
packages='libegl1 libgl1 libxkbcommon0 libx11-6 libfontconfig1 libdbus-1-3 libglib2.0-0'
[ "$(uname -s)" = Linux ] || exit 0
known=$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null)
missing=''
for name in $names; do
    case $known in *"$name"*) ;; *) missing="$missing $name" ;; esac
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # a list of names
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $packages; } \
        >/dev/null 2>&1 && exit 0
fi
echo "Qt misses:$missing. Install them for the window, e.g.: sudo apt-get install $packages" >&2
exit 0
