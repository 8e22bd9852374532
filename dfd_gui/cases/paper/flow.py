"""Blocks become pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dfd_gui.cases.paper.blocks import Block, Heading
from dfd_gui.cases.paper.style import HEIGHT, WIDTH


@dataclass(slots=True)
class Page:
    """Blocks with the height at which each begins, in points from the top of the page's text."""

    blocks: list[tuple[float, Block]] = field(default_factory=list)
    filled: float = 0.0

    def add(self, block: Block, height: float) -> None:
        """Put a block below the others."""
        self.blocks.append((self.filled, block))
        self.filled += height


def paginate(blocks: Sequence[Block]) -> list[Page]:
    """Put blocks on pages: none is broken, and one that belongs to the next stays with it where that is possible."""
    pages = [Page()]
    place = 0
    while place < len(blocks):
        group = _together(blocks, place)
        heights = [block.height(WIDTH) for block in group]
        head = group[0].head
        if pages[-1].blocks and pages[-1].filled + sum(heights) > HEIGHT:
            pages.append(Page())
            if head is not None:
                pages[-1].add(head, head.height(WIDTH))
            if isinstance(group[0], Heading):
                group = [group[0].bare(), *group[1:]]
                heights[0] = group[0].height(WIDTH)
        for block, height in zip(group, heights, strict=True):
            if pages[-1].blocks and pages[-1].filled + height > HEIGHT:  # a group that no page can hold
                pages.append(Page())
            pages[-1].add(block, height)
        place += len(group)
    return pages


def _together(blocks: Sequence[Block], start: int) -> list[Block]:
    """The blocks that are to stay together, from one on."""
    end = start
    while blocks[end].keep and end + 1 < len(blocks):
        end += 1
    return list(blocks[start : end + 1])
