#!/bin/sh
# Sign DFD.app and put it into a disk image: packaging/macos/make_dmg.sh BUILD_FOLDER VERSION
#
# DFD_CODESIGN_IDENTITY names the "Developer ID Application" certificate; without it the application is signed ad hoc,
# which runs on this machine only (others must allow it by hand). Notarise the image with notarize.sh afterwards.
set -eu
folder=${1:?BUILD_FOLDER} version=${2:?VERSION}
here=$(cd "$(dirname "$0")" && pwd)
app=$folder/frozen/DFD.app
image=$folder/dist/dfd-$version-macos-$(uname -m).dmg
identity=${DFD_CODESIGN_IDENTITY:--}
if [ "$identity" = - ]; then hardened=""; else hardened="--options runtime --timestamp"; fi

# From the inside out: a signature covers those of what lies within, and --deep would sign with one set of rights.
# shellcheck disable=SC2086
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -name torch_shm_manager \) -print0 |
    xargs -0 -n 50 codesign --force $hardened --sign "$identity"
for program in dfd dfd-gui; do
    # shellcheck disable=SC2086
    codesign --force $hardened --entitlements "$here/entitlements.plist" --sign "$identity" "$app/Contents/MacOS/$program"
done
# shellcheck disable=SC2086
codesign --force $hardened --entitlements "$here/entitlements.plist" --sign "$identity" "$app"
codesign --verify --deep --strict "$app"

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
ditto "$app" "$staging/DFD.app"   # keeps the links that a plain copy or a zip would lose
ln -s /Applications "$staging/Applications"
rm -f "$image"
hdiutil create -quiet -volname "DFD $version" -srcfolder "$staging" -fs HFS+ -format ULMO "$image"
[ "$identity" = - ] || codesign --sign "$identity" --timestamp "$image"
(cd "$folder/dist" && find . -type f ! -name SHA256SUMS | sed 's|^\./||' | sort | xargs shasum -a 256 > SHA256SUMS)
echo "$image"
