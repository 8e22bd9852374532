"""The first step: what screens here, and how fast it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from dfd_gui.shell.devices import device_words, in_use
from dfd_gui.shell.parts import button, em
from dfd_gui.welcome.page import FactRow, SetupPage
from dfd_gui.welcome.speed import Measured, SpeedTest

if TYPE_CHECKING:
    from dfd_gui.services import Services


class ComputerPage(SetupPage):
    """Device, cores and a measured speed. Measures by itself when it is first seen, unless another computer screens."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("This computer")
        self.lead = self.tr("Clips are screened here, offline. Nothing leaves this computer.")
        if services.settings.text("engine.command"):
            self.lead = self.tr("Clips are screened by the engine that the settings name.")
        self._services = services
        self._seen = False
        self.test = SpeedTest(services, self)
        self.device = FactRow(services.theme, "chip", self.tr("Device"), self)
        self.cores = FactRow(services.theme, "layers", self.tr("Processor"), self)
        self.speed = FactRow(services.theme, "running", self.tr("Speed"), self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(em(self, 0.4))
        self.bar.setAccessibleName(self.tr("Progress of the measurement"))
        self.speed.below.insertWidget(0, self.bar)
        self.again = button(self.tr("Measure"), parent=self)
        self.again.clicked.connect(self.test.begin)
        self.halt = button(self.tr("Stop"), parent=self)
        self.halt.clicked.connect(self.test.stop)
        line = QHBoxLayout()
        line.addWidget(self.again)
        line.addWidget(self.halt)
        line.addStretch(1)
        self.speed.below.addLayout(line)
        for fact in (self.device, self.cores, self.speed):
            self.column.addWidget(fact)
            self.column.addSpacing(em(self, 0.4))
        self.column.addStretch(1)
        self.test.changed.connect(self._show)
        services.engine.state_changed.connect(self._show)
        services.settings.changed.connect(self._show)
        self._show()

    def enter(self) -> None:
        if not self._seen and not self._far:
            self.test.begin()
        self._seen = True

    def close_down(self) -> None:
        self.test.stop()

    @property
    def _far(self) -> str:
        """The command of another engine; empty for this computer's own."""
        return self._services.settings.text("engine.command")

    def _show(self, _news: object = None) -> None:
        if far := self._far:
            self.cores.say(self.tr("Another engine screens"), far)
        else:
            self.cores.say(*self._cores())
        self.device.say(*self._device())
        self.speed.say(*self._speed())
        running = self.test.running
        self.bar.setVisible(running)
        self.bar.setRange(0, 100 if self.test.state == "screening" else 0)
        self.bar.setValue(round(100 * self.test.done))
        self.again.setVisible(not running)
        self.again.setText(self.tr("Measure again") if self.test.measured else self.tr("Measure"))
        self.again.setAccessibleName(self.again.text())
        self.halt.setVisible(running)

    def _device(self) -> tuple[str, str]:
        devices = self._services.engine.devices
        if not devices:
            return self.tr("Not asked yet"), self.tr("The engine tells when it has started.")
        measured = self.test.measured
        used = measured.device if measured else in_use(self._services.settings.text("screening.device"), devices)
        others = [device_words(device) for device in devices if device not in {used, "cpu"}]
        if others:
            note = self.tr("Also here: {devices}. The settings choose.").format(devices=", ".join(others))
        elif devices == ("cpu",):
            note = self.tr("No graphics card was found that detectors can run on.")
        else:
            note = self.tr("Chosen by itself; the settings choose another.")
        return device_words(used), note

    def _cores(self) -> tuple[str, str]:
        there = usable_cores()
        asked = self._services.settings.number("screening.threads")
        used = min(asked, there) if asked else max(1, there - 1)
        words = self.tr("1 core") if there == 1 else self.tr("{count} cores").format(count=_count(there))
        if used == there:
            return words, self.tr("Screening may use all of them.") if there > 1 else ""
        free = self.tr("Screening uses {used}; the rest is left to the window and to other programs.")
        return words, free.format(used=_count(used))

    def _speed(self) -> tuple[str, str]:
        match self.test.state:
            case "idle" | "stopped":
                found = (self.tr("Not measured"), self.tr("Measuring screens the sample clip; it takes some seconds."))
            case "busy":
                found = (self.tr("Not measured"), self.tr("The engine is at work. Measure when it is at rest."))
            case "starting":
                found = (self.tr("Starting the engine..."), "")
            case "loading":
                found = (self.tr("Loading the detectors..."), "")
            case "screening":
                found = (self.tr("Screening the sample clip..."), "")
            case "failed":
                found = (self.tr("Could not be measured"), self.test.reason)
            case "done":
                found = self._measured()
        return found

    def _measured(self) -> tuple[str, str]:
        measured = self.test.measured
        assert isinstance(measured, Measured)
        frames = self._services.settings.number("screening.frames")
        seconds = QLocale().toString(measured.clip_s(frames), "f", 1)
        words = self.tr("About {seconds} s a clip").format(seconds=seconds)
        note = self.tr(
            "Measured now, on the sample: {frames} frames in {took} s, {rate} a second. The length of a clip matters "
            "little, since {asked} frames of each are looked at; several persons and more detectors take longer."
        )
        return words, note.format(
            frames=_count(measured.frames),
            took=QLocale().toString(measured.seconds, "f", 1),
            rate=QLocale().toString(measured.rate, "f", 0 if measured.rate >= 10 else 1),
            asked=_count(frames),
        )


def usable_cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _count(value: int) -> str:
    return QLocale().toString(value)
