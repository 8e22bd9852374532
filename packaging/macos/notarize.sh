#!/bin/sh
# Have Apple look at a signed disk image and staple its answer to it: packaging/macos/notarize.sh IMAGE.dmg
#
# DFD_NOTARY_PROFILE names credentials that were stored once with "xcrun notarytool store-credentials".
set -eu
image=${1:?IMAGE.dmg}
profile=${DFD_NOTARY_PROFILE:?name of the stored credentials}
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
xcrun notarytool submit "$image" --keychain-profile "$profile" --wait --output-format json | tee "$answer"
id=$(plutil -extract id raw -o - "$answer")
if [ "$(plutil -extract status raw -o - "$answer")" != Accepted ]; then
    xcrun notarytool log "$id" --keychain-profile "$profile" >&2
    exit 1
fi
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature --verbose "$image"
folder=$(dirname "$image")
(cd "$folder" && find . -type f ! -name SHA256SUMS | sed 's|^\./||' | sort | xargs shasum -a 256 > SHA256SUMS)
