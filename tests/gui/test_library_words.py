"""Cards and figures in words, and names for new detectors."""

from __future__ import annotations

from pathlib import Path

import pytest

from dfd_core.detectors import container
from dfd_core.detectors.calibration import Thresholds
from dfd_core.detectors.card import check_name
from dfd_core.faces.rules import RULES
from dfd_core.paths import resource
from dfd_gui.library import words
from dfd_gui.library.figures import figure_set


@pytest.mark.parametrize("name", RULES)
def test_every_crop_rule_can_be_said(name: str) -> None:
    text = words.crop(RULES[name])
    assert "frame" in text or "template" in text
    assert "{" not in text


def test_bands_say_what_they_rest_on() -> None:
    assert "wide on purpose" in words.bands(None)
    assert words.bands(Thresholds(0.8, 0.2)) == "manipulated from 0.80, authentic up to 0.20"
    told = words.bands(Thresholds(0.8, 0.2, 0.05, 0.1, 48, 52))
    assert "5 % of real" in told
    assert "10 % of fake" in told
    assert "48 real and 52 fake" in told


def test_the_starters_figures_become_tables() -> None:
    card = container.read_header(resource("detectors", "starter-mixed.safetensors")).card
    found = figure_set(card.figures)
    by_title = {table.title: table for table in found.tables}
    measured = by_title["Measured figures"]
    assert measured.columns == ("Figure", "Test", "Validation")
    assert measured.rows[0][0] == "AUC"
    per_method = by_title["Per method: test"]
    assert len(per_method.rows) == len(per_method.shares) == 4
    assert all(0 <= share <= 1 for share in per_method.shares)
    assert any("development clips" in remark for remark in found.remarks)


def test_figures_of_strangers_are_shown_under_their_own_names() -> None:
    found = figure_set({"strange_figure": 0.5, "note": "as published", "list": [1, 2.5], "odd": {"deep": {"er": 1}}})
    (table,) = found.tables
    assert table.rows == (("strange figure", "0.500"),)
    assert found.remarks == ("as published", "list: 1, 2.500", "odd, deep: er: 1")
    assert figure_set({}).tables == ()


def test_a_source_is_told_apart_from_its_file() -> None:
    whole = f"github.com/polimi-ispl/icpr2020dfdc; file b4; old.pth, sha256 {'ab' * 32}"
    assert words.source(whole) == ("github.com/polimi-ispl/icpr2020dfdc", "b4; old.pth", "ab" * 32)
    assert words.source("trained with this program") == ("trained with this program", "", "")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("EfficientNetB4_DFDC_bestval-c9f3663e2116d3356d056a0ce6453e0f.pth", "efficientnetb4-dfdc-bestval"),
        ("final_111_DeepFakeClassifier_tf_efficientnet_b7_ns_0_36", "final-111-deepfakeclassifier-tf-efficientnet-b7"),
        ("Meso4_DF.h5", "meso4-df-2"),
        ("\u00fc\u00fc.pth", "detector"),
    ],
)
def test_a_files_name_suggests_one_that_is_free_and_allowed(file: str, name: str) -> None:
    found = words.name_from_file(Path(file), frozenset({"meso4-df"}))
    assert found.startswith(name)
    assert check_name(found) == found
