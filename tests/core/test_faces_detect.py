"""Face detection: the embedded MTCNN, YuNet where its file lies, and the choice between them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import skimage.data

from dfd_core.errors import DfdError, UsageError
from dfd_core.faces import mtcnn_weights
from dfd_core.faces.detect import FaceDetector, make_face_detector
from dfd_core.faces.mtcnn import MtcnnDetector
from dfd_core.faces.mtcnn_networks import output_layers, proposal_layers, refinement_layers
from dfd_core.faces.mtcnn_onnx import OnnxNetwork
from dfd_core.faces.mtcnn_torch import TorchNetwork
from dfd_core.faces.mtcnn_weights import ONET, PNET, RNET, WeightFile, read_weights, weights_folder
from dfd_core.faces.yunet import FILE, YunetDetector
from dfd_core.paths import UserPaths
from dfd_core.types import Box, Detection, Image

SHARED = Path(__file__).resolve().parents[3] / "shared"
YUNET = SHARED / "models" / FILE
CLIPS = SHARED / "data" / "clips"
TORTURE = SHARED / "data" / "torture"

# what facenet-pytorch's own detect_face (minimum size 20) says of the astronaut
REFERENCE_BOX = (181.05, 62.16, 267.75, 172.05)
REFERENCE_POINTS = ((205.01, 101.73), (246.76, 103.71), (224.67, 128.96), (201.72, 139.25), (245.27, 141.86))


@pytest.fixture(scope="module")
def astronaut() -> Image:
    return np.asarray(skimage.data.astronaut(), np.uint8)


@pytest.fixture(scope="module")
def mtcnn() -> MtcnnDetector:
    return MtcnnDetector(threads=1)


@pytest.fixture(scope="module", params=["mtcnn", "yunet"])
def detector(request: pytest.FixtureRequest, mtcnn: MtcnnDetector) -> FaceDetector:
    if request.param == "mtcnn":
        return mtcnn
    if not YUNET.is_file():
        pytest.skip(f"{YUNET} is absent")
    return YunetDetector(YUNET)


def overlap(a: Box, b: Box) -> float:
    width = max(min(a[2], b[2]) - max(a[0], b[0]), 0.0)
    height = max(min(a[3], b[3]) - max(a[1], b[1]), 0.0)
    area = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return width * height / (area - width * height)


def points(detection: Detection) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array(detection.landmarks)


def test_finds_the_one_face(detector: FaceDetector, astronaut: Image) -> None:
    ((face,),) = detector.detect([astronaut])
    assert overlap(face.box, REFERENCE_BOX) > 0.85
    assert 0.9 < face.confidence <= 1.0
    assert np.abs(points(face) - REFERENCE_POINTS).max() < 8


def test_mtcnn_agrees_with_the_reference_implementation(mtcnn: MtcnnDetector, astronaut: Image) -> None:
    ((face,),) = mtcnn.detect([astronaut])
    assert np.abs(np.array(face.box) - REFERENCE_BOX).max() < 5
    assert np.abs(points(face) - REFERENCE_POINTS).max() < 4


def test_landmarks_are_in_picture_order(detector: FaceDetector, astronaut: Image) -> None:
    for image in (astronaut, np.ascontiguousarray(astronaut[:, ::-1])):
        ((face,),) = detector.detect([image])
        left_eye, right_eye, nose, left_mouth, right_mouth = face.landmarks
        assert left_eye[0] < nose[0] < right_eye[0]
        assert left_mouth[0] < right_mouth[0]
        assert max(left_eye[1], right_eye[1]) < nose[1] < min(left_mouth[1], right_mouth[1])


def test_a_batch_gives_what_single_frames_give(detector: FaceDetector, astronaut: Image) -> None:
    images = [astronaut, astronaut[40:300, 100:400], np.ascontiguousarray(astronaut[:, ::-1]), astronaut]
    together = detector.detect(images)
    for image, faces in zip(images, together, strict=True):
        (alone,) = detector.detect([image])
        assert len(faces) == len(alone) == 1
        assert faces[0].box == pytest.approx(alone[0].box, abs=0.05)
        assert faces[0].confidence == pytest.approx(alone[0].confidence, abs=1e-3)


def test_every_face_of_a_frame(detector: FaceDetector, astronaut: Image) -> None:
    head = astronaut[20:240, 120:330]
    frame = np.full((500, 900, 3), 120, np.uint8)
    frame[100:320, 60:270] = head
    frame[200:420, 560:770] = head[:, ::-1]
    (faces,) = detector.detect([frame])
    assert len(faces) == 2
    assert sorted(round(face.box[0] / 300) for face in faces) == [0, 2]


@pytest.mark.parametrize("angle", [-20, 15, 25])
def test_turned_heads(detector: FaceDetector, astronaut: Image, angle: int) -> None:
    turn = cv2.getRotationMatrix2D((224, 120), angle, 1.0)
    turned = np.asarray(cv2.warpAffine(astronaut, turn, (512, 512)), np.uint8)
    ((face, *_),) = detector.detect([turned])
    expected = np.c_[REFERENCE_POINTS, np.ones(5)] @ turn.T
    assert np.abs(points(face) - expected).mean() < 7


def test_a_small_face_in_a_very_large_frame(detector: FaceDetector, astronaut: Image) -> None:
    scale = 66 / 88
    head = cv2.resize(astronaut[:300], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = np.full((2160, 3840, 3), 90, np.uint8)
    frame[1500 : 1500 + head.shape[0], 3000 : 3000 + head.shape[1]] = head
    ((face,),) = detector.detect([frame])
    x0, y0, x1, y1 = (value * scale for value in REFERENCE_BOX)
    assert overlap(face.box, (3000 + x0, 1500 + y0, 3000 + x1, 1500 + y1)) > 0.7


def test_a_tiny_frame_and_a_face_at_the_border(mtcnn: MtcnnDetector, astronaut: Image) -> None:
    tiny = np.asarray(cv2.resize(astronaut[20:240, 100:380], (90, 72), interpolation=cv2.INTER_AREA), np.uint8)
    cut_off = np.ascontiguousarray(astronaut[85:400, 190:480])
    for image in (tiny, cut_off):
        ((face,),) = mtcnn.detect([image])
        assert face.box[2] - face.box[0] > 15


def test_a_dark_frame_gets_a_second_look(mtcnn: MtcnnDetector, astronaut: Image) -> None:
    dark = np.asarray(astronaut // 14, np.uint8)
    ((face,),) = mtcnn.detect([dark])
    assert overlap(face.box, REFERENCE_BOX) > 0.7


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (11, 13), (12, 12), (19, 640), (0, 20), (300, 400)])
def test_frames_without_a_face(detector: FaceDetector, shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (*shape, 3), np.uint8)
    assert detector.detect([noise, np.zeros((*shape, 3), np.uint8)]) == [[], []]
    assert detector.detect([]) == []


def test_torch_and_onnx_give_the_same(astronaut: Image) -> None:
    head = astronaut[60:180, 170:280]
    for layers, side in ((proposal_layers(), 61), (refinement_layers(), 24), (output_layers(), 48)):
        picture = np.asarray(cv2.resize(head, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
        pictures = np.stack([picture, picture[:, ::-1]])
        onnx, torch = OnnxNetwork(layers, 1)(pictures), TorchNetwork(layers, "cpu")(pictures)
        assert onnx.shape == torch.shape
        assert np.abs(onnx - torch).max() < 2e-3
        assert onnx[0].std() > 0.1


def test_the_weights_are_those_that_torch_reads() -> None:
    import torch

    for file in (PNET, RNET, ONET):
        expected = torch.load(weights_folder() / file.name, weights_only=True)
        weights = read_weights(file)
        assert weights.keys() == expected.keys()
        assert all(np.array_equal(weights[name], expected[name].numpy()) for name in weights)


def test_missing_and_damaged_weights_are_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DfdError, match=r"pnet\.pt") as missing:
        read_weights(PNET, tmp_path)
    assert missing.value.code == "mtcnn_missing"
    (tmp_path / "rnet.pt").write_bytes(b"not weights")
    with pytest.raises(DfdError, match="SHA-256") as damaged:
        read_weights(RNET, tmp_path)
    assert damaged.value.code == "mtcnn_damaged"
    monkeypatch.setattr(mtcnn_weights, "find_spec", lambda _: None)
    with pytest.raises(DfdError) as absent:
        read_weights(WeightFile("pnet.pt", "", ()))
    assert absent.value.hint


def users(tmp_path: Path) -> UserPaths:
    return UserPaths(tmp_path / "data", tmp_path / "cache", tmp_path / "config")


def test_choice_by_name(tmp_path: Path) -> None:
    paths = users(tmp_path)
    assert make_face_detector("auto", threads=1, paths=paths).name == "mtcnn"
    assert make_face_detector("mtcnn", threads=1, paths=paths).name == "mtcnn"
    with pytest.raises(UsageError, match="haar"):
        make_face_detector("haar", paths=paths)
    with pytest.raises(DfdError, match="not installed"):
        make_face_detector("yunet", paths=paths)
    paths.detectors.mkdir(parents=True)
    (paths.detectors / FILE).write_bytes(b"something else")
    with pytest.raises(DfdError, match="SHA-256"):
        make_face_detector("yunet", paths=paths)


@pytest.mark.real
@pytest.mark.skipif(not YUNET.is_file(), reason="the shared YuNet file is absent")
def test_yunet_is_preferred_when_installed(tmp_path: Path) -> None:
    paths = users(tmp_path)
    paths.detectors.mkdir(parents=True)
    (paths.detectors / FILE).write_bytes(YUNET.read_bytes())
    assert make_face_detector("auto", paths=paths).name == "yunet"


def test_detection_on_the_cpu_needs_no_torch() -> None:
    code = (
        "import sys, numpy as np\n"
        "from dfd_core.faces.detect import make_face_detector\n"
        "make_face_detector('mtcnn', threads=1).detect([np.zeros((90, 90, 3), np.uint8)])\n"
        "sys.exit('torch' in sys.modules or 'facenet_pytorch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_light_modules_stay_light() -> None:
    code = (
        "import sys\n"
        "import dfd_core.faces.rules, dfd_core.faces.limits, dfd_core.faces.track, dfd_core.faces.align\n"
        "sys.exit(bool({'cv2', 'torch', 'onnxruntime', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def some_frames(path: Path, count: int) -> list[Image]:
    images = []
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number % 5 == 0:
                images.append(np.asarray(frame.to_ndarray(format="rgb24"), np.uint8))
            if len(images) == count:
                break
    return images


REAL: Sequence[tuple[Path, int]] = (
    (CLIPS / "fake_dfdc-train-sample_abofeumbvv.mp4", 1),
    (CLIPS / "fake_124x152-face-crop-clip_fake.mp4", 1),
    (CLIPS / "real_ff-original-c40_183.mp4", 1),
    (TORTURE / "carphone_qcif_face.mp4", 1),
    (TORTURE / "face_tiny_90x72.mp4", 1),
    (TORTURE / "two_faces.mp4", 2),
    (TORTURE / "no_face_grey.mp4", 0),
)


@pytest.mark.real
@pytest.mark.parametrize(("path", "faces"), REAL, ids=[path.name for path, _ in REAL])
def test_real_clips(mtcnn: MtcnnDetector, path: Path, faces: int) -> None:
    if not path.is_file():
        pytest.skip(f"{path} is absent")
    assert [len(found) for found in mtcnn.detect(some_frames(path, 3))] == [faces] * 3
