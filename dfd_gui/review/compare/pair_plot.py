"""The drawing area for two curves: the one of the review with another ground and other words beside it."""

from __future__ import annotations

from collections.abc import Sequence

from dfd_core.cases.bands import Bands
from dfd_gui.review.chart_items import Ground
from dfd_gui.review.chart_plot import ScorePlot
from dfd_gui.review.compare.pair_ground import PairGround, PairWords, SideGround
from dfd_gui.state import Loop


class PairPlot(ScorePlot):
    """Curves of both sides, each over its own times."""

    def set_sides(self, sides: Sequence[SideGround], bands: Bands | None, loop: Loop | None) -> None:
        """Draw what belongs to each side, the bands that both share (None: they do not), and the loop."""
        self.set_ground(Ground(bands, (), loop))
        if isinstance(self._ground, PairGround) and isinstance(self._words, PairWords):
            self._ground.set_sides(sides)
            self._words.set_sides(sides)

    def _make_ground(self) -> PairGround:
        return PairGround(self._theme, self._small)

    def _make_words(self) -> PairWords:
        return PairWords(self._theme, self._small, self._view)
