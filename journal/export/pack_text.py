"""A pack as plain text, and the same in lines for a screen that pages through it.

Only headings, which are ours, begin at the first cell; whatever a person wrote is
set in, so that no words of theirs can pass for one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar
from unicodedata import east_asian_width

from journal.domain.counselling import Pack
from journal.domain.marks import GLYPHS, Line, Marks, Span, Tone
from journal.domain.wording import listed
from journal.domain.wrapping import Measure, wrap
from journal.export.pack_order import (
    Block,
    Cover,
    Kind,
    Lines,
    Moment,
    Part,
    Section,
    Side,
    Sides,
    Table,
    Terms,
    in_order,
)

WIDTH = 72
_STEP = 2
_LEAST = 16
_MONTH = 4
_LEAST_MONTHS = 3
_HUES = (Tone.PERSON_A, Tone.PERSON_B)

_Of = TypeVar("_Of")
_Drawn = list[Line]
_NOTHING: Line = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a pack on a screen: the first page, a moment, or what is left."""

    lines: tuple[Line, ...] = field(repr=False)


def pack_text(pack: Pack) -> bytes:
    """Return the whole pack as a text file in UTF-8."""
    sheets = pack_sheets(pack, width=WIDTH, measure=_cells)
    texts = ["\n".join(map(_plain, sheet.lines)) for sheet in sheets]
    return ("\n\n\n".join(texts) + "\n").encode()


def pack_sheets(
    pack: Pack, *, width: int, measure: Measure, marks: Marks = GLYPHS
) -> tuple[Sheet, ...]:
    """Return the pack as it will be read, a sheet at a time, in lines that fit.

    The first is the first page; then each moment is a sheet, as are what stands
    behind the moments, and each moment of the appendix.
    """
    reading = in_order(pack)
    pen = _Pen(max(width, _LEAST), measure, marks)
    first: _Drawn = pen.cover(reading.cover)
    for section in reading.first_page:
        first += [_NOTHING, _NOTHING, *pen.section(section)]
    sheets = [first]
    behind: list[_Drawn] = []
    for section in reading.further_pages:
        if not any(isinstance(one, Moment) for one in section.blocks):
            behind.append(pen.section(section))
            continue
        if behind:
            sheets.append(_apart(behind))
            behind = []
        drawn = [pen.block(block) for block in section.blocks]
        sheets.append([*pen.heading(section.heading), _NOTHING, *drawn[0]])
        sheets += drawn[1:]
    if behind:
        sheets.append(_apart(behind))
    return tuple(Sheet(lines=tuple(lines)) for lines in sheets)


def _apart(parts: list[_Drawn]) -> _Drawn:
    first, *others = parts
    return [*first, *(line for one in others for line in (_NOTHING, _NOTHING, *one))]


def _cells(text: str) -> int:
    """Return how wide a text is where every letter is one cell, or two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _plain(line: Line) -> str:
    return "".join(span.text for span in line).rstrip()


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws within a width."""

    width: int
    measure: Measure
    marks: Marks

    def cover(self, cover: Cover) -> _Drawn:
        names = self.set_in(listed(cover.names), Tone.BOLD)
        return [
            *self.heading(cover.title),
            *self.heading(cover.purpose),
            _NOTHING,
            *names,
            *(self.set_in(cover.dates, Tone.MUTED) if cover.dates else ()),
            _NOTHING,
            *self.each(cover.consent, Tone.BOLD),
            *self.each(cover.notes, Tone.MUTED),
        ][:-1]

    def each(self, texts: Iterable[str], tone: Tone) -> Iterator[Line]:
        for text in texts:
            yield from self.set_in(text, tone)
            yield _NOTHING

    def section(self, section: Section) -> _Drawn:
        drawn = self.heading(section.heading)
        for block in section.blocks:
            drawn += [_NOTHING, *self.block(block)]
        return drawn

    def heading(self, text: str) -> _Drawn:
        return [(Span(one, Tone.BOLD),) for one in self.wrapped(text, 0)]

    def block(self, block: Block) -> _Drawn:
        match block:
            case Sides():
                return self.sides(block.sides)
            case Moment():
                return self.moment(block)
            case Lines():
                return [row for one in block.lines for row in self.hung(one)]
            case Table():
                return self.table(block)
            case Terms():
                return [row for one in block.terms for row in self.term(*one)]

    def moment(self, moment: Moment) -> _Drawn:
        drawn = self.set_in(moment.title, Tone.BOLD) if moment.title else []
        drawn += self.set_in(" · ".join(moment.under), Tone.MUTED)
        drawn += [_NOTHING, *self.sides(moment.sides)]
        if moment.after:
            drawn.append(_NOTHING)
        for part in moment.after:
            drawn += self.labelled(part, depth=1)
        return drawn

    def sides(self, sides: Iterable[Side]) -> _Drawn:
        first, *others = [self.side(one) for one in sides] or [[]]
        return [*first, *(row for one in others for row in (_NOTHING, *one))]

    def side(self, side: Side) -> _Drawn:
        hue = _HUES[side.number % len(_HUES)]
        beside = " · ".join(filter(None, (side.role, side.about)))
        drawn = self.started(side.name, hue, f" · {beside}" if beside else "", 1)
        for before, part in zip((None, *side.parts), side.parts, strict=False):
            is_apart = before is not None and Kind.WORDS in {before.kind, part.kind}
            drawn += [*([_NOTHING] if is_apart else []), *self.part(part)]
        return drawn

    def part(self, part: Part) -> _Drawn:
        if part.kind is Kind.NOTE:
            return self.set_in(part.text, Tone.MUTED, depth=2)
        if part.kind is not Kind.WORDS:
            return self.labelled(part, depth=2)
        label = self.set_in(f"{part.label}:", Tone.MUTED, depth=2) if part.label else []
        return [*label, *self.set_in(part.text, Tone.INK, depth=2)]

    def labelled(self, part: Part, *, depth: int) -> _Drawn:
        if not part.label:
            return self.set_in(part.text, Tone.INK, depth=depth)
        return self.started(f"{part.label}:", Tone.MUTED, f" {part.text}", depth)

    def started(self, start: str, tone: Tone, text: str, depth: int) -> _Drawn:
        """Draw a text that begins in a tone of its own."""
        first, *others = self.wrapped(start + text, depth)
        if not first.startswith(start):
            # It goes over several lines by itself.
            return self.set_in(start + text, tone, depth=depth)
        pad = Span(" " * (depth * _STEP), Tone.INK)
        rest = Tone.MUTED if tone in _HUES else Tone.INK
        opening = (pad, Span(start, tone), Span(first[len(start) :], rest))
        return [opening, *((pad, Span(one, rest)) for one in others)]

    def hung(self, text: str) -> _Drawn:
        first, *others = self.wrapped(text, 2)
        dash, pad = Span(" " * _STEP + "- ", Tone.MUTED), Span(" " * 4, Tone.INK)
        return [
            (dash, Span(first, Tone.INK)),
            *((pad, Span(one, Tone.INK)) for one in others),
        ]

    def term(self, word: str, meaning: str) -> _Drawn:
        return self.started(f"{word}:", Tone.BOLD, f" {meaning}", 1)

    def table(self, table: Table) -> _Drawn:
        heads = [f"{row.name} {row.role}" for row in table.rows]
        widest = max(map(self.measure, heads)) + _STEP
        room = self.width - _STEP
        is_beside = widest + _LEAST_MONTHS * _MONTH <= room
        head = widest if is_beside else 0
        count = max(1, (room - head) // _MONTH)
        drawn: _Drawn = []
        for start in range(0, len(table.months), count):
            months = table.months[start : start + count]
            cells = self.cells(months, lambda month: month)
            drawn.append(self.row("", head, cells, Tone.MUTED))
            for said, row in zip(heads, table.rows, strict=True):
                hue = _HUES[row.number % len(_HUES)]
                told = row.told[start : start + count]
                dots = self.cells(
                    told, lambda it: self.marks.there if it else self.marks.sealed
                )
                if not is_beside:
                    drawn += self.set_in(said, hue)
                drawn.append(self.row(said if is_beside else "", head, dots, hue))
        for text in (table.note, table.in_words):
            drawn += [_NOTHING, *self.set_in(text, Tone.MUTED)]
        return drawn

    def cells(self, of: Iterable[_Of], said: Callable[[_Of], str]) -> str:
        texts = [said(one) for one in of]
        return "".join(one + " " * (_MONTH - self.measure(one)) for one in texts)

    def row(self, head: str, wide: int, cells: str, tone: Tone) -> Line:
        pad = " " * (wide - self.measure(head) if wide else 0)
        return (
            Span(" " * _STEP, Tone.INK),
            Span(head, tone),
            Span(pad + cells, tone),
        )

    def set_in(self, text: str, tone: Tone, *, depth: int = 1) -> _Drawn:
        pad = Span(" " * (depth * _STEP), Tone.INK)
        return [
            (pad, Span(one, tone)) if one else _NOTHING
            for one in self.wrapped(text, depth)
        ]

    def wrapped(self, text: str, depth: int) -> list[str]:
        return wrap(text, self.width - depth * _STEP, self.measure)
