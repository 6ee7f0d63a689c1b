"""What lists and long texts share: a column of lines, and the thin line beside it."""

from collections.abc import Mapping
from types import MappingProxyType

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from journal.domain.marks import GLYPHS, Line, Marks, Tone
from journal.ui.theme import RULE, ink_style, tone_style

MARGIN = 2


class Column(Widget, can_focus=True):
    """A widget that draws lines, with a scroll line in the outer margin.

    From left to right: two cells for the mark, the text, two cells, a gap (two
    cells, one in a narrow window), and the scroll line. The text is `text_width`
    wide, and nothing is drawn outside the widget.
    """

    DEFAULT_CSS = """
    Column {
        width: 1fr; height: 1fr; background: $paper; color: $ink;
        scrollbar-size: 0 0; overflow: hidden;
    }
    """
    INDENT = MARGIN

    # Found once a painting, as it is the same on every row.
    _ground = Style()
    _span: tuple[int, int] | None = None
    _styles: Mapping[Tone, Style] = MappingProxyType({})

    @override
    def render_lines(self, crop: Region) -> list[Strip]:
        self._ground = self.rich_style
        self._span = self.scroll_span()
        self._styles = {tone: tone_style(self.app, tone) for tone in Tone}
        return super().render_lines(crop)

    @property
    def gap(self) -> int:
        """The cells between the tint and the scroll line."""
        return 1 if self.screen.has_class("-narrow") else 2

    @property
    def text_width(self) -> int:
        """The cells a line of text may take."""
        return max(1, self.size.width - self.INDENT - MARGIN - self.gap - 1)

    @property
    def marks(self) -> Marks:
        """The marks this terminal can show."""
        return getattr(self.app, "marks", GLYPHS)

    def scroll_span(self) -> tuple[int, int] | None:
        """Return the first row and the length of the scroll line, or none."""
        raise NotImplementedError

    def strip_of(self, line: Line, *, bold: bool = False) -> Strip:
        """Return a drawn line for the terminal; its text is never read as markup."""
        strong = Style(bold=True)
        return Strip(
            [
                Segment(
                    span.text,
                    self._styles[span.tone] + strong
                    if bold and span.tone is Tone.INK
                    else self._styles[span.tone],
                )
                for span in line
            ]
        )

    def framed(self, y: int, text: Strip, *, mark: Strip, tint: Style | None) -> Strip:
        """Return one row of the widget: margin, text, gap and scroll line."""
        tinted = Strip.join(
            [
                mark.adjust_cell_length(self.INDENT),
                text.adjust_cell_length(self.text_width + MARGIN),
            ]
        )
        if tint is not None:
            tinted = tinted.apply_style(tint)
        span = self._span
        shown = span is not None and span[0] <= y < span[0] + span[1]
        edge = [Segment(" " * self.gap)]
        if shown:
            edge.append(Segment(self.marks.bar, ink_style(self.app, RULE)))
        row = Strip.join([tinted, Strip(edge)])
        return row.adjust_cell_length(self.size.width).apply_style(self._ground)


def thumb(*, before: float, shown: float, height: int) -> tuple[int, int]:
    """Return where the scroll line begins and how long it is.

    Args:
        before: the part of the whole above the window, from 0 to 1.
        shown: the part of the whole inside the window, from 0 to 1.
        height: the rows of the window.
    """
    length = min(max(1, round(shown * height)), max(1, height - 1))
    free = height - length
    start = round(before / (1 - shown) * free) if shown < 1 else 0
    if before > 0:
        start = max(1, start)
    if before + shown < 1:
        start = min(start, free - 1)
    return max(0, min(start, free)), length
