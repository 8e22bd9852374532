"""The settings: every row of the table, applied at once; bad values are refused with the reason beside them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dfd_core.errors import DfdError
from dfd_gui.services import Services
from dfd_gui.settings import SPECS, SettingSpec, Value, translated
from dfd_gui.shell.parts import Notice, button, em, page_title
from dfd_gui.shell.settings_fields import AskFolder, CommandField, ask_folder, make_field
from dfd_gui.shell.settings_row import SettingRow
from dfd_gui.shell.shortcut_editor import ShortcutEditor
from dfd_gui.shell.widgets import dim_label

LOWER, UPPER = "verdict.authentic", "verdict.manipulated"

_LIST = """
QListWidget { outline: 0; }
QListWidget::item { padding-left: 0.8em; border: 0; }
QListWidget::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""

OpenFile = Callable[[QUrl], bool]


class SettingsDialog(QDialog):
    """Sections on the left, their rows on the right. There is no OK: what is changed holds."""

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        ask: AskFolder = ask_folder,
        open_file: OpenFile = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._ask = ask
        self._open_file = open_file
        self.rows: dict[str, SettingRow] = {}
        self.sections = QListWidget(self)
        self.pages = QStackedWidget(self)
        self.problems = Notice(services.theme, self)
        self.question = Notice(services.theme, self)
        self.setWindowTitle(self.tr("Settings"))
        self._build()
        self._show_problems()
        services.settings.changed.connect(self._on_changed)
        services.settings.not_saved.connect(self._on_not_saved)
        self.resize(em(self, 58), em(self, 40))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end_tests()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """End a test that runs with the dialog."""
        self._end_tests()
        super().done(result)

    def reset_all(self) -> None:
        """Give every row its default."""
        for key in self.rows:
            self._services.settings.reset(key)
        self.question.hide()

    # -- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for group in dict.fromkeys(spec.group for spec in SPECS if spec.shown):
            self._add(translated(group), self._page(group))
        self._add(self.tr("Keyboard"), self._keyboard(self.tr("Keyboard")))
        self.sections.setAccessibleName(self.tr("Sections"))
        self.sections.setFixedWidth(em(self, 12))
        self.sections.setStyleSheet(_LIST)
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.sections.setCurrentRow(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sections)
        middle.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.problems)
        layout.addLayout(middle, 1)
        layout.addWidget(self.question)
        layout.addWidget(self._foot())

    def _add(self, title: str, page: QWidget) -> None:
        QListWidgetItem(title, self.sections).setSizeHint(QSize(0, em(self, 2.1)))
        self.pages.addWidget(page)

    def _keyboard(self, title: str) -> QWidget:
        """The page of the shortcuts; its list scrolls by itself."""
        page = QWidget(self)
        page.setProperty("role", "panel")
        layout = QVBoxLayout(page)
        space = em(self)
        layout.setContentsMargins(2 * space, round(1.5 * space), 2 * space, space)
        layout.setSpacing(space)
        layout.addWidget(page_title(title, page))
        self.shortcuts = ShortcutEditor(self._services, page)
        layout.addWidget(self.shortcuts, 1)
        return page

    def _page(self, group: str) -> QWidget:
        page = QWidget(self)
        page.setProperty("role", "panel")
        layout = QVBoxLayout(page)
        space = em(self)
        layout.setContentsMargins(2 * space, round(1.5 * space), 2 * space, 2 * space)
        layout.setSpacing(round(1.2 * space))
        layout.addWidget(page_title(translated(group), page))
        for spec in SPECS:
            if spec.shown and spec.group == group:
                layout.addWidget(self._row(spec, page))
        layout.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    def _row(self, spec: SettingSpec, page: QWidget) -> SettingRow:
        field = make_field(spec, self._services, self._ask, page)
        made = SettingRow(spec, field, self._services, page)
        made.wanted.connect(lambda value: self._take(spec.key, value))
        made.reset.connect(lambda: self._services.settings.reset(spec.key))
        self.rows[spec.key] = made
        return made

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        layout = QHBoxLayout(foot)
        space = em(self, 0.7)
        layout.setContentsMargins(space, space, space, space)
        show = button(self.tr("Open the settings file"), parent=foot)
        show.clicked.connect(self.open_file)
        reset = button(self.tr("Reset all..."), parent=foot)
        reset.clicked.connect(self._ask_to_reset)
        close = button(self.tr("Close"), parent=foot)
        close.setDefault(False)
        close.clicked.connect(self.close)
        for one in (show, reset, close):
            one.setAutoDefault(False)
        layout.addWidget(show)
        layout.addWidget(reset)
        layout.addWidget(dim_label(self.tr("Changes hold at once."), foot), 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(close)
        return foot

    # -- what happens ------------------------------------------------------------------------------------------------

    def _take(self, key: str, value: Value) -> None:
        """Take a value over, or show why not and what holds instead."""
        line = self.rows[key]
        why = line.field.misfit(value) or self._crossing(key, value)
        try:
            if not why:
                self._services.settings.set(key, value)
        except DfdError as error:
            why = error.message.removeprefix(f"{key}: ")
        line.show_value()
        line.refuse(self.tr("Not taken: {reason}.").format(reason=why.rstrip(".")) if why else "")

    def _crossing(self, key: str, value: Value) -> str:
        """The two bands must not overlap; 0 stands for what was calibrated."""
        if key not in {LOWER, UPPER}:
            return ""
        settings = self._services.settings
        pair = {LOWER: settings.real(LOWER), UPPER: settings.real(UPPER), key: float(str(value))}
        if not pair[LOWER] or not pair[UPPER] or pair[LOWER] < pair[UPPER]:
            return ""
        return self.tr("the authentic band would reach into the manipulated one")

    def open_file(self) -> None:
        """Show the TOML file in whatever program the system has for it."""
        path = self._services.settings.path
        if not path.is_file():
            text = self.tr("There is no file yet: nothing differs from the defaults. It would be {path}.")
            self.question.say("info", text.format(path=path))
        elif not self._open_file(QUrl.fromLocalFile(str(path))):
            text = self.tr("No program shows it. The file is {path}.")
            self.question.say("warning", text.format(path=path))

    def _ask_to_reset(self) -> None:
        self.question.say("warning", self.tr("Give every setting of this dialog its default? Shortcuts stay."))
        yes = button(self.tr("Reset all"), "primary", self.question)
        no = button(self.tr("Keep them"), parent=self.question)
        yes.clicked.connect(self.reset_all)
        no.clicked.connect(self.question.hide)
        for one in (yes, no):
            one.setAutoDefault(False)
        self.question.offer(yes, no)
        no.setFocus()

    def _show_problems(self) -> None:
        if problems := self._services.settings.problems:
            head = self.tr("Some of the settings file was not understood and is ignored:")
            self.problems.say("warning", "\n".join([head, *problems]))

    def _on_changed(self, key: str) -> None:
        if key in self.rows:
            self.rows[key].show_value()
            self.rows[key].refuse("")

    def _on_not_saved(self, why: str) -> None:
        text = self.tr("The settings could not be saved; they hold until the program ends. {reason}")
        self.question.say("error", text.format(reason=why))

    def _end_tests(self) -> None:
        for line in self.rows.values():
            if isinstance(line.field, CommandField):
                line.field.test.stop()
