"""The table of settings: what there is, of which type, in which limits, in which words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

from dfd_gui.texts import QT_TRANSLATE_NOOP

Value: TypeAlias = bool | int | float | str | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """One setting. ``default`` also gives its type.

    ``title``, ``tip``, ``group``, ``unit`` and the words of ``choices`` are English; show them through `translated`.
    ``choices``: pairs of the value and its words, where only these are allowed. ``special``: words for ``minimum``
    where that one means something else than a number, such as "automatic". ``shown``: whether the settings dialog
    offers it. ``group`` is the page of the dialog.
    """

    key: str
    default: Value
    title: str
    tip: str = ""
    group: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: float = -math.inf
    maximum: float = math.inf
    step: float = 1.0
    unit: str = ""
    special: str = ""
    shown: bool = True


_SCREENING = QT_TRANSLATE_NOOP("Settings", "Screening")
_VERDICT = QT_TRANSLATE_NOOP("Settings", "Verdict")
_ENGINE = QT_TRANSLATE_NOOP("Settings", "Engine")
_TRAINING = QT_TRANSLATE_NOOP("Settings", "Training")
_LOOK = QT_TRANSLATE_NOOP("Settings", "Look and language")

SPECS: tuple[SettingSpec, ...] = (
    SettingSpec(
        "screening.ensemble",
        "",
        QT_TRANSLATE_NOOP("Settings", "Ensemble"),
        QT_TRANSLATE_NOOP("Settings", "Which detectors judge a clip. Empty: the default of the library."),
        _SCREENING,
    ),
    SettingSpec(
        "screening.frames",
        32,
        QT_TRANSLATE_NOOP("Settings", "Frames per clip"),
        QT_TRANSLATE_NOOP("Settings", "How many frames are looked at, spread evenly over the clip."),
        _SCREENING,
        minimum=1,
        maximum=1000,
    ),
    SettingSpec(
        "screening.device",
        "auto",
        QT_TRANSLATE_NOOP("Settings", "Device"),
        QT_TRANSLATE_NOOP("Settings", "Where the networks run: auto, cpu, cuda, cuda:1 or mps."),
        _SCREENING,
    ),
    SettingSpec(
        "screening.threads",
        0,
        QT_TRANSLATE_NOOP("Settings", "CPU cores"),
        QT_TRANSLATE_NOOP("Settings", "Cores that screening may use. One is best left to the window."),
        _SCREENING,
        minimum=0,
        maximum=1024,
        special=QT_TRANSLATE_NOOP("Settings", "all but one"),
    ),
    SettingSpec(
        "report.operator",
        "",
        QT_TRANSLATE_NOOP("Settings", "Operator"),
        QT_TRANSLATE_NOOP("Settings", "Who screens, as reports name it. Empty: reports name nobody."),
        _SCREENING,
    ),
    SettingSpec(
        "verdict.manipulated",
        0.0,
        QT_TRANSLATE_NOOP("Settings", "Likely manipulated from"),
        QT_TRANSLATE_NOOP("Settings", "Scores from here up count as likely manipulated."),
        _VERDICT,
        minimum=0,
        maximum=1,
        step=0.01,
        special=QT_TRANSLATE_NOOP("Settings", "as calibrated"),
    ),
    SettingSpec(
        "verdict.authentic",
        0.0,
        QT_TRANSLATE_NOOP("Settings", "Likely authentic up to"),
        QT_TRANSLATE_NOOP("Settings", "Scores from here down count as likely authentic."),
        _VERDICT,
        minimum=0,
        maximum=1,
        step=0.01,
        special=QT_TRANSLATE_NOOP("Settings", "as calibrated"),
    ),
    SettingSpec(
        "engine.command",
        "",
        QT_TRANSLATE_NOOP("Settings", "Engine command"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "A program that screens in place of this one, for example: ssh gpu-box dfd engine. Empty: this computer.",
        ),
        _ENGINE,
    ),
    SettingSpec(
        "cache.proxy_mb",
        2048,
        QT_TRANSLATE_NOOP("Settings", "Preview cache"),
        QT_TRANSLATE_NOOP("Settings", "Room on disk for the small copies of clips that make scrubbing quick."),
        _ENGINE,
        minimum=64,
        maximum=1_000_000,
        step=256,
        unit=QT_TRANSLATE_NOOP("Settings", "MB"),
    ),
    SettingSpec(
        "training.folder",
        "",
        QT_TRANSLATE_NOOP("Settings", "Folder of training runs"),
        QT_TRANSLATE_NOOP("Settings", "Where new runs are kept. Empty: the user data folder."),
        _TRAINING,
    ),
    SettingSpec(
        "training.device",
        "auto",
        QT_TRANSLATE_NOOP("Settings", "Device for training"),
        QT_TRANSLATE_NOOP("Settings", "Where networks are trained: auto, cpu, cuda, cuda:1 or mps."),
        _TRAINING,
    ),
    SettingSpec(
        "training.on_close",
        "ask",
        QT_TRANSLATE_NOOP("Settings", "Training when the window closes"),
        QT_TRANSLATE_NOOP("Settings", "What becomes of a training run that is not finished."),
        _TRAINING,
        choices=(
            ("ask", QT_TRANSLATE_NOOP("Settings", "Ask")),
            ("keep", QT_TRANSLATE_NOOP("Settings", "Goes on")),
            ("pause", QT_TRANSLATE_NOOP("Settings", "Pauses")),
        ),
    ),
    # Rows of the training room go here.
    SettingSpec(
        "ui.theme",
        "system",
        QT_TRANSLATE_NOOP("Settings", "Theme"),
        "",
        _LOOK,
        choices=(
            ("system", QT_TRANSLATE_NOOP("Settings", "As the system")),
            ("light", QT_TRANSLATE_NOOP("Settings", "Light")),
            ("dark", QT_TRANSLATE_NOOP("Settings", "Dark")),
        ),
    ),
    SettingSpec(
        "ui.language",
        "system",
        QT_TRANSLATE_NOOP("Settings", "Language"),
        QT_TRANSLATE_NOOP("Settings", "Takes effect when the program starts again."),
        _LOOK,
        choices=(
            ("system", QT_TRANSLATE_NOOP("Settings", "As the system")),
            ("en", "English"),
            ("de", "Deutsch"),
        ),
    ),
    SettingSpec("ui.shortcuts", {}, QT_TRANSLATE_NOOP("Settings", "Shortcuts"), "", _LOOK, shown=False),
    SettingSpec("queue.recent", [], QT_TRANSLATE_NOOP("Settings", "Recent clips"), "", _SCREENING, shown=False),
)
