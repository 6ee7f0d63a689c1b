"""My own pages as lines: in a list by month, and one of them whole."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rich.cells import cell_len

from journal.domain.attachment import Role
from journal.domain.drawing_arc import arc_lines
from journal.domain.drawing_pen import Pen
from journal.domain.entries import Entry
from journal.domain.marks import Line, Marks, Span, Tone
from journal.domain.moments import Moment, Side
from journal.domain.text import first_words
from journal.domain.wording import (
    AHEAD,
    context_words,
    month_heading,
    role_words,
    short_day,
)
from journal.domain.wrapping import shorten
from journal.services.writing import Draft
from journal.ui.asides import MEASURE, paragraph
from journal.ui.days import day_words

DATE_CELLS = 9
STATE_CELLS = 10
UNFINISHED = "unfinished"
_FIRST_CHARACTERS = 90
_AROUND = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the list: an unfinished page, a page, or a moment that was found."""

    day: date
    of: Draft | Entry | Moment = field(repr=False)

    @property
    def id(self) -> str:
        """The id of what it stands for."""
        return self.of.id


def rows_of(
    drafts: Iterable[Draft],
    entries: Iterable[Entry],
    moments: Iterable[Moment],
    *,
    today: date,
) -> list[Row]:
    """Return the rows: what is unfinished, then my pages, then moments found."""
    rows = [Row(day=draft.kept_on or today, of=draft) for draft in drafts]
    rows += [Row(day=entry.day, of=entry) for entry in entries]
    return rows + [Row(day=moment.day, of=moment) for moment in moments]


def row_lines(
    row: Row, state: str, *, width: int, marks: Marks, found: Sequence[str] = ()
) -> list[Line]:
    """Return a row: its day, its title or first words, and its state.

    Of words that were found the title's are bold; where they are in the page only,
    a second line shows them.
    """
    room = width - DATE_CELLS - (STATE_CELLS + 2 if state else 0)
    title = _title(row.of, room, marks)
    spans = _found_bold(title, found, Tone.INK)
    gap = " " * (DATE_CELLS + room + 2 - DATE_CELLS - cell_len(title))
    day = short_day(row.day).ljust(DATE_CELLS)
    line = (Span(day, Tone.MUTED), *spans)
    lines: list[Line] = [(*line, Span(gap + state, Tone.MUTED)) if state else line]
    if found and isinstance(row.of, Entry) and not _holds(title, found):
        said = _around(row.of.words, found, width - DATE_CELLS, marks)
        if said:
            indent = Span(" " * DATE_CELLS, Tone.MUTED)
            lines.append((indent, *_found_bold(said, found, Tone.MUTED)))
    return lines


def month_above(rows: Sequence[Row], index: int, today: date) -> list[Line]:
    """Return the month above a row that is the first of it, after a blank line."""
    day = rows[index].day
    before = rows[index - 1].day if index else None
    if before is not None and (before.year, before.month) == (day.year, day.month):
        return []
    month: Line = (Span(month_heading(day, today.year), Tone.MUTED),)
    return [(), month] if index else [month]


def entry_whole(  # noqa: PLR0913 - how it is drawn is one thing in five words
    entry: Entry,
    said: Iterable[str],
    *,
    width: int,
    marks: Marks,
    today: date,
    below: Iterable[str] = (),
) -> list[Line]:
    """Return a page with every word of it.

    Args:
        entry: the page, in one of its versions.
        said: what stands beside its day, such as its state.
        width: the cells there are.
        marks: the marks this terminal can show.
        today: the day it is; another year's days are said with their year.
        below: muted sentences under the text.
    """
    lines: list[Line] = []
    if entry.title:
        lines += paragraph(entry.title, width, Tone.BOLD)
    day = day_words(entry.day, today)
    facts = [f"around {day}" if entry.about_when else day, *_role(entry, marks)]
    if entry.ahead and entry.day > today:
        facts[0] = f"{AHEAD}, {facts[0]}"
    facts += [context_words(entry.context)] if entry.context else []
    facts += said
    lines += paragraph(" · ".join(fact for fact in facts if fact), width, Tone.MUTED)
    if entry.asked:
        lines += [(), *paragraph(entry.asked, width, Tone.MUTED)]
    lines += [(), *paragraph(entry.words, width)]
    more = _more(entry, width, marks)
    lines += [(), *more] if more else []
    notes = [line for one in below for line in paragraph(one, width, Tone.MUTED)]
    return [*lines, (), *notes] if notes else lines


def _more(entry: Entry, width: int, marks: Marks) -> list[Line]:
    """Return what its author says besides, theirs alone among it."""
    pen = Pen((), min(width, MEASURE), cell_len, marks)
    lines = arc_lines(pen, Side(entry=entry), mine=True)
    after = {"worth keeping": entry.keep, "afterwards": entry.returned_to}
    for label, words in after.items():
        lines += pen.labelled(label, " ".join(words.split())) if words else []
    return lines


def terms_of(words: str) -> tuple[str, ...]:
    """Return the words that are looked for."""
    return tuple(words.casefold().split())


def _title(of: Draft | Entry | Moment, room: int, marks: Marks) -> str:
    match of:
        case Draft():
            words = first_words(of.words or of.asked or "", limit=_FIRST_CHARACTERS)
            before, more = f"{marks.unfinished} ", marks.more
            if words.endswith("…"):
                words = words.removesuffix("…") + more
            return shorten(before + words, room, cell_len, more=more)
        case Entry():
            words = of.title or first_words(of.words, limit=_FIRST_CHARACTERS)
            return shorten(words, room, cell_len, more=marks.more)
        case Moment():
            return shorten(of.title, room, cell_len, more=marks.more)


def _role(entry: Entry, marks: Marks) -> list[str]:
    glyphs = {
        Role.CARE_SEEKER: f"{marks.reached} ",
        Role.CAREGIVER: f"{marks.there} ",
        Role.BOTH: f"{marks.both} ",
    }
    if entry.role is None:
        return []
    return [glyphs.get(entry.role, "") + role_words(entry.role, first_person=True)]


def _pattern(found: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(found, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE)


def _holds(text: str, found: Sequence[str]) -> bool:
    return bool(_pattern(found).search(text))


def _found_bold(text: str, found: Sequence[str], tone: Tone) -> list[Span]:
    if not found:
        return [Span(text, tone)]
    spans, at = [], 0
    for hit in _pattern(found).finditer(text):
        spans += [Span(text[at : hit.start()], tone), Span(hit.group(), Tone.BOLD)]
        at = hit.end()
    spans.append(Span(text[at:], tone))
    return [span for span in spans if span.text]


def _around(words: str, found: Sequence[str], width: int, marks: Marks) -> str:
    """Return one line of the text, with the first of the words that were found."""
    hit = _pattern(found).search(words)
    if hit is None:
        return ""
    # From the start of the line it stands on, or a little before it.
    start = words.rfind("\n", 0, hit.start()) + 1
    if hit.end() - start > width // 2:
        start = max(start, hit.start() - width // 3)
    if start and words[start - 1] not in " \n":
        space = words.find(" ", start, hit.start())
        start = space + 1 if space >= 0 else hit.start()
    before = marks.more if start and words[start - 1] != "\n" else ""
    line, _, _ = words[start : start + _AROUND + width].partition("\n")
    return shorten(before + line, width, cell_len, more=marks.more)
