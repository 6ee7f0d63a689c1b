"""Over time, drawn: dots by month for each person, and what may be said of them.

Columns are months and rows are what someone told of themselves. There is no axis, no
line from one month to the next, and no total: a row is read, never compared.
"""

from datetime import date

from journal.domain.attachment import SupportFunction
from journal.domain.drawing_pen import Pen, in_blocks
from journal.domain.insights import HavenAndBase
from journal.domain.marks import GLYPHS, Line, Marks, Span, Tone
from journal.domain.moments import Moment
from journal.domain.over_time import OverTime, Strip
from journal.domain.shared_view import SharedView
from journal.domain.wording import (
    function_words,
    month_heading,
    role_words,
    short_month,
)
from journal.domain.wrapping import Measure

NOT_YET = (
    "There is not enough here yet to say anything over time. "
    "The moments say more anyway."
)
INVITATION = "Is there a side of this you'd like to write more about?"
NOT_ALL_OF_YOU = "From what you have each written and offered. It is not all of you."

_LABEL = 14
_MONTHS, _MONTHS_NARROW, _MONTHS_WIDE = 6, 3, 12
_COLUMN, _LEAST_COLUMN = 9, 7
# Beside the number there must be room for a word or two of a title.
_ROOM_FOR_A_TITLE = 20


def months_shown(width: int, *, narrow: bool) -> int:
    """Return how many months there is room for."""
    wide = width >= _LABEL + _MONTHS_WIDE * _LEAST_COLUMN
    months = _MONTHS_NARROW if narrow else _MONTHS_WIDE if wide else _MONTHS
    return max(1, min(months, (width - _LABEL) // _LEAST_COLUMN))


def over_time_block(  # noqa: PLR0913 - how it is drawn is one thing in five words
    view: SharedView,
    *,
    width: int,
    measure: Measure,
    marks: Marks = GLYPHS,
    narrow: bool = False,
    back: int = 0,
    invited: bool = False,
) -> list[Line]:
    """Return what may be seen over time, or the sentence that there is too little.

    With `back` the months shown end that many months before the latest, or at the
    beginning. The invitation is there for whoever asked to be `invited`.
    """
    pen = Pen(view.people, width, measure, marks)
    strips = []
    if view.over_time is not None:
        shown = months_shown(width, narrow=narrow)
        months = view.over_time.window(shown, back=back)
        strips = _strips(pen, view.over_time, months)
    said = pen.prose(said_over_time(view))
    both = _haven_and_base(pen, view.haven_and_base) if view.haven_and_base else []
    if not (strips or said or both):
        return pen.prose([NOT_YET])
    said += pen.prose([INVITATION] if said and invited else [], Tone.MUTED)
    return in_blocks([pen.prose([NOT_ALL_OF_YOU], Tone.MUTED), strips, said, both])


def said_over_time(view: SharedView) -> list[str]:
    """Return the sentences on turns, without one that would say the same again."""
    said = [view.turns] if view.turns is not None else []
    if view.of_late is not None:
        said.append(view.of_late)
    return said


def _strips(pen: Pen, over: OverTime, months: tuple[date, ...]) -> list[Line]:
    cells = min(_COLUMN, (pen.width - _LABEL) // len(months))
    lines = _heads(pen, over, months, cells)
    people = dict.fromkeys(strip.person for strip in over.strips)
    rows: list[list[Line]] = []
    for person in people:
        name = Span(pen.person(person, pen.width), pen.hue(person))
        block: list[Line] = [(name,)]
        block += [
            _row(pen, strip, months, cells)
            for strip in over.strips
            if strip.person == person
        ]
        rows.append(block)
    return [*lines, *in_blocks(rows)]


def _heads(
    pen: Pen, over: OverTime, months: tuple[date, ...], cells: int
) -> list[Line]:
    heads = [short_month(month) for month in months]
    # The mark of what came before points the other way than the mark of here.
    earlier = "<" if pen.marks.here.isascii() else "‹"  # noqa: RUF001 - the mark itself
    label = f"{earlier} ".rjust(_LABEL) if months[0] > over.first else " " * _LABEL
    lines = [_muted(label, heads, cells)]
    if any(month.year != over.last.year for month in months):
        years = [
            str(month.year) if month == months[0] or month.month == 1 else ""
            for month in months
        ]
        lines.insert(0, _muted(" " * _LABEL, years, cells))
    return lines


def _muted(label: str, columns: list[str], cells: int) -> Line:
    row = label + "".join(column.ljust(cells) for column in columns)
    return (Span(row.rstrip(), Tone.MUTED),)


def _row(pen: Pen, strip: Strip, months: tuple[date, ...], cells: int) -> Line:
    words = f"  {role_words(strip.role, first_person=False)}".ljust(_LABEL)
    mark = pen.role_mark(strip.role)
    dots = [mark if month in strip.months else "" for month in months]
    row = "".join(dot.ljust(cells) for dot in dots).rstrip()
    return (Span(words, Tone.MUTED), Span(row, pen.hue(strip.person)))


def _haven_and_base(pen: Pen, both: HavenAndBase) -> list[Line]:
    since = f"since {month_heading(both.since, both.until.year)}"
    return [
        *pen.prose([since], Tone.MUTED),
        *_about(pen, SupportFunction.SAFE_HAVEN, both.hard, both.hard_such_as),
        *_about(pen, SupportFunction.SECURE_BASE, both.possible, both.possible_such_as),
    ]


def _about(
    pen: Pen, function: SupportFunction, count: int, such_as: Moment
) -> list[Line]:
    words = function_words(function).ljust(
        len(function_words(SupportFunction.SECURE_BASE))
    )
    line: Line = (
        *pen.function_marks(function),
        Span(f" {words}   {count}", Tone.INK),
    )
    room = pen.width - pen.cells(line) - 3
    if room >= _ROOM_FOR_A_TITLE:
        example = _such_as(pen, such_as, room)
        return [(*line, Span(f"   {example}", Tone.MUTED))]
    return [line, (Span(f"  {_such_as(pen, such_as, pen.width - 2)}", Tone.MUTED),)]


def _such_as(pen: Pen, moment: Moment, room: int) -> str:
    label = "such as "
    return label + pen.short(moment.title, room - len(label))
