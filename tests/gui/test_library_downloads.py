"""Downloads from the catalogue: only after consent, with progress, stopped, gone on with, refused when wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from dfd_core.detectors.catalog import VARIABLE
from dfd_core.paths import resource
from dfd_gui.items.library_model import Kind
from dfd_gui.library.downloads import Downloads, Stage
from dfd_gui.services import Services
from tests.core.mirror import Mirror, serving
from tests.gui.library_help import Script, button_of, room_of, words_of

REAL_MS = 90_000
"""A real command on a busy machine."""


def write_catalog(path: Path, *items: dict[str, object], ensembles: tuple[dict[str, object], ...] = ()) -> None:
    usual = {"kind": "detector", "licence": "MIT", "commercial": True, "title": "", "network": "small"}
    whole = [{**usual, "url": f"https://files.example.org/{item['name']}", **item} for item in items]
    path.write_text(json.dumps({"schema": 1, "items": whole, "ensembles": list(ensembles)}), encoding="utf-8")


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "catalog.json"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


@pytest.fixture
def script(tmp_path: Path) -> Script:
    return Script(tmp_path)


def test_nothing_is_fetched_before_the_users_word(
    qtbot: QtBot, services: Services, catalog: Path, script: Script
) -> None:
    write_catalog(catalog, {"name": "free", "bytes": 71_000_000, "sha256": "a" * 64})
    script.answer("pull", out=[{"event": "installed", "names": ["free"], "licences": []}])
    with room_of(services, script.program) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        room.show_entry(Kind.OFFER, "free")
        page = room.offer_page
        assert "files.example.org" in words_of(page)
        assert "Pinned to SHA-256" in words_of(page)
        button_of(page, "Download...").click()
        asked = words_of(page)
        assert "Download free from files.example.org?" in asked
        assert "71.0 MB" in asked
        assert "Licence: MIT" in asked
        assert not [box for box in page.findChildren(QCheckBox) if not box.isHidden()]
        button_of(page, "Do not download").click()
        assert script.calls() == []
        button_of(page, "Download...").click()
        button_of(page, "Download").click()
        qtbot.waitUntil(lambda: "Installed" in words_of(page))
    assert script.calls() == [["detectors", "pull", "free", "--json", "-"]]


def test_a_non_commercial_licence_must_be_confirmed(
    qtbot: QtBot, services: Services, catalog: Path, script: Script
) -> None:
    write_catalog(catalog, {"name": "academic", "licence": "CC BY-NC 4.0", "commercial": False})
    script.answer("pull", out=[{"event": "installed", "names": ["academic"], "licences": []}])
    with room_of(services, script.program) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        room.show_entry(Kind.OFFER, "academic")
        page = room.offer_page
        button_of(page, "Download...").click()
        assert "no commercial use" in words_of(page)
        assert "Unpinned" in words_of(page)
        start = button_of(page, "Download")
        assert not start.isEnabled()
        (accept,) = [box for box in page.findChildren(QCheckBox) if not box.isHidden()]
        accept.click()
        start.click()
        qtbot.waitUntil(lambda: "Installed" in words_of(page))
    assert "--accept-licence" in script.calls()[0]


def test_progress_is_shown_and_a_stopped_download_can_go_on(
    qtbot: QtBot, services: Services, catalog: Path, script: Script
) -> None:
    write_catalog(
        catalog,
        {"name": "a", "approximate_bytes": 1000},
        {"name": "b", "approximate_bytes": 1000},
        ensembles=({"name": "both", "detectors": ["a", "b"], "aggregation": "logit_mean"},),
    )
    progress = [{"event": "progress", "name": name, "bytes": 400_000, "total": 1_000_000} for name in ("a", "b")]
    script.answer("pull", out=progress, wait=60)
    with room_of(services, script.program) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        room.show_entry(Kind.OFFERED_ENSEMBLE, "both")
        page = room.offer_page
        page.ask()
        assert "2 files, about 2.0 kB together" in words_of(page)
        button_of(page, "Download").click()
        qtbot.waitUntil(lambda: "b (2/2): 400.0 kB of 1.0 MB" in words_of(page))
        assert room.busy() == ["downloading both"]
        index = room.list.model.find(Kind.OFFERED_ENSEMBLE, "both")
        assert "40 %" in str(index.data(11))  # Qt.AccessibleTextRole
        button_of(page, "Stop the download").click()
        qtbot.waitUntil(lambda: "goes on from there" in words_of(page))
        assert room.busy() == []
        assert button_of(page, "Go on downloading...").isEnabled()


def test_a_failure_is_told_in_full(qtbot: QtBot, services: Services, catalog: Path, script: Script) -> None:
    write_catalog(catalog, {"name": "wrong"})
    script.answer("pull", err=["wrong: unpinned", "dfd: https://x/f: its sha256 is b, not a"], code=1)
    with room_of(services, script.program) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        room.show_entry(Kind.OFFER, "wrong")
        room.offer_page.ask()
        button_of(room.offer_page, "Download").click()
        qtbot.waitUntil(lambda: "its sha256 is b, not a" in words_of(room.offer_page))


def test_downloads_wait_for_each_other(qtbot: QtBot, script: Script) -> None:
    script.answer("pull", out=[{"event": "installed", "names": ["x"], "licences": []}], wait=0.2)
    script.answer("pull", "second", err=["dfd: no"], code=1)
    downloads = Downloads(script.program)
    done: list[str] = []
    downloads.installed.connect(done.append)
    for name in ("first", "second", "third"):
        downloads.start(name, 1, accepted=False)
    downloads.start("first", 1, accepted=True)
    assert downloads.running() == {"first": "downloading", "second": "waiting", "third": "waiting"}
    downloads.cancel("third")
    qtbot.waitUntil(lambda: not downloads.running(), timeout=20_000)
    assert done == ["first"]
    stages = {name: download.stage for name in ("second", "third") if (download := downloads.get(name))}
    assert stages == {"second": Stage.FAILED, "third": Stage.CANCELLED}
    downloads.shutdown()


# -- the real command against a real server ----------------------------------------------------------------------------


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with serving() as running:
        running.files["starter.safetensors"] = resource("detectors", "starter-mixed.safetensors").read_bytes()
        yield running


def test_a_real_download_is_installed_and_a_wrong_hash_is_not(
    qtbot: QtBot, services: Services, catalog: Path, mirror: Mirror
) -> None:
    body = mirror.files["starter.safetensors"]
    url = f"{mirror.base}/plain/starter.safetensors"
    digest = hashlib.sha256(body).hexdigest()
    write_catalog(
        catalog,
        {"name": "good", "url": url, "family": "dfd", "bytes": len(body), "sha256": digest},
        {"name": "bad", "url": url, "family": "dfd", "bytes": len(body), "sha256": "0" * 64},
    )
    with room_of(services) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        assert mirror.asked == []
        for name in ("bad", "good"):
            room.show_entry(Kind.OFFER, name)
            room.offer_page.ask()
            button_of(room.offer_page, "Download").click()
        qtbot.waitUntil(lambda: room.desk.snapshot.detector("good") is not None, timeout=REAL_MS)
        index = room.list.model.find(Kind.OFFER, "good")
        assert "installed" in str(index.data(11))
        button_of(room.offer_page, "Show it in the library").click()
        assert room.pages.currentWidget() is room.detector_page
        room.show_entry(Kind.OFFER, "bad")
        assert f"its sha256 is {digest}, not 000" in words_of(room.offer_page)
        assert room.desk.snapshot.detector("bad") is None
