"""Where people type: a line with a rule under it, and the page."""

import itertools

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.document._document import EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.strip import Strip
from textual.widgets import Input, TextArea
from typing_extensions import override

from journal.domain.text import clean_text
from journal.ui.long_lines import LONG, LongLines


class LineField(Input):
    """One line to type on; the rule under it turns to ink while it has the focus.

    What is typed or pasted is clean text on one line. `password=True` shows dots.
    """

    DEFAULT_CSS = """
    LineField, LineField:focus {
        background: $paper; background-tint: $paper 0%; color: $ink;
        width: 40; max-width: 100%; height: 2; padding: 0;
        border: none; border-bottom: solid $rule;
    }
    LineField:focus { border-bottom: solid $ink; }
    LineField.-invalid, LineField.-invalid:focus { border: none; }
    LineField > .input--placeholder, LineField > .input--suggestion { color: $muted; }
    LineField:ansi > .input--cursor {
        background: ansi_default; color: ansi_default; text-style: reverse;
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        password: bool = False,
        max_length: int = 0,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(
            value,
            password=password,
            max_length=max_length,
            select_on_focus=False,
            id=id,
            classes=classes,
        )
        self.cursor_blink = False

    @override
    def action_copy(self) -> None:
        """Copy what is marked; never what is hidden."""
        if not self.password:
            super().action_copy()

    @override
    def action_cut(self) -> None:
        """Cut what is marked; never what is hidden, and nothing where none is."""
        if not self.password and self.selected_text:
            super().action_cut()

    @override
    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in place of a part: all typing and pasting passes here."""
        super().replace(_one_line(text), start, end)

    def on_paste(self, event: events.Paste) -> None:
        """Paste as one line; what does not fit is left out, not refused whole."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        words = _one_line(event.text)
        if self.max_length:
            words = words[: max(0, self.max_length - len(self.value) + end - start)]
        if words:
            self.replace(words, start, end)


class PageField(TextArea):
    """A bare page, 66 cells wide; Tab leaves it.

    (Sixty-six for the words, one for the cursor, one for the scroll line.)

    What is typed or pasted is clean text. `text` is read when saving, never set
    while someone writes: setting it forgets what could be undone.
    """

    DEFAULT_CSS = """
    PageField, PageField:focus {
        background: $paper; color: $ink; border: none; padding: 0;
        width: 68; max-width: 100%; height: 1fr;
        scrollbar-size-horizontal: 0; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-color: $rule; scrollbar-color-hover: $rule;
        scrollbar-color-active: $rule; scrollbar-background: $paper;
        scrollbar-background-hover: $paper; scrollbar-background-active: $paper;
    }
    PageField .text-area--cursor-line { background: $paper; }
    PageField .text-area--cursor {
        background: $input-cursor-background !important;
        color: $input-cursor-foreground !important;
    }
    PageField .text-area--selection {
        background: $input-selection-background !important; color: $ink !important;
    }
    PageField:ansi .text-area--cursor { text-style: reverse; }
    """

    def __init__(
        self,
        text: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            theme="css",
            id=id,
            classes=classes,
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False

    @override
    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = LongLines(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    @override
    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        # Typing, pasting and the clipboard key all pass here.
        return super()._replace_via_keyboard(clean_text(insert), start, end)

    @override
    def _render_line(self, y: int) -> Strip:
        wrapped = self.wrapped_document
        at = y + self.scroll_offset.y
        if not isinstance(wrapped, LongLines) or at >= wrapped.height:
            return super()._render_line(y)
        row, number = wrapped._offset_to_line_info[at]  # noqa: SLF001 - as the parent
        line = self.document[row]
        if len(line) < LONG or "\t" in line:
            return super()._render_line(y)
        start, end = wrapped.section(row, number)
        return self._drawn_part(row, line, start, end)

    def _drawn_part(self, row: int, line: str, start: int, end: int) -> Strip:
        """Draw one row of a long paragraph without touching the rest of it."""
        theme = self._theme
        base = theme.base_style or self.rich_style
        is_last = end == len(line)
        words = line[start:end] + (" " if is_last else "")
        marks: list[tuple[int, int, Style | None]] = []
        (top, bottom) = sorted(self.selection)
        if top != bottom and top[0] <= row <= bottom[0]:
            first = top[1] if top[0] == row else 0
            last = bottom[1] if bottom[0] == row else len(line)
            marks.append((first, last, theme.selection_style))
        cursor_row, column = self.selection.end
        if cursor_row == row and self._draw_cursor:
            marks.append((column, column + 1, theme.cursor_style))
        width = self.scrollable_content_region.size.width
        strip = Strip(_marked(words, start, marks), cell_len(words))
        return strip.extend_cell_length(width, base).apply_style(base)


def _marked(
    words: str, start: int, marks: list[tuple[int, int, Style | None]]
) -> list[Segment]:
    """Return words as segments, the later mark winning where two meet."""
    edges = {0, len(words)}
    for first, last, _ in marks:
        edges |= {min(max(first - start, 0), len(words)) for first in (first, last)}
    points = sorted(edges)
    segments: list[Segment] = []
    for begin, end in itertools.pairwise(points):
        style: Style | None = None
        for first, last, marked in marks:
            if marked and first - start <= begin and end <= last - start:
                style = style + marked if style else marked
        segments.append(Segment(words[begin:end], style))
    return segments


def _one_line(text: str) -> str:
    return clean_text(text).replace("\n", " ").replace("\t", " ")
