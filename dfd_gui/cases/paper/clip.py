"""One clip as blocks: the verdict and its limits first, then what it rests on, then what made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from dfd_core.cases.chart import clock
from dfd_core.cases.report_parts import TellingFace
from dfd_core.types import Label
from dfd_gui.cases.paper import style
from dfd_gui.cases.paper.blocks import Block, Heading, Paragraph, Space, Text, card
from dfd_gui.cases.paper.chart import ChartBlock, Legend
from dfd_gui.cases.paper.clip_tables import left_out_in_turn, notes, persons, score, stretches
from dfd_gui.cases.paper.shapes import Faces, Scale, Title
from dfd_gui.cases.paper.style import BODY, DIM, FAINT, HASH, HEADING, PERSON, SMALL, STRONG, Fonts, Style
from dfd_gui.cases.paper.tables import TERM, WIDE_TERM, Beside, Fact
from dfd_gui.cases.paper.words import ANALYST, CANNOT, NOBODY, ON_TIME, RECORD, TELLING

FACES = "Faces found"
"""Of what was looked at, the term from which on faces are counted and no frames."""
LONG_NAME = 60
"""Characters of a clip's name from which on it is set smaller."""


class ClipPaper:
    """Makes the blocks of a clip.

    Args:
        fonts: the report's fonts.
        told: what `dfd_core.cases.report_html.told` says of the clip.
        made: when the report is made, in words.
    """

    def __init__(self, fonts: Fonts, told: Mapping[str, Any], made: str) -> None:
        self._fonts = fonts
        self._told = told
        self._made = made
        self._number = count(1)

    def blocks(self) -> list[Block]:
        """All of them, in order."""
        return [
            *self._head(),
            *self._verdict(),
            *self._limits(),
            *self._warnings(),
            *self._facts("The file", self._told["facts"]),
            *self._looked_at(),
            *self._who_decided(),
            *self._over_time(),
            *self._faces(),
            *self._analyst(),
            *self._facts("How it was screened", self._told["screening"]),
            *self._record(),
            *self._detectors(),
        ]

    # ---- the first page

    def _head(self) -> Iterator[Block]:
        name = self._told["name"]
        yield self._line(name, style.TITLE if len(name) <= LONG_NAME else style.LONG_TITLE, below=4.0, keep=True)
        said = dict(self._told["screening"])
        by = f" by {said['Operator']}" if "Operator" in said else ""
        when = f"Screened {said['Ended']}{by}" if "Ended" in said else f"Screened{by}" if by else ""
        if line := " \u00b7 ".join(part for part in (when, f"report made {self._made}" if self._made else "") if part):
            yield self._line(line, SMALL, below=2.0)
        if self._told["media"]["sha256"]:
            yield self._line(
                f"SHA-256 of the file  {self._told['media']['sha256']}", Style(7.4, mono=True, colour=style.SOFT)
            )
        yield Space(8.0)

    def _verdict(self) -> list[Block]:
        summary, bands = self._told["summary"], self._told["bands"]
        tone = style.TONES[summary.label]
        judged = summary.score is not None
        number = f"score {summary.score:.2f} of 1 \u00b7 confidence {summary.confidence}" if judged else ""
        words = Text(self._fonts, summary.words.title, Style(19.0, bold=True, colour=tone, leading=1.15))
        inside: list[Block] = [
            Title(words, Text(self._fonts, number, Style(9.5, colour=style.SOFT)), summary.label),
            self._line(summary.words.meaning, below=2.0),
        ]
        if judged and bands is not None:
            inside += [
                Scale(self._fonts, bands, summary.score),
                self._line(f"Bands: {self._told['band_words']}.", SMALL, below=5.0),
            ]
        inside += self._bullets(summary.reasons)
        return card(inside, style.FAINT, tone)

    def _warnings(self) -> list[Block]:
        summary, warnings = self._told["summary"], list(self._told["media"]["warnings"])
        if summary.partial:
            warnings.insert(0, "Part of the clip could not be read; the verdict rests on the rest.")
        if not warnings:
            return []
        head = "Partial result" if summary.partial else "Notes on the file"
        inside = [self._line(head, STRONG, keep=True), *self._bullets(warnings)]
        return [Space(8.0), *card(inside, style.BANDS[Label.INCONCLUSIVE], style.TONES[Label.INCONCLUSIVE])]

    def _limits(self) -> list[Block]:
        inside = [self._line(CANNOT, STRONG, keep=True), *self._bullets(self._told["limits"], Style(8.6))]
        return [Space(8.0), *card(inside, FAINT)]

    # ---- facts

    def _facts(self, title: str, rows: Sequence[tuple[str, str]]) -> Iterator[Block]:
        """A part of facts, which stay together."""
        yield self._heading(title)
        for place, (term, value) in enumerate(rows, 1):
            yield self._fact(term, value, keep=place < len(rows))

    def _looked_at(self) -> Iterator[Block]:
        """Frames at the left, faces at the right."""
        rows = self._told["counts"]
        half = next((place for place, (term, _) in enumerate(rows) if term == FACES), len(rows))
        facts = [self._fact(term, value) for term, value in rows]
        yield self._heading("What was looked at")
        yield Beside(facts[:half], facts[half:])

    def _who_decided(self) -> Iterator[Block]:
        tracks, deciding = self._told["tracks"], self._told["deciding"]
        if not tracks and not deciding:
            return
        yield self._heading("Who decided")
        for place, sentence in enumerate(self._told["deciding_words"]):
            yield self._line(sentence, BODY if place else STRONG)
        if tracks:
            names = [each["name"] for each in self._told["extract"]["detectors"]]
            yield self._caption("Scores of each person")
            yield from persons(self._fonts, tracks, names, deciding.person if deciding else None)
        if deciding and len(deciding.detectors) > 1:
            yield self._caption("The verdict with each detector left out in turn")
            yield from left_out_in_turn(self._fonts, deciding)

    # ---- time and faces

    def _over_time(self) -> Iterator[Block]:
        charts = self._told["charts"]
        if not charts:
            return
        yield self._heading("Score over time")
        yield self._line(ON_TIME, SMALL, keep=True)
        for place, chart in enumerate(charts):
            yield self._line(f"Person {chart.track + 1}", PERSON, above=8.0 if place else 2.0, below=0.0, keep=True)
            yield self._line(chart.described, SMALL, keep=True)
            yield ChartBlock(self._fonts, chart, self._told["note_places"])
            yield Legend(self._fonts, [(series.name, series.style) for series in chart.series])
        yield Legend(self._fonts, marks=True)
        if self._told["hidden"] > 0:
            yield self._line(
                f"{self._told['hidden']} more of the persons have no chart here: every score is in the record.", SMALL
            )
        yield from self._stretches()

    def _stretches(self) -> Iterator[Block]:
        segments, edge = self._told["segments"], score(self._told["suspicious"])
        if not segments:
            yield self._line(f"No two sampled frames in a row score {edge} or more.", SMALL)
            return
        yield self._caption(f"Stretches worth a look: two or more sampled frames in a row that score {edge} or more")
        yield from stretches(self._fonts, segments)

    def _faces(self) -> Iterator[Block]:
        if not self._told["faces"]:
            return
        yield self._heading("The most telling faces")
        yield self._line(TELLING, SMALL, below=5.0, keep=True)
        for track, faces in self._told["faces"]:
            yield self._line(f"Person {track + 1}", PERSON, below=4.0, keep=True)
            yield Faces(self._fonts, faces, [_caption_of(face) for face in faces])

    # ---- remarks, detectors, record

    def _analyst(self) -> Iterator[Block]:
        remarks, rest = self._told["remarks"], self._told["rest"]
        yield self._heading("Remarks of the analyst")
        if not remarks:
            yield self._line(NOBODY, DIM)
            return
        yield self._line(ANALYST, SMALL, keep=True)
        if remarks.left_out:
            yield self._line(_left_out(remarks.left_out, rest, self._told["labels"]))
        if remarks.notes:
            yield from notes(self._fonts, remarks.notes)

    def _detectors(self) -> Iterator[Block]:
        yield self._heading("The detectors")
        for place, each in enumerate(self._told["detectors"]):
            yield self._line(each["name"], PERSON, above=9.0 if place else 0.0, keep=True)
            facts = [
                ("Score of the clip", score(each["score"])),
                ("SHA-256 of its file", each["sha256"]),
                *each["facts"],
            ]
            if each["limits"]:
                facts.append(("Known limits", " ".join(each["limits"])))
            if not each["known"]:
                facts.append(("Card", "not at hand: no detector with this hash is installed here"))
            again = self._line(f"{each['name']} (continued)", PERSON)
            for row, (term, value) in enumerate(facts):
                yield self._fact(term, value, keep=row < 2, head=again)
            if each["figures"]:
                yield self._caption("Measured or published figures")
                yield from (self._fact(term, value, head=again, wide=True) for term, value in each["figures"])

    def _record(self) -> Iterator[Block]:
        yield self._heading("The record")
        yield self._line(RECORD, keep=True)
        yield self._fact("SHA-256 of the result", self._told["digest"])
        if self._told["file_digest"]:
            yield self._fact("SHA-256 with remarks", self._told["file_digest"])

    # ---- parts

    def _heading(self, words: str) -> Block:
        number = Text(self._fonts, str(next(self._number)), Style(11.5, colour=style.SOFT))
        return Heading(number, Text(self._fonts, words, HEADING))

    def _fact(
        self, term: str, value: str, *, keep: bool = False, head: Block | None = None, wide: bool = False
    ) -> Fact:
        look = HASH if "SHA-256" in term else BODY
        return Fact(self._fonts, term, value, look, term_width=WIDE_TERM if wide else TERM, keep=keep, head=head)

    def _caption(self, words: str) -> Block:
        return self._line(words, SMALL, above=9.0, below=1.0, keep=True)

    def _bullets(self, lines: Sequence[str], look: Style = BODY) -> list[Block]:
        return [Paragraph(Text(self._fonts, line, look), below=1.5, bullet=True) for line in lines]

    def _line(
        self, words: str, look: Style = BODY, *, above: float = 0.0, below: float = 3.0, keep: bool = False
    ) -> Block:
        return Paragraph(Text(self._fonts, words, look), above=above, below=below, keep=keep)


def _caption_of(face: TellingFace) -> list[str]:
    lines = [f"{face.role} {face.score:.2f}", f"{clock(face.time_s)}, frame {face.frame}", f"face {face.size_px} px"]
    if len(face.scores) > 1:
        lines += [f"{detector} {score(value)}" for detector, value in list(face.scores.items())[:3]]
    return lines


def _left_out(tracks: Sequence[int], rest: Any, labels: Mapping[Label, Any]) -> str:  # noqa: ANN401
    who = ", ".join(f"person {track + 1}" for track in sorted(tracks))
    if rest is None:
        return f"Left out of account: {who}. What the rest would have given cannot be told."
    if rest.score is None:
        return f"Left out of account: {who}. Of the rest nobody is seen in enough usable faces for a verdict."
    label = f": {labels[rest.label].title.lower()}" if rest.label is not None else ""
    return f"Left out of account: {who}. The rest would score {rest.score:.2f}{label}."
