"""The recipe page: what can be trained, the form of settings, first weights and consent."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from dfd_core.training import recipes
from dfd_core.training.config import describe
from dfd_gui.services import Services
from dfd_gui.training.config_form import ConfigForm
from dfd_gui.training.desk import Desk
from dfd_gui.training.draft import OWN_KEYS, SEED, Draft, Pick, Source
from dfd_gui.training.recipe_page import RecipePage, names_of
from tests.gui.training_rooms import desk_of, touch


@pytest.fixture
def desk(services: Services, tmp_path: Path) -> Iterator[Desk]:
    with desk_of(services, tmp_path / "home") as made:
        yield made


def recipe_page(desk: Desk, qtbot: QtBot, *, fakes: bool = True) -> RecipePage:
    desk.draft.sources = desk.draft.sources or [Source("/a", "/b")]
    page = RecipePage(desk, lambda: fakes)
    qtbot.addWidget(page)
    return page


def test_the_whole_ensemble_is_one_tick(desk: Desk, qtbot: QtBot) -> None:
    page = recipe_page(desk, qtbot)
    page.list.choose("starter-small", on=False)
    assert page.why_not() == "Tick at least one recipe"
    page.list.choose_ensemble(on=True)
    assert tuple(pick.base for pick in desk.draft.picks) == SEED
    assert page.summary() == "7 recipes"
    assert page.why_not() == ""


@pytest.mark.parametrize("name", recipes.names())
def test_the_form_shows_every_recipe_unchanged(services: Services, qtbot: QtBot, name: str) -> None:
    form = ConfigForm(services.theme)
    qtbot.addWidget(form)
    form.show_values(recipes.load(name), {})
    assert form.changes() == {}


def test_the_form_has_every_setting_with_its_help(services: Services, qtbot: QtBot) -> None:
    form = ConfigForm(services.theme)
    qtbot.addWidget(form)
    form.show_values(recipes.load("strong"), {})
    form.show()
    assert set(form.fields) == {row.key for row in describe()} - set(OWN_KEYS)
    assert not form.fields["optim.factor"].editor.isVisible()
    form.expert.setChecked(True)
    assert form.fields["optim.factor"].editor.isVisible()
    form.search.setText("mirrored")
    assert [key for key, field in form.fields.items() if field.editor.isVisible()] == ["augment.flip"]
    assert all(field.editor.accessibleName() for field in form.fields.values())


def test_a_changed_setting_is_kept_shown_and_undone(desk: Desk, qtbot: QtBot) -> None:
    page = recipe_page(desk, qtbot)
    page.show()
    batch = page.form.fields["optim.batch"]
    assert isinstance(batch.editor, QSpinBox)
    before = batch.editor.value()
    batch.editor.setValue(12)
    assert desk.draft.picks == [Pick("starter-small", {"optim.batch": "12"})]
    assert batch.name.font().bold()
    assert batch.reset.isVisible()
    batch.reset.click()
    assert batch.editor.value() == before
    assert desk.draft.picks == [Pick("starter-small")]


def test_a_value_that_does_not_fit_blocks_in_words(desk: Desk, qtbot: QtBot) -> None:
    page = recipe_page(desk, qtbot)
    rate = page.form.fields["optim.lr"].editor
    assert isinstance(rate, QLineEdit)
    rate.setText("")
    assert "optim.lr" in page.why_not()
    rate.setText("-1")
    assert "outside" in page.why_not()
    page.form.reset_all()
    assert page.why_not() == ""


def test_without_fakes_only_what_makes_its_own_can_be_trained(desk: Desk, qtbot: QtBot) -> None:
    page = recipe_page(desk, qtbot, fakes=False)
    page.list.choose("starter-small", on=False)
    page.list.choose("strong", on=True)
    assert "strong needs manipulated clips" in page.why_not()
    page.list.choose("strong", on=False)
    page.list.choose("selfblend", on=True)
    assert page.why_not() == ""


def test_a_download_needs_consent(desk: Desk, qtbot: QtBot) -> None:
    page = recipe_page(desk, qtbot)
    page.list.choose("starter-small", on=False)
    page.list.choose("seed-b1-1", on=True)
    page.show()
    page.common.weights.setCurrentIndex(page.common.weights.findData("imagenet"))
    page.common.weights.activated.emit(page.common.weights.currentIndex())
    assert "Allow the download" in page.why_not()
    assert "github.com" in page.common.consent.text()
    page.common.consent.setChecked(True)
    assert page.why_not() == ""
    assert desk.draft.settings_of(desk.draft.picks[0])["network.start"] == "imagenet"


def test_weights_that_are_there_need_none(desk: Desk, qtbot: QtBot) -> None:
    touch(desk.services.paths.cache, "starts/efficientnet_b1-0638-abc.pth")
    page = recipe_page(desk, qtbot)
    page.list.choose("starter-small", on=False)
    page.list.choose("seed-b1-1", on=True)
    page.common.weights.setCurrentIndex(page.common.weights.findData("imagenet"))
    page.common.weights.activated.emit(page.common.weights.currentIndex())
    assert page.why_not() == ""


def test_a_kept_draft_comes_back_as_it_was(desk: Desk, qtbot: QtBot) -> None:
    desk.services.settings.set("training.device", "cpu")
    kept = Draft(
        [Source("/a", "/b")], picks=[Pick("strong", {"optim.lr": "0.001"}), Pick("selfblend")], name="mine",
        licence="CC0", valid="group:0.2", start="scratch", device="cuda:1", epochs=3,
    )  # fmt: skip
    desk.draft = deepcopy(kept)
    page = recipe_page(desk, qtbot)
    assert desk.draft == kept
    page.restart()
    assert desk.draft == kept


def test_several_detectors_get_names_of_their_own() -> None:
    assert names_of("", [Pick("strong")]) == ["strong"]
    assert names_of("mine", [Pick("strong")]) == ["mine"]
    assert names_of("mine", [Pick("strong"), Pick("selfblend")]) == ["mine-strong", "mine-selfblend"]
