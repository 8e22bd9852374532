"""Where networks run, in words and as the engine understands ``auto``."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication


def in_use(chosen: str, devices: Sequence[str]) -> str:
    """The device that a setting stands for: ``auto`` is the first one besides the processor, if there is any."""
    if chosen != "auto" or not devices:
        return chosen
    return next((device for device in devices if device != "cpu"), devices[0])


def device_words(device: str) -> str:
    """What ``cpu``, ``cuda:0`` or ``mps`` is."""
    translate = QCoreApplication.translate
    match device.partition(":")[0]:
        case "cpu":
            return translate("Devices", "Processor (CPU)")
        case "cuda":
            return translate("Devices", "Graphics card ({name})").format(name=device)
        case "mps":
            return translate("Devices", "Apple graphics processor (MPS)")
        case _:
            return device
