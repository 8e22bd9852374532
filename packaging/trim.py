"""What the frozen application leaves behind: module names, and files by pattern.

PyInstaller follows imports and plug-ins further than the program ever goes. Everything named here was looked at once:
it is a test suite, a header, a tool of a builder, a Qt part that only QML needs, or a package that a dependency
would use for something that this program never asks of it. ``tests/contract/test_packaging.py`` holds the list against
the imports that really happen; the self-test runs the frozen result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

EXCLUDES = (
    "IPython",
    "PyQt5",
    "PyQt6",
    "PySide2",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtPdf",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuickControls2",
    "PySide6.QtQuickWidgets",
    "PySide6.QtSql",
    "PySide6.QtUiTools",
    "PySide6.QtWebEngineCore",
    "_pytest",
    "_tkinter",
    "facenet_pytorch",
    "hf_xet",
    "hypothesis",
    "importlinter",
    "mypy",
    "notebook",
    "pip",
    "pyqtgraph.examples",
    "pyqtgraph.opengl",
    "pytest",
    "ruff",
    "skimage",
    "tensorboard",
    "tensorflow",
    "tkinter",
    "torchvision",
    "tornado",
)
"""Modules, with everything below them, that are not followed. ``facenet_pytorch`` lends its weight files alone."""

_TEST_PARTS = re.compile(
    r"^(?:h5py|joblib|matplotlib|networkx|numpy|onnx|onnxruntime|scipy|sklearn|sympy|torch)\.(?:\w+\.)*tests?(?:\.|$)"
    r"|^onnx\.backend\.test(?:\.|$)"
    r"|^onnxruntime\.(?:tools|transformers|quantization)(?:\.|$)"
    r"|^sympy\.(?:\w+\.)*benchmarks(?:\.|$)"
)

_KEEP = re.compile(r"(?:^|/)torch/bin/torch_shm_manager$")
"""Files that a pattern below would drop and that are needed: torch's loader processes share memory through this one."""

_DROP = re.compile(
    "|".join(
        (
            r"(?:^|/)torch/(?:test|include|share|bin)/",
            r"(?:^|/)torch/lib/[^/]*(?:jitbackend_test|backend_with_compiler|torchbind_test|aoti_custom_ops)[^/]*$",
            r"(?:^|/)torch/lib/[^/]*\.lib$",
            r"(?:^|/)PySide6/(?:Qt/)?(?:qml|libexec|metatypes|typesystems|glue|include|lib/objects)/",
            r"(?:^|/)PySide6/[^/]*\.(?:pyi|exe)$",
            r"(?:^|/)PySide6/(?:Qt/)?translations/(?!qtbase_)[^/]*$",
            r"(?:^|/)(?:lib)?Qt6(?:Quick|Qml|Pdf|VirtualKeyboard|Designer|Help|Labs|Lottie|Sql|UiTools"
            r"|Egl|WaylandCompositor)[^/]*$",
            r"(?:^|/)PySide6/(?:Qt/)?plugins/(?:designer|egldeviceintegrations|generic|networkinformation|qmltooling"
            r"|qmllint|qmlls|sqldrivers|tls|wayland-graphics-integration-server|printsupport)/",
            r"(?:^|/)plugins/platforms/(?:lib)?q(?:eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|direct2d)[^/]*$",
            r"(?:^|/)plugins/platforminputcontexts/(?:lib)?qtvirtualkeyboard[^/]*$",
            r"(?:^|/)plugins/imageformats/(?:lib)?qpdf[^/]*$",
            r"(?:^|/)plugins/platformthemes/(?:lib)?qgtk3[^/]*$",
            r"(?:^|/)onnx/(?:backend/test|examples)/",
            r"(?:^|/)onnx/.*\.(?:proto|h|cc|cpp)$",
            r"(?:^|/)onnxruntime/(?:tools|transformers|quantization|datasets)/",
            r"(?:^|/)matplotlib/mpl-data/(?:sample_data|images|plot_directive)/",
            r"(?:^|/)(?:sklearn|scipy|numpy|matplotlib|networkx|joblib|h5py|sympy)/(?:[^/]+/)*tests?/",
            r"(?:^|/)sklearn/datasets/(?:data|images|descr)/",
            r"(?:^|/)pyqtgraph/examples/",
            r"(?:^|/)(?:numpy|scipy|sklearn)/.*\.(?:pyx|pxd|pxi|c|h|pyf|tp)$",
            r"^torchvision-[^/]*\.(?:dist|egg)-info/",
            r"^hf_xet(?:-[^/]*\.dist-info)?/",
            r"^lib(?:mvec|stdc\+\+|gcc_s|X11|X11-xcb|fontconfig|freetype|expat|glib-2\.0|gthread-2\.0|dbus-1|gssapi_krb5)"
            r"\.so[.\d]*$",  # of the system: its drivers, fonts and services are made for its own copies
            r"\.(?:a|pdb)$",
            r"(?:^|/)__pycache__/",
        )
    )
)


def keeps_file(destination: str) -> bool:
    """Whether a file stays; ``destination`` is its place in the application, in the system's own spelling."""
    place = destination.replace("\\", "/")
    return bool(_KEEP.search(place)) or not _DROP.search(place)


def keeps_module(name: str) -> bool:
    """Whether a Python module stays."""
    excluded = any(name == gone or name.startswith(f"{gone}.") for gone in EXCLUDES)
    return not excluded and not _TEST_PARTS.search(name)


def dropped(modules: Iterable[str], files: Iterable[str]) -> list[str]:
    """Which of these modules and files the application would have to do without, sorted."""
    return sorted([name for name in modules if not keeps_module(name)] + [f for f in files if not keeps_file(f)])


def orphans(wants: Mapping[str, Iterable[str]]) -> set[str]:
    """Libraries that were brought along for a file that is gone: PyInstaller follows plug-ins before they are dropped.

    Args:
        wants: every library and program by its place, with the file names of the libraries that it needs. Those that
            lie in no folder are the system's: they stay only as long as somebody needs them.
    """
    system = {place for place in wants if re.match(r"lib(?!python)[^/]*\.so", place)}
    needed: set[str] = set()
    waiting = [place for place in wants if place not in system]
    while waiting:
        for name in wants[waiting.pop()]:
            if name in system and name not in needed:
                needed.add(name)
                waiting.append(name)
    return system - needed
