#!/usr/bin/env bash
# From this checkout to tested packages, with one command: packaging/build_linux.sh [FOLDER]
#
# Makes in FOLDER (default: build/linux) a fresh environment of exactly the pinned versions, freezes the application,
# tests the frozen folder from an awkward path, makes the .deb and the .tar.zst with bill of materials and SHA256SUMS
# in FOLDER/dist, installs the .deb (really as root, else unpacked into a folder) and tests it again from there.
#
# Needs: python3 of 3.11 or newer, built with a shared library; binutils, dpkg, zstd, xvfb. Takes minutes and 6 GB.
# Variants: DFD_VARIANT=cuda TORCH_INDEX=URL takes torch from that index (see packaging/README.md).
# DFD_KEEP_VENV=1 uses the environment of the last build again, DFD_KEEP_FROZEN=1 also what it froze; DFD_NO_INSTALL=1
# unpacks the package instead of installing it.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(realpath -m "${1:-$root/build/linux}")
python=${PYTHON:-python3}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
for tool in objdump dpkg-deb zstd xvfb-run "$python"; do
    command -v "$tool" >/dev/null || { echo "build_linux.sh: $tool is missing" >&2; exit 2; }
done
began=$(date +%s)
said() { echo "[$(($(date +%s) - began)) s] $*"; }

mkdir -p "$work"
rm -rf "$work/pyinstaller" "$work/source"
if [ -z "${DFD_KEEP_FROZEN:-}" ]; then
    rm -rf "$work/frozen" "$work/dist"
    if [ -z "${DFD_KEEP_VENV:-}" ] || [ ! -x "$work/venv/bin/python" ]; then
        rm -rf "$work/venv"
        "$python" -m venv "$work/venv"
        if [ -n "${TORCH_INDEX:-}" ]; then
            "$work/venv/bin/pip" install -q -c "$root/packaging/constraints.txt" --index-url "$TORCH_INDEX" torch
        fi
    fi
    # A copy of the sources: building a wheel leaves folders behind, and those of an earlier build would go along.
    mkdir -p "$work/source"
    tar -C "$root" --exclude=__pycache__ -cf - pyproject.toml README.md dfd_core dfd_gui resources | tar -C "$work/source" -xf -
    "$work/venv/bin/pip" install -q -c "$root/packaging/constraints.txt" "$work/source[build]"
    "$work/venv/bin/pip" install -q --no-deps --force-reinstall "$work/source"
    rm -rf "$work/source"
    said "environment ready: $("$work/venv/bin/pip" freeze | wc -l) distributions"

    "$work/venv/bin/python" "$root/packaging/build.py" "$work"
    said "frozen"
fi
xvfb-run -a "$work/venv/bin/python" "$root/packaging/self_test.py" "$work/frozen/dfd" --copy --beside "$work" \
    --report "$work/frozen.json" >/dev/null || { cat "$work/frozen.json"; exit 1; }
said "the frozen folder passes its self-test"
"$work/venv/bin/python" "$root/packaging/linux_packages.py" "$work"
(cd "$work/dist" && sha256sum --quiet --check SHA256SUMS)
said "packages made"

package=$(ls "$work"/dist/*.deb)
if [ "$(id -u)" = 0 ] && [ -z "${DFD_NO_INSTALL:-}" ]; then
    dpkg -i "$package" >/dev/null 2>&1 || apt-get install -y -qq -f "$package" >/dev/null
    installed=/opt/dfd
    # As a user meets it: the programs of the PATH, not of the folder.
    test "$(dfd --version)" = "$(/opt/dfd/dfd --version)"
else
    rm -rf "$work/unpacked"
    dpkg-deb -x "$package" "$work/unpacked"
    installed=$work/unpacked/opt/dfd
fi
xvfb-run -a "$work/venv/bin/python" "$root/packaging/self_test.py" "$installed" --report "$work/installed.json" \
    >/dev/null || { cat "$work/installed.json"; exit 1; }
said "the installed package passes its self-test"
[ "$installed" = /opt/dfd ] && dpkg -r dfd >/dev/null
du -sm "$work/frozen/dfd" "$work"/dist/*
grep -E '^ "[^"]* s":' "$work/installed.json"
said "done"
