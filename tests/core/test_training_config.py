"""Recipes and settings: what a user may write, and what is said when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from dfd_core.detectors.networks import build
from dfd_core.errors import DfdError, UsageError
from dfd_core.training import recipes, result
from dfd_core.training.config import TrainConfig, describe, differences, to_dict


@pytest.mark.parametrize("name", [*recipes.names(), *recipes.SHORT_NAMES])
def test_every_bundled_recipe_is_valid_and_says_what_it_is(name: str) -> None:
    config = recipes.load(name)
    assert config.about.endswith(".")
    assert config.recipe == recipes.SHORT_NAMES.get(name, name)


@pytest.mark.parametrize("name", recipes.names())
def test_every_bundled_recipe_names_a_network_that_can_be_built(name: str) -> None:
    config = recipes.load(name)
    network = build(result.first_card(config, ""))
    assert sum(part.numel() for part in network.parameters()) > 100_000


def test_the_seeds_seven_are_there_with_its_values() -> None:
    seeds = [recipes.load(name) for name in recipes.names() if name.startswith("seed-")]
    assert len(seeds) == 7
    for config in seeds:
        optim, data = config.optim, config.data
        assert (optim.epochs, optim.batch, optim.optimiser, optim.lr) == (20, 64, "adam", 5e-4)
        assert (optim.schedule, optim.factor, optim.patience, optim.min_lr) == ("plateau", 0.7, 5, 1e-5)
        assert (data.frames_per_clip, data.balance) == (1, "undersample")
        assert config.network.dropout == 0.75
        assert config.augment.flip == 0.2
        assert (config.input.size, config.input.normalise) in {(150, "imagenet"), (224, "raw255")}
    assert [config.network.hidden for config in seeds].count(256) == 1
    assert [config.augment.mixing for config in seeds].count("seed") == 1


def test_every_setting_explains_itself_and_has_a_name_of_its_own() -> None:
    rows = describe()
    assert all(len(row.help) > 15 for row in rows)
    bare = [row.key.partition(".")[2] for row in rows]
    assert len(set(bare)) == len(bare)
    assert {row.kind for row in rows} == {bool, int, float, str}


def test_overrides_are_converted_to_the_settings_type() -> None:
    config = recipes.load("strong", ["lr=0.25", "optim.epochs=7", "pairs=yes", "device=cuda:1"])
    assert (config.optim.lr, config.optim.epochs, config.data.pairs, config.run.device) == (0.25, 7, True, "cuda:1")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("learning_rate=1", "there is no setting 'learning_rate'"),
        ("epoch=3", "did you mean epochs"),
        ("epochs=three", "expected a whole number"),
        ("pairs=perhaps", "expected true or false"),
        ("epochs", "expected key=value"),
        ("size=5", "outside 32 to 1024"),
        ("lr=nan", "outside"),
        ("kind=mild", "is not one of"),
        ("accumulate=40", "fewer than two faces"),
        ("mask_weight=1", "mask head"),
        ("work_size=64", "smaller than input.size"),
    ],
)
def test_a_wrong_override_is_one_clear_line(setting: str, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("(", r"\(")):
        recipes.load("seed-b1", [setting])


def test_an_unknown_recipe_names_near_ones() -> None:
    with pytest.raises(UsageError, match="did you mean seed-b1"):
        recipes.load("seed-b")


def test_the_effective_settings_survive_their_file(tmp_path: Path) -> None:
    config = recipes.load("strong", ["lr=0.1", "seed=5"])
    recipes.save(config, tmp_path / "config.toml")
    assert recipes.read_config(tmp_path / "config.toml") == config
    assert recipes.load(tmp_path / "config.toml").optim == config.optim


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[optim]\nlr = 'much'", "must be a float"),
        ("[optim]\nspeed = 1", "there is no setting 'optim.speed'"),
        ("[hardware]\nx = 1", "unknown section 'hardware'"),
        ("[optim", "not valid TOML"),
    ],
)
def test_a_damaged_recipe_file_is_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DfdError, match=said) as caught:
        recipes.load(path)
    assert "mine.toml" in str(caught.value)


def test_differences_name_the_setting_and_skip_what_does_not_matter() -> None:
    old, new = recipes.load("strong"), recipes.load("strong", ["lr=0.5", "workers=3"])
    assert differences(old, new, ignore=("data.workers",)) == ["optim.lr: 0.0004 -> 0.5"]
    assert to_dict(TrainConfig())["optim"]["epochs"] == 20
