"""Pictures by time: small copies at once, the exact frame when the clock rests, and what happens when they are gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import BuildProxy, Cancel, Failed, GetFrame, Progress
from dfd_gui.review.picture import Picture
from dfd_gui.review.pictures import Pictures
from dfd_gui.services import Services
from tests.gui.fakes import FakeEngine
from tests.gui.review_media import answer_frame, answer_proxy, brightness, make_clip, make_extract, write_proxy


@pytest.fixture
def pictures(services: Services) -> Iterator[Pictures]:
    made = Pictures(services)
    yield made
    made.shutdown()
    made.deleteLater()


def _now(pictures: Pictures) -> Picture:
    assert pictures.now is not None
    return pictures.now


def test_a_small_copy_is_there_at_once(services: Services, pictures: Pictures, tmp_path: Path) -> None:
    services.state.show(make_clip(tmp_path / "clip"))
    assert brightness(_now(pictures).image) == 0
    took = []
    for step in range(60):
        start = perf_counter()
        services.state.seek(step * 0.055)
        took.append(perf_counter() - start)
    assert sorted(took)[30] < 0.05
    services.state.seek(1.3)
    assert (_now(pictures).time_s, brightness(_now(pictures).image), _now(pictures).exact) == (1.2, 3, False)


def test_the_exact_frame_comes_when_the_clock_rests(
    services: Services, pictures: Pictures, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    services.state.show(make_clip(tmp_path / "clip"))
    for step in range(5):
        services.state.seek(0.5 + step * 0.1)
    qtbot.waitUntil(lambda: bool(engine.sent_of(GetFrame)), timeout=2000)
    assert [question.time_s for question in engine.sent_of(GetFrame)] == [pytest.approx(0.9)]
    answer_frame(engine, engine.last(GetFrame), time_s=0.88)
    qtbot.waitUntil(lambda: _now(pictures).exact, timeout=2000)
    assert (_now(pictures).index, _now(pictures).image.width(), brightness(_now(pictures).image)) == (22, 1280, 40)
    assert not list((services.paths.cache / "frames").iterdir())
    services.state.seek(0.89)
    assert _now(pictures).exact, "it is the same frame"
    services.state.seek(1.2)
    assert not _now(pictures).exact
    services.state.seek(0.89)
    assert _now(pictures).exact, "it was kept"


def test_a_late_frame_does_not_replace_a_newer_position(
    services: Services, pictures: Pictures, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    services.state.show(make_clip(tmp_path / "clip"))
    qtbot.waitUntil(lambda: bool(engine.sent_of(GetFrame)), timeout=2000)
    first = engine.last(GetFrame)
    services.state.seek(2.0)
    answer_frame(engine, first)
    qtbot.waitUntil(lambda: len(engine.sent_of(GetFrame)) == 2, timeout=2000)
    assert not _now(pictures).exact
    services.state.show(replace(make_clip(tmp_path / "other"), key="other"))
    answer_frame(engine, engine.last(GetFrame))
    qtbot.waitUntil(lambda: not Path(engine.sent_of(GetFrame)[1].out).exists(), timeout=2000)
    assert not _now(pictures).exact


def test_nothing_is_asked_while_playing(
    services: Services, engine: FakeEngine, pictures: Pictures, tmp_path: Path, qtbot: QtBot
) -> None:
    services.state.show(make_clip(tmp_path / "clip"))
    services.state.set_playing(True)
    services.state.seek(1.0, pictures)
    qtbot.wait(250)
    assert not engine.sent_of(GetFrame)
    services.state.set_playing(False)
    qtbot.waitUntil(lambda: bool(engine.sent_of(GetFrame)), timeout=2000)


def test_a_dense_proxy_is_made_of_the_clip_that_is_looked_at(
    services: Services, pictures: Pictures, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    clip = make_clip(tmp_path / "clip")
    services.state.show(clip)
    assert pictures.covered() == []
    qtbot.waitUntil(lambda: bool(engine.sent_of(BuildProxy)), timeout=3000)
    question = engine.last(BuildProxy)
    assert clip.proxy is not None
    assert Path(question.out) == clip.proxy.with_name("dense.dfdproxy")
    assert question.faces == ""
    engine.emit_event(Progress(question.id, "proxy", 43, 86))
    assert pictures.being_made == 0.5
    with qtbot.waitSignal(services.state.previews_changed):
        answer_proxy(engine, question)
    assert pictures.being_made == 0
    ((start_s, end_s),) = pictures.covered()
    assert (start_s, round(end_s, 6)) == (0.0, 3.4)
    services.state.seek(1.0)
    assert _now(pictures).time_s == pytest.approx(1.0)


def test_another_clip_stops_the_making(
    services: Services, pictures: Pictures, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    services.state.show(make_clip(tmp_path / "clip"))
    qtbot.waitUntil(lambda: bool(engine.sent_of(BuildProxy)), timeout=3000)
    services.state.show(None)
    assert engine.last(Cancel).target == engine.last(BuildProxy).id
    assert pictures.now is None


def test_a_result_without_previews_gets_its_own(
    services: Services, pictures: Pictures, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    services.state.show(make_clip(tmp_path / "clip", previews=False))
    assert pictures.now is None
    qtbot.waitUntil(lambda: bool(engine.sent_of(BuildProxy)), timeout=3000)
    question = engine.last(BuildProxy)
    assert Path(question.out).is_relative_to(services.paths.proxies)
    assert '"schema":1' in Path(question.extract).read_text(encoding="utf-8")
    answer_proxy(engine, question)
    assert _now(pictures).time_s == 0.0
    shown = services.state.clip
    assert shown is not None
    assert (str(shown.proxy), str(shown.faces)) == (question.out, question.faces)
    assert not Path(question.extract).exists()


def test_a_moved_file_is_told_and_small_copies_go_on(
    services: Services, pictures: Pictures, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    clip = make_clip(tmp_path / "clip")
    clip.path.unlink()
    services.state.show(clip)
    assert pictures.trouble is not None
    assert str(clip.path) in pictures.trouble.text
    services.state.seek(0.8)
    assert brightness(_now(pictures).image) == 2
    assert not engine.sent_of(BuildProxy)
    clip.path.write_bytes(b"back")
    qtbot.waitUntil(lambda: bool(engine.sent_of(GetFrame)), timeout=2000)
    answer_frame(engine, engine.last(GetFrame))
    qtbot.waitUntil(lambda: pictures.trouble is None, timeout=2000)


def test_a_frame_that_cannot_be_decoded_is_told_where_it_is(
    services: Services, pictures: Pictures, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    services.state.show(make_clip(tmp_path / "clip"))
    services.state.seek(3.2)
    qtbot.waitUntil(lambda: bool(engine.sent_of(GetFrame)), timeout=2000)
    engine.emit_event(Failed(engine.last(GetFrame).id, "get_frame", "undecodable", "the frame cannot be decoded"))
    assert pictures.trouble is not None
    assert pictures.trouble.text == "the frame cannot be decoded"
    services.state.seek(0.4)
    assert pictures.trouble is None


def test_a_dead_engine_is_told_and_not_asked_again(
    services: Services, pictures: Pictures, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    services.state.show(make_clip(tmp_path / "clip"))
    qtbot.waitUntil(lambda: bool(engine.sent_of(GetFrame)), timeout=2000)
    engine.die("it was killed")
    assert pictures.trouble is not None
    assert "it was killed" in pictures.trouble.text
    services.state.seek(2.0)
    qtbot.wait(250)
    assert len(engine.sent_of(GetFrame)) == 1
    assert brightness(_now(pictures).image) == 5


def test_damaged_small_copies_are_passed_over(services: Services, pictures: Pictures, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip")
    assert clip.proxy is not None
    clip.proxy.write_bytes(b"rubbish")
    services.state.show(clip)
    assert not pictures.now
    dense = write_proxy(clip.proxy.with_name("dense.dfdproxy"), [0.0, 0.1, 0.2, 1.0, 1.1, 1.2])
    services.state.update_previews(clip)
    assert _now(pictures).time_s == 0.0
    assert pictures.covered() == [(0.0, 0.2), (1.0, 1.2)]
    assert dense.exists()


def test_a_picture_and_a_broken_file_get_no_dense_proxy(
    services: Services, pictures: Pictures, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    services.state.show(make_clip(tmp_path / "still", make_extract(is_image=True)))
    qtbot.wait(700)
    assert not engine.sent_of(BuildProxy)
    assert pictures.now is not None
