"""The library room: installed detectors and ensembles, import, composition, and the catalogue of downloads."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dfd_core.detectors.ensemble import Ensemble
from dfd_core.video.intake import MEDIA_SUFFIXES
from dfd_gui.items.library_model import Entry, Kind
from dfd_gui.library import words
from dfd_gui.library.check_panel import AskPicture, ask_picture
from dfd_gui.library.child import Program
from dfd_gui.library.compose_page import ComposePage
from dfd_gui.library.deeds import AskTarget, Deeds, ask_target
from dfd_gui.library.desk import Desk
from dfd_gui.library.detector_page import DetectorPage
from dfd_gui.library.ensemble_page import DamagedPage, EnsemblePage, FaceDetectorPage
from dfd_gui.library.import_page import AskFiles, ImportPage, ask_files
from dfd_gui.library.library_list import LibraryList
from dfd_gui.library.listing import sections
from dfd_gui.library.offer_page import OfferPage
from dfd_gui.library.parts import Page
from dfd_gui.library.snapshot import Snapshot
from dfd_gui.services import Services
from dfd_gui.shell.drop_overlay import dragged_paths
from dfd_gui.shell.parts import Notice, em, text_label


class LibraryRoom(QWidget):
    """The list on the left, the page of the current row on the right."""

    sample_requested = Signal(str, tuple)
    """Screen the sample: with an ensemble (its name), or with the detectors of the tuple."""

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        program: Program | None = None,
        ask_files: AskFiles = ask_files,
        ask_picture: AskPicture = ask_picture,
        ask_target: AskTarget = ask_target,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._tool = False
        self._wanted: tuple[Kind, str] | None = None
        self.desk = Desk(services, program, self)
        self.list = LibraryList(services, self)
        self.notice = Notice(services.theme, self)
        self.deeds = Deeds(services, self.desk, self.notice, ask_target, self)
        self.detector_page = DetectorPage(services, self.desk, ask_picture, self)
        self.ensemble_page = EnsemblePage(services, self.desk, self)
        self.damaged_page = DamagedPage(services, self)
        self.face_page = FaceDetectorPage(services, self)
        self.offer_page = OfferPage(services, self.desk, self)
        self.import_page = ImportPage(services, self.desk, ask_files, ask_picture, self)
        self.compose_page = ComposePage(services, self.desk, self)
        self.pages = QStackedWidget(self)
        self._build()
        self._connect()
        self.setAcceptDrops(True)

    # -- what the window asks ----------------------------------------------------------------------------------------

    def busy(self) -> list[str]:
        """What runs, in words."""
        return self.desk.busy()

    def shutdown(self) -> None:
        """End it."""
        self.desk.shutdown()

    def show_entry(self, kind: Kind, name: str) -> None:
        """Show a row and its page."""
        if not self.list.show_row(kind, name):
            self._wanted = (kind, name)

    def import_files(self, files: list[Path]) -> None:
        """Show the import and begin it."""
        self._show_tool(self.import_page)
        self.import_page.take(files)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the disk each time the room is entered: the command line may have changed it."""
        super().showEvent(event)
        if not event.spontaneous():
            self.desk.refresh()

    # -- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        reading = Page(self)
        reading.body.addWidget(text_label(self.tr("Reading the library..."), "dim", reading))
        reading.body.addStretch(1)
        for page in (
            reading,
            self.import_page,
            self.detector_page,
            self.ensemble_page,
            self.damaged_page,
            self.face_page,
            self.offer_page,
            self.compose_page,
        ):
            self.pages.addWidget(page)
        right = QWidget(self)
        right.setProperty("role", "panel")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.pages, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([em(self, 22), em(self, 66)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _connect(self) -> None:
        actions = self._services.actions
        actions.connect("library.import", self.open_import)
        actions.connect("library.compose", self.compose)
        actions.connect("library.download", self.show_catalogue)
        actions.connect("library.refresh", self.desk.refresh)
        actions.connect("library.check", self.detector_page.open_check)
        actions.install(self, "library")
        self.desk.changed.connect(self._on_snapshot)
        self.deeds.sample_requested.connect(self.sample_requested)
        self.desk.downloads.changed.connect(self._on_download)
        self.list.picked.connect(self._on_picked)
        for page in (self.ensemble_page, self.offer_page, self.import_page, self.compose_page):
            page.wanted.connect(self.show_entry)
        self.ensemble_page.copied.connect(self.compose)
        self.compose_page.closed.connect(self._back)
        self.deeds.take(None)

    # -- list and pages ----------------------------------------------------------------------------------------------

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self.list.set_sections(sections(snapshot, self.desk.downloads.running()))
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.list.show_row(*wanted):
            return
        current = self.list.current()
        if current is not None:
            self._show(current)
        elif not self._tool:
            self._show_default()

    def _on_download(self, _name: str) -> None:
        self.list.set_sections(sections(self.desk.snapshot, self.desk.downloads.running()))

    def _on_picked(self, entry: Entry) -> None:
        self.notice.hide()
        self._show(entry)

    def _show(self, entry: Entry) -> None:
        """Fill and show the page of a row."""
        self._tool = False
        self.deeds.take(entry)
        snapshot = self.desk.snapshot
        match entry.kind:
            case Kind.DETECTOR if detector := snapshot.detector(entry.name):
                self.detector_page.show_detector(detector)
                self.pages.setCurrentWidget(self.detector_page)
            case Kind.ENSEMBLE if ensemble := snapshot.ensemble(entry.name):
                self.ensemble_page.show_ensemble(ensemble)
                self.pages.setCurrentWidget(self.ensemble_page)
            case Kind.OFFER | Kind.OFFERED_ENSEMBLE:
                self.offer_page.show_offer(entry.name)
                self.pages.setCurrentWidget(self.offer_page)
            case Kind.DAMAGED:
                reason = next(one.reason for one in snapshot.damaged if str(one.path) == entry.name)
                self.damaged_page.show_damaged(entry.shown, entry.name, reason)
                self.pages.setCurrentWidget(self.damaged_page)
            case Kind.FACE_DETECTOR:
                self.face_page.show_face_detector(entry.name, self._face_facts(entry.name))
                self.pages.setCurrentWidget(self.face_page)

    def _face_facts(self, name: str) -> list[tuple[str, str]]:
        item = self.desk.snapshot.offer(name)
        if item is None:
            return []
        return [
            (self.tr("What"), item.title),
            (self.tr("Licence"), words.licence(item.licence, commercial=item.commercial)),
            (self.tr("Source"), item.source),
        ]

    def _show_tool(self, page: QWidget) -> None:
        """Show a page that belongs to no row."""
        self.notice.hide()
        self._tool = True
        self.deeds.take(None)
        self.list.leave()
        self.pages.setCurrentWidget(page)

    def _back(self) -> None:
        self._tool = False
        self._show_default()

    def _show_default(self) -> None:
        """What screening uses unasked, else the first row."""
        default = self.desk.snapshot.default
        if default is None or not self.list.show_row(Kind.ENSEMBLE, default.name):
            self.list.show_first()

    # -- deeds -------------------------------------------------------------------------------------------------------

    def open_import(self) -> None:
        """Show what can be imported, and ask for files."""
        self._show_tool(self.import_page)
        self.import_page.choose()

    def compose(self, start: object = None) -> None:
        """Begin a new ensemble."""
        self._show_tool(self.compose_page)
        self.compose_page.begin(start if isinstance(start, Ensemble) else None)

    def show_catalogue(self) -> None:
        """Go to the first row of what can be downloaded."""
        catalog = self.desk.snapshot.catalog
        if catalog.ensembles:
            self.list.show_row(Kind.OFFERED_ENSEMBLE, catalog.ensembles[0].name)
        elif catalog.items:
            self.list.show_row(Kind.OFFER, catalog.items[0].name)
        elif self.desk.snapshot.catalog_problem:
            self.notice.say("error", self.desk.snapshot.catalog_problem)

    # -- drops -------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what may be weights; clips go on to the window, which screens them."""
        if weight_files(dragged_paths(event.mimeData())):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := weight_files(dragged_paths(event.mimeData())):
            event.acceptProposedAction()
            self.import_files(files)


def weight_files(paths: list[Path]) -> list[Path]:
    """Those that may hold weights: files that are neither clips nor pictures (some weights have no suffix)."""
    return [path for path in paths if path.suffix.lower() not in MEDIA_SUFFIXES and not path.is_dir()]
