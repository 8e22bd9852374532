"""From named files and folders to the list of clips."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dfd_core.video.intake import find_media


def _touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_files_and_folders_in_a_stable_order(tmp_path: Path) -> None:
    a, b, c, deep = (tmp_path / n for n in ("b.MP4", "A.mov", "c.jpg", "sub/deep.webm"))
    _touch(a, b, c, deep, tmp_path / "notes.txt", tmp_path / ".hidden.mp4", tmp_path / "._b.MP4")
    assert find_media([tmp_path]) == ([b, a, c], [])
    assert find_media([tmp_path], recursive=True) == ([b, a, c, deep], [])
    assert find_media([c, tmp_path])[0] == [c, b, a]


def test_a_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    _touch(tmp_path / "strange.bin")
    assert find_media([tmp_path / "strange.bin"])[0] == [tmp_path / "strange.bin"]


def test_what_gives_nothing_is_named_once_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    absent = tmp_path / "absent.mp4"
    found, skipped = find_media([absent, absent, tmp_path / "empty"])
    assert found == []
    assert [p for p, _ in skipped] == [absent, tmp_path / "empty"]
    assert "no such file" in skipped[0][1]
    assert "no media files" in skipped[1][1]


def test_relative_names_and_leading_dashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _touch(tmp_path / "-clip.mp4")
    monkeypatch.chdir(tmp_path)
    assert find_media([Path("-clip.mp4"), Path("./-clip.mp4")])[0] == [tmp_path / "-clip.mp4"]


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_links(tmp_path: Path) -> None:
    clip = tmp_path / "folder" / "clip.mp4"
    _touch(clip)
    (tmp_path / "folder" / "loop").symlink_to(tmp_path / "folder", target_is_directory=True)
    (tmp_path / "folder" / "same.mp4").symlink_to(clip)
    (tmp_path / "dead.mp4").symlink_to(tmp_path / "gone.mp4")
    found, skipped = find_media([tmp_path / "folder", tmp_path / "dead.mp4"], recursive=True)
    assert found == [clip]
    assert skipped == [(tmp_path / "dead.mp4", "a link that leads nowhere")]


def test_paths_come_back_without_detours(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    _touch(tmp_path / "clip.mp4")
    assert find_media([tmp_path / "sub" / ".." / "clip.mp4"])[0] == [tmp_path.resolve() / "clip.mp4"]
