#!/bin/sh
# Install this copy of DFD for the present user: programs on the PATH, menu entry, icon, "Screen with DFD".
# "install.sh --remove" takes it away again; your detectors, results and settings stay.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
programs=$HOME/.local/bin

remove() {
    rm -f "$programs/dfd" "$programs/dfd-gui"
    (cd "$here/share" && find . -type f) | while read -r file; do rm -f "$data/$file"; done
}

remove
if [ "${1:-}" != "--remove" ]; then
    mkdir -p "$programs"
    for name in dfd dfd-gui; do ln -s "$here/dfd/$name" "$programs/$name"; done
    (cd "$here/share" && find . -type f) | while read -r file; do
        mkdir -p "$data/$(dirname "$file")"
        cp "$here/share/$file" "$data/$file"
    done
    # A menu may be started without ~/.local/bin on its PATH: name the program in full.
    sed -i -e '/^TryExec=/d' -e "s|^Exec=dfd-gui|Exec=\"$programs/dfd-gui\"|" \
        "$data/applications/dfd.desktop" "$data/applications/dfd-screen.desktop" "$data/kio/servicemenus/dfd-servicemenu.desktop"
fi
for folder in applications mime; do
    [ -d "$data/$folder" ] || continue
    case $folder in
        applications) command -v update-desktop-database >/dev/null && update-desktop-database "$data/$folder" ;;
        mime) command -v update-mime-database >/dev/null && update-mime-database "$data/$folder" ;;
    esac || true
done
