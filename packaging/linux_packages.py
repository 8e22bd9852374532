"""Make the Linux packages of the frozen folder: ``python packaging/linux_packages.py BUILD_FOLDER``.

``dfd_VERSION_ARCH.deb`` for Debian and Ubuntu, ``dfd-VERSION-linux-ARCH.tar.zst`` for every other system, and
``SHA256SUMS`` of everything in ``BUILD_FOLDER/dist``. The same inputs give the same files: times are
``SOURCE_DATE_EPOCH``, owners are root, names are in order.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import build
import elf
import versions

HERE = Path(__file__).resolve().parent / "linux"
PLACE = Path("opt/dfd")
"""Where the application lies in the package: add-on programs of one folder belong into /opt."""

LEVEL = int(os.environ.get("DFD_ZSTD_LEVEL", "10"))
"""Of the packages' compression; 19 makes them a tenth smaller and takes twenty times as long."""

EPOCH = os.environ.get("SOURCE_DATE_EPOCH", "0")
"""The time of every file, in seconds since 1970."""

SYSTEM = {
    "ld-linux-aarch64.so.1": "",
    "ld-linux-x86-64.so.2": "",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libc.so.6": "",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "",
    "libdrm.so.2": "libdrm2",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libm.so.6": "",
    "libmvec.so.1": "",
    "libpthread.so.0": "",
    "libresolv.so.2": "",
    "librt.so.1": "",
    "libstdc++.so.6": "libstdc++6",
    "libutil.so.1": "",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
}
"""Libraries that may be wanted of the system, and the package that brings each; anything else must go along."""

ALWAYS = ("libxcb-cursor0", "xdg-utils")
"""What the window needs though no file of ours may name it: Qt refuses to start where the first one is missing."""

_CONTROL = """Package: dfd
Version: {version}
Architecture: {architecture}
Section: video
Priority: optional
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: fonts-dejavu-core | fonts-noto-core
Description: deepfake screening desk
 Screens video clips for manipulated faces, offline, and trains the detectors it
 screens with. A window for analysts and the command line "dfd" for everything
 else. Nothing leaves the computer.
"""


def stage(root: Path, application: Path, made: Path) -> None:
    """Lay out the file system of the package below ``root``."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(application, root / PLACE, symlinks=True, copy_function=_link)
    programs = root / "usr/bin"
    programs.mkdir(parents=True)
    for name in ("dfd", "dfd-gui"):
        (programs / name).symlink_to(Path("../..") / PLACE / name)
    share(root / "usr/share", made)
    documents = root / "usr/share/doc/dfd"
    documents.mkdir(parents=True)
    texts = f"DFD and the parts that it is made of: /{PLACE}/_internal/dfd_resources/licences.html\n"
    (documents / "copyright").write_text(texts, encoding="utf-8")


def share(target: Path, made: Path) -> None:
    """Desktop entries, icons and the file type, as they lie in ``/usr/share``."""
    for source, place in (
        ("dfd.desktop", "applications"),
        ("dfd-screen.desktop", "applications"),
        ("dfd-servicemenu.desktop", "kio/servicemenus"),
        ("org.dfd.desk.metainfo.xml", "metainfo"),
    ):
        _copy(HERE / source, target / place / source)
    _copy(HERE / "mime.xml", target / "mime/packages/dfd.xml")
    _copy(build.HERE.parent / "resources/icons/app.svg", target / "icons/hicolor/scalable/apps/dfd.svg")
    for picture in made.glob("dfd-*.png"):
        side = picture.stem.rpartition("-")[2]
        _copy(picture, target / f"icons/hicolor/{side}x{side}/apps/dfd.png")


def depends(wants: elf.Wants) -> list[str]:
    """Debian packages that bring what the files want.

    Raises:
        SystemExit: a library is wanted that is neither here nor known as the system's.
    """
    if unknown := sorted(set(wants.libraries) - SYSTEM.keys()):
        lines = [f"{name} (wanted by {wants.libraries[name]})" for name in unknown]
        sys.exit("libraries that neither go along nor are known of the system: " + "; ".join(lines))
    packages = {SYSTEM[name] for name in wants.libraries} | set(ALWAYS)
    return [f"libc6 (>= {wants.glibc[0]}.{wants.glibc[1]})", *sorted(filter(None, packages))]


def make_deb(folder: Path, root: Path, wants: elf.Wants, target: Path) -> Path:
    """Pack ``root`` as a Debian package.

    By hand, since ``dpkg-deb`` compresses on one core: an ``ar`` archive of the format's version and two archives.
    zstd, because every dpkg that comes with the glibc that is wanted reads it.
    """
    architecture = _said("dpkg", "--print-architecture")
    text = _CONTROL.format(
        version=versions.version(),
        architecture=architecture,
        maintainer=os.environ.get("DFD_MAINTAINER", "DFD <maintainers@dfd.invalid>"),
        kilobytes=round(build.size_mb(root) * 1000 / 1024),
        depends=", ".join(depends(wants)),
    )
    control = folder / "control"
    shutil.rmtree(control, ignore_errors=True)
    control.mkdir()
    (control / "control").write_text(text, encoding="utf-8")
    members = [folder / "debian-binary", folder / "control.tar.zst", folder / "data.tar.zst"]
    members[0].write_text("2.0\n", encoding="ascii")
    _tar(control, ".", members[1])
    _tar(root, ".", members[2])
    package = target / f"dfd_{versions.version()}_{architecture}.deb"
    _write_ar(package, members)
    shutil.rmtree(control)
    for member in members:
        member.unlink()
    _said("dpkg-deb", "--info", str(package))  # it reads what was written, or ends the build
    return package


def _write_ar(package: Path, members: Iterable[Path]) -> None:
    with package.open("wb") as stream:
        stream.write(b"!<arch>\n")
        for member in members:
            size = member.stat().st_size
            stream.write(f"{member.name:<16}{EPOCH:<12}{0:<6}{0:<6}{'100644':<8}{size:<10}`\n".encode())
            with member.open("rb") as source:
                shutil.copyfileobj(source, stream, 1 << 20)
            stream.write(b"\n" * (size % 2))


def _tar(parent: Path, name: str, archive: Path) -> None:
    """Pack a folder so that the same files give the same archive, on all cores."""
    order = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{EPOCH}", "--format=gnu"]
    command = ["tar", *order, "-I", f"zstd -{LEVEL} -T0 --long=27 -q -f", "-C", str(parent), "-cf", str(archive), name]
    subprocess.run(command, check=True)


def make_archive(folder: Path, application: Path, made: Path, target: Path) -> Path:
    """Pack the application with its desktop files and ``install.sh`` as an archive."""
    name = build.target_name()
    whole = folder / name
    shutil.rmtree(whole, ignore_errors=True)
    shutil.copytree(application, whole / "dfd", symlinks=True, copy_function=_link)
    share(whole / "share", made)
    _copy(HERE / "install.sh", whole / "install.sh")
    (whole / "install.sh").chmod(0o755)
    archive = target / f"{name}.tar.zst"
    _tar(folder, name, archive)
    shutil.rmtree(whole)
    return archive


def write_sums(target: Path) -> None:
    """``SHA256SUMS`` of the folder's files, for ``sha256sum --check``."""
    files = sorted(path for path in target.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    lines = [f"{_sha256(path)}  {path.name}\n" for path in files]
    (target / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _link(source: str, target: str) -> str:
    """A second name for a file that is only packed, not changed: a gigabyte is not copied."""
    os.link(source, target)
    return target


def _report(packages: Iterable[Path]) -> None:
    for package in packages:
        sys.stdout.write(f"{package}: {package.stat().st_size / 1e6:.0f} MB\n")


def main(target: str) -> None:
    """Make both packages and the sums."""
    folder = Path(target)
    application, made, dist = folder / "frozen/dfd", folder / "made", folder / "dist"
    wants = elf.look_at(application)
    sys.stdout.write(f"wants glibc {wants.glibc[0]}.{wants.glibc[1]} and {', '.join(sorted(wants.libraries))}\n")
    stage(folder / "root", application, made)
    packages = [make_deb(folder, folder / "root", wants, dist), make_archive(folder, application, made, dist)]
    shutil.rmtree(folder / "root")
    write_sums(dist)
    _report(packages)


if __name__ == "__main__":
    main(sys.argv[1])
