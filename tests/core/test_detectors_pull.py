"""Downloads against a server on loopback that misbehaves in every way, and what ``pull`` makes of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import torch

from dfd_core.cli.main import main
from dfd_core.detectors.catalog import Catalog, CatalogItem, load_catalog
from dfd_core.detectors.download import CHUNK, Source, download
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.importers import icpr2020, mesonet
from dfd_core.detectors.library import Library
from dfd_core.detectors.pull import Pull
from dfd_core.errors import Cancelled, DetectorError, UsageError
from dfd_core.paths import UserPaths
from tests.core.detector_layouts import write_meso4
from tests.core.mirror import CONTENT, SHA256, Mirror, serving


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with serving() as running:
        yield running


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "f.bin"


def pinned(mirror: Mirror, mode: str) -> Source:
    return Source(f"{mirror.base}/{mode}/f.bin", len(CONTENT), SHA256)


@pytest.mark.parametrize("mode", ["plain", "cut", "slow", "moved"])
def test_a_file_arrives_whole(mode: str, mirror: Mirror, target: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    download(pinned(mirror, mode), target, progress=lambda here, total: seen.append((here, total)))
    assert target.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [path.name for path in target.parent.iterdir()] == ["f.bin"]


def test_a_broken_download_goes_on_where_it_stopped(mirror: Mirror, target: Path) -> None:
    download(pinned(mirror, "cut"), target)
    first, second = mirror.ranges()
    assert first == ""
    assert int(second.removeprefix("bytes=").rstrip("-")) > 0


def test_a_download_that_always_breaks_says_so_and_keeps_its_part(mirror: Mirror, target: Path) -> None:
    with pytest.raises(DetectorError, match="run the same command again") as caught:
        download(pinned(mirror, "cutting"), target)
    assert caught.value.code == "download_cut"
    assert not target.exists()
    assert target.with_name("f.bin.part").stat().st_size == 6 * CHUNK


def test_a_later_call_resumes(mirror: Mirror, target: Path) -> None:
    source = pinned(mirror, "plain")
    stops = iter([False, False, True])
    with pytest.raises(Cancelled):
        download(source, target, stop=lambda: next(stops))
    have = target.with_name("f.bin.part").stat().st_size
    assert 0 < have < len(CONTENT)
    download(source, target)
    assert mirror.ranges() == ["", f"bytes={have}-"]
    assert target.read_bytes() == CONTENT


def test_a_part_is_not_continued_with_another_file(mirror: Mirror, target: Path) -> None:
    """Unpinned: only the server can say whether its file is still the same."""
    source = Source(f"{mirror.base}/plain/f.bin")
    stops = iter([False, True])
    with pytest.raises(Cancelled):
        download(source, target, stop=lambda: next(stops))
    mirror.files["f.bin"], mirror.etag = b"new" * 100_000, '"two"'
    download(source, target)
    assert target.read_bytes() == b"new" * 100_000


def test_a_finished_part_is_only_verified(mirror: Mirror, target: Path) -> None:
    source = pinned(mirror, "plain")
    download(source, target)
    target.rename(target.with_name("f.bin.part"))
    target.with_name("f.bin.part.json").write_text(json.dumps({"url": source.url}))
    download(source, target)
    assert len(mirror.asked) == 1


def test_a_server_that_sends_another_part_is_not_believed(mirror: Mirror, target: Path) -> None:
    with pytest.raises(DetectorError, match="another part"):
        download(pinned(mirror, "other-part"), target)
    assert not target.exists()


@pytest.mark.parametrize(
    ("mode", "change", "words"),
    [
        ("plain", {"sha256": "0" * 64}, f"its sha256 is {SHA256}, not 0000"),
        ("plain", {"bytes": len(CONTENT) + 1}, f"offers {len(CONTENT)} bytes where {len(CONTENT) + 1} belong"),
        ("larger", {}, f"offers {len(CONTENT) + 1} bytes"),
        ("endless", {}, "sends more than"),
    ],
)
def test_a_file_that_is_not_the_catalogues_is_refused(
    mode: str, change: dict[str, Any], words: str, mirror: Mirror, target: Path
) -> None:
    with pytest.raises(DetectorError, match=words) as caught:
        download(replace(pinned(mirror, mode), **change), target)
    assert caught.value.code == "download_mismatch"
    assert not target.exists()


def test_a_wrong_file_is_not_resumed(mirror: Mirror, target: Path) -> None:
    source = pinned(mirror, "plain")
    mirror.files["f.bin"] = CONTENT[:-1] + b"X"
    with pytest.raises(DetectorError, match="sha256"):
        download(source, target)
    mirror.files["f.bin"] = CONTENT
    download(source, target)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("missing", r"not there any more \(HTTP 404\)"),
        ("forbidden", r"refuses access \(HTTP 403\)"),
        ("broken", r"HTTP 500"),
        ("loop", "redirects"),
        ("outside", "no https address"),
        ("local-file", "no https address"),
    ],
)
def test_what_the_server_says_no_to_is_said(mode: str, words: str, mirror: Mirror, target: Path) -> None:
    with pytest.raises(DetectorError, match=words) as caught:
        download(pinned(mirror, mode), target)
    assert mirror.base in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_silent_server_is_given_up(mirror: Mirror, target: Path) -> None:
    with pytest.raises(DetectorError, match="silent"):
        download(pinned(mirror, "silent"), target, timeout_s=0.1)


@pytest.mark.parametrize(
    "url", ["http://example.com/f", "ftp://127.0.0.1/f", "file:///etc/passwd", "https://", "f.bin"]
)
def test_only_https_and_loopback_are_asked(url: str, target: Path) -> None:
    with pytest.raises(DetectorError, match="no https address"):
        download(Source(url), target)


def test_nobody_there(mirror: Mirror, target: Path) -> None:
    free = mirror.base.rpartition(":")[0] + ":1"
    with pytest.raises(DetectorError, match="connection broke"):
        download(Source(f"{free}/f"), target)


# -- the catalogue -----------------------------------------------------------------------------------------------------


def test_the_bundled_catalogue_is_complete() -> None:
    catalog = load_catalog()
    items = {item.name: item for item in catalog.items}
    families = [item.family for item in catalog.items]
    counts = {family: families.count(family) for family in families}
    assert counts == {"icpr2020": 10, "selimsef": 7, "deepfakebench": 2, "mesonet": 4, "": 1}
    assert all(item.url.startswith("https://") and item.licence and item.source for item in catalog.items)
    assert [name for name, item in items.items() if not item.commercial] == [
        "deepfakebench-xception",
        "deepfakebench-effnb4",
    ]
    assert {i.sha256 for i in catalog.items if i.family == "icpr2020"} == set(icpr2020.KNOWN)
    assert {i.sha256 for i in catalog.items if i.family == "mesonet"} == set(mesonet.KNOWN)
    assert all(i.sha256 in i.url for i in catalog.items if i.family == "icpr2020")
    assert "unpinned" in items["dfdc-winner-111-36"].verification
    ensembles = {e.name: (len(e.detectors), e.aggregation, e.persons) for e in catalog.ensembles}
    assert ensembles == {"icpr2020-dfdc": (4, "logit_mean", "max"), "dfdc-winner": (7, "confident", "pooled")}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data.update(schema=2), "schema 2"),
        (lambda data: data["items"][0].update(colour="red"), "colour"),
        (lambda data: data["items"].append(data["items"][0]), "twice"),
        (lambda data: data["ensembles"][0]["detectors"].append("unknown"), "unknown"),
        (lambda data: data["items"][0].update(sha256="abc"), "abc"),
        (lambda data: data["items"][0].pop("url"), "url"),
        (lambda data: data.pop("items"), "items"),
        (lambda data: data["items"][-1].update(sha256=""), "yunet"),
    ],
)
def test_a_damaged_catalogue_is_said(change: Callable[[dict[str, Any]], object], words: str, tmp_path: Path) -> None:
    from dfd_core.paths import resource

    data = json.loads(resource("catalog.json").read_text(encoding="utf-8"))
    change(data)
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(data))
    with pytest.raises(DetectorError, match=words):
        load_catalog(path)


# -- pull --------------------------------------------------------------------------------------------------------------


@dataclass
class Desk:
    """A library, a catalogue of two detectors, one face detector and one ensemble, and what the user was told."""

    library: Library
    catalog: Catalog
    mirror: Mirror
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def pull(self, name: str, *, accepted: bool = True, replace: bool = False) -> list[str]:
        def accept(item: CatalogItem) -> bool:
            self.asked.append(item.name)
            return accepted

        return Pull(self.library, self.catalog, accept, notify=self.told.append, replace=replace).run(name)


@pytest.fixture
def desk(tmp_path: Path, mirror: Mirror) -> Desk:
    meso = write_meso4(tmp_path / "m.h5").read_bytes()
    mirror.files |= {"a.h5": meso, "b.h5": meso, "face.onnx": b"face"}

    def item(name: str, file: str) -> CatalogItem:
        body, url = mirror.files[file], f"{mirror.base}/plain/{file}"
        digest = hashlib.sha256(body).hexdigest()
        return CatalogItem(name, "detector", name, url, "MIT", family="mesonet", bytes=len(body), sha256=digest)

    items = (
        item("a", "a.h5"),
        replace(item("b", "b.h5"), sha256="", commercial=False, licence="CC BY-NC"),
        replace(item("face", "face.onnx"), kind="face_detector", family=""),
    )
    ensemble = Ensemble("both", ("a", "b"), title="Both", aggregation="logit_mean")
    paths = UserPaths(tmp_path / "data", tmp_path / "cache", tmp_path / "config")
    return Desk(Library(paths, bundled=tmp_path / "none"), Catalog(items, (ensemble,)), mirror)


def test_a_pulled_detector_is_installed_and_leaves_nothing_behind(desk: Desk) -> None:
    assert desk.pull("a") == ["a"]
    detector = desk.library.get("a")
    assert detector.card.family == "mesonet"
    assert "a.h5" in detector.card.source
    assert not desk.asked
    assert not [path for path in (desk.library.paths.cache / "downloads").rglob("*") if path.is_file()]
    with pytest.raises(UsageError, match="already"):
        desk.pull("a")
    assert len(desk.mirror.asked) == 1
    assert desk.pull("a", replace=True) == ["a"]


def test_an_ensemble_is_one_item(desk: Desk) -> None:
    desk.pull("a")
    assert desk.pull("both") == ["b", "both"]
    assert desk.library.ensemble("both").aggregation == "logit_mean"
    assert desk.asked == ["b"]
    assert any("unpinned" in text for text in desk.told)
    assert desk.pull("both") == ["both"]


def test_no_licence_no_download(desk: Desk) -> None:
    with pytest.raises(UsageError, match=r"CC BY-NC.*--accept-licence"):
        desk.pull("both", accepted=False)
    assert not desk.mirror.asked
    assert not desk.library.detectors()


def test_a_face_detector_lies_beside_the_detectors(desk: Desk) -> None:
    assert desk.pull("face") == ["face"]
    assert (desk.library.paths.detectors / "face.onnx").read_bytes() == b"face"
    assert not desk.library.scan().damaged


def test_a_file_that_is_no_detector_installs_nothing(desk: Desk) -> None:
    torch.save({"a": torch.ones(1)}, desk.library.paths.data.parent / "x.pth")
    desk.mirror.files["b.h5"] = (desk.library.paths.data.parent / "x.pth").read_bytes()
    items = tuple(replace(item, bytes=None) for item in desk.catalog.items)
    broken = replace(desk, catalog=replace(desk.catalog, items=items))
    with pytest.raises(DetectorError):
        broken.pull("b")
    assert not desk.library.detectors()
    with pytest.raises(UsageError, match="no 'c' in the catalogue"):
        desk.pull("c")


def test_the_command_line_pulls_by_another_catalogue(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))
    items = [{name: getattr(item, name) for name in item.__slots__} for item in desk.catalog.items]
    ensembles = [{"name": "both", "detectors": ["a", "b"], "aggregation": "logit_mean"}]
    catalog = tmp_path / "catalog.json"
    catalog.write_text(json.dumps({"schema": 1, "items": items, "ensembles": ensembles}))
    words = ["detectors", "pull", "both", "--catalog", str(catalog)]
    assert main(words) == 2
    assert "--accept-licence" in capsys.readouterr().err
    assert main([*words, "--json", "-"]) == 2
    assert "--accept-licence" in capsys.readouterr().err
    assert main([*words, "--accept-licence"]) == 0
    out, err = capsys.readouterr()
    assert "installed: a, b, both; licence: CC BY-NC" in out
    assert "unpinned" in err
    assert main(["detectors", "list"]) == 0
    assert "logit_mean" in capsys.readouterr().out
    assert main([*words, "--accept-licence", "--force", "--json", "-"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    size = len(desk.mirror.files["a.h5"])
    assert {"event": "progress", "name": "b", "bytes": size, "total": size} in told
    assert (told[-1]["event"], told[-1]["names"]) == ("installed", ["a", "b", "both"])
