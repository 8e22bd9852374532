"""Weight files that mean harm or are broken: one line, nothing run, nothing allocated."""

from __future__ import annotations

import io
import os
import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest
import torch

from dfd_core.detectors.importers.reading import read_checkpoint
from dfd_core.errors import DetectorError


class Bomb:
    """Unpickling it makes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self.mark),)


def test_a_pickle_bomb_never_runs(tmp_path: Path) -> None:
    mark = tmp_path / "boom"
    for legacy in (False, True):
        file = tmp_path / "bomb.pth"
        content = OrderedDict(a=torch.ones(2), b=Bomb(mark))
        torch.save(content, file, _use_new_zipfile_serialization=not legacy)
        with pytest.raises(DetectorError, match=r"mkdir.*would run code") as caught:
            read_checkpoint(file)
        assert caught.value.code == "pickled_code"
    file.write_bytes(pickle.dumps(Bomb(mark), protocol=2))
    with pytest.raises(DetectorError, match="would run code"):
        read_checkpoint(file)
    file.write_bytes(pickle.dumps(Bomb(mark), protocol=4))
    with pytest.raises(DetectorError, match="would run code"):
        read_checkpoint(file)
    assert not mark.exists()


def test_a_whole_pickled_module_is_refused_with_the_reason(tmp_path: Path) -> None:
    """What FaceForensics++ publishes."""
    file = tmp_path / "full_raw.p"
    torch.save(torch.nn.Linear(2, 2), file, _use_new_zipfile_serialization=False)
    with pytest.raises(DetectorError, match=r"full_raw\.p: refused: .*torch\.nn\.modules\.linear\.Linear.*run code"):
        read_checkpoint(file)


def test_a_torchscript_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "script.pt"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("data.pkl", "constants.pkl", "code/x.py"):
            archive.writestr(f"m/{name}", b"")
    with pytest.raises(DetectorError, match="TorchScript"):
        read_checkpoint(file)


def saved(*, legacy: bool) -> bytes:
    buffer = io.BytesIO()
    torch.save({"weight": torch.arange(6.0)}, buffer, _use_new_zipfile_serialization=not legacy)
    return buffer.getvalue()


CLAIM = b"K\x06"
"""The pickle opcode of the storage's length (6 numbers)."""


def claiming(count: int, *, legacy: bool) -> bytes:
    """A file whose storage claims ``count`` numbers."""
    raw = saved(legacy=legacy)
    new = b"\x8a\x08" + struct.pack("<q", count)
    if legacy:
        return raw.replace(CLAIM, new, 1)
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(result, "w") as out:
        for entry in old.infolist():
            data = old.read(entry)
            out.writestr(entry.filename, data.replace(CLAIM, new, 1) if entry.filename.endswith("data.pkl") else data)
    return result.getvalue()


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("count", [1 << 40, -1])
def test_a_storage_larger_than_the_file_is_never_allocated(legacy: bool, count: int, tmp_path: Path) -> None:
    file = tmp_path / "f.pth"
    file.write_bytes(claiming(count, legacy=legacy))
    with pytest.raises(DetectorError, match=f"claims {count} numbers"):
        read_checkpoint(file)


def test_a_view_larger_than_its_storage_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "f.pth"
    torch.save({"weight": torch.ones(1).expand(1 << 40)}, file)
    with pytest.raises(DetectorError, match="'weight' is larger than the file"):
        read_checkpoint(file)


def bombed_zip() -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data.pkl", b"\0" * (1 << 20))
    return result.getvalue()


def strange_storage() -> bytes:
    """A persistent id that is not torch's tuple."""
    return b"\x80\x02X\x01\x00\x00\x00aQ."


BROKEN: dict[str, bytes] = {
    "empty": b"",
    "text": b"hello world, this is no weight file",
    "half a zip": saved(legacy=False)[:200],
    "half a legacy file": saved(legacy=True)[:-10],
    "a third of a legacy file": saved(legacy=True)[:90],
    "compressed entries": bombed_zip(),
    "a strange storage": strange_storage(),
    "no state dict": pickle.dumps([1, 2, 3], protocol=2),
    "an HTML error page": b"<!DOCTYPE html><html>404</html>",
    "half a Keras file": b"\x89HDF\r\n\x1a\n" + b"\0" * 50,
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_files_are_one_line(case: str, tmp_path: Path) -> None:
    file = tmp_path / "f.pth"
    file.write_bytes(BROKEN[case])
    with pytest.raises(DetectorError) as caught:
        read_checkpoint(file)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DetectorError, match="No such file"):
        read_checkpoint(tmp_path / "absent.pth")
    with pytest.raises(DetectorError, match="no weight file"):
        read_checkpoint(tmp_path)


@pytest.mark.parametrize(
    "content", [{}, {"state_dict": {}}, {"a": 1}, {"state_dict": {"a": [1]}}, {1: torch.ones(1)}, torch.ones(3)]
)
def test_only_names_and_tensors_make_a_state_dict(content: object, tmp_path: Path) -> None:
    torch.save(content, tmp_path / "f.pth")
    with pytest.raises(DetectorError, match="state dict"):
        read_checkpoint(tmp_path / "f.pth")


def test_wrappers_and_numpy_numbers_beside_the_state_dict_do_no_harm(tmp_path: Path) -> None:
    state = {"module.a": torch.ones(2), "module.b": torch.nn.Parameter(torch.ones(3))}
    content = {"epoch": 3, "state_dict": state, "bce_best": np.float64(0.5), "optimizer": {"lr": 1e-3}}
    for legacy in (False, True):
        torch.save(content, tmp_path / "f.pth", _use_new_zipfile_serialization=not legacy)
        found = read_checkpoint(tmp_path / "f.pth")
        assert list(found.tensors) == ["a", "b"]
        assert found.wrapper == "state_dict"


def test_a_keras_file_that_reaches_outside_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"1234567890123456")
    file = tmp_path / "f.h5"
    with h5py.File(file, "w") as content:
        content.create_dataset("a", data=np.ones(3, np.float32))
        content.create_dataset("b", shape=(4,), dtype="f4", external=[(str(tmp_path / "secret"), 0, 16)])
    with pytest.raises(DetectorError, match="'b' is not one that Keras writes"):
        read_checkpoint(file)


def test_a_keras_file_that_claims_too_much_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "f.h5"
    with h5py.File(file, "w") as content:
        content.create_dataset("a", shape=(1 << 40,), dtype="f4", chunks=(1024,))
    with pytest.raises(DetectorError, match="'a' is not one that Keras writes"):
        read_checkpoint(file)
