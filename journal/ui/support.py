"""Support: someone to talk to outside. Opens nothing, records nothing."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.domain.wrapping import wrap
from journal.services.support import (
    HEADING,
    NOT_RECORDED,
    ON_LEAVING,
    PARAGRAPHS,
    countries,
)
from journal.ui.page import Page
from journal.ui.reader import Text

MEASURE = 66
NUMBERS_AT = 38


class SupportPage(Page):
    """The words and the numbers; no name, no date, no place. Esc goes to the start."""

    FOOTER: ClassVar = ("support.country", "page.back")
    BARE: ClassVar = True

    def __init__(self) -> None:
        super().__init__()
        self._countries = countries()
        self._at = 0

    @override
    def body(self) -> ComposeResult:
        yield Text(self._drawn)

    @override
    def footer_right(self) -> tuple[str, ...]:
        return ("support.leave",)

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail = (Span(HEADING, Tone.BOLD),)

    def action_country(self) -> None:
        """Show the numbers of the next country."""
        self._at = (self._at + 1) % len(self._countries)
        self.query_one(Text).show()

    @override
    def action_back(self) -> None:
        self.host.go_to_start()

    def _drawn(self, width: int) -> Sequence[Line]:
        measure = min(width, MEASURE)
        country = self._countries[self._at]
        lines: list[Line] = []
        for words in PARAGRAPHS:
            lines += [*_paragraph(words, measure, Tone.INK), ()]
        lines += [*_paragraph(country.danger, measure, Tone.BOLD), ()]
        lines += _paragraph(country.says_how_sure, measure, Tone.MUTED)
        for who, number in country.lines:
            lines += _number(who, number, width)
        for words in (NOT_RECORDED, ON_LEAVING):
            lines += [(), *_paragraph(words, measure, Tone.MUTED)]
        return lines


def _paragraph(words: str, width: int, tone: Tone) -> list[Line]:
    return [(Span(line, tone),) for line in wrap(words, width, cell_len)]


def _number(who: str, number: str, width: int) -> list[Line]:
    name, call = Span(who, Tone.INK), Span(number, Tone.BOLD)
    if width < NUMBERS_AT + cell_len(number):
        return [(name,), (Span("  ", Tone.INK), call)]
    return [(name, Span(" " * (NUMBERS_AT - cell_len(who)), Tone.INK), call)]
