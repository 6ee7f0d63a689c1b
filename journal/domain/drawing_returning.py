"""What came next and what was come back to, drawn: lists, without a word on them."""

from collections.abc import Collection

from journal.domain.drawing_pen import Pen, in_blocks, in_tone
from journal.domain.entries import Entry, MomentId
from journal.domain.insights_returning import CameBack, ThenAndNow
from journal.domain.marks import GLYPHS, Line, Marks, Span, Tone
from journal.domain.shared_view import SharedView
from journal.domain.wording import days_between_words, long_day, month_heading
from journal.domain.wrapping import Measure, wrap

CAME_NEXT = "what came next"
COMING_BACK = "coming back together"
THEN_AND_NOW = "then and now"


def came_next_block(
    view: SharedView,
    *,
    width: int,
    measure: Measure,
    marks: Marks = GLYPHS,
    limit: int | None = None,
) -> list[Line]:
    """Return what each went on to, in their own words, by month, the newest first."""
    pen = Pen(view.people, width, measure, marks)
    things = view.next_things[:limit]
    blocks: list[list[Line]] = []
    month = ""
    for thing in things:
        heading = month_heading(thing.day, things[0].day.year)
        if heading != month:
            month = heading
            blocks.append(pen.prose([heading], Tone.MUTED))
        said = in_tone(wrap(pen.quoted(thing.text), width, measure))
        blocks[-1] += pen.signed(said, thing.author)
    return _under(CAME_NEXT, pen, blocks)


def coming_back_block(  # noqa: PLR0913 - how it is drawn is one thing in five words
    view: SharedView,
    *,
    width: int,
    measure: Measure,
    marks: Marks = GLYPHS,
    opened: Collection[MomentId] = (),
    limit: int | None = None,
) -> list[Line]:
    """Return each repair by its two titles, the newest first.

    `opened` are the later moments of those whose days between are to be shown.
    """
    pen = Pen(view.people, width, measure, marks)
    blocks = [
        _came_back(pen, one, is_open=one.later.id in opened)
        for one in view.coming_back[:limit]
    ]
    return _under(COMING_BACK, pen, blocks)


def then_and_now_block(
    view: SharedView,
    *,
    width: int,
    measure: Measure,
    marks: Marks = GLYPHS,
    narrow: bool = False,
) -> list[Line]:
    """Return two answers of one person to one question, and no word about the two."""
    pen = Pen(view.people, width, measure, marks)
    blocks = [_then_and_now(pen, one, narrow=narrow) for one in view.then_and_now]
    return _under(THEN_AND_NOW, pen, blocks)


def _under(heading: str, pen: Pen, blocks: list[list[Line]]) -> list[Line]:
    if not blocks:
        return []
    return in_blocks([pen.prose([heading], Tone.MUTED), *blocks])


def _came_back(pen: Pen, one: CameBack, *, is_open: bool) -> list[Line]:
    later = "  and later   "
    lines: list[Line] = [
        (Span(pen.short(one.earlier.title, pen.width), Tone.INK),),
        (
            Span(later, Tone.MUTED),
            Span(pen.short(one.later.title, pen.width - len(later)), Tone.INK),
        ),
    ]
    if is_open:
        lines.append((Span(f"  {days_between_words(one.days_between)}", Tone.MUTED),))
    return lines


def _then_and_now(pen: Pen, one: ThenAndNow, *, narrow: bool) -> list[Line]:
    name = Span(pen.person(one.author, pen.width), pen.hue(one.author))
    asked = pen.prose([one.question] if one.question else [], Tone.BOLD)
    column = pen if narrow else pen.column()
    answers = [_answer(column, entry) for entry in (one.then, one.now)]
    beside = in_blocks(answers) if narrow else pen.beside(*answers)
    return in_blocks([[(name,), *asked], beside])


def _answer(pen: Pen, entry: Entry) -> list[Line]:
    return [
        *pen.prose([long_day(entry.day)], Tone.MUTED),
        *in_tone(wrap(entry.words, pen.width, pen.measure)),
    ]
