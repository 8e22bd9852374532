"""A composed ensemble's effect: computed from stored scores, and exactly what screening would have said."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dfd_core.cases.store import CaseStore
from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.detectors.ensemble import Aggregation, Ensemble, load_ensemble
from dfd_core.errors import DfdError
from dfd_core.types import Label
from dfd_gui.items.library_model import Kind
from dfd_gui.library.effect import effects, read_clips
from dfd_gui.library.effect_model import COL_CHANGE, COL_NOW, COL_THEN, EffectModel
from dfd_gui.services import Services
from tests.gui.library_help import Checks, add_card, button_of, extract_of, room_of, words_of

HIGH = [0.95, 0.99, 0.9, 0.97, 0.93, 0.99]
LOW = [0.01, 0.02, 0.01, 0.03, 0.01, 0.02]
VERSIONS = {"one": "1" * 64, "two": "2" * 64, "three": "3" * 64}


def store_of(path: Path, *results: dict[str, object]) -> Path:
    with CaseStore(path) as store:
        for number, extract in enumerate(results):
            store.save(f"key {number}", extract)
    return path


@pytest.mark.parametrize("rule", ["geometric", "arithmetic", "logit_mean", "confident"])
def test_the_same_ensemble_gives_the_stored_score(rule: Aggregation, tmp_path: Path) -> None:
    stored = extract_of("a.mp4", {"one": HIGH, "two": LOW}, VERSIONS, rule=rule)
    clips = read_clips(store_of(tmp_path / "s.db", stored))
    (effect,) = effects(clips, Ensemble("x", ("one", "two"), aggregation=rule), VERSIONS).clips
    assert effect.new_score == pytest.approx(effect.score, abs=1e-6)
    assert (effect.new_label, effect.changes) == (effect.label, False)


def test_only_clips_with_scores_of_every_detector_count(tmp_path: Path) -> None:
    path = store_of(
        tmp_path / "s.db",
        extract_of("a.mp4", {"one": HIGH, "two": HIGH}, VERSIONS),
        extract_of("b.mp4", {"one": HIGH}, VERSIONS),
    )
    found = effects(read_clips(path), Ensemble("x", ("one", "two")), VERSIONS)
    assert ([Path(clip.path).name for clip in found.clips], found.total, found.outdated) == (["a.mp4"], 2, 0)


def test_two_screenings_of_the_same_faces_are_put_together(tmp_path: Path) -> None:
    path = store_of(
        tmp_path / "s.db",
        extract_of("a.mp4", {"one": HIGH}, VERSIONS),
        extract_of("a.mp4", {"two": LOW}, VERSIONS, ensemble="later"),
        extract_of("a.mp4", {"three": LOW[:5]}, VERSIONS, ensemble="latest"),
    )
    clips = read_clips(path)
    (effect,) = effects(clips, Ensemble("x", ("one", "two"), aggregation="arithmetic"), VERSIONS).clips
    assert effect.new_score == pytest.approx((sum(HIGH) + sum(LOW)) / 12)
    assert effect.ensemble == "latest", "the present verdict is that of the latest screening"
    assert not effects(clips, Ensemble("x", ("two", "three")), VERSIONS).clips, "other frames, other faces"


def test_scores_of_an_earlier_file_of_a_detector_are_left_out(tmp_path: Path) -> None:
    path = store_of(tmp_path / "s.db", extract_of("a.mp4", {"one": HIGH}, {"one": "0" * 64}))
    found = effects(read_clips(path), Ensemble("x", ("one",)), VERSIONS)
    assert (found.clips, found.outdated) == ((), 1)


def test_bands_and_calibration_of_the_ensemble_hold(tmp_path: Path) -> None:
    clips = read_clips(store_of(tmp_path / "s.db", extract_of("a.mp4", {"one": [0.7] * 6}, VERSIONS)))
    bands = Thresholds(0.65, 0.2)
    plain = Ensemble("x", ("one",), thresholds=bands)
    assert effects(clips, plain, VERSIONS).clips[0].new_label is Label.LIKELY_MANIPULATED
    shifted = dataclasses.replace(plain, calibration=Calibration("platt", 1.0, -3.0))
    assert effects(clips, shifted, VERSIONS).clips[0].new_label is Label.LIKELY_AUTHENTIC
    assert effects(clips, Ensemble("x", ("one",)), VERSIONS).clips[0].new_label is Label.INCONCLUSIVE


def test_no_store_no_clips_and_a_broken_one_is_said(tmp_path: Path) -> None:
    assert read_clips(tmp_path / "absent.db") == []
    (tmp_path / "bad.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(DfdError):
        read_clips(tmp_path / "bad.db")


def test_the_table_says_now_then_and_change(services: Services, tmp_path: Path, qtmodeltester: Checks) -> None:
    path = store_of(
        tmp_path / "s.db",
        extract_of("same.mp4", {"one": HIGH}, VERSIONS),
        extract_of("turns.mp4", {"one": [0.6] * 6}, VERSIONS),
    )
    bands = Ensemble("x", ("one",), thresholds=Thresholds(0.5, 0.1))
    model = EffectModel(services.theme)
    model.set_effects(effects(read_clips(path), bands, VERSIONS).clips)
    qtmodeltester.check(model, force_py=True)
    assert model.index(0, 0).data() == "same.mp4"
    turns = [model.index(1, column).data() for column in (COL_NOW, COL_THEN, COL_CHANGE)]
    assert turns == ["Inconclusive, 0.60", "Likely manipulated, 0.60", "0.00, other verdict"]


# -- the page ----------------------------------------------------------------------------------------------------------


def installed(services: Services) -> None:
    for name in ("one", "two"):
        add_card(services.paths, name, {"thresholds": Thresholds(0.8, 0.2).to_json()})
    versions = {detector.name: detector.sha256 for detector in services.library.detectors()}
    services.store.save("k1", extract_of("a.mp4", {"one": HIGH, "two": LOW}, versions))
    services.store.save("k2", extract_of("b.mp4", {"one": HIGH}, versions))


def test_an_ensemble_is_composed_seen_and_saved(qtbot: QtBot, services: Services) -> None:
    installed(services)
    with room_of(services) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        services.actions.get("library.compose").trigger()
        page = room.compose_page
        assert not page.save_button.isEnabled()
        assert "needs a detector" in page.notice.text
        page.members.choose("one")
        qtbot.waitUntil(lambda: "2 of 2 screened clips have scores of one" in page.summary.text())
        assert page.bands_notice.text == "", "one detector alone keeps its own bands"
        page.members.choose("two")
        assert "wide on purpose" in page.bands_notice.text
        qtbot.waitUntil(lambda: "1 of 2 screened clips have scores of both" in page.summary.text())
        assert "no network ran" in page.summary.text()
        before = page.model.index(0, COL_THEN).data()
        page.rules["arithmetic"].click()
        qtbot.waitUntil(lambda: page.model.index(0, COL_THEN).data() != before)
        page.name.setText("one")
        assert "already" in page.notice.text
        page.name.setText("a b")
        assert not page.save_button.isEnabled()
        page.name.setText("both")
        page.title.setText("High and low")
        button_of(page, "Save and use by default").click()
        qtbot.waitUntil(lambda: "High and low" in words_of(room.ensemble_page))
        current = room.list.current()
        assert current is not None
        assert current.key == (Kind.ENSEMBLE, "both")
    saved = load_ensemble(services.paths.ensembles / "both.toml")
    assert (saved.detectors, saved.aggregation, saved.persons) == (("one", "two"), "arithmetic", "max")
    assert services.library.default_name() == "both"


def test_a_new_ensemble_can_begin_with_another(qtbot: QtBot, services: Services) -> None:
    installed(services)
    Ensemble("pair", ("two", "one"), aggregation="logit_mean", persons="pooled").save(services.paths.ensembles)
    with room_of(services) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        room.show_entry(Kind.ENSEMBLE, "pair")
        button_of(room.ensemble_page, "New one from this...").click()
        page = room.compose_page
        assert page.members.chosen() == ["two", "one"]
        draft = page.ensemble()
        assert draft is not None
        assert (draft.name, draft.aggregation, draft.persons) == ("pair-2", "logit_mean", "pooled")
        button_of(page, "Cancel").click()
        assert room.pages.currentWidget() is not page
