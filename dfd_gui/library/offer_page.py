"""What the catalogue offers: facts, consent, download with progress. Nothing is fetched before the user said so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QProgressBar, QVBoxLayout, QWidget

from dfd_core.detectors.catalog import CatalogItem
from dfd_core.detectors.ensemble import Ensemble
from dfd_gui.items.library_model import Badge, Kind, Mark
from dfd_gui.library import words
from dfd_gui.library.desk import Desk
from dfd_gui.library.downloads import Download, Stage
from dfd_gui.library.figure_view import FigureView
from dfd_gui.library.figures import figure_set
from dfd_gui.library.listing import badge
from dfd_gui.library.parts import Facts, Page, badge_row
from dfd_gui.services import Services
from dfd_gui.shell.parts import Notice, button, clear, em, row, text_label
from dfd_gui.shell.widgets import hairline


class OfferPage(Page):
    """One item or ready-made ensemble of the catalogue."""

    wanted = Signal(Kind, str)
    """A row of the list that the user asks for."""

    def __init__(self, services: Services, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._desk = desk
        self._name = ""
        self._asking = False
        self._items: tuple[CatalogItem, ...] = ()
        self._ensemble: Ensemble | None = None
        self._box = QVBoxLayout()
        self._progress: tuple[QProgressBar, Notice] | None = None
        desk.downloads.changed.connect(self._on_download)

    def show_offer(self, name: str) -> None:
        """Show an item or ensemble of the catalogue. A question that is open on it stays open."""
        if self._asking and name == self._name and not self._complete():
            return
        self.restart()
        self._name = name
        self._items, self._ensemble = self._desk.snapshot.catalog.wanted(name)
        title = self._ensemble.title if self._ensemble else self._items[0].title
        badges = self._badges()
        self.head(name, title, badge_row(self._services.theme, badges, self) if badges else None)
        self._box = QVBoxLayout()
        self._box.setSpacing(em(self, 0.5))
        self.body.addLayout(self._box)
        self._show_state()
        self.body.addWidget(hairline(self))
        left, right = self.halves()
        if self._ensemble:
            self._show_ensemble(left, right, self._ensemble)
        else:
            self._show_item(left, right, self._items[0])
        left.addStretch(1)
        right.addStretch(1)
        self.body.addStretch(1)

    # -- consent and progress ----------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        """The part that changes: offer, question, progress, or what is installed."""
        self._asking = False
        clear(self._box)
        self._progress = None
        download = self._desk.downloads.get(self._name)
        if download is not None and download.active:
            self._show_progress(download)
        elif self._complete():
            self._show_installed()
        elif download is not None and download.stage is Stage.DONE:
            notice = Notice(self._services.theme, self)  # the library is being read again
            self._box.addWidget(notice)
            notice.say("ok", self.tr("Installed."))
        else:
            self._show_ended(download)
            again = download is not None and download.stage in {Stage.FAILED, Stage.CANCELLED}
            start = button(self.tr("Go on downloading...") if again else self.tr("Download..."), "primary", self)
            start.clicked.connect(self.ask)
            self._box.addLayout(row(start))

    def _show_installed(self) -> None:
        show = button(self.tr("Show it in the library"), parent=self)
        kinds = {"detector": Kind.DETECTOR, "face_detector": Kind.FACE_DETECTOR}
        kind = Kind.ENSEMBLE if self._ensemble else kinds[self._items[0].kind]
        show.clicked.connect(lambda: self.wanted.emit(kind, self._name))
        self._box.addLayout(row(show))

    def _show_ended(self, download: Download | None) -> None:
        if download is None or download.stage not in {Stage.FAILED, Stage.CANCELLED}:
            return
        notice = Notice(self._services.theme, self)
        self._box.addWidget(notice)
        if download.stage is Stage.CANCELLED:
            notice.say("info", self.tr("Stopped. What has arrived is kept; the download goes on from there."))
        else:
            notice.say("error", download.error)

    def ask(self) -> None:
        """Say what would be fetched, from where and under which licence, and wait for the user's word."""
        self._asking = True
        clear(self._box)
        notice = Notice(self._services.theme, self)
        self._box.addWidget(notice)
        notice.say("info", self._question())
        accept = QCheckBox(self.tr("My use is allowed by this licence: it is not commercial"), notice)
        yes = button(self.tr("Download"), "primary", notice)
        no = button(self.tr("Do not download"), parent=notice)
        yes.clicked.connect(lambda: self._start(accepted=accept.isChecked()))
        no.clicked.connect(self._show_state)
        if self._restricted():
            accept.setAccessibleName(accept.text())
            notice.extra.addWidget(accept)
            accept.toggled.connect(yes.setEnabled)
            yes.setEnabled(False)
            accept.setFocus()
        else:
            accept.hide()
            yes.setFocus()
        notice.offer(yes, no)

    def _question(self) -> str:
        items = self._missing()
        hosts = ", ".join(dict.fromkeys(words.host(item.url) for item in items))
        licences = "; ".join(dict.fromkeys(words.licence(i.licence, commercial=i.commercial) for i in items))
        lines = [
            self.tr("Download {name} from {host}?").format(name=self._name, host=hosts),
            self.tr("Size: {size}.").format(size=self._size(items)),
            self.tr("Licence: {licence}.").format(licence=licences),
        ]
        if not all(item.sha256 for item in items):
            lines.append(
                self.tr(
                    "Unpinned: its publisher gives no hash. Only its exact structure can be verified, not that its "
                    "content is what was published."
                )
            )
        lines.append(self.tr("The server sees your network address and this program's version, nothing else."))
        return "\n".join(lines)

    def _size(self, items: tuple[CatalogItem, ...]) -> str:
        if len(items) == 1:
            return words.item_size(items[0])
        known = sum(item.bytes or item.approximate_bytes or 0 for item in items)
        text = self.tr("{count} files, about {size} together")
        return text.format(count=len(items), size=words.size(known))

    def _start(self, *, accepted: bool) -> None:
        self._desk.downloads.start(self._name, len(self._missing()), accepted=accepted)

    def _show_progress(self, download: Download) -> None:
        bar = QProgressBar(self)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("Progress of the download"))
        notice = Notice(self._services.theme, self)
        stop = button(self.tr("Stop the download"), parent=self)
        stop.clicked.connect(lambda: self._desk.downloads.cancel(download.name))
        self._box.addWidget(bar)
        self._box.addWidget(notice)
        self._box.addLayout(row(stop))
        self._progress = (bar, notice)
        self._move_progress(download)

    def _move_progress(self, download: Download) -> None:
        if self._progress is None:
            return
        bar, notice = self._progress
        bar.setRange(0, 1000 if download.total and not download.fetched else 0)
        bar.setValue(1000 * download.here // download.total if download.total else 0)
        notice.say("info", download.sentence())

    def _on_download(self, name: str) -> None:
        download = self._desk.downloads.get(name)
        if name != self._name or download is None:
            return
        if self._progress is not None and download.active:
            self._move_progress(download)
        else:
            self._show_state()

    # -- facts -------------------------------------------------------------------------------------------------------

    def _missing(self) -> tuple[CatalogItem, ...]:
        return self._desk.snapshot.wanted(self._name)

    def _complete(self) -> bool:
        here = self._ensemble is None or self._desk.snapshot.ensemble(self._name) is not None
        return here and not self._missing()

    def _restricted(self) -> bool:
        return not all(item.commercial for item in self._missing())

    def _badges(self) -> tuple[Badge, ...]:
        marks = [Mark.INSTALLED] if self._complete() else []
        marks += [] if all(item.commercial for item in self._items) else [Mark.NON_COMMERCIAL]
        return tuple(map(badge, marks))

    def _show_item(self, left: QVBoxLayout, right: QVBoxLayout, item: CatalogItem) -> None:
        facts = self._facts(left, self.tr("What it is"))
        facts.add(self.tr("Network"), item.network)
        facts.add(self.tr("Input"), item.preprocessing)
        facts.add(self.tr("Output"), item.output)
        facts.add(self.tr("Licence"), words.licence(item.licence, commercial=item.commercial))
        facts.add_code(self.tr("Source"), item.source)
        facts = self._facts(left, self.tr("Download"))
        facts.add(self.tr("From"), words.host(item.url))
        facts.add(self.tr("Size"), words.item_size(item))
        if item.sha256:
            facts.add_code(self.tr("Pinned to SHA-256"), item.sha256)
        else:
            facts.add(self.tr("Verified by"), item.verification)
        facts.add_code(self.tr("Address"), item.url)
        found = figure_set(item.figures)
        for table in found.tables:
            self.section(right, table.title)
            right.addWidget(FigureView(table, self._services.theme, self))
        for remark in found.remarks:
            right.addWidget(text_label(remark, "dim", self))

    def _show_ensemble(self, left: QVBoxLayout, right: QVBoxLayout, ensemble: Ensemble) -> None:
        facts = self._facts(left, self.tr("What it is"))
        rule = ensemble.aggregation
        facts.add(self.tr("Aggregation"), f"{words.aggregation(rule)}. {words.aggregation_help(rule)}")
        facts.add(self.tr("Several persons"), words.persons(ensemble.persons))
        facts.add(self.tr("Size"), self._size(self._items))
        facts.add(self.tr("Notes"), ensemble.notes)
        self.section(right, self.tr("Its detectors"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(em(self, 0.6))
        grid.setColumnStretch(1, 1)
        for line, item in enumerate(self._items):
            link = button(item.name, "flat", self)
            link.setToolTip(item.title)
            link.clicked.connect(lambda _checked=False, name=item.name: self.wanted.emit(Kind.OFFER, name))
            state = self.tr("installed") if self._desk.snapshot.has(item) else words.item_size(item)
            grid.addLayout(row(link), line, 0)
            grid.addWidget(text_label(state, "dim", self), line, 1)
        right.addLayout(grid)

    def _facts(self, place: QVBoxLayout, title: str) -> Facts:
        self.section(place, title)
        facts = Facts(self._services.theme, self)
        place.addWidget(facts)
        return facts
