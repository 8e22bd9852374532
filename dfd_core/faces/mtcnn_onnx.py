"""MTCNN's networks on ONNX Runtime: for the CPU.

The graph is built in memory (milliseconds, no file). PReLU is no fused operation of ONNX Runtime and was
half of the time of P-Net; two exact rewritings make it nearly twice as fast (float32 rounding apart):

* *PReLU before a maximum*: for a slope s >= 0 it may come after the pooling (it is monotonic), on a
  quarter of the pixels; for s < 0 the result is max(0, max x, max s x), so the convolution gives s x as
  additional channels and pooling does the rest.
* *PReLU before a linear layer*: W prelu(x) = (W s) x + (W (1 - s)) relu(x).
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

from dfd_core.faces.mtcnn_networks import Affine, Layer, Pool, PRelu
from dfd_core.types import FloatArray, Image

INPUT = "pictures"
OUTPUT = "result"
BLOCK = 16
"""ONNX Runtime keeps its fast memory layout through a pooling only if the channels are a multiple of this."""


class OnnxNetwork:
    """A network of ``mtcnn_networks`` as an ONNX Runtime session on the CPU."""

    pixels_a_run = 100_000

    def __init__(self, layers: Sequence[Layer], threads: int) -> None:
        """Build the session with ``threads`` threads (0 = one for each core)."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1  # 0 would also pin them to cores
        options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # every pyramid level has its own shape
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # other stages run beside it
        model = onnx_model(layers).SerializeToString()
        self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def __call__(self, pictures: Image) -> FloatArray:
        """Run on pictures ``(N, h, w, 3)`` uint8."""
        (result,) = self._session.run([OUTPUT], {INPUT: pictures})
        return np.asarray(result, dtype=np.float32)


def onnx_model(layers: Sequence[Layer]) -> onnx.ModelProto:
    """The ONNX form of a network: ``pictures`` uint8 (n, h, w, 3) -> ``result`` float32."""
    graph = _Graph()
    value = graph.add("Cast", INPUT, to=TensorProto.FLOAT)
    value = graph.add("Transpose", value, perm=[0, 3, 1, 2])
    rest = list(layers)
    while rest:
        value, used = _emit(graph, value, rest)
        rest = rest[used:]
    graph.add("Identity", value, out=OUTPUT)
    return graph.model()


class _Graph:
    """Collects nodes and constants; names are made up."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._flat = False

    def add(self, operation: str, *inputs: str, out: str = "", **attributes: int | list[int]) -> str:
        """Add one node; returns the name of its result."""
        (name,) = self.split(operation, *inputs, outputs=(out or f"v{len(self._nodes)}",), **attributes)
        return name

    def split(
        self, operation: str, *inputs: str, outputs: tuple[str, ...], **attributes: int | list[int]
    ) -> tuple[str, ...]:
        """Add one node with several results."""
        node = helper.make_node(operation, list(inputs), list(outputs))
        node.attribute.extend(helper.make_attribute(key, value) for key, value in attributes.items())
        self._nodes.append(node)
        return outputs

    def constant(self, values: npt.NDArray[np.float32] | npt.NDArray[np.int64]) -> str:
        """Add a constant; returns its name."""
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def affine(self, value: str, weight: FloatArray, bias: FloatArray | None) -> str:
        """A convolution or dense layer."""
        extra = () if bias is None else (self.constant(bias),)
        if weight.ndim == 4:
            return self.add("Conv", value, self.constant(weight), *extra)
        return self.add("Gemm", value, self.constant(weight), *extra, transB=1)

    def prelu(self, value: str, slopes: FloatArray) -> str:
        """PReLU over the channels of a flat (N, C) or spatial (N, C, h, w) value."""
        return self.add("PRelu", value, self.constant(slopes if self._flat else slopes.reshape(-1, 1, 1)))

    def flatten(self, value: str) -> str:
        """To (N, width x height x channels)."""
        self._flat = True
        return self.add("Flatten", self.add("Transpose", value, perm=[0, 3, 2, 1]), axis=1)

    def pool(self, value: str, window: int) -> str:
        """Maximum over windows, step 2, ceil mode."""
        return self.add("MaxPool", value, kernel_shape=[window, window], strides=[2, 2], ceil_mode=1)

    def model(self) -> onnx.ModelProto:
        """Everything added so far."""
        pictures = helper.make_tensor_value_info(INPUT, TensorProto.UINT8, ["n", "h", "w", 3])
        result = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, None)
        graph = helper.make_graph(self._nodes, "mtcnn", [pictures], [result], self._constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def _emit(graph: _Graph, value: str, rest: Sequence[Layer]) -> tuple[str, int]:
    """Add the nodes of the next layers; returns the result and how many layers that were."""
    match list(rest[:3]):
        case [Affine() as affine, PRelu(slopes), Pool(window)]:
            return _pooled_prelu(graph, value, affine, slopes, window), 3
        case [PRelu(slopes), Affine(weight, bias), *_] if len(rest) == 2:
            return _prelu_into(graph, value, slopes, weight, bias), 2
        case [Affine(weight, bias), *_]:
            return graph.affine(value, weight, bias), 1
        case [PRelu(slopes), *_]:
            return graph.prelu(value, slopes), 1
        case [Pool(window), *_]:
            return graph.pool(value, window), 1
    return graph.flatten(value), 1


def _pooled_prelu(graph: _Graph, value: str, affine: Affine, slopes: FloatArray, window: int) -> str:
    """Convolution, PReLU, pooling; the channels come out in their old order."""
    order = np.argsort(slopes >= 0, kind="stable")
    falling = int(np.count_nonzero(slopes < 0))
    slope = slopes[order]
    weight, bias = affine.weight[order], affine.bias[order]
    extra, extra_bias = weight[:falling] * slope[:falling, None, None, None], bias[:falling] * slope[:falling]
    parts = [falling, len(slope) - falling, falling, -(len(slope) + falling) % BLOCK]
    filler = np.zeros((parts[3], *weight.shape[1:]), np.float32)
    wide = graph.affine(
        value, np.concatenate([weight, extra, filler]), np.concatenate([bias, extra_bias, filler[:, 0, 0, 0]])
    )
    pooled = graph.pool(wide, window)
    plain, rising, scaled, _ = graph.split(
        "Split",
        pooled,
        graph.constant(np.array(parts, np.int64)),
        outputs=tuple(f"{pooled}_{k}" for k in range(4)),
        axis=1,
    )
    bent = graph.add("Max", plain, scaled, graph.constant(np.zeros((), np.float32)))
    monotonic = graph.prelu(rising, slope[falling:])
    joined = graph.add("Concat", bent, monotonic, axis=1)
    return graph.add("Gather", joined, graph.constant(np.argsort(order).astype(np.int64)), axis=1)


def _prelu_into(graph: _Graph, value: str, slopes: FloatArray, weight: FloatArray, bias: FloatArray) -> str:
    """PReLU and the linear layer after it."""
    slope = slopes.reshape(1, -1, *[1] * (weight.ndim - 2))
    direct = graph.affine(value, weight * slope, bias)
    rectified = graph.affine(graph.add("Relu", value), weight * (1 - slope), None)
    return graph.add("Add", direct, rectified)
