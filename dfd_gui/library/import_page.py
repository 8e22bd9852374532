"""Import of weight files: drop or choose, see what it is, say what the keys cannot tell, check it on two faces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QPushButton, QWidget

from dfd_gui.items.library_model import Kind
from dfd_gui.library import words
from dfd_gui.library.check_panel import AskPicture, CheckPanel, ask_picture
from dfd_gui.library.child import Child, Outcome
from dfd_gui.library.desk import Desk
from dfd_gui.library.import_form import ImportForm, Proposal
from dfd_gui.library.parts import Page
from dfd_gui.services import Services
from dfd_gui.shell.parts import Notice, Tone, button, em, row, sentence, text_label
from dfd_gui.shell.widgets import hairline, title_label

AskFiles = Callable[[QWidget], list[str]]
"""Asks for weight files; an empty list for none."""


def ask_files(parent: QWidget) -> list[str]:
    """The system's dialog for weight files."""
    suffixes = " ".join(f"*{suffix}" for suffix in words.WEIGHTS)
    kinds = words.translate("ImportPage", "Weight files ({suffixes});;All files (*)").format(suffixes=suffixes)
    return QFileDialog.getOpenFileNames(parent, words.translate("ImportPage", "Import a detector"), "", kinds)[0]


class ImportPage(Page):
    """One import after the other. Everything heavy is a ``dfd detectors`` command in a child process."""

    wanted = Signal(Kind, str)
    """The row of the detector that was imported."""

    def __init__(
        self,
        services: Services,
        desk: Desk,
        ask: AskFiles = ask_files,
        ask_face: AskPicture = ask_picture,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._desk = desk
        self._ask = ask
        self._ask_face = ask_face
        self._waiting: list[Path] = []
        self._file: Path | None = None
        self._family = "auto"
        self._child: Child | None = None
        self.form: ImportForm | None = None
        self.check_panel: CheckPanel | None = None
        self._notice: Notice | None = None
        self.go: QPushButton | None = None
        self.show_start()

    @property
    def notice_text(self) -> str:
        """What is missing, refused or worth knowing now."""
        return self._notice.text if self._notice is not None else ""

    # -- steps -------------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files."""
        self.take([Path(name) for name in self._ask(self)])

    def take(self, files: Sequence[Path]) -> None:
        """Import these, one after the other; what is under way is finished first."""
        self._waiting += files
        occupied = self._child is not None or self.form is not None or self.check_panel is not None
        if self._waiting and not occupied:
            self._begin(self._waiting.pop(0))

    def show_start(self) -> None:
        """Say what can be imported, and wait for a file."""
        self._restart(self.tr("Import a detector"))
        lead = self.tr("Drop a weight file here, or choose one. It is only read; what fits is copied into the library.")
        self.body.addWidget(text_label(lead, parent=self))
        choose = button(self.tr("Choose a file..."), "primary", self)
        choose.clicked.connect(self.choose)
        self.body.addLayout(row(choose))
        self._add_notice()
        self.body.addSpacing(em(self))
        self.body.addWidget(title_label(self.tr("What can be read"), self))
        for family in words.FAMILIES:
            self.body.addWidget(text_label(f"\u2022 {words.family(family)}", parent=self))
        rules = self.tr(
            "Weights load exactly or not at all. Files that hold whole Python objects are refused, because loading "
            "them would run code: only names and tensors are read."
        )
        self.body.addSpacing(em(self, 0.5))
        self.body.addWidget(text_label(rules, "dim", self))
        self.body.addStretch(1)

    def _begin(self, file: Path) -> None:
        self._file, self._family = file, "auto"
        self._propose()

    def _propose(self) -> None:
        """Read the file in a child process."""
        assert self._file is not None
        self._restart(self.tr("Import {file}").format(file=self._file.name))
        self._show_busy(self.tr("Reading the file..."))
        words_of = ["detectors", "import", str(self._file), "--propose", "--family", self._family, "--json", "-"]
        self._run(self.tr("reading {file}"), words_of, self._on_proposed)

    def _on_proposed(self, outcome: Outcome) -> None:
        self._child = None
        if outcome.records:
            self._show_form(outcome.records[0])
        else:
            self._show_refusal(outcome.error)

    def _show_refusal(self, error: str) -> None:
        assert self._file is not None
        self._restart(self.tr("{file} was not imported").format(file=self._file.name))
        self._add_notice()
        self._say("error", sentence(error.removeprefix(f"{self._file}: ")))
        buttons = []
        if self._family != "auto":
            again = button(self.tr("Say another family"), parent=self)
            again.clicked.connect(lambda: self._begin(self._file or Path()))
            buttons.append(again)
        self.body.addLayout(row(*buttons, *self._ways_on()))
        self.body.addStretch(1)

    def _show_form(self, proposal: Proposal) -> None:
        assert self._file is not None
        self._restart(self.tr("Import {file}").format(file=self._file.name))
        taken = self._desk.names
        self.form = ImportForm(self._services.theme, proposal, taken, self)
        self.form.family_chosen.connect(self._on_family)
        self.form.changed.connect(self._judge)
        self.body.addWidget(self.form)
        self._add_notice()
        go = self.go = button(self.tr("Import"), "primary", self)
        go.clicked.connect(self._import)
        cancel = button(self.tr("Cancel"), parent=self)
        cancel.clicked.connect(self._next)
        self.body.addLayout(row(go, cancel))
        self.body.addStretch(1)
        if self.form.known:
            self.form.suggest_name(self._file, taken())
        self._judge()

    def _on_family(self, family: str) -> None:
        self._family = family
        self._propose()

    def _judge(self) -> None:
        """The button is off while something is missing, and the reason stands above it."""
        if self.form is None:
            return
        problem = self.form.problem
        if self.go is not None:
            self.go.setEnabled(not problem)
        if problem:
            self._say("info", problem)
        elif self._notice is not None:
            self._notice.hide()

    def _import(self) -> None:
        if self.form is None or self.form.problem or self._file is None:
            return
        name, options = self.form.name.name, self.form.options()
        self._restart(self.tr("Import {file}").format(file=self._file.name))
        self._show_busy(self.tr("Converting the weights and comparing the copy for the CPU with them..."))
        words_of = ["detectors", "import", str(self._file), "--name", name, "--family", self._family, *options]
        self._run(self.tr("importing {file}"), [*words_of, "--json", "-"], self._on_imported)

    def _on_imported(self, outcome: Outcome) -> None:
        self._child = None
        if not outcome.records:
            self._show_refusal(outcome.error)
            return
        self._desk.refresh()
        name = str(outcome.records[-1]["name"])
        self._restart(self.tr("{name} is in the library").format(name=name))
        self._add_notice()
        notes = "\n".join(outcome.records[-1]["notes"])
        if notes:
            self._say("info", notes)
        self.body.addWidget(hairline(self))
        self.check_panel = CheckPanel(self._services.theme, self._desk, name, self._ask_face, self)
        self.check_panel.closed.connect(lambda: self._done(name))
        self.body.addWidget(self.check_panel)
        self.body.addStretch(1)

    def _done(self, name: str) -> None:
        """On to the next file, or to the new detector's card."""
        if self._waiting:
            self._next()
        else:
            self.show_start()
            self.wanted.emit(Kind.DETECTOR, name)

    def _next(self) -> None:
        if self._waiting:
            self._begin(self._waiting.pop(0))
        else:
            self.show_start()

    # -- parts -------------------------------------------------------------------------------------------------------

    def _restart(self, title: str) -> None:
        self.restart()
        self.form = None
        self.check_panel = None
        self.go = None
        self._notice = None
        more = self.tr("{count} more to come").format(count=len(self._waiting)) if self._waiting else ""
        self.head(title, more)

    def _add_notice(self) -> None:
        self._notice = Notice(self._services.theme, self)
        self.body.addWidget(self._notice)

    def _say(self, tone: Tone, text: str) -> None:
        if self._notice is not None:
            self._notice.say(tone, text)

    def _show_busy(self, text: str) -> None:
        self.body.addWidget(text_label(text, parent=self))
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(text)
        self.body.addWidget(bar)
        stop = button(self.tr("Stop"), parent=self)
        stop.clicked.connect(self._stop)
        self.body.addLayout(row(stop))
        self.body.addStretch(1)

    def _stop(self) -> None:
        if self._child is not None:
            self._child.cancel()

    def _run(self, what: str, arguments: list[str], done: Callable[[Outcome], None]) -> None:
        def end(outcome: Outcome) -> None:
            if outcome.cancelled:
                self._child = None
                self._next()
            else:
                done(outcome)

        name = self._file.name if self._file else ""
        self._child = self._desk.run(what.format(file=name), arguments, end)

    def _ways_on(self) -> list[QWidget]:
        another = button(self.tr("Choose another file..."), parent=self)
        another.clicked.connect(self.choose)
        if not self._waiting:
            return [another]
        following = button(self.tr("Next file"), "primary", self)
        following.clicked.connect(self._next)
        return [following, another]
