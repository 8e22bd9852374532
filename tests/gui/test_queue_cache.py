"""The cache of preview files: what goes first, and what never goes."""

from __future__ import annotations

import os
from pathlib import Path

from pytestqt.qtbot import QtBot

from dfd_core.paths import UserPaths
from dfd_gui.queue.housekeeping import Housekeeping
from dfd_gui.queue.proxy_cache import FACES, PROXY, folder_of, previews, trim
from dfd_gui.services import Services


def make_folder(root: Path, name: str, size: int, used_s: float) -> Path:
    folder = folder_of(root, name * 32, "k" * 64, "row")
    folder.mkdir(parents=True)
    (folder / PROXY).write_bytes(b"x" * (size - 10))
    (folder / FACES).write_bytes(b"x" * 10)
    os.utime(folder, (used_s, used_s))
    return folder


def test_what_was_used_longest_ago_goes_first_and_what_is_in_use_stays(tmp_path: Path) -> None:
    folders = [make_folder(tmp_path, f"{number:02}", 100, 1_000.0 + number) for number in range(5)]
    assert trim(tmp_path, 500, ()) == 0
    assert trim(tmp_path, 250, {folders[0]}) == 300
    assert [folder.exists() for folder in folders] == [True, False, False, False, True]


def test_showing_a_clip_counts_as_use(tmp_path: Path) -> None:
    old, new = (make_folder(tmp_path, f"{number:02}", 100, 1_000.0 + number) for number in range(2))
    assert previews(old) == (old / PROXY, old / FACES)
    trim(tmp_path, 100, ())
    assert (old.exists(), new.exists()) == (True, False)
    assert previews(new) == (None, None)


def test_a_smaller_limit_holds_at_once(qtbot: QtBot, services: Services) -> None:
    paths: UserPaths = services.paths
    folders = [make_folder(paths.proxies, f"{number:02}", 40 << 20, 1_000.0 + number) for number in range(3)]
    keeping = Housekeeping(paths, services.settings, lambda: {folders[0]})
    services.settings.set("cache.proxy_mb", 64)
    qtbot.waitUntil(lambda: not folders[1].exists() and not folders[2].exists())
    keeping.close()
    assert folders[0].exists()
