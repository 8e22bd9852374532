"""The library's list: model, filter, what stays when the library is read again."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from dfd_core.detectors.catalog import Catalog, CatalogItem
from dfd_core.detectors.ensemble import Ensemble
from dfd_gui.items.library_model import ROLE_ENTRY, Badge, Entry, Kind, LibraryModel, Mark, Section
from dfd_gui.library.library_list import LibraryList
from dfd_gui.library.listing import sections
from dfd_gui.library.snapshot import Snapshot, take
from dfd_gui.services import Services
from tests.gui.library_help import Checks, add_card

ONE = Entry(Kind.DETECTOR, "one", "one", "The first", (Badge(Mark.BUNDLED, "bundled"),))
TWO = Entry(Kind.DETECTOR, "two", "two", "The second")
PAIR = Entry(Kind.ENSEMBLE, "pair", "pair", "Both", (Badge(Mark.DEFAULT, "default"),))


def test_the_model_keeps_to_the_rules(qtmodeltester: Checks) -> None:
    model = LibraryModel()
    model.set_sections([Section("Ensembles", (PAIR,)), Section("Detectors", (ONE, TWO))])
    qtmodeltester.check(model, force_py=True)
    model.set_sections([Section("Detectors", (TWO,))])  # the tester goes on watching
    model.set_sections([])


def test_a_row_says_everything_that_its_badges_show() -> None:
    model = LibraryModel()
    model.set_sections([Section("Detectors", (ONE,))])
    index = model.find(Kind.DETECTOR, "one")
    assert index.data() == "one"
    assert index.data(11) == "one, The first, bundled"  # Qt.AccessibleTextRole
    assert not model.find(Kind.ENSEMBLE, "one").isValid()


def test_equal_rows_with_other_badges_keep_the_current_row(qtbot: QtBot) -> None:
    model = LibraryModel()
    model.set_sections([Section("Detectors", (ONE, TWO))])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_sections([Section("Detectors", (ONE, Entry(TWO.kind, "two", "two", "Another title")))])
    with qtbot.waitSignal(model.modelReset):
        model.set_sections([Section("Detectors", (ONE,))])


def test_the_filter_looks_at_titles_and_badges(qtbot: QtBot, services: Services) -> None:
    shown = LibraryList(services)
    qtbot.addWidget(shown)
    shown.set_sections([Section("Ensembles", (PAIR,)), Section("Detectors", (ONE, TWO))])
    shown.show_row(Kind.DETECTOR, "two")
    shown.filter.setText("DEFAULT")
    assert _names(shown) == ["pair"]
    shown.filter.setText("second")
    assert _names(shown) == ["two"]
    assert shown.show_row(Kind.DETECTOR, "one"), "a row that is asked for by name comes out of the filter"
    assert shown.filter.text() == ""


def test_the_current_row_survives_a_new_reading(qtbot: QtBot, services: Services) -> None:
    shown = LibraryList(services)
    qtbot.addWidget(shown)
    shown.set_sections([Section("Detectors", (ONE, TWO))])
    shown.show_row(Kind.DETECTOR, "two")
    with qtbot.assertNotEmitted(shown.picked):
        shown.set_sections([Section("Ensembles", (PAIR,)), Section("Detectors", (TWO,))])
    current = shown.current()
    assert current is not None
    assert current.name == "two"


def test_what_is_on_disk_becomes_sections(services: Services) -> None:
    add_card(services.paths, "mine")
    Ensemble("pair", ("mine", "gone")).save(services.paths.ensembles)
    (services.paths.detectors / "bad.safetensors").write_bytes(b"junk")
    snapshot = take(services.library)
    found = {section.title: {entry.name: entry for entry in section.entries} for section in sections(snapshot, {})}
    assert [badge.mark for badge in found["Ensembles"]["pair"].badges] == [Mark.INCOMPLETE]
    assert Mark.BUNDLED in {badge.mark for badge in found["Detectors"]["starter-mixed"].badges}
    assert found["Detectors"]["mine"].badges == ()
    (damaged,) = found["Damaged files"].values()
    assert (damaged.shown, damaged.kind) == ("bad.safetensors", Kind.DAMAGED)
    assert found["To download"]["icpr2020-dfdc"].kind is Kind.OFFERED_ENSEMBLE
    assert "Face detectors" not in found


def test_a_running_download_shows_in_its_row() -> None:
    offer = CatalogItem("a", "detector", "A", "https://example.org/a", "MIT")
    snapshot = Snapshot(catalog=Catalog((offer,), ()))
    (section,) = sections(snapshot, {"a": "41 %"})
    assert section.entries[0].spoken() == "a, A, 41 %"
    assert sections(Snapshot(), {}) == [], "nothing is listed under an empty heading"


def _names(shown: LibraryList) -> list[str]:
    proxy = shown.proxy
    tops = [proxy.index(row, 0) for row in range(proxy.rowCount())]
    entries = [proxy.index(row, 0, top).data(ROLE_ENTRY) for top in tops for row in range(proxy.rowCount(top))]
    return [entry.name for entry in entries]
