"""Words as large as a terminal makes them: bold, apart, and few to a line."""

from collections.abc import Iterator

from rich.cells import cell_len
from textual.strip import Strip
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.domain.wrapping import wrap
from journal.ui.column import Column

LARGE = 52
"""Cells of a line at most; the style sheet gives less where there is less room."""
_BLANK_AFTER_HEAD = 2
_BLANK_BETWEEN_PARAGRAPHS = 2

_Place = tuple[int, int]
"""A paragraph, and a line of it."""
_Sheet = tuple[_Place, list[Line]]


class Sheets(Column):
    """A text on as many sheets as it needs, each of whole paragraphs.

    Only a paragraph that is longer than a sheet goes over several. When the window
    changes the words that stood first stay in sight.
    """

    def __init__(self) -> None:
        super().__init__()
        self._head: Line = ()
        self._words = ""
        self._at: _Place = (0, 0)
        self._sheets: list[_Sheet] = []
        self._shape = (0, 0)

    def show(self, head: Line, words: str) -> None:
        """Show the beginning of a text, under a line of who wrote it."""
        self._head, self._words, self._at = head, words, (0, 0)
        self._shape = (0, 0)
        self.refresh()

    def turn(self, by: int) -> bool:
        """Show the next sheet, or the one before; return whether there was one."""
        number = self._number + by
        if not 0 <= number < len(self._made):
            return False
        self._at = self._made[number][0]
        self.refresh()
        return True

    @property
    def is_at_start(self) -> bool:
        """Is the first sheet shown?"""
        return self._number == 0

    @override
    def render_line(self, y: int) -> Strip:
        above = [self._head, *[()] * _BLANK_AFTER_HEAD] if self._head else []
        lines = [*above, *self._made[self._number][1]]
        line = lines[y] if y < len(lines) else ()
        text = self.strip_of(line)
        return self.framed(y, text, mark=Strip([]), tint=None)

    @override
    def scroll_span(self) -> tuple[int, int] | None:
        return None

    @property
    def _made(self) -> list[_Sheet]:
        shape = (self.text_width, self.size.height)
        if self._shape != shape:
            self._shape = shape
            above = 1 + _BLANK_AFTER_HEAD if self._head else 0
            rows = max(1, self.size.height - above)
            self._sheets = list(_sheets(self._words, min(LARGE, shape[0]), rows))
        return self._sheets

    @property
    def _number(self) -> int:
        starts = [start for start, _ in self._made]
        return max(n for n, start in enumerate(starts) if start <= self._at or n == 0)


def _sheets(words: str, width: int, rows: int) -> Iterator[_Sheet]:
    """Yield the sheets of a text, one of them even where there are no words."""
    many = max(1, (rows + 1) // 2)
    start: _Place = (0, 0)
    lines: list[Line] = []
    paragraphs = [one.strip() for one in words.split("\n") if one.strip()]
    for number, paragraph in enumerate(paragraphs):
        wrapped = wrap(paragraph, width, cell_len)
        for first in range(0, len(wrapped), many):
            drawn = _apart(wrapped[first : first + many])
            joined = [*lines, *[()] * _BLANK_BETWEEN_PARAGRAPHS, *drawn]
            if lines and len(wrapped) <= many and len(joined) <= rows:
                lines = joined
                continue
            if lines:
                yield start, lines
            start, lines = (number, first), drawn
    yield start, lines


def _apart(lines: list[str]) -> list[Line]:
    apart: list[Line] = []
    for words in lines:
        apart += [*([()] if apart else []), (Span(words, Tone.BOLD),)]
    return apart
