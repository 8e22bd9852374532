"""What the layouts of the public data sets say about labels, originals and groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from dfd_core.errors import UsageError
from dfd_core.training.find import detect_layout, find_sources, unlabelled_sources
from dfd_core.training.items import UNLABELLED
from dfd_core.training.sources import SourceClip, Sources
from tests.core.dataset_media import touch, write_metadata

SHARED = Path(__file__).parents[3] / "shared" / "data"


def by_name(sources: Sources) -> dict[str, SourceClip]:
    return {clip.name: clip for clip in sources.clips}


@pytest.fixture
def dfdc(tmp_path: Path) -> Path:
    one, two = tmp_path / "dfdc_train_part_0", tmp_path / "dfdc_train_part_41"
    write_metadata(
        one,
        {
            "real.mp4": {"label": "REAL", "split": "train"},
            "fake.mp4": {"label": "FAKE", "split": "train", "original": "real.mp4"},
            "gone.mp4": {"label": "FAKE", "split": "train", "original": "real.mp4"},
            "secret.mp4": {"split": "test"},
            "../evil.mp4": {"label": "REAL", "split": "train"},
        },
    )
    write_metadata(two, {"other.mp4": {"label": "FAKE", "split": "train", "original": "elsewhere.mp4"}})
    touch(one, "real.mp4", "fake.mp4", "secret.mp4", "stray.mp4", "notes.txt")
    touch(two, "other.mp4")
    return tmp_path


def test_dfdc_parts(dfdc: Path) -> None:
    sources = find_sources(dfdc)
    clips = by_name(sources)
    assert sources.layout == "dfdc"
    assert set(clips) == {"dfdc_train_part_0/real.mp4", "dfdc_train_part_0/fake.mp4", "dfdc_train_part_41/other.mp4"}
    real, fake = clips["dfdc_train_part_0/real.mp4"], clips["dfdc_train_part_0/fake.mp4"]
    assert (real.label, fake.label) == (0, 1)
    assert fake.original == real.name
    assert fake.group == real.group
    assert fake.part == "dfdc_train_part_0"
    assert fake.columns["split"] == "train"


def test_a_missing_original_still_names_the_group(dfdc: Path) -> None:
    other = by_name(find_sources(dfdc))["dfdc_train_part_41/other.mp4"]
    assert other.original == ""
    assert other.group == "elsewhere"


def test_missing_and_unlisted_files_are_counted(dfdc: Path) -> None:
    skipped = {one.name: one.code for one in find_sources(dfdc).skipped}
    assert skipped == {
        "dfdc_train_part_0/gone.mp4": "missing",
        "dfdc_train_part_0/secret.mp4": "no_label",
        "dfdc_train_part_0/stray.mp4": "unlisted",
        "dfdc_train_part_0/../evil.mp4": "bad_metadata",
    }


def test_one_part_alone_and_a_damaged_list(dfdc: Path) -> None:
    assert {clip.name for clip in find_sources(dfdc / "dfdc_train_part_0").clips} == {"real.mp4", "fake.mp4"}
    (dfdc / "dfdc_train_part_41" / "metadata.json").write_text("{", encoding="utf-8")
    skipped = {one.name: one.code for one in find_sources(dfdc).skipped}
    assert skipped["dfdc_train_part_41/metadata.json"] == "bad_metadata"


def test_faceforensics(tmp_path: Path) -> None:
    touch(
        tmp_path,
        *(f"original_sequences/youtube/c23/videos/{name}.mp4" for name in ("000", "003", "500")),
        "original_sequences/youtube/c40/videos/000.mp4",
        "original_sequences/actors/c23/videos/01__walking.mp4",
        "manipulated_sequences/Deepfakes/c23/videos/000_003.mp4",
        "manipulated_sequences/Deepfakes/masks/videos/000_003.mp4",
        "manipulated_sequences/NeuralTextures/c40/videos/003_000.mp4",
        "manipulated_sequences/DeepFakeDetection/c23/videos/01_02__walking__ABCD.mp4",
    )
    sources = find_sources(tmp_path)
    clips = by_name(sources)
    assert sources.layout == "ffpp"
    assert not any("masks" in name for name in clips)
    fake = clips["manipulated_sequences/Deepfakes/c23/videos/000_003.mp4"]
    assert fake.original == "original_sequences/youtube/c23/videos/000.mp4"
    assert (fake.method, fake.part, fake.label) == ("Deepfakes", "c23", 1)
    groups = {clips[f"original_sequences/youtube/c23/videos/{name}.mp4"].group for name in ("000", "003")}
    assert groups == {fake.group}
    assert clips["original_sequences/youtube/c40/videos/000.mp4"].group == fake.group
    assert clips["manipulated_sequences/NeuralTextures/c40/videos/003_000.mp4"].original == ""
    assert clips["original_sequences/youtube/c23/videos/500.mp4"].group != fake.group
    actors = clips["manipulated_sequences/DeepFakeDetection/c23/videos/01_02__walking__ABCD.mp4"]
    assert actors.original == "original_sequences/actors/c23/videos/01__walking.mp4"
    assert actors.group == clips[actors.original].group


def test_celeb_df_connects_identities(tmp_path: Path) -> None:
    touch(
        tmp_path,
        *(f"Celeb-real/{name}.mp4" for name in ("id0_0000", "id1_0000", "id2_0005", "id7_0001")),
        "Celeb-synthesis/id0_id1_0000.mp4",
        "Celeb-synthesis/id1_id2_0000.mp4",
        "YouTube-real/00170.mp4",
    )
    (tmp_path / "List_of_testing_videos.txt").write_text(
        "1 YouTube-real/00170.mp4\n0 Celeb-synthesis/id0_id1_0000.mp4\n"
    )
    clips = by_name(find_sources(tmp_path))
    assert clips["Celeb-synthesis/id0_id1_0000.mp4"].original == "Celeb-real/id0_0000.mp4"
    chain = {clips[name].group for name in clips if "id0" in name or "id1" in name or "id2" in name}
    assert len(chain) == 1
    assert clips["Celeb-real/id7_0001.mp4"].group not in chain
    assert {name for name, clip in clips.items() if clip.part == "test"} == {
        "YouTube-real/00170.mp4",
        "Celeb-synthesis/id0_id1_0000.mp4",
    }


def test_plain_folders(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "real/a.mp4",
        "real/ann/1.jpg",
        "real/ann/2.jpg",
        "real/bob/1.jpg",
        "Fake/a.mp4",
        "Fake/swap/a.mp4",
        "Fake/bob/9.jpg",
        "Fake/swap/eve/3.jpg",
        "real/.hidden.mp4",
    )
    sources = find_sources(tmp_path)
    clips = by_name(sources)
    assert sources.layout == "folders"
    assert "real/.hidden.mp4" not in clips
    assert clips["Fake/a.mp4"].original == "real/a.mp4"
    assert clips["Fake/swap/a.mp4"].original == "real/a.mp4"
    assert clips["Fake/swap/a.mp4"].method == "swap"
    assert clips["Fake/a.mp4"].group == clips["real/a.mp4"].group == clips["Fake/swap/a.mp4"].group
    assert clips["real/ann/1.jpg"].group == clips["real/ann/2.jpg"].group
    assert clips["Fake/bob/9.jpg"].group == clips["real/bob/1.jpg"].group
    assert clips["Fake/bob/9.jpg"].method == "Fake"
    assert (clips["Fake/swap/eve/3.jpg"].method, clips["Fake/swap/eve/3.jpg"].group) == ("swap", "eve")
    assert clips["real/a.mp4"].grouped is False
    assert clips["real/ann/1.jpg"].grouped is True


CSV = """File;LABEL;Group;Method;original;face_x;face_y;face_w;face_h;Licence;certainty
a/one.mp4;real;g1;camera;;;;;;CC0;certain
a/two.mp4;FAKE;g1;swap;one;;;;;CC0;certain
b.jpg;0;;;;10;20;30;40;;presumed
a/../b.jpg;0;;;;;;;;;certain
missing.mp4;1;g2;;;;;;;;certain
b.jpg;perhaps;;;;;;;;;certain
c.jpg;1;g3;;;x;1;1;1;;certain
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    touch(tmp_path, "a/one.mp4", "a/two.mp4", "b.jpg", "c.jpg")
    path = tmp_path / "list.csv"
    path.write_text(CSV, encoding="utf-8-sig")
    return path


def test_csv_columns_in_any_case_and_delimiter(table: Path) -> None:
    sources = find_sources(table)
    clips = by_name(sources)
    assert set(clips) == {"a/one.mp4", "a/two.mp4", "b.jpg"}
    fake = clips["a/two.mp4"]
    assert (fake.label, fake.method, fake.group, fake.original) == (1, "swap", "g1", "a/one.mp4")
    assert clips["a/one.mp4"].method == ""
    assert clips["a/one.mp4"].source == "camera"
    assert clips["a/one.mp4"].licence == "CC0"
    assert clips["b.jpg"].box == (10.0, 20.0, 40.0, 60.0)
    assert clips["b.jpg"].grouped is False
    codes = [one.code for one in sources.skipped]
    assert sorted(codes) == ["bad_numbers", "double", "missing", "no_label"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (["certainty=certain"], {"a/one.mp4", "a/two.mp4", "b.jpg"}),
        (["certainty=certain", "file=a/*.mp4"], {"a/one.mp4", "a/two.mp4"}),
        (["label=fake"], {"a/two.mp4"}),
        (["label=REAL", "file=a/*"], {"a/one.mp4", "b.jpg"}),
        (["file=*one*", "file=b*"], {"a/one.mp4", "b.jpg"}),
        (["method!=swap"], {"a/one.mp4", "b.jpg"}),
    ],
)
def test_where_chooses_rows(table: Path, where: list[str], expected: set[str]) -> None:
    assert {clip.name for clip in find_sources(table, where=where).clips} == expected


@pytest.mark.parametrize("where", ["certain", "=x", "nonsense=1"])
def test_a_malformed_condition_is_refused(table: Path, where: str) -> None:
    with pytest.raises(UsageError, match=r"condition|column"):
        find_sources(table, where=[where])


def test_csv_without_labels_needs_one(tmp_path: Path) -> None:
    touch(tmp_path, "p.jpg")
    path = tmp_path / "p.csv"
    header = "file,lm0_x,lm0_y,lm1_x,lm1_y,lm2_x,lm2_y,lm3_x,lm3_y,lm4_x,lm4_y"
    path.write_text(f"{header}\np.jpg,1,2,3,4,5,6,7,8,9,10\n", encoding="utf-8")
    with pytest.raises(UsageError, match="label"):
        find_sources(path)
    (clip,) = find_sources(path, label=0).clips
    assert clip.label == 0
    assert clip.landmarks == ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 10.0))


def test_pictures_of_one_group_and_method_may_be_one_clip(tmp_path: Path) -> None:
    touch(tmp_path, "1.jpg", "2.jpg", "3.jpg", "4.mp4")
    path = tmp_path / "p.csv"
    path.write_text("file,label,group,method\n1.jpg,real,g,x\n2.jpg,real,g,x\n3.jpg,fake,g,swap\n4.mp4,real,g,x\n")
    clips = by_name(find_sources(path, clips_by="group"))
    assert [clips[name].clip for name in ("1.jpg", "2.jpg", "3.jpg", "4.mp4")] == ["g/real", "g/real", "g/swap", ""]


def test_nothing_to_build_from_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such"):
        detect_layout(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="not a known layout"):
        detect_layout(tmp_path)
    (tmp_path / "real").mkdir()
    with pytest.raises(UsageError, match="no clip or picture"):
        find_sources(tmp_path)
    with pytest.raises(UsageError, match="unknown layout"):
        find_sources(tmp_path, "imagenet")


def test_unlabelled_files_keep_apart_by_name(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.mp4", "b/x.mp4", "c/y.jpg", "c/d/z.jpg")
    sources = unlabelled_sources([tmp_path / "a/x.mp4", tmp_path / "b/x.mp4", tmp_path / "c", tmp_path / "none.mp4"])
    assert [clip.name for clip in sources.clips] == ["c/y.jpg", "x-2.mp4", "x.mp4"]
    assert {clip.label for clip in sources.clips} == {UNLABELLED}
    assert [one.code for one in sources.skipped] == ["missing"]
    assert len(unlabelled_sources([tmp_path / "c"], recursive=True).clips) == 2


@pytest.mark.real
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_the_development_lists_are_understood() -> None:
    crops = find_sources(SHARED / "labels.csv", where=["file=face_crops/*", "certainty=certain"])
    assert len(crops.clips) > 3000
    assert not crops.skipped
    portraits = find_sources(SHARED / "portraits.csv", where=["shippable=yes"], label=0)
    assert all(clip.box and len(clip.landmarks) == 5 and clip.licence for clip in portraits.clips)
