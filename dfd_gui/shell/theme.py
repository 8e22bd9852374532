"""Light and dark: the palette, named colours, lines of charts, icons; changed while the program runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from dfd_core.types import Label
from dfd_gui.shell.colours import DARK, DARK_SERIES, DASHES, LIGHT, LIGHT_SERIES
from dfd_gui.shell.icons import LineIcon
from dfd_gui.shell.sheet import style_sheet

if TYPE_CHECKING:
    from dfd_core.detectors.calibration import Thresholds
    from dfd_gui.settings import Settings

LABELS: Mapping[Label, tuple[str, str]] = {
    Label.LIKELY_MANIPULATED: ("verdict-manipulated", "manipulated"),
    Label.LIKELY_AUTHENTIC: ("verdict-authentic", "authentic"),
    Label.INCONCLUSIVE: ("verdict-inconclusive", "inconclusive"),
    Label.NO_RESULT: ("verdict-no-result", "no_result"),
}
"""Picture and colour of each verdict."""
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
_ROLES: Mapping[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "panel_raised",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.ToolTipBase: "panel_raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text_dim",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "on_selection",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "panel_raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "line",
}


class Theme(QObject):
    """The look that ``ui.theme`` asks for.

    Icons and everything drawn with the palette follow a change by themselves; who keeps a colour listens to `changed`.
    """

    changed = Signal()

    def __init__(self, app: QApplication, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self._dark: bool | None = None
        self._colours: Mapping[str, QColor] = {}
        self._clones: list[QIconEngine] = []
        app.setStyle(QStyleFactory.create("Fusion"))
        settings.changed.connect(self._on_setting)
        app.styleHints().colorSchemeChanged.connect(self._update)
        self._ask_system()
        self._update()

    @property
    def dark(self) -> bool:
        """Whether light words stand on dark ground."""
        return bool(self._dark)

    def colour(self, name: str) -> QColor:
        """A colour by its name in `dfd_gui.shell.colours`."""
        return QColor(self._colours[name])

    def series(self, number: int) -> tuple[QColor, Qt.PenStyle]:
        """Colour and dash of line ``number`` (from 0) of a chart."""
        colours = DARK_SERIES if self.dark else LIGHT_SERIES
        return QColor(colours[number % len(colours)]), DASHES[number % len(DASHES)]

    def score_colour(self, score: float | None, bands: Thresholds) -> QColor:
        """Colour of a score by the bands of its verdict; that of *no result* for None."""
        if score is None:
            return self.colour("no_result")
        if score >= bands.fake_from:
            return self.colour("manipulated")
        return self.colour("authentic" if score <= bands.real_to else "inconclusive")

    def label_colour(self, label: Label) -> QColor:
        """Colour of a verdict."""
        return self.colour(LABELS[label][1])

    def label_icon(self, label: Label) -> QIcon:
        """Symbol of a verdict in its colour: triangle, circle, diamond, ring."""
        picture, colour = LABELS[label]
        return self.icon(picture, colour)

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """A picture of ``resources/icons`` in a colour of the theme."""

        def paint(mode: QIcon.Mode, state: QIcon.State) -> QColor:
            if mode == QIcon.Mode.Disabled:
                faint = self.colour("text_dim")
                faint.setAlphaF(0.5)
                return faint
            if mode == QIcon.Mode.Selected and colour == "text":
                return self.colour("on_selection")
            checked = state == QIcon.State.On and colour == "text"
            return self.colour("accent" if checked else colour)

        return QIcon(LineIcon(name, paint, self._clones))

    def _on_setting(self, key: str) -> None:
        if key == "ui.theme":
            self._ask_system()
            self._update()

    def _ask_system(self) -> None:
        """Title bars and native dialogs take the scheme too, where the platform can."""
        self._app.styleHints().setColorScheme(_SCHEMES[self._settings.text("ui.theme")])

    def _update(self) -> None:
        chosen = self._settings.text("ui.theme")
        system = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = chosen == "dark" or (chosen == "system" and system)
        if dark == self._dark:
            return
        self._dark = dark
        self._colours = {name: QColor(value) for name, value in (DARK if dark else LIGHT).items()}
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(style_sheet(self._colours, "dark" if dark else "light"))
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colour(name))
        faint = self.colour("text_dim")
        faint.setAlphaF(0.6)
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, self.colour("line"))
        return palette
